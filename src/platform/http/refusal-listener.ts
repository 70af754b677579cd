import type { FastifyRequest } from 'fastify';
import type { Problem } from '../errors/problem.js';

/** Told of each problem answer, so that refused attempts can be recorded; the audit slice implements it. */
export interface RefusalListener {
  refused(request: FastifyRequest, thrown: Problem): Promise<void>;
}

export const REFUSAL_LISTENER = Symbol('REFUSAL_LISTENER');
