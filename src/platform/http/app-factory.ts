import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type, DynamicModule } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/config.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import { METRICS } from '../observability/metrics.js';
import { createLogger, NestLogger } from '../observability/logger.js';
import { limitBodyTime } from './body-time.js';
import { takeForms } from './form-routes.js';
import { tagAnswers } from './entity-tags.js';
import { limitGuessing } from './guessing-limit.js';
import { takeJsonOnly } from './json-body.js';
import { refuseUndecodableQueries } from './query-encoding.js';
import { answerConnectionError, answerRouterError } from './raw-errors.js';
import { installRequestHooks, requestIdOf } from './request-hooks.js';

const MAX_HEADER_BYTES = 16_384;
/** For everything but files: those have their own, and Node's must be the longest. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Leaves Fastify's errors as they are: their codes say more than the status that Nest would keep of them. */
class PlainAdapter extends FastifyAdapter {
  override mapException(error: unknown): unknown {
    return error;
  }
}

/** Builds the HTTP application with its limits, headers and hooks; the same for production, demo and tests. */
export async function createApp(
  module: Type | DynamicModule,
  config: Config,
): Promise<NestFastifyApplication> {
  const logger = createLogger(config);
  const adapter = new PlainAdapter({
    trustProxy: (_address: string, hop: number) => hop < config.http.trustedProxies,
    bodyLimit: config.http.bodyLimitBytes,
    requestTimeout: Math.max(REQUEST_TIMEOUT_MS, config.files.uploadSeconds * 1000),
    genReqId: (request: { headers: IncomingHttpHeaders }) => requestIdOf(request.headers['x-request-id']),
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: REQUEST_TIMEOUT_MS },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerRouterError,
    clientErrorHandler: answerConnectionError,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    bufferLogs: false,
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = adapter.getInstance();
  takeJsonOnly(fastify);
  installRequestHooks(fastify, logger);
  refuseUndecodableQueries(fastify);
  limitBodyTime(fastify, REQUEST_TIMEOUT_MS);
  await takeForms(fastify);
  tagAnswers(fastify);
  if (config.metrics.onServicePort) fastify.get('/metrics', showMetrics);
  if (config.role === 'worker') closeAllButOperations(fastify);
  await app.register(helmet, {
    contentSecurityPolicy: { directives: SELF_ONLY },
    crossOriginEmbedderPolicy: false,
  });
  limitGuessing(fastify, config.http.signInsPerMinute);
  await app.register(rateLimit, {
    max: config.http.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => request.url.startsWith('/health/'),
    errorResponseBuilder: (_request, context) =>
      problem(P.tooManyRequests, { retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  });
  return app;
}

const OPERATIONS = new Set(['/health/live', '/health/ready', '/metrics']);

function showMetrics(_request: FastifyRequest, reply: FastifyReply): Promise<string> {
  void reply.type(METRICS.contentType);
  return METRICS.metrics();
}

/** A worker process answers probes; everything else is the API's. */
function closeAllButOperations(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) =>
    done(OPERATIONS.has(request.routeOptions.url ?? '') ? undefined : problem(P.notFound)),
  );
}

/** The documentation page brings its own scripts and styles; nothing comes from elsewhere. */
const SELF_ONLY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  scriptSrc: ["'self'"],
  upgradeInsecureRequests: null,
};
