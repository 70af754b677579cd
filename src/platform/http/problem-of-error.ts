import { HttpException } from '@nestjs/common';
import { P } from '../errors/platform.problems.js';
import { problemOfDatabaseError } from '../errors/postgres-errors.js';
import { Problem, problem, type ProblemType } from '../errors/problem.js';

/** What Fastify and its plugins mean by their error codes. */
const BY_FASTIFY_CODE: Readonly<Record<string, ProblemType>> = {
  FST_ERR_BAD_URL: P.badRequest,
  FST_ERR_MAX_PARAM_LENGTH: P.addressTooLong,
  FST_ERR_CTP_BODY_TOO_LARGE: P.tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: P.unsupportedMediaType,
  FST_ERR_CTP_EMPTY_JSON_BODY: P.malformedJson,
  FST_ERR_CTP_INVALID_JSON_BODY: P.malformedJson,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: P.badRequest,
};

const BY_STATUS: Readonly<Record<number, ProblemType>> = {
  400: P.badRequest,
  401: P.unauthenticated,
  403: P.forbidden,
  404: P.notFound,
  413: P.tooLarge,
  414: P.addressTooLong,
  415: P.unsupportedMediaType,
  429: P.tooManyRequests,
  503: P.unavailable,
};

/** The problem that a caller is told for whatever was thrown. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const ofDatabase = problemOfDatabaseError(error);
  if (ofDatabase) return ofDatabase;
  if (error instanceof SyntaxError && 'statusCode' in error) return problem(P.malformedJson);
  return problem(typeOf(error), { cause: error });
}

function typeOf(error: unknown): ProblemType {
  if (typeof error !== 'object' || error === null) return P.internal;
  if ('code' in error && typeof error.code === 'string') {
    const known = BY_FASTIFY_CODE[error.code];
    if (known) return known;
  }
  if (error instanceof HttpException) return BY_STATUS[error.getStatus()] ?? P.internal;
  const status = Number('statusCode' in error ? error.statusCode : 500);
  // Of a plugin this means a way out of the files that it serves, not what an account may do.
  return status === 403 ? P.notFound : (BY_STATUS[status] ?? P.internal);
}
