/** A row of the audit as it is sealed: texts that depend on no time zone, language or version of the server. */
export interface SealedRow {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly at: string;
  readonly legalAt: string;
  readonly userId: string | null;
  readonly organisationId: string | null;
  readonly system: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly persons: readonly string[];
  readonly requestId: string | null;
  /** JSON as PostgreSQL writes jsonb: names in its own order, every digit of a number. */
  readonly detail: string;
  /** The transaction that wrote it. */
  readonly place: string;
  /** First day of the month of `at`, in UTC. */
  readonly month: string;
}

/** Reads a `SealedRow` from `audit_event e`. */
export const SEALED_ROW_COLUMNS = `
  e.id::text as id, trunc(extract(epoch from e.at) * 1000000)::text as at,
  trunc(extract(epoch from e.legal_at) * 1000000)::text as "legalAt", e.user_id::text as "userId",
  e.organisation_id::text as "organisationId", e.system, e.action, e.outcome, e.subject_kind as "subjectKind",
  e.subject_id::text as "subjectId", e.persons::text[] as persons, e.request_id as "requestId",
  e.detail::text as detail, e.place::text as place, to_char(e.at at time zone 'UTC', 'YYYY-MM-"01"') as month`;

/** The one text of a row. A change here is a new format: what was sealed before would no longer be found intact. */
export function canonicalRow(row: SealedRow): string {
  return JSON.stringify([
    'audit-row/1',
    row.id,
    row.place,
    row.at,
    row.legalAt,
    row.userId,
    row.organisationId,
    row.system,
    row.action,
    row.outcome,
    row.subjectKind,
    row.subjectId,
    row.persons,
    row.requestId,
    row.detail,
  ]);
}
