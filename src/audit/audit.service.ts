import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { seenIds } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { decodeCursor, toPage, type Page, type PageQuery } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  toAuditEventDto,
  type AuditEventDto,
  type AuditEventRow,
  type AuditQuery,
} from './audit-event.dto.js';
import { AuditLog } from './audit-log.js';

const AUDIT_COLUMNS = `
  e.id, e.at, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "atExact",
  e.legal_at as "legalAt", e.user_id as "userId", e.organisation_id as "organisationId", e.system, e.action,
  e.outcome, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.request_id as "requestId", e.detail`;

/** Reads the record. Reading it is recorded too. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** What happened in the actor's own line of supervision, newest first. Subjects out of his sight are not named. */
  async list(actor: UserActor, query: AuditQuery): Promise<Page<AuditEventDto>> {
    const before = decodeCursor(query.cursor, ['instant', 'uuid']);
    return this.database.read(actor, async (tx) => {
      const rows = await tx.query<AuditEventRow>(
        `select ${AUDIT_COLUMNS} from audit_event e
         where ($1::uuid is null or e.user_id = $1) and ($2::uuid is null or e.subject_id = $2)
           and ($3::text is null or e.action = $3) and ($4::text is null or e.outcome = $4)
           and ($5::timestamptz is null or e.at >= $5) and ($6::timestamptz is null or e.at < $6)
           and ($7::timestamptz is null or (e.at, e.id) < ($7, $8::uuid))
         order by e.at desc, e.id desc limit $9`,
        [
          query.user ?? null,
          query.subject ?? null,
          query.action ?? null,
          query.outcome ?? null,
          query.from ?? null,
          query.to ?? null,
          before?.[0] ?? null,
          before?.[1] ?? null,
          query.limit + 1,
        ],
      );
      await this.audit.record(tx, {
        action: 'audit.events.read',
        detail: { count: Math.min(rows.length, query.limit) },
      });
      return toAuditPage(await withoutUnseen(tx, actor, rows), query);
    });
  }

  /**
   * Who looked at or changed a person's data, of whatever organisation, newest first; the caller must see the person.
   * Called by the slice that knows persons.
   */
  async ofPerson(tx: Tx, personId: string, query: PageQuery): Promise<Page<AuditEventDto>> {
    const before = decodeCursor(query.cursor, ['instant', 'uuid']);
    const rows = await tx.query<AuditEventRow>(
      `select ${AUDIT_COLUMNS} from app.person_audit($1, $2, $3, $4) e`,
      [personId, before?.[0] ?? null, before?.[1] ?? null, query.limit + 1],
    );
    return toAuditPage(rows, query);
  }
}

/** Reads the whole record, and no file: nothing of it is kept from him. */
const READS_EVERYTHING = 'auditor';

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

function toAuditPage(rows: readonly AuditEventRow[], { limit }: PageQuery): Page<AuditEventDto> {
  return toPage(rows, limit, (row) => [row.atExact, row.id], toAuditEventDto);
}
