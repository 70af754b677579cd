import type { CaseEvent, EventFacts } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { Pause } from '../../law/counted-time.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { MonitoringSubject } from '../../law/monitoring.js';
import {
  violationStanding,
  type MonitoringViolation,
  type RecordedViolation,
  type ViolationStanding,
} from '../../law/monitoring-violations.js';

/** A decision to monitor, the first one or one in its place. */
export interface MonitoringOrder {
  readonly subject: MonitoringSubject;
  readonly decidedAt: Date;
  readonly effectiveAt: Date;
  readonly number: string | null;
  readonly anew: boolean;
}

export interface AssignedOfficer {
  readonly name: string;
  readonly position: string;
  readonly since: Date;
}

/** What the records say of the device; nothing else is known of it. */
export interface Device {
  readonly position: string;
  readonly number: string;
  readonly accessories: string | null;
  readonly condition: string;
  /** Since when it is worn at this position. */
  readonly positionSince: DateOnly;
}

export interface Violation extends ViolationStanding {
  readonly id: string;
  readonly violation: MonitoringViolation;
  readonly at: Date;
  readonly account: string;
  readonly notRemedied: boolean;
}

/** What a file of monitoring amounts to, told by its history. */
export interface MonitoringHistory {
  readonly requestedAt: Date | null;
  readonly order: MonitoringOrder | null;
  readonly officer: AssignedOfficer | null;
  /** The day on which the decision in force was carried out. */
  readonly carriedOutOn: DateOnly | null;
  /** As the last record about it says; worn or not. */
  readonly device: Device | null;
  /** Of a removal for a time: by when the person has to be back. */
  readonly backAt: Date | null;
  readonly pauses: readonly Pause[];
  readonly violations: readonly Violation[];
}

const ORDERS: ReadonlySet<string> = new Set(['monitoring-ordered', 'ordered-on-request', 'ordered-anew']);

/** Follows the events that count, in the order in which they took effect. */
export function monitoringHistory(events: readonly CaseEvent[]): MonitoringHistory {
  const standing = standingEvents(events).toSorted(
    (a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime(),
  );
  const order = orderOf(standing);
  return {
    requestedAt: standing.find(({ type }) => type === 'requested')?.effectiveAt ?? null,
    order,
    officer: officerOf(standing),
    carriedOutOn: carriedOutOn(standing, order),
    device: deviceOf(standing),
    backAt: backAt(standing),
    pauses: pausesOf(standing),
    violations: violationsOf(standing, order?.subject.startsWith('aftercare') === true),
  };
}

function orderOf(events: readonly CaseEvent[]): MonitoringOrder | null {
  const last = events.findLast(({ type }) => ORDERS.has(type));
  if (!last) return null;
  const { subject, effectiveAt, number } = last.facts;
  return {
    subject: subject as MonitoringSubject,
    decidedAt: last.effectiveAt,
    effectiveAt: typeof effectiveAt === 'string' ? new Date(effectiveAt) : last.effectiveAt,
    number: text(number),
    anew: last.type === 'ordered-anew',
  };
}

function officerOf(events: readonly CaseEvent[]): AssignedOfficer | null {
  const last = events.findLast(({ facts }) => typeof facts.officerName === 'string');
  if (!last) return null;
  const { officerName, officerPosition } = last.facts;
  return { name: text(officerName) ?? '', position: text(officerPosition) ?? '', since: last.effectiveAt };
}

/** The day of the record of fitting; of a new decision, the later one of the two: who wears the device carries it out. */
function carriedOutOn(events: readonly CaseEvent[], order: MonitoringOrder | null): DateOnly | null {
  const fitted = events.find(({ type }) => type === 'fitted' || type === 'refitted');
  if (!fitted || !order) return null;
  const since = order.anew && order.decidedAt > fitted.effectiveAt ? order.decidedAt : fitted.effectiveAt;
  return legalDayOf(since);
}

const WEARING: ReadonlySet<string> = new Set(['fitted', 'refitted', 'relocated', 'replaced']);

function deviceOf(events: readonly CaseEvent[]): Device | null {
  return events.filter(({ type }) => WEARING.has(type)).reduce<Device | null>(asRecorded, null);
}

/** What a record leaves out is as it was. */
function asRecorded(before: Device | null, { type, facts, effectiveAt }: CaseEvent): Device {
  const position = text(facts.position) ?? before?.position ?? '';
  // Worn anew after it was off, at whatever position.
  const stays = before !== null && type !== 'refitted' && position === before.position;
  return {
    position,
    number: text(facts.device) ?? before?.number ?? '',
    accessories: text(facts.accessories) ?? before?.accessories ?? null,
    condition: text(facts.condition) ?? before?.condition ?? '',
    positionSince: stays ? before.positionSince : legalDayOf(effectiveAt),
  };
}

function backAt(events: readonly CaseEvent[]): Date | null {
  const last = events.findLast(({ type }) => type === 'removed' || type === 'refitted');
  const until = last?.type === 'removed' ? last.facts.backAt : undefined;
  return typeof until === 'string' ? new Date(until) : null;
}

/** From the decision to pause until the device is on again: NĐ 163/2026 Điều 20 khoản 1, 2. */
function pausesOf(events: readonly CaseEvent[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const { type, effectiveAt } of events) {
    const day = legalDayOf(effectiveAt);
    const open = pauses.at(-1);
    if (type === 'pause-decided') pauses.push({ kind: 'monitoring-paused', from: day, until: null });
    else if (type === 'refitted' && open?.until === null) pauses[pauses.length - 1] = { ...open, until: day };
  }
  return pauses;
}

function violationsOf(events: readonly CaseEvent[], inAftercare: boolean): readonly Violation[] {
  const recorded = events.filter(({ type }) => type === 'violated');
  const plain: readonly RecordedViolation[] = recorded.map(({ facts, effectiveAt }, at) => ({
    violation: facts.violation as MonitoringViolation,
    on: legalDayOf(effectiveAt),
    notRemedied: events.some(
      (each) =>
        each.type === 'not-remedied' &&
        each.effectiveAt > effectiveAt &&
        each.effectiveAt <= (recorded[at + 1]?.effectiveAt ?? each.effectiveAt),
    ),
  }));
  return recorded.flatMap(({ id, effectiveAt, reason }, at) => {
    const violation = plain[at];
    if (!violation) return [];
    const standing = violationStanding(violation, plain.slice(0, at), inAftercare);
    const { notRemedied = false } = violation;
    return [
      {
        ...standing,
        ...{ id, violation: violation.violation, at: effectiveAt, account: reason ?? '', notRemedied },
      },
    ];
  });
}

const text = (fact: EventFacts[string] | undefined): string | null =>
  typeof fact === 'string' ? fact : null;
