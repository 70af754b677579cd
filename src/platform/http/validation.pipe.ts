import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { P } from '../errors/platform.problems.js';
import { INVALID_BODY, problem, type FieldFault } from '../errors/problem.js';
import { hasForbiddenCharacters, isUuid } from './field-rules.js';
import { QUERY_GROUP, type FaultContext } from './fields.js';

const UNKNOWN_FIELD: FaultContext = {
  code: 'field.unknown',
  detail: { vi: 'Trường này không có trong quy định', en: 'This field is not known' },
};
const NOT_AN_OBJECT: FaultContext = {
  code: 'field.object',
  detail: { vi: 'Phải là một đối tượng JSON', en: 'Must be a JSON object' },
};
const MALFORMED_ID: FaultContext = {
  code: 'field.uuid',
  detail: { vi: 'Phải là mã UUID', en: 'Must be a UUID' },
};

/**
 * Turns bodies and queries into instances of their classes. Faults of a body are 422 with JSON pointers, faults of
 * a query or path are 400 with the parameter's name; all faults are told at once.
 */
@Injectable()
export class FieldsPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'param') return checkedPathParameter(value, metadata);
    if (metadata.type === 'custom' || !isFieldClass(metadata.metatype)) return value;
    return metadata.type === 'body' ? body(value, metadata.metatype) : query(value, metadata.metatype);
  }
}

async function body(value: unknown, metatype: new () => object): Promise<object> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem(INVALID_BODY, { faults: [{ pointer: '', ...NOT_AN_OBJECT }] });
  }
  const instance = plainToInstance(metatype, value);
  const faults = await faultsOf(instance);
  if (faults.length > 0) {
    throw problem(INVALID_BODY, {
      faults: faults.map(({ path, ...fault }) => ({ pointer: pointer(path), ...fault })),
    });
  }
  return instance;
}

async function query(value: unknown, metatype: new () => object): Promise<object> {
  const instance = plainToInstance(metatype, value ?? {}, { groups: [QUERY_GROUP] });
  const faults = await faultsOf(instance);
  if (faults.length > 0) {
    throw problem(P.invalidParameter, {
      faults: faults.map(({ path, ...fault }) => ({ parameter: path.join('.'), ...fault })),
    });
  }
  return instance;
}

/** Ids in paths are UUIDs unless the parameter says otherwise in its name. */
function checkedPathParameter(value: unknown, metadata: ArgumentMetadata): unknown {
  const isId = metadata.data === undefined || /id$/i.test(metadata.data);
  if (typeof value !== 'string' || hasForbiddenCharacters(value, false)) throw problem(P.notFound);
  if (!isId || metadata.metatype === Number || isUuid(value)) return value;
  throw problem(P.invalidParameter, { faults: [{ parameter: metadata.data ?? 'id', ...MALFORMED_ID }] });
}

type PathFault = Omit<FieldFault, 'pointer' | 'parameter'> & { readonly path: readonly string[] };

async function faultsOf(instance: object): Promise<readonly PathFault[]> {
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
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
