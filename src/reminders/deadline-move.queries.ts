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

/** Of the actor's organisation and those that it supervises, the latest first. One more than the page holds. */
export async function movesInScope(
  tx: Tx,
  actor: UserActor,
  query: DeadlineMoveQuery,
  after: string | null,
): Promise<DeadlineMoveRow[]> {
  return tx.query<DeadlineMoveRow>(
    `${MOVE} where ${DEADLINES_IN_SCOPE}
       and ($2::uuid is null or m.recount_id = $2)
       and ($3::uuid is null or m.calendar_day_id = $3)
       and ($4::smallint is null or m.year = $4)
       and ($5::uuid is null or m.id < $5)
     order by m.id desc limit $6`,
    [
      actor.organisationId,
      query.recountId ?? null,
      query.calendarDayId ?? null,
      query.year ?? null,
      after,
      query.limit + 1,
    ],
  );
}

/** Of one deadline, the earliest first. */
export async function movesOf(tx: Tx, deadlineId: string): Promise<DeadlineMoveRow[]> {
  return tx.query<DeadlineMoveRow>(`${MOVE} where m.deadline_id = $1 order by m.id`, [deadlineId]);
}
