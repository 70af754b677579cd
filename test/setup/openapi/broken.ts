import fc from 'fast-check';
import { brokenBodies } from './broken-bodies.js';
import type { Operation, Parameter, Resolve } from './document.js';
import type { Made } from './valid.js';
import type { Json } from './values.js';

/** A request that is wrong in one place. */
export interface Broken extends Made {
  readonly what: string;
  readonly statuses: readonly number[];
  /** What the answer has to name; null where the whole request is wrong. */
  readonly pointer: string | null;
  readonly parameter: string | null;
  /** Sent without the caller's token, or with this one. */
  readonly token?: string | null;
}

type Break = Omit<Broken, 'caller'>;

/** Breaks one place of right requests: as often the body as what stands around it. */
export function brokenRequests(
  operation: Operation,
  valid: fc.Arbitrary<Made>,
  resolve: Resolve,
): fc.Arbitrary<Broken> {
  return valid.chain((made) => {
    const groups = [
      operation.body && made.body !== undefined ? bodyBreaks(operation, operation.body, made, resolve) : [],
      operation.body && !operation.form ? rawBreaks(made) : [],
      [...pathBreaks(operation, made), ...queryBreaks(operation, made, resolve)],
      [...headerBreaks(operation, made), ...tokenBreaks(operation, made)],
    ].filter((group) => group.length > 0);
    const weights = [6, 1, 2, 1];
    const choices = groups.map((group, at) => ({
      weight: weights[at] ?? 1,
      arbitrary: fc.constantFrom(...group),
    }));
    if (choices.length === 0) throw new Error(`${operation.id}: nothing of it can be broken`);
    return fc.oneof(...choices).map((found) => ({ ...found, caller: made.caller }));
  });
}

const of = (made: Made, what: string, statuses: readonly number[], changes: Partial<Break>): Break => ({
  ...{ path: made.path, query: made.query, headers: made.headers, body: made.body, raw: made.raw },
  ...{ what, statuses, pointer: null, parameter: null },
  ...changes,
});

function bodyBreaks(
  { form }: Operation,
  schema: Parameter['schema'],
  made: Made,
  resolve: Resolve,
): readonly Break[] {
  return brokenBodies(made.body ?? null, schema, resolve)
    .filter(({ textual }) => !form || textual)
    .map(({ what, pointer, value }) => of(made, `${what} at ${pointer}`, [422], { body: value, pointer }));
}

/** What is no JSON object, or is sent as something else. */
function rawBreaks(made: Made): readonly Break[] {
  const text = JSON.stringify(made.body ?? {});
  const deep = `{"sâu":${'['.repeat(40)}${']'.repeat(40)}}`;
  const json = (
    raw: string,
    what: string,
    statuses: readonly number[],
    pointer: string | null = null,
  ): Break => of(made, what, statuses, { raw, pointer });
  const typed = (type: string): Break =>
    of(made, `content type ${type}`, [415], {
      raw: text,
      headers: { ...made.headers, 'Content-Type': type },
    });
  return [
    json(text.slice(0, -1), 'JSON that breaks off', [400]),
    json('', 'nothing', [400]),
    json(`${text}${text}`, 'two bodies', [400]),
    json('{"__proto__":{"a":1}}', 'another prototype', [400]),
    json('{"a":1,"\\u0061":1}', 'one name twice', [400]),
    json(`[${text}]`, 'a list', [422], ''),
    json('null', 'null', [422], ''),
    json('"chữ"', 'a text', [422], ''),
    json(deep, 'forty levels', [422], ''),
    typed('text/plain'),
    typed('application/xml'),
    typed('application/x-www-form-urlencoded'),
    typed('multipart/form-data; boundary=x'),
  ];
}

