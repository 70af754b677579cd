import type { FastifyInstance } from 'fastify';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** What opens or closes something, or ends a name. */
const SIGN = /["{}[\]:]/g;

const NOT_UTF8 = { vi: 'Nội dung không phải UTF-8', en: 'The body is not UTF-8' };
const EMPTY = {
  vi: 'Nội dung rỗng mà khai là JSON: gửi {} hoặc bỏ Content-Type',
  en: 'An empty body is declared as JSON: send {} or leave out Content-Type',
};
const DOUBLE_NAME = {
  vi: 'Một đối tượng JSON có hai trường cùng tên',
  en: 'An object of the JSON has two members of one name',
};

/**
 * Reads JSON bodies and no other. Fastify's own parser does the work, refusing `__proto__`; what could be read in two
 * ways is refused besides: bytes that are no UTF-8 would become other letters of a name, and of two members of one
 * name the first would be lost.
 */
export function takeJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['text/plain', 'application/json']);
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decoded(body);
    if (text === null) {
      done(problem(P.malformedJson, { detail: NOT_UTF8 }));
      return;
    }
    if (text === '') {
      done(problem(P.malformedJson, { detail: EMPTY }));
      return;
    }
    void parse(request, text, (error: Error | null, value?: unknown) => {
      if (error) done(error);
      else if (hasDoubleName(text)) done(problem(P.malformedJson, { detail: DOUBLE_NAME }));
      else done(null, value);
    });
  });
}

function decoded(body: string | Buffer): string | null {
  try {
    return typeof body === 'string' ? body : UTF8.decode(body);
  } catch {
    return null;
  }
}

/** True when an object has two members of one name. @param text valid JSON: of anything else the answer means nothing */
export function hasDoubleName(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  let last = '';
  const signs = new RegExp(SIGN);
  for (let found = signs.exec(text); found; found = signs.exec(text)) {
    const [sign] = found;
    if (sign === '"') {
      signs.lastIndex = endOfString(text, found.index);
      last = text.slice(found.index, signs.lastIndex);
    } else if (sign === ':') {
      if (isTaken(open.at(-1), nameOf(last))) return true;
    } else if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(null);
    else open.pop();
  }
  return false;
}

/** Notes the name. @returns whether it was noted before */
function isTaken(names: Set<string> | null | undefined, name: string): boolean {
  if (names?.has(name)) return true;
  names?.add(name);
  return false;
}

/** The place behind the string that begins at `start`: behind the first quotation mark that is not escaped. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** Names that are written in different ways may be the same. */
function nameOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
