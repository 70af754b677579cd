import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import type { DateOnly } from '../../law/date.js';
import type { Regime } from '../../law/regimes.js';
import { checkStages } from '../../law/stages.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { VoluntaryRecord } from '../voluntary/voluntary.record.js';
import type { VoluntaryView } from '../voluntary/voluntary.view.js';
import type { AccountDto, CourseDto, RecordedBreachDto } from './course-answer.dto.js';
import { countedTermOf, courseOf, type Account, type Course, type RecordedBreach } from './course.js';

/** A term that was set. */
export interface SetTerm {
  readonly startsOn: DateOnly;
  readonly endsOn: DateOnly;
}

export function termOf({ termStartsOn, termEndsOn }: VoluntaryRecord): SetTerm | null {
  return termStartsOn && termEndsOn ? { startsOn: termStartsOn, endsOn: termEndsOn } : null;
}

export interface CourseView {
  readonly course: Course;
  readonly term: SetTerm | null;
  /** Under which the term was set: it says what the stages have to be. */
  readonly regime: Regime;
  readonly asOf: DateOnly;
}

/** What happened in a file since rehabilitation began; null before. */
export function courseDto({ door, file, record, events, today }: VoluntaryView): CourseDto | null {
  if (!door.running?.begun.includes(file.status)) return null;
  const regime = regimeFor('term', door.kind, factsAt(door, file, events, today));
  return toCourseDto({ course: courseOf(events), term: termOf(record), regime, asOf: today });
}

export function toCourseDto({ course, term, regime, asOf }: CourseView): CourseDto {
  const counted = term && countedTermOf(term, course, asOf);
  const endsOn = counted?.endsOn ?? term?.endsOn;
  const lacking = endsOn ? checkStages(regime, course.stages, endsOn).findings : [];
  return {
    term: counted && {
      endsOn: counted.endsOn,
      countedDays: counted.countedDays,
      remainingDays: counted.remainingDays,
      paused: counted.isPaused,
      explanation: toExplanationDto(counted.explanation),
    },
    stages: course.stages,
    lacking: lacking.map(({ citation, ...finding }) => ({ ...finding, citation: toCitationDto(citation) })),
    breaches: course.breaches.map(toBreachDto),
    evaluations: course.evaluations.map(toAccountDto),
    drugUse: course.drugUse.map(toAccountDto),
    endAnnouncedAt: course.endAnnouncedAt?.toISOString() ?? null,
  };
}

const toAccountDto = ({ id, at, account }: Account): AccountDto => ({
  eventId: id,
  at: at.toISOString(),
  account,
});

const toBreachDto = (breach: RecordedBreach): RecordedBreachDto => ({
  ...toAccountDto(breach),
  kind: breach.kind,
  rung: breach.rung,
  consequence: breach.consequence,
  explanation: toExplanationDto(breach.explanation),
});
