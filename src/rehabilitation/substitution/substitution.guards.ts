import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { legalDayOf } from '../../law/date.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { absenceLimit } from '../course/absence.rules.js';
import { P } from '../course/course.problems.js';
import type { DoorAct } from '../voluntary/voluntary-steps.js';

/**
 * NĐ 116/2021 Art 3(5): away from treatment for 5 working days. NĐ 163/2026 Art 4(10) leaves it to the decree on substitution
 * treatment, of which no text is on record: nothing is counted then, and the clinic answers for what it says.
 *
 * @throws Problem 422 without the first day that was missed, 409 before the absence is long enough, with the arithmetic
 */
export function refuseShortAbsence(
  { procedure, file, events }: DoorAct,
  at: Date,
  missedSince: string | undefined,
  calendar: WorkingCalendar,
): void {
  if (missedSince === undefined) {
    throw fieldProblem('/missedSince', 'rehabilitation.missedSinceMissing', {
      vi: 'Phải ghi lần đầu không đến điều trị: luật của ngày ấy cho biết từ khi nào là tự ý chấm dứt',
      en: 'The first attendance that was missed is needed: the law of that day says from when it is a termination',
    });
  }
  const since = new Date(missedSince);
  const regime = regimeFor('deadline', procedure.kind, factsAt(procedure, file, events, legalDayOf(since)));
  if (regime === 'R3') return;
  const limit = absenceLimit(regime, since, calendar);
  if (at >= limit.dueAt) return;
  throw problem(P.notSelfTerminated, {
    extensions: { from: legalDayOf(limit.dueAt), explanation: toExplanationDto(limit.explanation) },
  });
}
