import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDay, isInstant, isUuid } from '../../../src/platform/http/field-rules.js';
import type { Document, Documented, Operation, Schema } from './document.js';
import type { Broken } from './broken.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** Says what is wrong with an answer; nothing where it is as documented. */
export type Judge = (operation: Operation, answer: Answer, broken: Broken | null) => readonly string[];

const PROBLEM = 'application/problem+json';

/** What a schema states; a request that is right by the document never has these. */
const OF_FORM: ReadonlySet<string> = new Set(
  ['text', 'textLength', 'pattern', 'uuid', 'day', 'instant', 'wholeNumber', 'flag', 'oneOf', 'someOf'].map(
    (name) => `field.${name}`,
  ),
);
const OF_SHAPE: ReadonlySet<string> = new Set([
  'field.object',
  'field.list',
  'field.unknown',
  'field.required',
]);

interface ProblemAnswer {
  readonly title: string;
  readonly detail?: string;
  readonly code: string;
  readonly requestId: string;
  readonly status: number;
  readonly errors?: readonly {
    readonly pointer?: string;
    readonly parameter?: string;
    readonly code: string;
    readonly detail: string;
  }[];
}

export function judgeOf(document: Document): Judge {
  const fits = validators(document);
  return (operation, answer, broken) => {
    if (answer.status >= 500) return [`the service failed`];
    const documented = operation.answers[String(answer.status)] ?? beforeAnyRoute(answer.status);
    if (!documented) return [`${answer.status} is not documented`];
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const types = Object.keys(documented.content);
    if (types.length === 0) {
      if (answer.bytes.length > 0 || type !== '') return [`${answer.status} has no content, but ${type}`];
      return broken ? [`${broken.what} was taken`] : [];
    }
    if (!types.includes(type)) return [`${type || 'no content type'} instead of ${types.join(', ')}`];
    const schema = documented.content[type];
    const body: unknown = type.endsWith('json') ? JSON.parse(answer.bytes.toString('utf8')) : null;
    const found = body !== null && schema ? fits(schema, body) : [];
    if (type !== PROBLEM) return broken ? [`${broken.what} was taken`] : found;
    return [...found, ...problemFaults(body as ProblemAnswer, documented.codes, answer, broken)];
  };
}

/** The router's own: no operation says of itself that its address may be too long. */
function beforeAnyRoute(status: number): Documented | undefined {
  return status === 414 ? { content: { [PROBLEM]: null }, codes: ['http.addressTooLong'] } : undefined;
}

function problemFaults(
  body: ProblemAnswer,
  codes: readonly string[],
  answer: Answer,
  broken: Broken | null,
): readonly string[] {
  const { code, status, requestId, errors = [] } = body;
  return [
    ...(codes.includes(code) ? [] : [`${code} is not documented for ${status}`]),
    ...(status === answer.status ? [] : [`the body says ${status}`]),
    ...(requestId === answer.headers.get('x-request-id') ? [] : ['the body says another request']),
    ...(answer.headers.get('content-language') === 'vi' ? untranslated(body) : []),
    ...(broken ? untold(body, broken) : refusedForItsForm(code, errors)),
  ];
}

const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i;

/** A place of a sentence where nothing was put in; those of a pattern of numbers are meant as they stand. */
const UNFILLED = /\{(?!number|yy|mm|dd)\w+\}/;

function untranslated({ title, detail, errors = [] }: ProblemAnswer): readonly string[] {
  const texts = [title, ...(detail === undefined ? [] : [detail]), ...errors.map((error) => error.detail)];
  return texts
    .filter((text) => !VIETNAMESE.test(text) || UNFILLED.test(text))
    .map((text) => `not Vietnamese: ${text}`);
}

function untold({ status, errors = [] }: ProblemAnswer, broken: Broken): readonly string[] {
  const { what, statuses, pointer, parameter } = broken;
  if (!statuses.includes(status))
    return [`${what} was answered with ${status}, not ${statuses.join(' or ')}`];
  const told = errors.map((error) => error.pointer ?? error.parameter ?? '');
  if (status === 404) return [];
  const isTold =
    pointer === null
      ? parameter === null || told.includes(parameter)
      : errors.some((error) => error.pointer !== undefined && names(error.pointer, pointer));
  return isTold ? [] : [`${what}: not named, but ${told.join(', ') || 'nothing'}`];
}

/** A list may be named for its item, never the whole body for a field. */
const names = (told: string, pointer: string): boolean =>
  told === pointer || (told !== '' && pointer.startsWith(`${told}/`));

function refusedForItsForm(code: string, errors: NonNullable<ProblemAnswer['errors']>): readonly string[] {
  const form = errors.filter((error) => OF_FORM.has(error.code) || OF_SHAPE.has(error.code));
  const malformed = /^http\.malformed|^http\.unsupportedMediaType|^http\.versionRequired/.test(code)
    ? [code]
    : [];
  return [
    ...malformed,
    ...form.map((error) => `${error.pointer ?? error.parameter}: ${error.code}: ${error.detail}`),
  ].map((what) => `the document calls it right: ${what}`);
}

/** Answers hold what is documented and nothing else. */
function validators(document: Document): (schema: Schema, body: unknown) => readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  ajv.addFormat('date', isDay);
  ajv.addFormat('date-time', isInstant);
  ajv.addFormat('uuid', isUuid);
  for (const format of ['password', 'binary']) ajv.addFormat(format, true);
  ajv.addSchema({ $id: 'document', components: { schemas: closed(document.components?.schemas ?? {}) } });
  const compiled = new Map<string, ValidateFunction>();
  return (schema, body) => {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components');
    const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
    compiled.set(text, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

/** Open are problems, which may say more, and what is documented so. */
function closed(schemas: Readonly<Record<string, object>>): object {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const isObject = 'properties' in schema && !('additionalProperties' in schema);
      return [name, isObject && name !== 'Problem' ? { ...schema, additionalProperties: false } : schema];
    }),
  );
}
