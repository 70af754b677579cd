import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { Act } from '../../law/acts.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { TerminationGround } from '../../law/treatment-ends.js';
import { treatmentNoticeRule, type TreatmentNoticeKind } from '../../law/treatment-notices.js';
import { NOTICE_KIND_NAMES, type TreatmentKindDefinition } from '../kinds/kind.js';

interface Told {
  /** The step of which is told; none of doses for several days. */
  readonly step: string | null;
  /** Whose form the notice has. */
  readonly act: Act | null;
  /** Days that whoever sends it names himself, where no step has them. */
  readonly days: 'none' | 'first' | 'first-and-last';
}

export const TOLD: Readonly<Record<TreatmentNoticeKind, Told>> = {
  admission: { step: 'admitted', act: 'admit-to-treatment', days: 'none' },
  refusal: { step: 'refused', act: 'refuse-treatment', days: 'none' },
  start: { step: 'begun', act: null, days: 'none' },
  'multi-day': { step: null, act: null, days: 'first-and-last' },
  'multi-day-stopped': { step: null, act: null, days: 'first' },
  termination: { step: 'terminated', act: 'terminate-treatment', days: 'none' },
  completion: { step: 'completed', act: 'complete-treatment', days: 'none' },
};

/** From which day it holds what is told, and the ground of a termination with its article where it names one; null where the history does not have it. */
export function toldOf(
  kind: TreatmentNoticeKind,
  events: readonly CaseEvent[],
): {
  readonly on: DateOnly;
  readonly ground: TerminationGround | null;
  readonly article: string | null;
} | null {
  const { step } = TOLD[kind];
  const event = standingEvents(events).findLast(({ type }) => type === step);
  if (!event) return null;
  const { ground, article } = event.facts;
  const terminated = kind === 'termination';
  return {
    on: legalDayOf(event.effectiveAt),
    ground: terminated && typeof ground === 'string' ? (ground as TerminationGround) : null,
    article: terminated && typeof article === 'string' ? article : null,
  };
}

/** Whether a step sends a notice that the law of the day of what it tells has sent; null for a step that sends none. */
export function isNoticeKnown(
  { notices, copies }: Pick<TreatmentKindDefinition, 'notices' | 'copies'>,
  step: string,
  events: readonly CaseEvent[],
  today: DateOnly,
): boolean | null {
  const sent = NOTICE_KIND_NAMES.find((each) => notices[each] === step);
  const copied = NOTICE_KIND_NAMES.find((each) => copies[each] === step);
  const kind = sent ?? copied;
  if (kind === undefined) return null;
  const rule = treatmentNoticeRule(kind, toldOf(kind, events)?.on ?? today);
  return rule !== undefined && (sent !== undefined || typeof rule.addressee !== 'string');
}
