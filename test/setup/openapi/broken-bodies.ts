import type { Resolve, Resolved, Schema } from './document.js';
import type { Json } from './values.js';

/** A body that is wrong in one place. */
export interface BrokenBody {
  readonly what: string;
  /** RFC 6901. */
  readonly pointer: string;
  readonly value: Json;
  /** A form can send it: all is text there. */
  readonly textual: boolean;
}

interface Fault {
  readonly what: string;
  readonly value: Json;
  readonly textual?: boolean;
}

type JsonObject = Readonly<Record<string, Json>>;

/** Each way in which one place of the value can be against the schema. */
export function brokenBodies(value: Json, schema: Schema, resolve: Resolve): readonly BrokenBody[] {
  return within(value, resolve(schema), '', resolve);
}

function within(value: Json, schema: Resolved, at: string, resolve: Resolve): readonly BrokenBody[] {
  if (Array.isArray(value)) return inList(value as readonly Json[], schema, at, resolve);
  if (typeof value === 'object' && value !== null) return inObject(value as JsonObject, schema, at, resolve);
  return [];
}

function inObject(value: JsonObject, schema: Resolved, at: string, resolve: Resolve): readonly BrokenBody[] {
  const { properties = {}, required = [] } = schema;
  const unknown = { ...value, 'khongCo~/': 'x' };
  const without = (name: string): Json =>
    Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
  return [
    { what: 'what is not known', pointer: `${at}/khongCo~0~1`, value: unknown, textual: false },
    ...required.map((name) => ({
      ...{ what: 'nothing', pointer: `${at}/${name}`, value: without(name), textual: true },
    })),
    ...Object.entries(properties).flatMap(([name, property]) => {
      const resolved = resolve(property);
      const put = (found: Json): Json => ({ ...value, [name]: found });
      const here = faultsOf(resolved).map((fault) => ({
        ...{ what: fault.what, pointer: `${at}/${name}`, value: put(fault.value) },
        textual: fault.textual ?? false,
      }));
      const child = value[name];
      const inside = child === undefined ? [] : within(child, resolved, `${at}/${name}`, resolve);
      return [...here, ...inside.map((each) => ({ ...each, value: put(each.value) }))];
    }),
  ];
}

const of = (what: string, pointer: string, value: Json): BrokenBody => ({
  ...{ what, pointer, value, textual: false },
});

function inList(
  value: readonly Json[],
  { items = {}, uniqueItems, maxItems }: Resolved,
  at: string,
  resolve: Resolve,
): readonly BrokenBody[] {
  const [first] = value;
  const item = resolve(items);
  return [
    ...(first === undefined || !uniqueItems ? [] : [of('the same twice', at, [first, ...value])]),
    ...(first === undefined || maxItems === undefined || maxItems > 200
      ? []
      : [
          of(
            'too many',
            at,
            Array.from({ length: maxItems + 1 }, () => first),
          ),
        ]),
    ...faultsOf(item).map(({ what, value: wrong }) => of(what, `${at}/${value.length}`, [...value, wrong])),
    ...(first === undefined ? [] : within(first, item, `${at}/0`, resolve)).map((each) => ({
      ...each,
      value: [each.value, ...value.slice(1)],
    })),
  ];
}

function faultsOf(schema: Resolved): readonly Fault[] {
  return [
    ...(schema.nullable ? [] : [{ what: 'null', value: null }]),
    ...otherTypes(schema),
    ...(schema.enum ? [{ what: 'none of the list', value: 'khong-co', textual: true }] : []),
    ...(schema.type === 'string' && !schema.enum ? textFaults(schema) : []),
    ...numberFaults(schema),
    ...((schema.minItems ?? 0) > 0 ? [{ what: 'too few', value: [] }] : []),
  ];
}

const SAMPLES: Readonly<Record<string, Json>> = {
  string: 'chữ',
  integer: 1,
  boolean: true,
  array: [],
  object: {},
};

function otherTypes({ type = '' }: Resolved): readonly Fault[] {
  const own = type === 'number' ? 'integer' : type;
  return Object.entries(SAMPLES)
    .filter(([each]) => each !== own)
    .map(([each, value]) => ({ what: `another type: ${each}`, value }));
}

function numberFaults({ type, minimum, maximum }: Resolved): readonly Fault[] {
  if (type !== 'integer' && type !== 'number') return [];
  return [
    { what: 'a fraction', value: 1.5 },
    { what: 'a huge number', value: 1e300 },
    ...(minimum === undefined ? [] : [{ what: 'too little', value: minimum - 1 }]),
    ...(maximum === undefined ? [] : [{ what: 'too much', value: maximum + 1 }]),
  ];
}

function textFaults({ format, minLength = 0, maxLength, pattern }: Resolved): readonly Fault[] {
  if (format === 'binary') return [];
  const long =
    maxLength === undefined || maxLength > 5_000
      ? []
      : [{ what: 'a long text', value: 'a'.repeat(maxLength + 1) }];
  if (format === 'password') return [{ what: 'an empty text', value: '' }, ...long];
  return [
    ...(format ? FORMATS : [{ what: 'a zero byte', value: 'a\u0000b' }]),
    ...(format ? [] : [{ what: 'half a letter', value: 'a\ud800b' }]),
    ...(format ? [] : [{ what: 'a mark that turns text around', value: 'a\u202eb' }]),
    ...(minLength > 0 && !format ? [{ what: 'spaces', value: ' \u00a0\u3000 ', textual: true }] : []),
    ...(pattern === undefined || new RegExp(pattern, 'u').test('!#0')
      ? []
      : [{ what: 'another form', value: '!#0', textual: true }]),
    ...long.map((each) => ({ ...each, textual: true })),
  ];
}

/** Neither days nor instants nor ids. */
const FORMATS: readonly Fault[] = [
  { what: 'an empty text', value: '' },
  { what: 'a day that is not there', value: '2026-02-29' },
  { what: 'a day written otherwise', value: '02/07/2026' },
  { what: 'an instant without offset', value: '2026-07-02T08:30:00' },
  { what: 'an instant that is not there', value: '2026-02-30T08:30:00+07:00' },
  { what: 'the year nought', value: '0000-01-01' },
  { what: 'an id in capitals', value: '01890A5D-AC96-774B-BCCE-B302099A8057' },
  { what: 'an id with a zero byte', value: '01890a5d-ac96-774b-bcce-b302099a805\u0000' },
];
