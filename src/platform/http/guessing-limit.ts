import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const MARK = 'limitsGuessing';

/** Marks a route at which somebody could try secrets: one address may call it less often than others. */
export function LimitsGuessing(): MethodDecorator {
  return RouteConfig({ [MARK]: true });
}

/** Gives marked routes their limit, each a count of its own. Call it before the general limit is registered. */
export function limitGuessing(fastify: FastifyInstance, attemptsPerMinute: number): void {
  fastify.addHook('onRoute', (route) => {
    const config = route.config as Record<string, unknown> | undefined;
    if (config?.[MARK] === true) config['rateLimit'] = { max: attemptsPerMinute };
  });
}
