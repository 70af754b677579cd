import fc from 'fast-check';
import { hasForbiddenCharacters, normaliseText } from '../../../src/platform/http/field-rules.js';
import type { Resolve, Resolved, Schema } from './document.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Values that lead somewhere, by the name of the field: ids of things that there are, passwords that are right. */
export type Known = Readonly<Record<string, readonly Json[]>>;

/** Stands for the file of a form. */
export const FILE = '@file';

/** Makes values that the document calls right. */
export interface Values {
  of(schema: Schema, name: string): fc.Arbitrary<Json>;
  /** What is known by the name of the field, as far as it may stand there; else the document's example. */
  likely(schema: Schema, name: string): readonly Json[];
  /** The fields of an object. */
  fieldsOf(schema: Schema): Readonly<Record<string, Schema>>;
}

/**
 * Of each field what is likely, and anything that the schema takes: what is wholly made up rarely comes further than
 * the first rule.
 *
 * @param pinned where nothing else may stand
 */
export function valuesFor(resolve: Resolve, known: Known, pinned: Known = {}): Values {
  const likely: Values['likely'] = (schema, name) => {
    const resolved = resolve(schema);
    const found = (pinned[name] ?? known[name] ?? []).filter((value) => isOf(resolved, value));
    return found.length > 0 || resolved.example === undefined ? found : [resolved.example as Json];
  };
  const valueOf: Values['of'] = (schema, name) => {
    const resolved = resolve(schema);
    const found = resolved.type === 'object' ? [] : likely(schema, name);
    if (name in pinned) return fc.constantFrom(...found);
    const invented = inventedOf(resolved, valueOf);
    const value =
      found.length === 0
        ? invented
        : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...found) }, { weight: 2, arbitrary: invented });
    return resolved.nullable ? fc.oneof({ weight: 3, arbitrary: value }, fc.constant(null)) : value;
  };
  return { of: valueOf, likely, fieldsOf: (schema) => resolve(schema).properties ?? {} };
}

type ValueOf = Values['of'];

/** What is known by the name of a field may be of another that bears the same. */
function isOf(schema: Resolved, value: Json): boolean {
  if (schema.enum) return schema.enum.some((each) => each === value);
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' && (schema.format !== undefined || fitsText(schema, value));
    case 'integer':
    case 'number':
      return (
        typeof value === 'number' && value >= (schema.minimum ?? 0) && value <= (schema.maximum ?? value)
      );
    default:
      return false;
  }
}

function inventedOf(schema: Resolved, valueOf: ValueOf): fc.Arbitrary<Json> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, valueOf);
    case 'array':
      return listOf(schema, valueOf);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return stringOf(schema);
    default:
      throw new Error(`No values are known for ${JSON.stringify(schema)}`);
  }
}

function objectOf({ properties = {}, required = [] }: Resolved, valueOf: ValueOf): fc.Arbitrary<Json> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valueOf(schema, name)]),
  );
  return fc.record(fields, {
    requiredKeys: required as string[],
    noNullPrototype: true,
  }) as fc.Arbitrary<Json>;
}

/** Long enough to have a second and a third; the limits themselves are tried by what breaks them. */
const SOME_ITEMS = 3;

function listOf(
  { items = {}, minItems = 0, maxItems, uniqueItems }: Resolved,
  valueOf: ValueOf,
): fc.Arbitrary<Json> {
  const bounds = {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems ?? SOME_ITEMS, SOME_ITEMS)),
  };
  const item = valueOf(items, '');
  return uniqueItems ? fc.uniqueArray(item, bounds) : fc.array(item, bounds);
}

function numberOf({ minimum = 1, maximum = 2_147_483_647 }: Resolved): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
}

function stringOf(schema: Resolved): fc.Arbitrary<string> {
  switch (schema.format) {
    case 'date':
      return DAY;
    case 'date-time':
      return INSTANT;
    case 'uuid':
      return fc.uuid({ version: 7 });
    case 'binary':
      return fc.constant(FILE);
    default:
      return textOf(schema);
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
const between = (from: string, to: string): fc.Arbitrary<number> =>
  fc.integer({ min: Date.parse(from), max: Date.parse(to) });

/** Near the change of the law most of all; then any that exists. */
const MOMENT = fc.oneof(
  { weight: 5, arbitrary: between('2026-06-20', '2026-07-10') },
  { weight: 2, arbitrary: between('2020-01-01', '2028-12-31') },
  { weight: 1, arbitrary: between('0001-01-02', '2999-12-30') },
);
const LEAP_DAYS = fc.constantFrom('2024-02-29', '2028-02-29', '2000-02-29');
const DAY = fc.oneof(
  { weight: 9, arbitrary: MOMENT.map((ms) => iso(ms).slice(0, 10)) },
  { weight: 1, arbitrary: LEAP_DAYS },
);
const OFFSETS = fc.constantFrom('+07:00', 'Z', '-05:30', '+14:00');
const INSTANT = fc
  .tuple(MOMENT, OFFSETS, fc.constantFrom(16, 19, 23))
  .map(([ms, offset, length]) => iso(ms).slice(0, length) + offset);

const WORDS = [
  'Nguyễn Văn Bình',
  'Trần Thị Mỹ Lệ',
  'Danh Sà Rươl',
  'Đặng Ngọc Ánh',
  'Kim Sà Rinh',
  'Người đăng ký nộp đơn xin rút hồ sơ',
  'Quyết định số 12/QĐ-CAX',
  '15/QĐ-CAX',
  '{number}/QĐ-CAX',
  '0912345678',
  '091091004321',
  '12345678',
  '31069',
  'can.bo.moi',
  'binh.nv@an-giang.example',
  'Trưởng Công an xã',
  'Ấp Kinh 1, xã Vĩnh Thuận',
  '07:30',
  '2026',
  "%' or 1=1 --",
  '𠊛𡨸喃',
  '😀',
] as const;
const LETTERS = fc.string({
  unit: fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyÀÁẢÃẠẰẮẲẴẶỜỚỞỠỢỳýỷỹỵ0123456789 -./'),
  minLength: 1,
  maxLength: 40,
});

/** Trimmed, composed and without controls, as every text has to be; then within its length and of its pattern. */
function fitsText({ minLength = 1, maxLength = 200, pattern }: Resolved, text: string): boolean {
  return (
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text)) &&
    !hasForbiddenCharacters(text, false) &&
    normaliseText(text) === text
  );
}

function textOf(schema: Resolved): fc.Arbitrary<string> {
  const { maxLength = 200, example } = schema;
  const examples = typeof example === 'string' ? [example] : [];
  const fits = (text: string): boolean => fitsText(schema, text);
  const listed = [...examples, ...WORDS, 'Đ'.repeat(maxLength), '1'.repeat(maxLength)].filter(fits);
  const free = fc.oneof(LETTERS, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }));
  const cut = free.map((text) => normaliseText(normaliseText(text).slice(0, maxLength)));
  const [first] = listed;
  if (first === undefined) return cut.filter(fits);
  return fc.oneof(
    fc.constantFrom(...listed),
    cut.map((text) => (fits(text) ? text : first)),
  );
}
