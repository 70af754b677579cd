import { momentOf } from '../../cases/steps/step-guards.js';
import { computeDeadline, governingVersion } from '../../law/deadlines.js';
import type { CountedTerm } from '../../law/counted-time.js';
import { legalDayOf, startOfLegalDay, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import type { Regime } from '../../law/regimes.js';
import { hasServedHalf, reductionRule } from '../../law/term-reduction.js';
import { TermRangeError, type TermRule } from '../../law/terms.js';
import { monthsAllowed } from '../../law/compulsory-term.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { executionGround, type ExecutionGround } from '../course/execution-grounds.js';
import { regimeOf } from './compulsory-acts.js';
import type { CompulsoryAct } from './compulsory-steps.js';
import { P } from './compulsory.problems.js';

/** @throws Problem 422 at the months, with what the law allows and its article */
export function refuseMonths(act: CompulsoryAct, months: number): TermRule {
  const { age, ordinal } = act.record;
  try {
    return monthsAllowed({ regime: regimeOf(act, 'term'), age, ordinal, months });
  } catch (error) {
    if (!(error instanceof TermRangeError)) throw error;
    const { min, max, citations } = error.rule;
    const article = citations.map(citationText).join('; ');
    const detail =
      min === max
        ? { vi: `Thời hạn phải là ${min} tháng (${article})`, en: `The term is ${min} months (${article})` }
        : {
            vi: `Thời hạn từ ${min} đến ${max} tháng (${article})`,
            en: `The term is ${min} to ${max} months (${article})`,
          };
    throw fieldProblem('/months', 'compulsory.monthsOutsideLaw', detail);
  }
}

/** @throws Problem 422 without a facility under the law to 30/06/2026, or with one since */
export function requireNamedFacility(act: CompulsoryAct, organisationId: number | undefined): void {
  const named = regimeOf(act, 'authority') !== 'R3';
  if (named === (organisationId !== undefined)) return;
  throw fieldProblem('/organisationId', 'compulsory.namedFacility', {
    vi: named
      ? 'Phải ghi cơ sở nêu trong văn bản đề nghị (Nghị định 116/2021/NĐ-CP, Điều 43 khoản 2 điểm a)'
      : 'Cơ sở tiếp nhận do Công an quyết định sau khi có quyết định của Tòa án (Nghị định 163/2026/NĐ-CP, Điều 106)',
    en: named
      ? 'The facility that the letter names is needed (Decree 116/2021, Art. 43(2)a)'
      : 'The police designate the facility after the decision (Decree 163/2026, Art. 106)',
  });
}

/**
 * A decision is in force when nobody may complain of it any more, or the complaint was dismissed. How long that is was not
 * found for minors and since 01/07/2026: there the day on the paper is taken as it is.
 *
 * @throws Problem 409 before, 422 for a day before the decision or after the arrival
 */
export function refuseEarlyEffect(
  act: CompulsoryAct,
  effectiveOn: DateOnly,
  at: Date,
  calendar: WorkingCalendar,
): void {
  const decidedAt = momentOf(act.events, 'ordered', 'ordered-minor', 'appeal-dismissed');
  if (!decidedAt || effectiveOn < legalDayOf(decidedAt) || effectiveOn > legalDayOf(at)) {
    throw fieldProblem('/effectiveOn', 'compulsory.effectiveOn', {
      vi: 'Ngày có hiệu lực không sớm hơn ngày quyết định (hoặc giữ nguyên quyết định) và không muộn hơn ngày nhận quyết định',
      en: 'In force neither before the decision, or the one that upheld it, nor after its arrival',
    });
  }
  if (momentOf(act.events, 'appeal-dismissed') || !momentOf(act.events, 'ordered')) return;
  const on = legalDayOf(decidedAt);
  const rule = governingVersion('court.complaint', regimeOf(act, 'deadline'), on);
  if (!rule || (rule.to !== null && on > rule.to) || on < rule.from) return;
  const { dueAt, explanation } = computeDeadline(rule, decidedAt, calendar);
  if (startOfLegalDay(effectiveOn) >= dueAt) return;
  throw problem(P.notEffective, {
    extensions: { from: legalDayOf(dueAt), explanation: toExplanationDto(explanation) },
  });
}

/** @returns the article @throws Problem 409 for a ground that the law does not know in the state of that moment */
export function refuseGround(
  { file }: Pick<CompulsoryAct, 'file'>,
  ground: ExecutionGround | undefined,
  step: 'postponed' | 'exempted',
  regime: Regime,
): string {
  const citation = ground && executionGround(ground, step, file.status, regime);
  if (citation) return citationText(citation);
  throw problem(P.groundOfExecution, { extensions: { ground, step, state: file.status, regime } });
}

export interface AskedReduction {
  readonly months: number;
  readonly forMerit: boolean;
  readonly posted: DateOnly;
  readonly at: Date;
}

/** NĐ 116/2021 Art 58(1), (5): half of the term served, so many months, the list posted. @throws Problem 409 with what is not met */
export function refuseReduction(
  act: CompulsoryAct,
  counted: CountedTerm | null,
  { months, forMerit, posted, at }: AskedReduction,
  calendar: WorkingCalendar,
): void {
  const rule = reductionRule(regimeOf(act, 'authority'));
  const { termStartsOn, termEndsOn } = act.record;
  if (!rule || !counted || !termStartsOn || !termEndsOn) throw problem(P.noReduction);
  const [min, max] = forMerit ? rule.forMerit : rule.usual;
  const posting = governingVersion('compulsory.reduction-posting', regimeOf(act, 'deadline'), posted);
  const postedUntil = posting && computeDeadline(posting, startOfLegalDay(posted), calendar).dueAt;
  const unmet = [
    ...(hasServedHalf({ startsOn: termStartsOn, endsOn: termEndsOn }, counted.countedDays)
      ? []
      : ['half-served']),
    ...(months >= min && months <= max ? [] : ['months']),
    ...(postedUntil && at < postedUntil ? ['posting'] : []),
  ];
  if (unmet.length === 0) return;
  throw problem(P.notReducible, {
    extensions: {
      ...{ unmet, months: { min, max }, countedDays: counted.countedDays },
      ...{ postedUntil: postedUntil?.toISOString() ?? null, article: citationText(rule.citation) },
    },
  });
}
