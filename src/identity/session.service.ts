import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import { refuseChangesByClock } from '../platform/http/changes-told.js';
import type { UserActor } from '../platform/security/actor.js';
import { toSessionDto, type SessionDto, type SessionQuery } from './session.dto.js';
import { P } from './session.problems.js';
import { hasSession, listSessions, type ListedSession } from './session.queries.js';
import { endSessions, Sessions, type SessionEnd } from './sessions.js';
import { requiredUser } from './user.queries.js';

const ENDED_NOT_FOLLOWED = {
  code: 'sessions.endedNotFollowed',
  detail: {
    vi: 'Không dùng changedSince cùng ended: phiên hết hạn theo giờ, không ai ghi. Hãy theo dõi không lọc rồi so endsAt với giờ hiện tại',
    en: 'changedSince does not go with ended: a session ends by the clock and nothing is written. Follow all and compare endsAt with the time',
  },
};

/** Where somebody is signed in: shown to himself and to administrators, who may end it. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 when the actor sees no such user, 400 for changes of what the clock decides */
  async list(actor: UserActor, userId: string, query: SessionQuery): Promise<ChangePage<SessionDto>> {
    refuseChangesByClock(query.changedSince, query.ended !== undefined, ENDED_NOT_FOLLOWED);
    return this.database.read(actor, async (tx) => {
      await requiredUser(tx, userId);
      const filter = { userId, idleSeconds: this.sessions.idleSeconds, ended: query.ended ?? null };
      const page = await changePage(tx, query, {
        // Which of them asks is another one after the next sign-in.
        feed: {
          ...rowFeed({ table: 'session', of: ['user_id', userId] }),
          list: `session ${userId} ${userId === actor.userId ? actor.sessionId : ''}`,
        },
        place: ['uuid'],
        placeOf: ({ id }: ListedSession) => [id],
        rows: (after, ids, limit) =>
          listSessions(tx, { ...filter, beforeId: after ? String(after[0]) : null, ids, limit }),
        map: (row) => toSessionDto(row, actor.sessionId),
      });
      await this.record(tx, 'read', userId, {});
      return page;
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
