import { Catch, Inject, Injectable, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem-answer.js';
import { problemOfError } from './problem-of-error.js';
import { REFUSAL_LISTENER, type RefusalListener } from './refusal-listener.js';

/** Every error of every route leaves as problem+json in the caller's language; what it hides is logged by id. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(@Inject(REFUSAL_LISTENER) private readonly refusals: RefusalListener) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const thrown = problemOfError(error);
    if (thrown.type.status === 500) this.logger.error(`${request.id} ${describe(error)}`);
    await this.refusals.refused(request, thrown);
    if (!reply.sent) await sendProblem(request, reply, thrown);
  }
}

/** The error's kind and place; its message may quote a row of the database, so only known-safe parts are kept. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const driver: unknown = 'driverError' in error ? error.driverError : error;
  const state =
    typeof driver === 'object' && driver !== null && 'code' in driver ? ` [${String(driver.code)}]` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const message = state ? '' : `: ${error.message}`;
  return `${error.name}${state}${message}\n${frames.slice(0, 12).join('\n')}`;
}
