import { aPdf } from '../sample-files.js';
import type { Principal } from '../matrix/scene.js';
import type { Broken } from './broken.js';
import type { Cast } from './cast.js';
import type { Answer } from './conformance.js';
import type { Operation } from './document.js';
import { CASE, CHANGES, CURSOR, EVENT, VERSION, type Made } from './valid.js';
import { FILE, type Json } from './values.js';

export interface Sent {
  readonly answer: Answer;
  /** As a person would repeat it. */
  readonly told: string;
}

/** Sends what was made up for one operation, and remembers what the next needs of the answers. */
export class Sender {
  private caseId: string | null = null;
  private readonly versions = new Map<string, string>();
  private readonly tokens = new Map<Principal, string>();
  private readonly places = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly operation: Operation,
    private readonly cast: Cast,
    /** Path of the document that reads what this operation changes; null where none does. */
    private readonly readBy: string | null,
  ) {}

  async send(made: Made | Broken): Promise<Sent> {
    const { method } = this.operation;
    const principal = this.callerOf(made);
    const token = 'token' in made ? (made.token ?? null) : principal && (await this.tokenOf(principal));
    const path = await this.pathOf(made);
    const address = this.fill(this.operation.path, path);
    const headers = await this.headersOf(made, path, token);
    const body = this.bodyOf(made, await this.filled(made.body, path));
    if (typeof body === 'string' && !('Content-Type' in headers))
      headers['Content-Type'] = 'application/json';
    const answer = await fetch(this.url + address + this.queryOf(made), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const found = { status: answer.status, headers: answer.headers, bytes };
    this.learn(found, path, principal);
    const who = principal ? `${principal.caller}, ${principal.situation}` : 'anybody';
    const { Authorization: _secret, ...shown } = headers;
    return {
      answer: found,
      told: `${who}: ${method} ${address}${this.queryOf(made)} ${JSON.stringify(shown)} ${typeof body === 'string' ? body : JSON.stringify(made.body)}`,
    };
  }

  /** What is broken is told to who would otherwise have come through the wall. */
  private callerOf(made: Made | Broken): Principal | null {
    const { callersOf, insidersOf } = this.cast;
    const callers = 'what' in made ? insidersOf(this.operation) : callersOf(this.operation);
    return callers[made.caller % callers.length] ?? null;
  }

  /** Ends of sessions and the like are asked in a session that nobody else uses. */
  private async tokenOf(principal: Principal): Promise<string> {
    if (this.operation.permission === 'auth.self' && this.operation.method !== 'GET')
      return this.cast.freshToken(principal);
    return this.tokens.get(principal) ?? principal.token;
  }

  private async pathOf({ path }: Made): Promise<Readonly<Record<string, string>>> {
    if (path['caseId'] !== CASE) return path;
    this.caseId ??= await this.cast.freshCase(this.operation.path);
    return { ...path, caseId: this.caseId };
  }

  private fill(template: string, path: Readonly<Record<string, string>>): string {
    return template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => path[name] ?? '');
  }

  private queryOf({ query }: Made): string {
    const parameters = new URLSearchParams();
    for (const [name, values] of Object.entries(query)) {
      for (const value of [values].flat()) {
        const found = value === CURSOR || value === CHANGES ? this.places.get(value) : value;
        if (found !== undefined) parameters.append(name, found);
      }
    }
    const text = parameters.toString();
    return text === '' ? '' : `?${text}`;
  }

  private async headersOf(
    made: Made,
    path: Readonly<Record<string, string>>,
    token: string | null,
  ): Promise<Record<string, string>> {
    const headers: Record<string, string> = { ...made.headers };
    if (token !== null) headers['Authorization'] = `Bearer ${token}`;
    if (headers['If-Match'] === VERSION) headers['If-Match'] = await this.versionOf(path, token);
    return headers;
  }

  private async versionOf(path: Readonly<Record<string, string>>, token: string | null): Promise<string> {
    if (this.readBy === null) return '"1"';
    const address = this.fill(this.readBy, path);
    const known = this.versions.get(address);
    if (known) return known;
    const read = await fetch(this.url + address, {
      headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    });
    const { version = 1 } = read.status === 200 ? ((await read.json()) as { version?: number }) : {};
    this.versions.set(address, `"${version}"`);
    return `"${version}"`;
  }

  private async filled(
    body: Json | undefined,
    { caseId }: Readonly<Record<string, string>>,
  ): Promise<Json | undefined> {
    const text = JSON.stringify(body);
    if (!text?.includes(`"${EVENT}"`) || caseId === undefined) return body;
    return JSON.parse(text.replaceAll(EVENT, await this.cast.lastEvent(caseId))) as Json;
  }

  private bodyOf({ raw }: Made, body: Json | undefined): string | FormData | undefined {
    if (raw !== undefined) return raw;
    if (body === undefined) return undefined;
    return this.operation.form ? formOf(body) : JSON.stringify(body);
  }

  private learn(
    { status, bytes }: Answer,
    path: Readonly<Record<string, string>>,
    principal: Principal | null,
  ): void {
    if (this.readBy !== null && (status === 412 || status < 300))
      this.versions.delete(this.fill(this.readBy, path));
    // A file on which a step was taken has other steps before it.
    if (status < 300 && this.operation.method !== 'GET' && this.caseId === path['caseId']) this.caseId = null;
    if (status === 401 && principal) this.tokens.delete(principal);
    if (status !== 200 || bytes[0] !== 0x7b) return;
    const { nextCursor, changes } = JSON.parse(bytes.toString('utf8')) as Readonly<Record<string, unknown>>;
    if (typeof nextCursor === 'string') this.places.set(CURSOR, nextCursor);
    if (typeof changes === 'string') this.places.set(CHANGES, changes);
  }
}

function formOf(body: Json): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body as Readonly<Record<string, Json>>)) {
    if (value === FILE)
      form.set(name, new Blob([new Uint8Array(aPdf())], { type: 'application/pdf' }), 'giay.pdf');
    else form.set(name, String(value));
  }
  return form;
}
