import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import { isBeyondScope } from '../platform/errors/postgres-errors.js';
import type { Problem } from '../platform/errors/problem.js';
import type { AuthenticatedRequest } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { endedProblem } from './ended-body.rules.js';
import { Organisations } from './organisations.js';

/**
 * A body that has ended does nothing new: row-level security refuses it, whatever it asks for. Its staff are told that,
 * and who took over, since nothing that they sent is wrong. The answer goes by the caller's own body alone, a public
 * fact: it is the same whatever rows there are.
 */
@Injectable()
export class EndedBodyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(EndedBodyInterceptor.name);

  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        throw (user && isBeyondScope(error) ? await this.ended(user) : null) ?? error;
      }),
    );
  }

  private async ended(actor: UserActor): Promise<Problem | null> {
    try {
      return await this.database.read(actor, async (tx) => {
        const today = legalDayOf(tx.now);
        const own = await this.organisations.byId(tx, actor.organisationId);
        return endedProblem(own, await this.organisations.successorOn(tx, own.id, today), today);
      });
    } catch (error) {
      // He is refused all the same, without the reason.
      this.logger.warn(`An own body was not read: ${error instanceof Error ? error.name : 'unknown'}`);
      return null;
    }
  }
}
