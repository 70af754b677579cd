import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { isFormRoute } from './form-routes.js';
import { answerConnectionError, tooSlow } from './raw-errors.js';

/**
 * Ends connections whose body does not come to its end in time. Node has one limit for all requests, which has to be
 * long enough for a file; whatever is not a file gets this shorter one, and so does the rest of a file that was refused
 * before all of it had come.
 */
export function limitBodyTime(fastify: FastifyInstance, milliseconds: number): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isFormRoute(request)) {
      unlessComplete(request.raw, milliseconds, () => {
        if (!reply.sent) answerConnectionError(tooSlow(), request.raw.socket);
      });
    }
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    // Read and thrown away: a connection that is closed on a sender takes the answer with it.
    request.raw.unpipe();
    request.raw.resume();
    unlessComplete(request.raw, milliseconds, () => request.raw.destroy());
    done();
  });
}

function unlessComplete(raw: IncomingMessage, milliseconds: number, end: () => void): void {
  if (raw.complete || !hasBody(raw)) return;
  const timer = setTimeout(() => {
    if (!raw.complete) end();
  }, milliseconds);
  timer.unref();
  raw.once('close', () => clearTimeout(timer));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
