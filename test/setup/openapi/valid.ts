import fc from 'fast-check';
import type { Operation, Parameter } from './document.js';
import type { Json, Known, Values } from './values.js';

/** A request as it is made up: what only the moment of sending knows is a word that begins with @. */
export interface Made {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where none is sent. */
  readonly body?: Json;
  /** Sent instead of the body, as it is. */
  readonly raw?: string;
  /** Which of the callers who may sends it. */
  readonly caller: number;
}

/** To be put in by who sends: the version that the thing has now, a place that the list gave, a file of its own. */
export const VERSION = '@version';
export const CURSOR = '@cursor';
export const CHANGES = '@changes';
export const CASE = '@case';
export const EVENT = '@event';

/** Requests that the document calls right, some about what is not there. */
export function validRequests(operation: Operation, values: Values, known: Known): fc.Arbitrary<Made> {
  return requestsOf(operation, values, known, 1);
}

/** The same about what is there. */
export function requestsInside(operation: Operation, values: Values, known: Known): fc.Arbitrary<Made> {
  return requestsOf(operation, values, known, 0);
}

function requestsOf(operation: Operation, values: Values, known: Known, strange: number): fc.Arbitrary<Made> {
  return fc.record({
    path: pathOf(operation, values, known, strange),
    query: recordOf(operation, 'query', values, 3),
    headers: recordOf(operation, 'header', values, 4),
    body: bodyOf(operation, values),
    caller: fc.nat(1_000),
  }) as fc.Arbitrary<Made>;
}

function pathOf(
  { parameters }: Operation,
  values: Values,
  known: Known,
  strange: number,
): fc.Arbitrary<Made['path']> {
  const ids = inPlace(parameters, 'path').map(({ name, schema }) => {
    const there = (known[name] ?? []).map(inAddress);
    const invented = values.of(schema, name).map(inAddress);
    if (there.length === 0) return [name, invented] as const;
    const usual = { weight: 9, arbitrary: fc.constantFrom(...there) };
    return [name, fc.oneof(usual, { weight: strange, arbitrary: invented })] as const;
  });
  return fc.record(Object.fromEntries(ids), { noNullPrototype: true });
}

const inAddress = (value: Json): string => (value === CASE ? CASE : encodeURIComponent(String(value)));

/** What the document cannot know: a place in a list is no text of one's own. */
const GIVEN: Readonly<Record<string, fc.Arbitrary<string>>> = {
  cursor: fc.constant(CURSOR),
  changedSince: fc.constant(CHANGES),
  'If-Match': fc.constant(VERSION),
  'If-None-Match': fc.constantFrom('*', '"3-k2Jc0pXvQ1mZr8TtY5wLhA"', 'W/"3", "4"', 'no tag at all'),
  'Idempotency-Key': fc.stringMatching(/^[\x21-\x7e]{1,200}$/),
  'Accept-Language': fc.constantFrom('vi', 'en', 'fr;q=0.9, vi', '*', ';;;q=,'),
  Range: fc.constantFrom('bytes=0-9', 'bytes=-5', 'bytes=99999999-', 'bytes=0-1,3-4', 'lines=1-2'),
};

/** Of the optional ones each is sent once in `rarity`. */
function recordOf(
  { parameters }: Operation,
  place: Parameter['in'],
  values: Values,
  rarity: number,
): fc.Arbitrary<Readonly<Record<string, string>>> {
  const fields = inPlace(parameters, place).map(({ name, schema, required }) => {
    const value = GIVEN[name] ?? values.of(schema, name).map(String);
    return [name, required ? value : fc.option(value, { freq: rarity - 1, nil: undefined })] as const;
  });
  const seldom = fields.map(([name, value]) => [name, value] as const);
  return fc
    .record(Object.fromEntries(seldom), { noNullPrototype: true })
    .map((record) =>
      Object.fromEntries(
        Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    );
}

const inPlace = (parameters: readonly Parameter[], place: Parameter['in']): readonly Parameter[] =>
  parameters.filter((each) => each.in === place);

/** Members that are for some applicants only, or for who enters what another body did. */
const FOR_OTHERS: ReadonlySet<string> = new Set(['withoutResidence', 'guardianConsent', 'actedBy']);

/** Half of them the document's example with a field or two anew, which comes far; half made up throughout. */
function bodyOf({ body, example, form }: Operation, values: Values): fc.Arbitrary<Json | undefined> {
  if (!body) return fc.constant(undefined);
  const invented = values.of(body, '');
  if (!example || form) return invented;
  const fields = values.fieldsOf(body);
  const usual = Object.entries(example)
    .filter(([name]) => !FOR_OTHERS.has(name))
    .map(([name, value]) => {
      const likely = values.likely(fields[name] ?? {}, name);
      return [name, fc.constantFrom(...(likely.length > 0 ? likely : [value as Json]))] as const;
    });
  const base = fc.record(Object.fromEntries(usual), { noNullPrototype: true });
  const names = Object.keys(example);
  const changed = fc
    .tuple(base, invented, fc.subarray(names, { maxLength: Math.min(2, names.length) }))
    .map(([usually, anew, chosen]): Json => {
      const other = anew as Readonly<Record<string, Json>>;
      const put = chosen.flatMap((name) => (name in other ? [[name, other[name]] as const] : []));
      return { ...usually, ...Object.fromEntries(put) } as Json;
    });
  return fc.oneof(changed, invented);
}
