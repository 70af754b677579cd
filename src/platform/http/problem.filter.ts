import {
  Catch,
  HttpException,
  Inject,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { P } from '../errors/platform.problems.js';
import { Problem, problem, type ProblemType } from '../errors/problem.js';
import { problemOfDatabaseError } from '../errors/postgres-errors.js';
import { PROBLEMS } from '../observability/metrics.js';
import { problemBody } from './problem-body.js';
import { REFUSAL_LISTENER, type RefusalListener } from './refusal-listener.js';
import { localeOf } from '../i18n/locale.js';

/** What Fastify and its plugins mean by their error codes. */
const BY_FASTIFY_CODE: Readonly<Record<string, ProblemType>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: P.tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: P.unsupportedMediaType,
  FST_ERR_CTP_EMPTY_JSON_BODY: P.malformedJson,
  FST_ERR_CTP_INVALID_JSON_BODY: P.malformedJson,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: P.badRequest,
  FST_ERR_BAD_URL: P.notFound,
};

const BY_STATUS: Readonly<Record<number, ProblemType>> = {
  400: P.badRequest,
  401: P.unauthenticated,
  403: P.forbidden,
  404: P.notFound,
  413: P.tooLarge,
  415: P.unsupportedMediaType,
  429: P.tooManyRequests,
  503: P.unavailable,
};

/** Every error of every route leaves as problem+json in the caller's language; what it hides is logged by id. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(@Inject(REFUSAL_LISTENER) private readonly refusals: RefusalListener) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const thrown = asProblem(error);
    if (thrown.type.status === 500) this.logger.error(`${request.id} ${describe(error)}`);
    PROBLEMS.inc({ code: thrown.type.code });
    await this.refusals.refused(request, thrown);
    if (reply.sent) return;
    const locale = localeOf(request.headers['accept-language']);
    if (thrown.details.retryAfterSeconds)
      void reply.header('Retry-After', String(thrown.details.retryAfterSeconds));
    if (thrown.type.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    await reply
      .status(thrown.type.status)
      .header('Content-Language', locale)
      .type('application/problem+json; charset=utf-8')
      .send(problemBody(thrown, locale, request.id));
  }
}

function asProblem(error: unknown): Problem {
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
  const status =
    error instanceof HttpException ? error.getStatus() : 'statusCode' in error ? error.statusCode : 500;
  return BY_STATUS[Number(status)] ?? P.internal;
}

/** The error's kind and place; its message may quote a row of the database, so only known-safe parts are kept. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const driver: unknown = 'driverError' in error ? error.driverError : error;
  const state =
    typeof driver === 'object' && driver !== null && 'code' in driver ? ` [${String(driver.code)}]` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const message = state ? '' : `: ${error.message}`;
  return `${error.name}${state}${message}\n${frames.slice(0, 12).join('\n')}`;
}
