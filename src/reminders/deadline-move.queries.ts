import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { UserActor } from '../platform/security/actor.js';
import type { DeadlineMoveQuery, DeadlineMoveRow } from './deadline-move.dto.js';
import { DEADLINES_IN_SCOPE } from './deadline.queries.js';

const MOVE = `
  select m.id, m.deadline_id as "deadlineId", m.recount_id as "recountId", d.subject_kind as "subjectKind",
    d.subject_id as "subjectId", d.subject_code as "subjectCode", d.organisation_id as "organisationId", d.rule,
    d.rule_version as "ruleVersion", m.due_before as "dueBefore", m.due_after as "dueAfter",
    m.status_before as "statusBefore", m.status_after as "statusAfter", m.moved_at as "movedAt",
    m.explanation_before as "explanationBefore",
    json_build_object('year', m.year, 'calendarDayId', m.calendar_day_id, 'date', c.day, 'kind', c.kind,
      'name', case when c.id is not null then json_build_object('vi', c.name_vi, 'en', c.name_en) end,
      'act', coalesce(c.act, y.act)) as cause
  from deadline_move m
  join deadline d on d.id = m.deadline_id
  left join calendar_day c on c.id = m.calendar_day_id
  left join calendar_year y on y.year = m.year and m.calendar_day_id is null`;

/** Moves that were written or went to another organisation, and those of files to which access was given or ended. */
export const MOVE_CHANGES: ChangeFeed = {
  first: '00000000-0000-0000-0000-000000000000',
  changed: `
    select * from (
      (select m.changed_xid, m.id from deadline_move m join deadline d on d.id = m.deadline_id
       where d.organisation_id in (select c.organisation_id from organisation_closure c
           where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until)
         and (m.changed_xid, m.id) > ($1::xid8, $2::uuid) and m.changed_xid < $3::xid8
       order by 1, 2 limit $4::integer)
      union
      select * from app.moves_of_changed_access($1::xid8, $2::uuid, $3::xid8, $4::integer)
    ) as found order by 1, 2 limit $4::integer`,
  passed:
    'select id from app.moves_of_passed_access($1::date, $2::uuid, $3::integer) as passed (id) order by id',
  scope: 'app.reading_scope()',
};

export async function moveIdsInScope(
  tx: Tx,
  { organisationId }: UserActor,
  ids: readonly RowId[],
): Promise<readonly RowId[]> {
  const sql = `select m.id from deadline_move m join deadline d on d.id = m.deadline_id
    where ${DEADLINES_IN_SCOPE} and m.id = any ($2::uuid[])`;
  return (await tx.query<{ id: string }>(sql, [organisationId, ids])).map(({ id }) => id);
}

interface Slice {
  readonly after: string | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

/** Of the actor's organisation and those that it supervises, the latest first. */
export async function movesInScope(
  tx: Tx,
  actor: UserActor,
  query: DeadlineMoveQuery,
  { after, ids, limit }: Slice,
): Promise<DeadlineMoveRow[]> {
  return tx.query<DeadlineMoveRow>(
    `${MOVE} where ${DEADLINES_IN_SCOPE}
       and ($2::uuid is null or m.recount_id = $2)
       and ($3::uuid is null or m.calendar_day_id = $3)
       and ($4::smallint is null or m.year = $4)
       and ($5::uuid is null or m.id < $5)
       and ($7::uuid[] is null or m.id = any ($7))
     order by m.id desc limit $6`,
    [
      actor.organisationId,
      query.recountId ?? null,
      query.calendarDayId ?? null,
      query.year ?? null,
      after,
      limit,
      ids,
    ],
  );
}

/** Of one deadline, the earliest first. */
export async function movesOf(tx: Tx, deadlineId: string): Promise<DeadlineMoveRow[]> {
  return tx.query<DeadlineMoveRow>(`${MOVE} where m.deadline_id = $1 order by m.id`, [deadlineId]);
}