function pathBreaks({ parameters }: Operation, made: Made): readonly Break[] {
  return parameters
    .filter((each) => each.in === 'path')
    .flatMap(({ name }) => {
      const wrong = (value: string, what: string, statuses: readonly number[], told: boolean): Break =>
        of(made, `${what} as ${name}`, statuses, {
          path: { ...made.path, [name]: value },
          ...(told ? { parameter: name } : {}),
        });
      const id = /id$/i.test(name);
      return [
        wrong('khong-phai-ma', 'no id', id ? [400] : [400, 404], id),
        wrong('-1', 'a negative number', id ? [400] : [400, 404], id),
        wrong('%00', 'a zero byte', [400, 404], false),
        wrong('..%2f..%2fme', 'a path', [400, 404], false),
        wrong('%F0%9F%98%80', 'a face', [400, 404], false),
        wrong('a'.repeat(201), 'a long word', [414], false),
      ];
    });
}

function queryBreaks({ parameters }: Operation, made: Made, resolve: Resolve): readonly Break[] {
  const queries = parameters.filter((each) => each.in === 'query');
  if (queries.length === 0) return [];
  const wrong = (name: string, value: string | readonly string[], what: string): Break =>
    of(made, `${what} as ${name}`, [400], { query: { ...made.query, [name]: value }, parameter: name });
  return [
    wrong('khongCo', '1', 'what is not known'),
    ...queries.flatMap(({ name, schema }) => {
      const { type, enum: values, format, minimum, maximum, maxLength, pattern } = resolve(schema);
      return [
        ...(type === 'integer'
          ? [
              wrong(name, '1e3', 'another writing'),
              wrong(name, '1.5', 'a fraction'),
              wrong(name, '', 'nothing'),
            ]
          : []),
        ...(minimum === undefined ? [] : [wrong(name, String(minimum - 1), 'too little')]),
        ...(maximum === undefined ? [] : [wrong(name, String(maximum + 1), 'too much')]),
        ...(maxLength === undefined ? [] : [wrong(name, 'a'.repeat(maxLength + 1), 'a long text')]),
        ...(type === 'boolean' ? [wrong(name, 'yes', 'no flag')] : []),
        ...(values ? [wrong(name, 'khong-co', 'none of the list')] : []),
        ...(format ? [wrong(name, '2026-02-30', 'no such thing')] : []),
        ...(pattern ? [wrong(name, '!', 'another form')] : []),
        ...(name === 'cursor' || name === 'changedSince'
          ? FORGED.map((cursor) => ({
              ...wrong(name, cursor, 'what no list gave'),
              // The thing whose list it is may be out of sight, which is found out first.
              ...{ query: { [name]: cursor }, statuses: [400, 404] },
            }))
          : []),
        wrong(name, ['1', '2'], 'two values'),
        ...(type === 'string' ? [wrong(name, 'a\u0000b', 'a zero byte')] : []),
      ];
    }),
  ];
}

const forged = (values: Json): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** Cursors of no list. */
const FORGED = [
  'khong',
  '%',
  forged([]),
  forged({ a: 1 }),
  forged(['2026-07-02', null, { $gt: '' }, 1, 2, 3, 4]),
];

function headerBreaks({ parameters, method }: Operation, made: Made): readonly Break[] {
  const names = new Set(parameters.filter((each) => each.in === 'header').map(({ name }) => name));
  const wrong = (name: string, value: string, statuses: readonly number[], told: boolean): Break =>
    of(made, `${JSON.stringify(value.slice(0, 20))} as ${name}`, statuses, {
      headers: { ...made.headers, [name]: value },
      ...(told ? { parameter: name } : {}),
    });
  const { 'If-Match': _version, ...without } = made.headers;
  return [
    ...(names.has('If-Match')
      ? [
          of(made, 'no If-Match', [428], { headers: without }),
          wrong('If-Match', '1', [400], false),
          wrong('If-Match', '*', [400], false),
          wrong('If-Match', '"999999"', [412, 403, 404, 409, 422], false),
          wrong('If-Match', '"khong"', [412], false),
        ]
      : []),
    ...(names.has('Idempotency-Key') && method !== 'GET'
      ? [wrong('Idempotency-Key', 'a b', [400], true), wrong('Idempotency-Key', 'a'.repeat(201), [400], true)]
      : []),
  ];
}

function tokenBreaks({ permission }: Operation, made: Made): readonly Break[] {
  if (permission === 'public') return [];
  return [
    of(made, 'no token', [401], { token: null }),
    of(made, "a token of one's own making", [401], { token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.' }),
  ];
}
