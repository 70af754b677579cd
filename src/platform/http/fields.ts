import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { Text2, TextParameters } from '../i18n/locale.js';
import { hasForbiddenCharacters, isDay, isInstant, isUuid, normaliseText } from './field-rules.js';

/** Values of a query string arrive as text; conversions of this group run for them only. */
export const QUERY_GROUP = 'query';

export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** What the validation pipe turns into a fault of the answer. */
export interface FaultContext {
  readonly code: string;
  readonly detail: Text2;
  readonly parameters?: TextParameters;
}

export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
  /** Several lines are allowed. */
  readonly multiline?: boolean;
  readonly pattern?: RegExp;
  /** What the pattern asks for, in words. */
  readonly patternDetail?: Text2;
}

/** A text without control or direction-changing characters, trimmed, in Unicode's composed form. */
export function Text(options: TextOptions): PropertyDecorator {
  const { min = 1, max, multiline = false, pattern } = options;
  const detail = options.patternDetail ?? { vi: 'Không đúng dạng quy định', en: 'Not in the form required' };
  return applyDecorators(
    ...presence(options, { type: 'string', minLength: min, maxLength: max, pattern: pattern?.source }),
    Transform(({ value }) => (typeof value === 'string' ? normaliseText(value) : (value as unknown))),
    check('text', isString, FAULTS.text),
    check('characters', (v) => isString(v) && !hasForbiddenCharacters(v, multiline), FAULTS.characters),
    check('textLength', (v) => isString(v) && v.length >= min && v.length <= max, {
      ...FAULTS.textLength,
      parameters: { min, max },
    }),
    ...(pattern
      ? [check('pattern', (v) => isString(v) && pattern.test(v), { code: 'field.pattern', detail })]
      : []),
  );
}

/** A password or token: taken as it is, neither trimmed nor composed. */
export function Secret(options: FieldOptions & { readonly max: number }): PropertyDecorator {
  const { max } = options;
  return applyDecorators(
    ...presence(options, { type: 'string', format: 'password', minLength: 1, maxLength: max }),
    check('text', isString, FAULTS.text),
    check('textLength', (v) => isString(v) && v.length >= 1 && v.length <= max, {
      ...FAULTS.textLength,
      parameters: { min: 1, max },
    }),
  );
}

/** An id of anything but units and organisations, whose ids are whole numbers. */
export function Uuid(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(
      { example: '01890a5d-ac96-774b-bcce-b302099a8057', ...options },
      { type: 'string', format: 'uuid' },
    ),
    check('uuid', isUuid, FAULTS.uuid),
  );
}

/** A legal day, 'YYYY-MM-DD', that exists in the calendar. */
export function Day(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence({ example: '2026-07-02', ...options }, { type: 'string', format: 'date' }),
    check('day', isDay, FAULTS.day),
  );
}

/** An instant with its offset: '2026-07-02T08:30:00+07:00'. */
export function Instant(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(
      { example: '2026-07-02T08:30:00+07:00', ...options },
      { type: 'string', format: 'date-time' },
    ),
    check('instant', isInstant, FAULTS.instant),
  );
}

/** A whole number within the bounds, both included; in a query string digits stand for it. */
export function WholeNumber(
  options: FieldOptions & { readonly min: number; readonly max: number },
): PropertyDecorator {
  const { min, max } = options;
  return applyDecorators(
    ...presence(options, { type: 'integer', minimum: min, maximum: max }),
    Transform(({ value }) => (/^-?\d{1,15}$/.test(String(value)) ? Number(value) : (value as unknown)), {
      groups: [QUERY_GROUP],
    }),
    check('wholeNumber', (v) => Number.isInteger(v) && Number(v) >= min && Number(v) <= max, {
      ...FAULTS.wholeNumber,
      parameters: { min, max },
    }),
  );
}

/** True or false; in a query string the words stand for them, and nothing else does. */
export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence({ example: true, ...options }, { type: 'boolean' }),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)), {
      groups: [QUERY_GROUP],
    }),
    check('flag', (v) => typeof v === 'boolean', FAULTS.flag),
  );
}

/** One of a closed list; `name` gives the list a schema of its own in the document. */
export function OneOf<T extends string>(
  values: readonly T[],
  options: FieldOptions & { readonly name: string },
): PropertyDecorator {
  const known: ReadonlySet<unknown> = new Set(values);
  return applyDecorators(
    ...presence({ example: values[0], ...options }, { enum: [...values], enumName: options.name }),
    check('oneOf', (v) => known.has(v), { ...FAULTS.oneOf, parameters: { values: values.join(', ') } }),
  );
}

/** An object of another class of fields. */
export function Nested(type: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options, { type: () => type() }),
    Type(type),
    check('object', isPlainObject, FAULTS.object),
    ValidateNested(),
  );
}

/** A list of objects of another class of fields. */
export function ListOf(
  type: () => new () => object,
  options: FieldOptions & { readonly max: number; readonly min?: number },
): PropertyDecorator {
  const { min = 0, max } = options;
  return applyDecorators(
    ...presence(options, { type: () => type(), isArray: true, minItems: min, maxItems: max }),
    Type(type),
    check('list', (v) => Array.isArray(v) && v.length >= min && v.length <= max && v.every(isPlainObject), {
      ...FAULTS.list,
      parameters: { min, max },
    }),
    ValidateNested({ each: true }),
  );
}

