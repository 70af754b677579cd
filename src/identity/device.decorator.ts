import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { deviceOf } from './device.js';

/** What the client says of itself; null when it says nothing. */
export const Device = createParamDecorator((_data: unknown, context: ExecutionContext): string | null =>
  deviceOf(context.switchToHttp().getRequest<FastifyRequest>().headers['user-agent']),
);
