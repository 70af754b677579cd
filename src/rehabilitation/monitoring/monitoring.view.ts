import { addDays, legalDayOf, type DateOnly } from '../../law/date.js';
import { cite } from '../../law/instruments.js';
import {
  monitoringTerm,
  monitoringWaiver,
  MONITORING_SUBJECTS,
  type MonitoringTerm,
  type Waiver,
} from '../../law/monitoring.js';
import { MONITORING_VIOLATIONS } from '../../law/monitoring-violations.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { toFollowedFileDto, type FollowedView } from '../../cases/steps/file-answer.dto.js';
import type {
  ElectronicMonitoringDto,
  MonitoringDeviceDto,
  MonitoringOrderedDto,
  MonitoringProposalDto,
  MonitoringViolationDto,
  MonitoringWaiverDto,
} from './monitoring-answer.dto.js';
import { monitoringHistory, type MonitoringHistory, type Violation } from './monitoring-history.js';
import { END_GROUNDS, PAUSE_GROUNDS } from './monitoring-kinds.js';
import type { CarriedMeasure } from './monitoring-measure.js';
import { MONITORING } from './monitoring-procedure.js';
import type { MonitoringState } from './monitoring-transitions.js';

/** A file as it stands, for its answer. */
export interface MonitoringView extends FollowedView {
  /** Null where the actor does not see the file on which it hangs. */
  readonly measure: CarriedMeasure | null;
}

/** The term of the decision in force as things stand; null before there is one. */
export function termNow({ order }: MonitoringHistory, measure: CarriedMeasure | null): MonitoringTerm | null {
  if (!order) return null;
  return monitoringTerm({
    subject: order.subject,
    decidedOn: legalDayOf(order.decidedAt),
    effectiveOn: legalDayOf(order.effectiveAt),
    measureEndsOn: measure?.endsOn ?? null,
    anew: order.anew,
  });
}

/** From when the rest may be waived; null until the device was fitted. */
export function waiverNow({ order, carriedOutOn, pauses }: MonitoringHistory, asOf: DateOnly): Waiver | null {
  if (!order || !carriedOutOn) return null;
  // A pause of before a new decision is behind it.
  const counted = pauses.filter(({ until }) => until === null || until > carriedOutOn);
  return monitoringWaiver({ subject: order.subject, carriedOutOn, pauses: counted, asOf });
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toElectronicMonitoringDto(view: MonitoringView): ElectronicMonitoringDto {
  const { file, today } = view;
  const history = monitoringHistory(view.events);
  const term = termNow(history, view.measure);
  const waiver = waiverNow(history, today);
  return {
    ...toFollowedFileDto(MONITORING, view),
    parentId: file.parentId,
    status: file.status as MonitoringState,
    subject: history.order?.subject ?? (history.requestedAt ? 'minor-on-request' : null),
    requestedAt: history.requestedAt?.toISOString() ?? null,
    order: orderDto(history, term),
    officer: history.officer && { ...history.officer, since: history.officer.since.toISOString() },
    device: deviceDto(history, file.status),
    backAt: history.backAt?.toISOString() ?? null,
    pauses: history.pauses.map(({ from, until }) => ({ from, until })),
    violations: history.violations.map(violationDto),
    waiver: waiverDto(waiver),
    proposals: file.closedOn === null ? proposals(view, { history, term, waiver }) : [],
  };
}

function orderDto({ order }: MonitoringHistory, term: MonitoringTerm | null): MonitoringOrderedDto | null {
  if (!order || !term) return null;
  return {
    decidedAt: order.decidedAt.toISOString(),
    effectiveAt: order.effectiveAt.toISOString(),
    number: order.number,
    anew: order.anew,
    term: {
      ...{ startsOn: term.startsOn, endsOn: term.endsOn },
      explanation: toExplanationDto(term.explanation),
    },
  };
}

/** In which the device is on the body: until the record of who takes it off. */
const WORN: ReadonlySet<string> = new Set([
  'monitored',
  'pause-decided',
  'to-end',
  'waiver-decided',
  'end-decided',
]);

function deviceDto({ device }: MonitoringHistory, status: string): MonitoringDeviceDto | null {
  return device && { ...device, worn: WORN.has(status) };
}

const violationDto = ({ id, at, explanation, ...violation }: Violation): MonitoringViolationDto => ({
  ...violation,
  eventId: id,
  at: at.toISOString(),
  label: MONITORING_VIOLATIONS[violation.violation].label,
  explanation: toExplanationDto(explanation),
});

const waiverDto = (waiver: Waiver | null): MonitoringWaiverDto | null =>
  waiver && {
    from: waiver.afterDay && addDays(waiver.afterDay, 1),
    explanation: toExplanationDto(waiver.explanation),
  };

interface Standing {
  readonly history: MonitoringHistory;
  readonly term: MonitoringTerm | null;
  readonly waiver: Waiver | null;
}

const IN_PRISON: ReadonlySet<string> = new Set(['in-prison', 'in-prison-from-home']);
const WAIVABLE: ReadonlySet<string> = new Set(['monitored', 'removed']);

function proposals(
  { file, measure, today }: MonitoringView,
  { history, term, waiver }: Standing,
): MonitoringProposalDto[] {
  const { status } = file;
  const isInForce = MONITORING.transitions[status]?.['end-decided'] !== undefined;
  const canPause = MONITORING.transitions[status]?.['pause-decided'] !== undefined;
  const isOver = term !== null && term.endsOn !== null && today > term.endsOn;
  const afterDay = waiver?.afterDay ?? null;
  const isServed = afterDay !== null && today > afterDay;
  const mayWaive = WAIVABLE.has(status) && isServed && breachesSinceOrder(history, measure).length === 0;
  const subject = history.order?.subject;
  return [
    ...(canPause && measure && IN_PRISON.has(measure.file.status)
      ? [{ what: 'pause', citation: toCitationDto(PAUSE_GROUNDS.prison.citation) } as const]
      : []),
    ...(mayWaive && subject
      ? [
          {
            what: 'waiver',
            citation: toCitationDto(
              cite('nd-163-2026', `Điều 20 khoản 3 điểm ${MONITORING_SUBJECTS[subject].isMinor ? 'b' : 'a'}`),
            ),
          } as const,
        ]
      : []),
    ...(isInForce && isOver
      ? [{ what: 'end-term-over', citation: toCitationDto(END_GROUNDS['term-over'].citation) } as const]
      : []),
    ...(status === 'to-end'
      ? [{ what: 'end-ground-lost', citation: toCitationDto(END_GROUNDS['measure-over'].citation) } as const]
      : []),
  ];
}

/**
 * Breaches on record since the decision in force, of the monitoring and in the measure itself: what is asked is how that
 * decision was carried out (NĐ 163/2026 Art 20(3)). The violation for which it took the place of another is behind it
 * (Art 25(6)).
 */
export function breachesSinceOrder(
  { order, violations }: MonitoringHistory,
  measure: CarriedMeasure | null,
): readonly { readonly id: string; readonly at: Date }[] {
  if (!order) return [];
  const { breaches = [], drugUse = [] } = measure?.course ?? {};
  return [...violations, ...breaches, ...drugUse].filter(({ at }) => at >= order.decidedAt);
}
