import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { DeadlineStatus } from '../../src/reminders/deadline.js';

export interface DeadlineSeed {
  readonly organisationId: number;
  readonly unitId: number;
  readonly subjectId?: string;
  readonly dueAt?: string;
  readonly status?: DeadlineStatus;
  readonly calendarYears?: readonly number[];
  readonly missingYears?: readonly number[];
}

/** Arranges a deadline without its file, through the owner's connection: the 24 hours to decide. @returns its id */
export async function seedDeadline(owner: pg.Client, seed: DeadlineSeed): Promise<string> {
  const id = uuidv7();
  const years = seed.calendarYears ?? [];
  const dueAt = new Date(seed.dueAt ?? '2026-07-03T08:30:00+07:00');
  const status = seed.status ?? 'open';
  await owner.query(
    `insert into deadline (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version,
       regime, starts_at, due_at, opened_at, calendar_years, calendar_versions, missing_years, status, closed_at,
       explanation)
     values ($1, 'case', $2, $3, $4, $5, 'home-rehabilitation.decision', '2026-07-01', 'R3',
       $6::timestamptz - interval '24 hours', $6, $6::timestamptz - interval '24 hours', $7, $8, $9, $10, $11, '{}')`,
    [
      id,
      seed.subjectId ?? uuidv7(),
      `HS-2026-${id.slice(-6)}`,
      seed.organisationId,
      seed.unitId,
      dueAt,
      years,
      years.map(() => 0),
      seed.missingYears ?? [],
      status,
      status === 'open' ? null : dueAt,
    ],
  );
  return id;
}

/** Arranges notices in an inbox, a minute apart or all at once. @returns their ids */
export async function seedNotices(
  owner: pg.Client,
  organisationId: number,
  count: number,
  { atOnce = false }: { readonly atOnce?: boolean } = {},
): Promise<readonly string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
     select gen_random_uuid(), $1, 'deadline.approaching', 'case', gen_random_uuid(),
       '{"code": "HS-2026-31069-000012", "dueAt": "2026-07-03T01:30:00.000Z"}',
       '2026-07-02T08:30:00+07:00'::timestamptz - make_interval(mins => case when $3 then 0 else n end),
       gen_random_uuid()::text
     from generate_series(1, $2::integer) n returning id`,
    [organisationId, count, atOnce],
  );
  return rows.map(({ id }) => id);
}
