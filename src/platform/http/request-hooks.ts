import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { localeOf } from '../i18n/locale.js';
import { HTTP_REQUESTS } from '../observability/metrics.js';
import { runInRequest } from './request-context.js';

const SAFE_ID = /^[A-Za-z0-9._-]{8,100}$/;

/** Takes over the caller's request id when it is harmless, otherwise makes one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && SAFE_ID.test(header) ? header : uuidv7();
}

/**
 * Gives each request its context, and leaves one log line and one measurement of it. The line names the route's
 * template, never the path or the query, since those may carry ids and names.
 */
export function installRequestHooks(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id);
    void reply.header('Cache-Control', 'no-store');
    const context = {
      requestId: request.id,
      locale: localeOf(request.headers['accept-language']),
      idempotency: null,
    };
    runInRequest(context, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = routeTemplate(request);
    const seconds = reply.elapsedTime / 1000;
    HTTP_REQUESTS.observe({ method: request.method, route, status: String(reply.statusCode) }, seconds);
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}

function routeTemplate(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}
