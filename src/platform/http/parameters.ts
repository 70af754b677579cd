import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import type { UserActor } from '../security/actor.js';

/** A request whose caller the guard has recognised. */
export interface AuthenticatedRequest extends FastifyRequest {
  user?: UserActor;
}

/** The person who calls. Only for routes that are not public. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): UserActor => {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw problem(P.unauthenticated);
  return user;
});

/** The version that the caller read, out of `If-Match`. */
export const SeenVersion = createParamDecorator((_data: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) throw problem(P.versionRequired);
  const tag = /^(?:W\/)?"([^"]*)"$/.exec(header.trim())?.[1];
  if (tag === undefined) throw problem(P.malformedVersion);
  if (!/^\d{1,9}$/.test(tag)) throw problem(P.staleVersion);
  return Number(tag);
});
