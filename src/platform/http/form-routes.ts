import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';

/** What a route's configuration holds where it takes a form. */
export interface FormRouteConfig {
  readonly form?: boolean;
}

/** Lets routes that say so take forms with a file; every other route goes on refusing them. */
export async function takeForms(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (request, _reply, done) =>
    done(isForm(request) && !isFormRoute(request) ? problem(P.unsupportedMediaType) : undefined),
  );
  await fastify.register(multipart, { throwFileSizeLimit: false });
}

export function isFormRoute(request: FastifyRequest): boolean {
  return (request.routeOptions.config as FormRouteConfig | undefined)?.form === true;
}

function isForm(request: FastifyRequest): boolean {
  return /^multipart\//i.test(request.headers['content-type'] ?? '');
}
