import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { StepContent, StepTexts } from '../../documents/paper-facts.js';
import type { TakenStep } from '../../documents/paper-source.js';
import { viDate, writtenMoment } from '../../law/date-text.js';
import { ageOn, dateOnly, legalDayOf } from '../../law/date.js';
import { citationText, type Citation } from '../../law/instruments.js';
import { MONITORING_VIOLATIONS, type MonitoringViolation } from '../../law/monitoring-violations.js';
import type { Text2 } from '../../law/text.js';
import type { PersonRecord } from '../../people/person-record.js';
import {
  actorName,
  eventsUntil,
  eventText,
  guardianText,
  guardianTexts,
  type NameOf,
} from '../course/paper-texts.js';
import { monitoringHistory } from './monitoring-history.js';
import { END_GROUNDS, PAUSE_GROUNDS, REMOVAL_CAUSES } from './monitoring-kinds.js';
import type { CarriedMeasure } from './monitoring-measure.js';

export interface MonitoringTaken {
  readonly step: TakenStep;
  readonly person: PersonRecord;
  /** The file on which it hangs; null where the actor does not see it. */
  readonly measure: Pick<CarriedMeasure, 'events'> | null;
  readonly nameOf: NameOf;
}

const ORDER = 'Quyết định áp dụng biện pháp giám sát điện tử';
const ORDERS: readonly string[] = ['monitoring-ordered', 'ordered-on-request', 'ordered-anew'];

/** What stands in the papers of a step of a monitoring: decisions, records, requests. */
export function monitoringStepContent(taken: MonitoringTaken): StepContent {
  const { event } = taken.step;
  const { effectiveAt, startsOn, endsOn } = event.facts;
  const inForce = typeof effectiveAt === 'string' ? new Date(effectiveAt) : event.effectiveAt;
  return {
    texts: {
      effectiveOn: viDate(legalDayOf(inForce)),
      ...(typeof startsOn === 'string' && { from: viDate(dateOnly(startsOn)) }),
      ...(typeof endsOn === 'string' && { to: viDate(dateOnly(endsOn)) }),
      ...orderTexts(taken),
      ...basisText(taken),
      ...officerTexts(taken),
      ...deviceTexts(taken),
      ...groundTexts(event),
      ...violationTexts(taken),
      ...familyTexts(taken),
    },
    papers: [],
  };
}

/** By when each took effect, whenever it was entered. */
const inOrder = (events: readonly CaseEvent[]): readonly CaseEvent[] =>
  events.toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime());

const lastOf = ({ step }: MonitoringTaken, ...types: readonly string[]): CaseEvent | undefined =>
  inOrder(eventsUntil(step)).findLast(({ type }) => types.includes(type));

/** 'Quyết định … số 15/QĐ-CAX ngày 02/07/2026 của Trưởng Công an xã Vĩnh Thuận' */
function ofHead(what: string, event: CaseEvent, nameOf: NameOf): string {
  const body = actorName(event, nameOf);
  return eventText(what, event, body === null ? null : `Trưởng ${body}`);
}

/** The decision that each record carries out. */
const CARRIES_OUT: Readonly<Partial<Record<string, readonly [what: string, ...steps: readonly string[]]>>> = {
  fitted: [ORDER, ...ORDERS],
  'pause-recorded': ['Quyết định tạm dừng áp dụng biện pháp giám sát điện tử', 'pause-decided'],
  'waiver-recorded': ['Quyết định miễn áp dụng biện pháp giám sát điện tử', 'waiver-decided'],
  'end-recorded': ['Quyết định chấm dứt áp dụng biện pháp giám sát điện tử', 'end-decided'],
};

function orderTexts(taken: MonitoringTaken): StepTexts {
  const order = lastOf(taken, ...ORDERS);
  const [what, ...steps] = CARRIES_OUT[taken.step.event.type] ?? [];
  const carriedOut = what === undefined ? undefined : lastOf(taken, ...steps);
  return {
    ...(order && { order: ofHead(ORDER, order, taken.nameOf) }),
    ...(what !== undefined && carriedOut && { delivered: ofHead(what, carriedOut, taken.nameOf) }),
  };
}

/** What the measure itself rests on: notes 3 of form 02. */
const MEASURES: Readonly<Partial<Record<string, string>>> = {
  decided: 'Quyết định cai nghiện ma túy tự nguyện',
  'acceptance-notified': 'Thông báo tiếp nhận điều trị nghiện ma túy bằng thuốc thay thế',
};

/** Papers on which a decision rests, as the notes of its form name them; what the head adds in words comes last. */
function basisText(taken: MonitoringTaken): StepTexts {
  const { event } = taken.step;
  const { order } = event.type === 'ordered-anew' ? {} : orderTexts(taken);
  const found = [...grounding(taken), ...(RESTS_ON_ORDER.has(event.type) ? [order] : []), event.reason];
  const basis = found.filter((each) => typeof each === 'string').join('; ');
  return basis === '' ? {} : { basis };
}

