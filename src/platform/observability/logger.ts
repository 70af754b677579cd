import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';
import type { Config } from '../config/config.js';

/** Structured lines on standard output. Callers pass ids and counts; a person's data has no place in a line. */
export function createLogger(config: Pick<Config, 'logLevel' | 'role'>): Logger {
  return pino({
    level: config.logLevel,
    base: { role: config.role },
    redact: {
      paths: ['*.password', '*.token', '*.authorization', 'headers.authorization'],
      censor: '[hidden]',
    },
  });
}

/** What Nest tells of each start: of use to whoever looks for a fault in the wiring. */
const OF_THE_START: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Lets lines of Nest's logger, ours and its own, go the same way. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    const level = OF_THE_START.has(context) ? 'debug' : 'info';
    this.logger[level]({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stackOrContext?: unknown): void {
    this.logger.error({ context: stackOrContext }, String(message));
  }
}
