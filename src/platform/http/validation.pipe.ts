import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { P } from '../errors/platform.problems.js';
import { INVALID_BODY, problem, type FieldFault } from '../errors/problem.js';
import { hasForbiddenCharacters, isUuid } from './field-rules.js';
import { QUERY_GROUP, type FaultContext } from './fields.js';
import { isIdName, MAX_INTEGER_ID } from './path-ids.js';
import { forgetUnsent } from './unsent-fields.js';

const UNKNOWN_FIELD: FaultContext = {
  code: 'field.unknown',
  detail: { vi: 'Trường này không có trong quy định', en: 'This field is not known' },
};
const MISSING: FaultContext = {
  code: 'field.required',
  detail: { vi: 'Bắt buộc phải có', en: 'Is required' },
};
const NOT_AN_OBJECT: FaultContext = {
  code: 'field.object',
  detail: { vi: 'Phải là một đối tượng JSON', en: 'Must be a JSON object' },
};
const MALFORMED_ID: FaultContext = {
  code: 'field.uuid',
  detail: { vi: 'Phải là mã UUID', en: 'Must be a UUID' },
};
const MALFORMED_NUMBER: FaultContext = {
  code: 'field.wholeNumber',
  detail: { vi: 'Phải là số nguyên dương', en: 'Must be a positive whole number' },
};
const TOO_DEEP: FaultContext = {
  code: 'field.tooDeep',
  detail: { vi: 'Dữ liệu lồng nhau quá sâu', en: 'The data is nested too deeply' },
};
/** No body has more levels; the libraries below would run out of stack long after. */
const MAX_DEPTH = 20;
/** Enough to correct a form; more would let a small request ask for a large answer. */
const MAX_FAULTS = 50;

/**
 * Turns bodies and queries into instances of their classes. Faults of a body are 422 with JSON pointers, faults of
 * a query or path are 400 with the parameter's name; all faults are told at once.
 */
@Injectable()
export class FieldsPipe implements PipeTransform {
  /** @throws Problem 422 for a body, 400 for a query or path, 404 for a path that nothing can have */
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    if (!isFieldClass(metadata.metatype)) {
      return metadata.type === 'param' ? pathParameter(value, metadata) : value;
    }
    return metadata.type === 'body'
      ? checkedFields(value, metadata.metatype)
      : query(value, metadata.metatype);
  }
}

/**
 * Makes a class of fields of what was sent.
 *
 * @throws Problem 422 with all faults at once
 */
export async function checkedFields<T extends object>(value: unknown, metatype: new () => T): Promise<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem(INVALID_BODY, { faults: [{ pointer: '', ...NOT_AN_OBJECT }] });
  }
  if (isDeeperThan(value, MAX_DEPTH)) throw problem(INVALID_BODY, { faults: [{ pointer: '', ...TOO_DEEP }] });
  const instance = plainToInstance(metatype, value);
  forgetUnsent(instance, value);
  const faults = [...inheritedNames(value), ...(await faultsOf(instance))];
  if (faults.length > 0) {
    throw problem(INVALID_BODY, {
      faults: faults.slice(0, MAX_FAULTS).map(({ path, ...fault }) => ({ pointer: pointer(path), ...fault })),
    });
  }
  return instance;
}

/** Level by level, without recursion: the depth is what is in doubt. */
function isDeeperThan(value: object, limit: number): boolean {
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

async function query(value: unknown, metatype: new () => object): Promise<object> {
  const instance = plainToInstance(metatype, value ?? {}, { groups: [QUERY_GROUP] });
  const faults = [...inheritedNames(value ?? {}), ...(await faultsOf(instance))];
  if (faults.length > 0) {
    throw problem(P.invalidParameter, {
      faults: faults.map(({ path, ...fault }) => ({ parameter: path.join('.'), ...fault })),
    });
  }
  return instance;
}

/**
 * A single path parameter. Ids are UUIDs, or whole numbers where the method takes a number; what has rules of its own
 * comes as a class of fields instead.
 */
function pathParameter(value: unknown, { data: name = 'id', metatype }: ArgumentMetadata): unknown {
  if (metatype === Number) return integerId(String(value), name);
  if (isIdName(name)) {
    if (isUuid(value)) return value;
    throw problem(P.invalidParameter, { faults: [{ parameter: name, ...MALFORMED_ID }] });
  }
  if (typeof value !== 'string' || hasForbiddenCharacters(value, false)) throw problem(P.notFound);
  return value;
}

function integerId(value: string, name: string): number {
  const id = /^\d{1,10}$/.test(value) ? Number(value) : 0;
  if (id >= 1 && id <= MAX_INTEGER_ID) return id;
  throw problem(P.invalidParameter, { faults: [{ parameter: name, ...MALFORMED_NUMBER }] });
}

type PathFault = Omit<FieldFault, 'pointer' | 'parameter'> & { readonly path: readonly string[] };

/** Every object has these, so that the library takes no notice of who sends one; no class of fields has one. */
function inheritedNames(value: unknown, path: readonly string[] = []): readonly PathFault[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name in Object.prototype && !Array.isArray(value)
      ? [{ path: [...path, name], ...UNKNOWN_FIELD }]
      : inheritedNames(inner, [...path, name]),
  );
}

async function faultsOf(instance: object): Promise<readonly PathFault[]> {
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: true },
  });
  return errors.flatMap((error) => flatten(error, []));
}

function flatten(error: ValidationError, parents: readonly string[]): readonly PathFault[] {
  const path = [...parents, error.property];
  const children = (error.children ?? []).flatMap((child) => flatten(child, path));
  const own = Object.keys(error.constraints ?? {}).map((name) => ({ path, ...faultNamed(name, error) }));
  return [...own.slice(0, 1), ...children];
}

function faultNamed(name: string, error: ValidationError): FaultContext {
  if (name === 'whitelistValidation') return UNKNOWN_FIELD;
  if (error.value === undefined) return MISSING;
  const contexts = error.contexts as Record<string, FaultContext> | undefined;
  return contexts?.[name] ?? NOT_AN_OBJECT;
}

/** RFC 6901. */
function pointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function isFieldClass(metatype: unknown): metatype is new () => object {
  const builtIn: readonly unknown[] = [String, Boolean, Number, Array, Object, undefined];
  return typeof metatype === 'function' && !builtIn.includes(metatype);
}
