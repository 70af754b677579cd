import type { DateOnly } from '../law/date.js';
import type { Explanation } from '../law/explanation.js';
import type { Regime } from '../law/regimes.js';

export type DeadlineStatus = 'open' | 'met' | 'met-late' | 'superseded' | 'lapsed' | 'ran-out' | 'void';

/** What a deadline belongs to. Reminders never look behind it. */
export interface DeadlineSubject {
  readonly kind: string;
  readonly id: string;
  /** The file's code, shown in work lists and notices; it says nothing about a person. */
  readonly code: string;
}

/** A year on whose calendar a limit was counted. */
export interface CountedYear {
  readonly year: number;
  /** Whether every day off and every make-up day of it was known when the limit was counted. */
  readonly complete: boolean;
  /** Whether its calendar has been entered into, corrected or declared complete since. */
  readonly calendarChanged: boolean;
}

export interface Deadline {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectCode: string;
  readonly organisationId: number;
  readonly unitId: number;
  readonly rule: string;
  readonly ruleVersion: DateOnly;
  readonly regime: Regime;
  readonly startsAt: Date;
  /** Exclusive: a step that takes effect at this instant is late. */
  readonly dueAt: Date;
  readonly openedAt: Date;
  /** Counted while the calendar of a year was not complete: its end may still move. */
  readonly provisional: boolean;
  /** The years on whose calendar it was counted; none where hours run on. */
  readonly calendar: readonly CountedYear[];
  readonly status: DeadlineStatus;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
  /** Legal time at which the end was entered. */
  readonly closingRecordedAt: Date | null;
}

export interface OpenDeadline {
  readonly subject: DeadlineSubject;
  /** Key of a rule in law/deadlines. */
  readonly rule: string;
  /** The instant of the event that starts the limit. */
  readonly start: Date;
  /** The regime that governs deadlines of the file, decided by the procedure. */
  readonly regime: Regime;
  /**
   * The day whose version of the rule applies, within the regime. Unless told: the day of `start`, or the day of
   * opening where `start` is a coming event from which the limit is counted back.
   */
  readonly governingDay?: DateOnly;
  readonly organisationId: number;
  readonly unitId: number;
  /** The limit on whose last day this one starts; `start` is then its end as it is counted now. */
  readonly after?: Deadline | null;
  /** Further sentences for the explanation: why this law, why this start. */
  readonly because?: Explanation;
}

/** The years of a deadline `d` with what became of their calendar since it was counted. */
export const CALENDAR_COLUMN = `(
  select coalesce(json_agg(json_build_object('year', c.year, 'complete', c.year <> all (d.missing_years),
    'calendarChanged', app.calendar_version(c.year) > c.version)), '[]')
  from unnest(d.calendar_years, d.calendar_versions) as c (year, version)) as calendar`;

/** Columns of a deadline as this slice reads them. */
export const DEADLINE_COLUMNS = `
  d.id, d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.subject_code as "subjectCode",
  d.organisation_id as "organisationId", d.unit_id as "unitId", d.rule, d.rule_version as "ruleVersion", d.regime,
  d.starts_at as "startsAt", d.due_at as "dueAt", d.opened_at as "openedAt", d.status,
  d.provisional, ${CALENDAR_COLUMN}, d.closed_at as "closedAt", d.closed_reason as "closedReason", d.closing_recorded_at as "closingRecordedAt"`;
