import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  ApiSecurity,
  type ApiOperationOptions,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import { P } from '../errors/platform.problems.js';
import { INVALID_BODY, type ProblemType } from '../errors/problem.js';
import { OWN_BODY } from '../security/own-body.problems.js';
import { SESSION } from '../security/session.problems.js';
import { fileResponse, formBody, rangeResponses } from './openapi-files.js';
import type { FormRouteConfig } from './form-routes.js';
import { isFollowed } from './followed.js';
import { checkDeprecation, deprecationNotice, type Deprecation } from './deprecation.js';
import { problemExample } from './problem-body.js';

/** A file as the answer, by its media types; the handler returns a StreamableFile, or sends it by `sendFile`. */
export interface FileAnswer {
  readonly file: string | readonly string[];
  /** It is sent by `sendFile`, which gives parts and knows what the receiver has. */
  readonly parts?: boolean;
}

export interface EndpointOptions {
  readonly summary: string;
  readonly description?: string;
  /** `slice.action`, or 'public' for routes that show nothing of a person and change nothing of a file. */
  readonly permission: string;
  /** Whose things the route shows or changes: which body meets what is there, what may be read only, what is absent. */
  readonly reach: string;
  readonly answer: Type<object> | FileAnswer | 'nothing';
  readonly status?: 200 | 201 | 202 | 204;
  /** What this route may answer besides the problems that every route may. */
  readonly problems?: readonly ProblemType[];
  /** The route takes a form with a file and these fields instead of JSON: take it by `@Form()`. */
  readonly form?: Type<object>;
  /** The route changes something: it takes an Idempotency-Key. */
  readonly unsafe?: boolean;
  /** The answer holds a secret that is told once: it is kept nowhere, and a repetition is answered with 409. */
  readonly secretAnswer?: boolean;
  /** The route changes a version that the caller has read: it needs If-Match. */
  readonly versioned?: boolean;
  /** The route will go: each of its answers says so, and the document. */
  readonly deprecated?: Deprecation;
}

export interface EndpointRules {
  readonly permission: string;
  readonly reach: string;
  readonly form: boolean;
  readonly unsafe: boolean;
  readonly secretAnswer: boolean;
  readonly versioned: boolean;
  readonly deprecated: Deprecation | null;
}

const ENDPOINT = 'endpoint';
export const PUBLIC = 'public';

/** Says of a route who may call it, what it answers and what can go wrong; a route without it stops the start-up. */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const status = options.status ?? (options.answer === 'nothing' ? 204 : 200);
  const rules: EndpointRules = {
    permission: options.permission,
    reach: options.reach,
    form: options.form !== undefined,
    unsafe: options.unsafe ?? false,
    secretAnswer: options.secretAnswer ?? false,
    versioned: options.versioned ?? false,
    deprecated: options.deprecated ?? null,
  };
  if (rules.deprecated) checkDeprecation(rules.deprecated);
  return applyDecorators(
    SetMetadata(ENDPOINT, rules),
    HttpCode(status),
    ApiOperation(operation(options)),
    ApiResponse(success(options, status)),
    ...partResponses(options.answer),
    ...problemResponses([...commonProblems(rules), ...ownProblems(options)]),
    ApiExtension('x-permission', options.permission),
    ApiExtension('x-reach', options.reach),
    ...(options.form
      ? [RouteConfig({ form: true } satisfies FormRouteConfig), ...formBody(options.form)]
      : []),
    ...(rules.permission === PUBLIC ? [ApiSecurity({})] : [ApiBearerAuth()]),
    ...headers(rules),
  );
}

/** The rules of a route's method; undefined where the decorator is missing. */
export function endpointRules(method: unknown): EndpointRules | undefined {
  return typeof method === 'function'
    ? (Reflect.getMetadata(ENDPOINT, method) as EndpointRules | undefined)
    : undefined;
}

function operation({ summary, description, deprecated }: EndpointOptions): ApiOperationOptions {
  if (!deprecated) return { summary, description };
  const notice = deprecationNotice(deprecated);
  return { summary, description: [notice, description].filter(Boolean).join(' '), deprecated: true };
}

function success(options: EndpointOptions, status: number): ApiResponseOptions {
  if (options.answer === 'nothing') return { status, description: 'Done' };
  if ('file' in options.answer) {
    return { status, description: 'The file', ...fileResponse(options.answer.file) };
  }
  return { status, description: 'Done', type: options.answer };
}

function partResponses(answer: EndpointOptions['answer']): MethodDecorator[] {
  return typeof answer === 'object' && answer.parts ? rangeResponses(answer.file) : [];
}

function commonProblems(rules: EndpointRules): readonly ProblemType[] {
  return [
    P.badRequest,
    P.invalidParameter,
    ...(rules.permission === PUBLIC ? [] : [P.unauthenticated, P.forbidden, ...Object.values(SESSION)]),
    ...(rules.unsafe && rules.permission !== PUBLIC ? [OWN_BODY.ended] : []),
    ...(rules.unsafe
      ? [
          rules.form ? P.malformedForm : P.malformedJson,
          INVALID_BODY,
          // Row-level security refuses what is written beyond the scope, and a replay may have gone out of it.
          P.notFound,
          P.idempotencyKeyReused,
          P.tooLarge,
          P.unsupportedMediaType,
        ]
      : []),
    ...(rules.secretAnswer ? [P.answeredOnce] : []),
    ...(rules.versioned ? [P.malformedVersion, P.staleVersion, P.versionRequired] : []),
    P.tooManyRequests,
    P.internal,
    P.unavailable,
  ];
}

function ownProblems({ answer, problems = [] }: EndpointOptions): readonly ProblemType[] {
  return isFollowed(answer) ? [...problems, P.startOver] : problems;
}

function problemResponses(problems: readonly ProblemType[]): MethodDecorator[] {
  return [...groupByStatus(problems)].map(([status, types]) =>
    ApiResponse({
      status,
      description: types.map((type) => `\`${type.code}\`: ${type.title.en}`).join('; '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(types.map((type) => [type.code, { value: problemExample(type) }])),
        },
      },
    }),
  );
}

function groupByStatus(problems: readonly ProblemType[]): Map<number, ProblemType[]> {
  const groups = new Map<number, ProblemType[]>();
  for (const type of problems) groups.set(type.status, [...(groups.get(type.status) ?? []), type]);
  return groups;
}

function headers(rules: EndpointRules): MethodDecorator[] {
  const language = ApiHeader({
    name: 'Accept-Language',
    required: false,
    description: 'Language of problems: `vi` (default) or `en`',
    schema: { type: 'string', enum: ['vi', 'en'] },
    example: 'vi',
  });
  const idempotency = ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and body give the same answer for 24 hours, whatever happens in between',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
  });
  const ifMatch = ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'What the caller read: the `ETag` of it, or its `version` in quotes',
    schema: { type: 'string' },
    example: '"3"',
  });
  return [language, ...(rules.unsafe ? [idempotency] : []), ...(rules.versioned ? [ifMatch] : [])];
}
