import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../errors/problem.js';
import { localeOf } from '../i18n/locale.js';
import { PROBLEMS } from '../observability/metrics.js';
import { problemBody } from './problem-body.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Sends a problem in the caller's language. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, thrown: Problem): FastifyReply {
  const { type, details } = thrown;
  const locale = localeOf(request.headers['accept-language']);
  PROBLEMS.inc({ code: type.code });
  if (details.retryAfterSeconds) void reply.header('Retry-After', String(details.retryAfterSeconds));
  if (type.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
  return reply
    .status(type.status)
    .headers({ 'X-Request-Id': request.id, 'Cache-Control': 'no-store', 'Content-Language': locale })
    .type(PROBLEM_TYPE)
    .send(problemBody(thrown, locale, request.id));
}
