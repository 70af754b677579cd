import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { seenIds } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { changePage, type ChangePage, type ChangePageQuery } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  toAuditEventDto,
  type AuditEventDto,
  type AuditEventRow,
  type AuditQuery,
} from './audit-event.dto.js';
import { AuditLog } from './audit-log.js';
import {
  AUDIT_COLUMNS,
  auditChanges,
  events,
  personAuditChanges,
  READS_EVERYTHING,
} from './audit.queries.js';

/** Reads the record. Reading it is recorded too. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** What happened in the actor's own line of supervision, newest first. Subjects out of his sight are not named. */
  async list(actor: UserActor, query: AuditQuery): Promise<ChangePage<AuditEventDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: auditChanges(actor),
        place: ['instant', 'uuid'],
        placeOf,
        rows: (after, ids, limit) => events(tx, query, { after, ids, limit }),
        map: (row) => row,
      });
      await this.audit.record(tx, { action: 'audit.events.read', detail: { count: page.items.length } });
      return { ...page, items: (await withoutUnseen(tx, actor, page.items)).map(toAuditEventDto) };
    });
  }

  /**
   * Who looked at or changed a person's data, of whatever organisation, newest first; the caller must see the person.
   * Called by the slice that knows persons.
   */
  async ofPerson(tx: Tx, personId: string, query: ChangePageQuery): Promise<ChangePage<AuditEventDto>> {
    return changePage(tx, query, {
      feed: personAuditChanges(personId),
      place: ['instant', 'uuid'],
      placeOf,
      rows: (after, ids, limit) =>
        tx.query<AuditEventRow>(`select ${AUDIT_COLUMNS} from app.person_audit($1, $2, $3, $4, $5) e`, [
          ...[personId, after?.[0] ?? null, after?.[1] ?? null, limit, ids],
        ]),
      map: toAuditEventDto,
    });
  }
}

/** What the line did stays told; on whom, only where the actor sees the subject himself. */
async function withoutUnseen(
  tx: Tx,
  { roles }: UserActor,
  rows: readonly AuditEventRow[],
): Promise<readonly AuditEventRow[]> {
  if (roles.includes(READS_EVERYTHING)) return rows;
  const subjects = rows.flatMap(({ subjectKind: kind, subjectId: id }) => (kind && id ? [{ kind, id }] : []));
  const seen = await seenIds(tx, subjects);
  return rows.map((row) =>
    row.subjectId === null || seen.has(row.subjectId) ? row : { ...row, subjectId: null, detail: {} },
  );
}

const placeOf = ({ atExact, id }: AuditEventRow): [string, string] => [atExact, id];
