import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { decodeCursor, toPage, type Page } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import { toSessionDto, type SessionDto, type SessionQuery } from './session.dto.js';
import { P } from './session.problems.js';
import { hasSession, listSessions } from './session.queries.js';
import { endSessions, Sessions, type SessionEnd } from './sessions.js';
import { requiredUser } from './user.queries.js';

/** Where somebody is signed in: shown to himself and to administrators, who may end it. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 when the actor sees no such user */
  async list(actor: UserActor, userId: string, query: SessionQuery): Promise<Page<SessionDto>> {
    const [beforeId] = decodeCursor(query.cursor, ['uuid']) ?? [];
    return this.database.read(actor, async (tx) => {
      await requiredUser(tx, userId);
      const rows = await listSessions(tx, {
        userId,
        idleSeconds: this.sessions.idleSeconds,
        ended: query.ended ?? null,
        beforeId: beforeId === undefined ? null : String(beforeId),
        limit: query.limit + 1,
      });
      await this.record(tx, 'read', userId, {});
      return toPage(
        rows,
        query.limit,
        ({ id }) => [id],
        (row) => toSessionDto(row, actor.sessionId),
      );
    });
  }

  /** Ends one session at once; one that has ended stays as it is. @throws Problem 404 */
  async end(actor: UserActor, userId: string, sessionId: string): Promise<void> {
    await this.database.write(actor, async (tx) => {
      await requiredUser(tx, userId);
      if (!(await hasSession(tx, userId, sessionId))) throw problem(P.notFound);
      await this.sessions.end(tx, sessionId, endedBy(actor, userId));
      await this.record(tx, 'end', userId, { session: sessionId });
    });
  }

  /** Ends every session of the user, but for the one that asks. @throws Problem 404 */
  async endAll(actor: UserActor, userId: string): Promise<void> {
    await this.database.write(actor, async (tx) => {
      await requiredUser(tx, userId);
      await endSessions(tx, userId, endedBy(actor, userId), actor.sessionId);
      await this.record(tx, 'end-all', userId, {});
    });
  }

  private async record(tx: Tx, act: string, id: string, detail: Record<string, string>): Promise<void> {
    await this.audit.record(tx, { action: `auth.sessions.${act}`, subject: { kind: 'user', id }, detail });
  }
}

function endedBy(actor: UserActor, userId: string): SessionEnd {
  return actor.userId === userId ? 'ended-by-owner' : 'ended-by-administrator';
}
