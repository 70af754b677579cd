import { addDays, type DateOnly } from '../../law/date.js';
import { treatmentNoticeRule } from '../../law/treatment-notices.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { LOOK_BACK, MOST_DAYS_AHEAD } from '../ledger/ledger-days.js';
import { P } from '../treatment.problems.js';

interface SeveralDays {
  readonly kind: 'multi-day' | 'multi-day-stopped';
  readonly fromOn: DateOnly;
  /** Null of doses that stop. */
  readonly untilOn: DateOnly | null;
  readonly toOrganisationId: number;
  /** What is told rests on papers: the ledger is not asked. */
  readonly byPapers: boolean;
}

/**
 * An entry of the list of those who have doses for several days, or have them no more, is held against the ledger: doses for
 * days of the period, or any before the day from which there are none.
 *
 * @throws Problem 409 for who never took one home, or for what was told already
 */
export async function refuseUnfoundedEntry(
  tx: Tx,
  caseId: string,
  { kind, fromOn, untilOn, toOrganisationId, byPapers }: SeveralDays,
): Promise<void> {
  const told = await tx.one(
    `select 1 from treatment_notice where case_id = $1 and kind = $2 and to_organisation_id = $3 and effective_on = $4
       and until_on is not distinct from $5::date and annulled_at is null`,
    [caseId, kind, toOrganisationId, fromOn, untilOn],
  );
  if (told) throw problem(P.listToldAlready);
  if (byPapers) return;
  const [from, until] = untilOn === null ? [addDays(fromOn, -LOOK_BACK), fromOn] : [fromOn, untilOn];
  const taken = await tx.one(`select 1 ${TAKEN_HOME} limit 1`, [caseId, from, until]);
  if (!taken) throw problem(P.noneTakenHome, { extensions: { from, until } });
}

/**
 * The first day for which a dose was taken home and of which the commune was told by no list; null where none is owed. The
 * text names no number of days (NĐ 141/2024 Điều 35 khoản 3 điểm a): it is owed without a time limit.
 */
export async function listOwedSince(tx: Tx, caseId: string, today: DateOnly): Promise<DateOnly | null> {
  if (!treatmentNoticeRule('multi-day', today)) return null;
  const row = await tx.one<{ day: DateOnly | null }>(
    `select min(d.day)::text as day ${TAKEN_HOME} and not exists (
       select 1 from treatment_notice n where n.case_id = $1 and n.kind = 'multi-day' and n.annulled_at is null
         and d.day between n.effective_on and n.until_on)`,
    [caseId, addDays(today, -LOOK_BACK), addDays(today, MOST_DAYS_AHEAD)],
  );
  return row?.day ?? null;
}

const TAKEN_HOME = `from dose_event d
  where d.episode_id = $1 and d.day between $2 and $3 and d.kind = 'take-home-given'
    and not exists (select 1 from dose_named v where v.named_id = d.id and v.kind = 'voided' and v.released_at is null)`;
