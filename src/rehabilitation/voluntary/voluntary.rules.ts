import { regimeFor, withReading } from '../../cases/steps/step.rules.js';
import { ageOn, laterDay, legalDayOf, startOfLegalDay, type Birth, type DateOnly } from '../../law/date.js';
import { computeDeadline, deadlineRule, type ComputedDeadline } from '../../law/deadlines.js';
import { checkDossier, type DossierCheck } from '../../law/dossiers.js';
import { explain, joinExplanations, step, type Explanation } from '../../law/explanation.js';
import { countedAnew } from '../../law/force-majeure.js';
import type { Citation } from '../../law/instruments.js';
import { NEW_LAW_FROM, REGIMES, regimeOn, type Regime } from '../../law/regimes.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';
import type { DoorDefinition, Intake, VoluntaryKind } from './door.js';

/** Decisions of the doors to voluntary treatment: pure, the clock and the record are handed in. */

export type OpenIntake =
  { readonly open: true; readonly intake: Intake } | { readonly open: false; readonly article: Citation };

/** How a door takes a person in under a regime, or the article that closes it to him. */
export function intakeOf(door: DoorDefinition, regime: Regime, withoutResidence: boolean): OpenIntake {
  if (!withoutResidence) return { open: true, intake: door.intake[regime] };
  const way = door.withoutResidence;
  return way.open
    ? { open: true, intake: way.intake[regime] }
    : { open: false, article: way.article[regime] };
}

export interface Applicant {
  readonly birth: Birth;
}

export interface DossierInput {
  readonly applicant: Applicant;
  readonly items: readonly string[];
  readonly determinationOn?: DateOnly;
  readonly registeringOn: DateOnly;
  readonly withoutResidence: boolean;
}

/** @throws RangeError when the birth lies after the day of registering */
export function dossierOf(kind: VoluntaryKind, regime: Regime, input: DossierInput): DossierCheck {
  const age = ageOn(input.applicant.birth, input.registeringOn);
  return checkDossier(kind, regime, {
    items: input.items,
    ageMin: age.min,
    ageMax: age.max,
    determinationOn: input.determinationOn,
    registeringOn: input.registeringOn,
    withoutResidence: input.withoutResidence,
  });
}

/** True when the person is or may be under 18 on that day: a guardian's consent must be on file. */
export function needsGuardian(applicant: Applicant, on: DateOnly): boolean {
  return ageOn(applicant.birth, on).min < 18;
}

export interface Timeliness {
  readonly inTime: boolean;
  readonly explanation: Explanation;
}

export interface RegistrationTimes {
  readonly determinationOn: DateOnly;
  readonly toldAt: Date;
  readonly handedInAt: Date;
  /** Kept the person from registering while the time limit ran. */
  readonly forceMajeure?: ForceMajeure | null;
}

/** An event of force majeure, as the competent body decided that it is over. */
export interface ForceMajeure {
  readonly since: Date;
  readonly endedAt: Date;
}

export interface RegistrationLimit {
  readonly regime: Regime;
  /** The first instant that is too late. */
  readonly dueAt: Date;
  readonly explanation: Explanation;
}

/**
 * Until when a person registers. R1–R2: 5 working days from the day of the result (NĐ 116/2021 Art 3(3), 28(1)). R3: 24
 * hours from being told (NĐ 163/2026 Art 4(7), 89(1)). Which one, is decided by the day of being told: no text shortens
 * a limit that was running. Force majeure while it ran lets it begin anew from its end, under the same law.
 */
export function registrationLimit(
  { determinationOn, toldAt, forceMajeure = null }: Omit<RegistrationTimes, 'handedInAt'>,
  calendar: WorkingCalendar,
): RegistrationLimit {
  const regime = regimeOn(legalDayOf(toldAt));
  const rule = deadlineRule('voluntary.register', REGIMES[regime].from);
  if (!rule) throw new Error(`${regime} knows no time limit to register`);
  const start = regime === 'R3' ? toldAt : startOfLegalDay(determinationOn);
  const { dueAt, explanation } = computeDeadline(rule, start, calendar);
  if (!forceMajeure) return { regime, dueAt, explanation };
  const { since, endedAt } = forceMajeure;
  if (since >= dueAt) return { regime, dueAt, explanation: withEventTooLate(explanation) };
  const anew = computeDeadline(rule, endedAt, calendar);
  const because = countedAnew(rule.key, regime, endedAt);
  return { regime, dueAt: anew.dueAt, explanation: joinExplanations(because, anew.explanation) };
}

/**
 * Whether the person registered in time: from the hand-in, since what the officer still asks for is not his delay.
 * Being late is no ground to refuse; it is recorded, since it is one for compulsory rehabilitation.
 */
export function registrationTimeliness(input: RegistrationTimes, calendar: WorkingCalendar): Timeliness {
  const { regime, dueAt, explanation } = registrationLimit(input, calendar);
  const crosses = regime !== 'R3' && legalDayOf(input.handedInAt) >= NEW_LAW_FROM;
  return {
    inTime: input.handedInAt < dueAt,
    explanation: crosses ? withRunningLimit(explanation) : explanation,
  };
}

function withEventTooLate(explanation: Explanation): Explanation {
  const sentence = step(
    'Sự kiện bất khả kháng xảy ra sau khi thời hạn đã hết: thời hạn không được tính lại.',
    'Force majeure began after the time limit was over: it is not counted anew.',
  );
  return explain({ ...explanation, steps: [...explanation.steps, sentence] });
}

function withRunningLimit(explanation: Explanation): Explanation {
  return withReading(
    explanation,
    'Người đăng ký được thông báo kết quả trước ngày 01/07/2026: áp dụng thời hạn đang chạy vào ngày được thông báo, vì luật mới không rút ngắn thời hạn đó.',
    'The person was told before 2026-07-01: the limit that was running on that day applies, since the new law does not shorten it.',
  );
}

/**
 * Until when the person may begin what was decided: 5 working days from the decision under the law of 2021, 2 under
 * that of 2025 (NĐ 116/2021 Art 3(4), NĐ 163/2026 Art 4(8)). At some doors from a later step, by a reading that is shown.
 * The same limit is counted anew from the end of force majeure.
 */
export function startLimit(
  { kind, begins }: Pick<DoorDefinition, 'kind' | 'begins'>,
  openedOn: DateOnly,
  decidedAt: Date,
  calendar: WorkingCalendar,
  anew: Pick<ForceMajeure, 'endedAt'> | null = null,
): ComputedDeadline {
  const decidedOn = legalDayOf(decidedAt);
  const regime = regimeFor('deadline', kind, { openedOn, decidedOn, asOf: laterDay(decidedOn, openedOn) });
  const rule = deadlineRule('voluntary.start', REGIMES[regime].from);
  if (!rule) throw new Error(`${regime} knows no time limit to begin`);
  const computed = computeDeadline(rule, anew?.endedAt ?? decidedAt, calendar);
  const explanation = anew
    ? joinExplanations(countedAnew(rule.key, regime, anew.endedAt), computed.explanation)
    : computed.explanation;
  if (!begins.reading) return { ...computed, explanation };
  const { vi, en } = begins.reading;
  return { ...computed, explanation: withReading(explanation, vi, en, rule.citations[0]) };
}
