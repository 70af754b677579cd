import type { FastifyInstance } from 'fastify';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';

const QUERY = { vi: 'Phần truy vấn của địa chỉ không giải mã được', en: 'The query cannot be decoded' };

/**
 * Refuses a query that cannot be decoded, as the router does with a path. Fastify's parser would leave it as it stands,
 * and somebody would be searched for by the name `%ED%A0%80`.
 */
export function refuseUndecodableQueries(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) =>
    done(isDecodable(request.url) ? undefined : problem(P.badRequest, { detail: QUERY })),
  );
}

/** Whether what follows the question mark is UTF-8 behind its percent signs. */
export function isDecodable(url: string): boolean {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes('%', start)) return true;
  try {
    decodeURIComponent(url.slice(start));
    return true;
  } catch {
    return false;
  }
}