const RESTS_ON_ORDER: ReadonlySet<string> = new Set(['waiver-decided', 'officer-assigned']);

function grounding(taken: MonitoringTaken): readonly (string | undefined)[] {
  const dated = (what: string, ...steps: readonly string[]): string | undefined => {
    const found = lastOf(taken, ...steps);
    return found && `${what} ngày ${viDate(legalDayOf(found.effectiveAt))}`;
  };
  switch (taken.step.event.type) {
    case 'monitoring-ordered':
      return [measureText(taken)];
    case 'ordered-on-request':
      return [measureText(taken), dated('đơn đề nghị áp dụng biện pháp giám sát điện tử', 'requested')];
    case 'ordered-anew':
      return [measureText(taken), dated('Biên bản vi phạm về giám sát điện tử', 'violated')];
    case 'officer-assigned':
      return [dated('việc thay đổi nơi cư trú hoàn thành', 'residence-changed')];
    default:
      return [];
  }
}

function measureText({ measure, step, nameOf }: MonitoringTaken): string | undefined {
  const found = standingEvents(measure?.events ?? []).findLast(
    ({ type, effectiveAt }) => MEASURES[type] !== undefined && effectiveAt <= step.event.effectiveAt,
  );
  return found && eventText(MEASURES[found.type] ?? '', found, actorName(found, nameOf));
}

function officerTexts({ step }: MonitoringTaken): StepTexts {
  const { officer } = monitoringHistory(eventsUntil(step));
  return officer ? { officer: officer.name, officerPosition: officer.position } : {};
}

/** Of the device only what the records say; what a record leaves out is as it was. */
function deviceTexts({ step }: MonitoringTaken): StepTexts {
  const { event } = step;
  const until = eventsUntil(step);
  const now = monitoringHistory(until).device;
  const before = monitoringHistory(until.filter(({ id }) => id !== event.id)).device;
  const { accessories, condition, backAt, until: askedUntil } = event.facts;
  const back = backAt ?? askedUntil;
  return {
    ...(now && { device: now.number, position: now.position }),
    // A device that stays the same was not taken back.
    ...(before && before.number !== now?.number && { deviceBefore: before.number }),
    ...(before && { positionBefore: before.position }),
    ...(typeof accessories === 'string' && { accessories }),
    ...(typeof condition === 'string' && { condition }),
    ...(typeof back === 'string' && { backAt: writtenMoment(new Date(back)) }),
  };
}

type Ground = { readonly label: Text2; readonly citation: Citation };
const GROUNDS: Readonly<Partial<Record<string, Ground>>> = { ...PAUSE_GROUNDS, ...END_GROUNDS };
const CAUSES: Readonly<Partial<Record<string, Ground>>> = REMOVAL_CAUSES;

function groundTexts({ type, facts, reason }: CaseEvent): StepTexts {
  const ground = GROUNDS[String(facts.ground)] ?? CAUSES[String(facts.cause)];
  const cited = ground && `${ground.label.vi} (${citationText(ground.citation)})`;
  const grounds = [cited, type === 'device-asked' ? reason : null].filter((each) => typeof each === 'string');
  return {
    ...(grounds.length > 0 && { grounds: grounds.join(': ') }),
    ...(type === 'device-asked' && askedText(facts)),
  };
}

/** Form 05 asks for one of two things: a cause is given for a removal alone. */
function askedText({ cause, onMedicalAdvice }: CaseEvent['facts']): StepTexts {
  if (cause !== undefined) return { asked: 'tháo tạm thời thiết bị giám sát điện tử' };
  return onMedicalAdvice === undefined ? {} : { asked: 'thay đổi vị trí đeo thiết bị giám sát điện tử' };
}

function violationTexts(taken: MonitoringTaken): StepTexts {
  const { event } = taken.step;
  if (event.type !== 'violated' && event.type !== 'not-remedied') return {};
  const violated = lastOf(taken, 'violated');
  const rule = violated && MONITORING_VIOLATIONS[violated.facts.violation as MonitoringViolation];
  if (!rule) return {};
  const refused = event.type === 'not-remedied' ? 'Không khắc phục trong 24 giờ hành vi: ' : '';
  const account = event.reason === null ? '' : `: ${event.reason}`;
  return { breach: `${refused}${rule.label.vi}${account}`, article: citationText(rule.citation) };
}

/** Who asked; otherwise who stands for a minor that day. */
function familyTexts({ step: { event }, person }: MonitoringTaken): StepTexts {
  const asked = person.guardians.find(({ id }) => id === event.facts.guardian);
  if (asked) return guardianText(asked);
  const on = legalDayOf(event.effectiveAt);
  return ageOn(person.birth, on).min < 18 ? guardianTexts(person, on) : {};
}