/** A list of values of a closed list, each at most once. */
export function SomeOf<T extends string>(
  values: readonly T[],
  options: FieldOptions & { readonly name: string; readonly min?: number },
): PropertyDecorator {
  const known: ReadonlySet<unknown> = new Set(values);
  const min = options.min ?? 0;
  return applyDecorators(
    ...presence(
      { example: values.slice(0, 1), ...options },
      { enum: [...values], enumName: options.name, isArray: true, minItems: min, uniqueItems: true },
    ),
    Transform(({ value }) => (typeof value === 'string' ? value.split(',') : (value as unknown)), {
      groups: [QUERY_GROUP],
    }),
    check(
      'someOf',
      (v) =>
        Array.isArray(v) && v.length >= min && v.every((x) => known.has(x)) && new Set(v).size === v.length,
      { ...(min > 0 ? FAULTS.someOf : FAULTS.anyOf), parameters: { min, values: values.join(', ') } },
    ),
  );
}

/** A member whose shape is open and documented in words: explanations, extensions. Only for answers. */
export function OpenObject(options: FieldOptions = {}): PropertyDecorator {
  const [property] = presence(options, { type: 'object', additionalProperties: true });
  return applyDecorators(...(property ? [property] : []));
}

function presence(options: FieldOptions, schema: Record<string, unknown>): PropertyDecorator[] {
  const defined = Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
  const property = ApiProperty({
    ...defined,
    required: !options.optional,
    ...(options.nullable ? { nullable: true } : {}),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.example === undefined ? {} : { example: options.example }),
  } as ApiPropertyOptions);
  const skips = (value: unknown): boolean =>
    (options.optional === true && value === undefined) || (options.nullable === true && value === null);
  return [property, ValidateIf((_object, value) => !skips(value)), ...(options.optional ? [] : [required])];
}

const REQUIRED = Symbol('required fields');

const required: PropertyDecorator = (prototype, field) => {
  Reflect.defineMetadata(REQUIRED, [...requiredFields(prototype), String(field)], prototype);
};

/** Names of the fields of a class that must be sent, inherited ones included; none for other objects. */
export function requiredFields(instance: object): readonly string[] {
  return (Reflect.getMetadata(REQUIRED, instance) as readonly string[] | undefined) ?? [];
}

function check(name: string, accepts: (value: unknown) => boolean, fault: FaultContext): PropertyDecorator {
  return ValidateBy(
    { name, validator: { validate: (value: unknown) => accepts(value) } },
    // class-validator drops the context of a fault without a message.
    { context: fault, message: fault.code },
  );
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const FAULTS = {
  text: { code: 'field.text', detail: { vi: 'Phải là chuỗi ký tự', en: 'Must be text' } },
  characters: {
    code: 'field.characters',
    detail: { vi: 'Có ký tự không được phép', en: 'Has characters that are not allowed' },
  },
  textLength: {
    code: 'field.textLength',
    detail: { vi: 'Phải dài từ {min} đến {max} ký tự', en: 'Must have from {min} to {max} characters' },
  },
  uuid: { code: 'field.uuid', detail: { vi: 'Phải là mã UUID', en: 'Must be a UUID' } },
  day: {
    code: 'field.day',
    detail: {
      vi: 'Phải là ngày có thật đến hết năm 2999, viết YYYY-MM-DD',
      en: 'Must be a date that exists, to the end of 2999, written YYYY-MM-DD',
    },
  },
  instant: {
    code: 'field.instant',
    detail: {
      vi: 'Phải là thời điểm có múi giờ đến hết năm 2999, ví dụ 2026-07-02T08:30:00+07:00',
      en: 'Must be an instant with its offset, to the end of 2999, such as 2026-07-02T08:30:00+07:00',
    },
  },
  wholeNumber: {
    code: 'field.wholeNumber',
    detail: { vi: 'Phải là số nguyên từ {min} đến {max}', en: 'Must be a whole number from {min} to {max}' },
  },
  flag: { code: 'field.flag', detail: { vi: 'Phải là true hoặc false', en: 'Must be true or false' } },
  oneOf: {
    code: 'field.oneOf',
    detail: { vi: 'Phải là một trong: {values}', en: 'Must be one of: {values}' },
  },
  someOf: {
    code: 'field.someOf',
    detail: {
      vi: 'Phải có ít nhất {min} giá trị, không trùng, trong số: {values}',
      en: 'Must have at least {min} different values out of: {values}',
    },
  },
  anyOf: {
    code: 'field.someOf',
    detail: {
      vi: 'Phải là danh sách các giá trị không trùng, trong số: {values}',
      en: 'Must be a list of different values out of: {values}',
    },
  },
  object: { code: 'field.object', detail: { vi: 'Phải là một đối tượng JSON', en: 'Must be a JSON object' } },
  list: {
    code: 'field.list',
    detail: {
      vi: 'Phải là danh sách từ {min} đến {max} phần tử',
      en: 'Must be a list of {min} to {max} items',
    },
  },
} as const satisfies Record<string, FaultContext>;
