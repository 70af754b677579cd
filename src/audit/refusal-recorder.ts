import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database.js';
import type { Problem } from '../platform/errors/problem.js';
import { isUuid } from '../platform/http/field-rules.js';
import type { AuthenticatedRequest } from '../platform/http/parameters.js';
import type { RefusalListener } from '../platform/http/refusal-listener.js';
import { AuditLog } from './audit-log.js';

const RECORDED: ReadonlySet<number> = new Set([403, 404]);

/** Refused attempts of known persons are recorded in a transaction of their own: the refused one was rolled back. */
@Injectable()
export class RefusalRecorder implements RefusalListener {
  private readonly logger = new Logger(RefusalRecorder.name);

  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async refused(request: FastifyRequest, thrown: Problem): Promise<void> {
    const { user } = request as AuthenticatedRequest;
    if (!user || !RECORDED.has(thrown.type.status)) return;
    const id = askedId(request);
    const subject = thrown.details.subject ?? (id ? { kind: 'unknown', id } : undefined);
    try {
      await this.database.read(user, (tx) =>
        this.audit.record(tx, {
          action: 'request.refused',
          outcome: 'refused',
          subject,
          detail: {
            method: request.method,
            route: request.routeOptions.url ?? 'unknown',
            code: thrown.type.code,
          },
        }),
      );
    } catch (error) {
      // The caller is refused all the same; that the record failed must be seen.
      this.logger.error(`A refusal was not recorded: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  }
}

/** The id asked for: in the address, or else the first that the body or the query names as one. */
function askedId({ params, body, query }: FastifyRequest): string | undefined {
  return valuesOf(params).find(isUuid) ?? [...idsOf(body), ...idsOf(query)].find(isUuid);
}

function idsOf(given: unknown): readonly unknown[] {
  return typeof given === 'object' && given !== null
    ? Object.entries(given).flatMap(([name, value]) => (name.endsWith('Id') ? [value as unknown] : []))
    : [];
}

function valuesOf(given: unknown): readonly unknown[] {
  return typeof given === 'object' && given !== null ? Object.values(given) : [];
}
