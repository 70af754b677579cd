import { standingEvents } from '../../cases/case-steps.js';
import type { StepContent, StepTexts } from '../../documents/paper-facts.js';
import type { TakenStep } from '../../documents/paper-source.js';
import { viDate } from '../../law/date-text.js';
import { ageOn, legalDayOf, type DateOnly } from '../../law/date.js';
import { STAGES } from '../../law/stages.js';
import type { PersonRecord } from '../../people/person-record.js';
import { countedTermOf, courseOf } from '../course/course.js';
import { termOf } from '../course/course.view.js';
import { actText, guardianTexts } from '../course/paper-texts.js';
import type { VoluntaryView } from './voluntary.view.js';

export interface VoluntaryStep {
  readonly view: VoluntaryView;
  readonly step: TakenStep;
  readonly person: PersonRecord;
  readonly keeper: string | null;
  readonly decidedBy: string | null;
  /** Where the person is treated, as decisions say it. */
  readonly place: string;
  /** Titles of the papers that were handed in with the application. */
  readonly titles: readonly string[];
}

/** What a delivered paper is called. */
const DELIVERED: Readonly<Partial<Record<string, string>>> = {
  decided: 'Quyết định',
  'continued-after-move': 'Quyết định',
  completed: 'Giấy xác nhận',
  'completed-at-home': 'Giấy xác nhận',
  'part-certified': 'Giấy xác nhận',
};

/** A step by which papers come along with the person. */
const HANDED: ReadonlySet<string> = new Set(['handed-over', 'proposed', 'designation-asked']);

/** What stands in the papers of a step of a door. */
export function voluntaryStepContent(taken: VoluntaryStep): StepContent {
  const { step, person, keeper, decidedBy, view, place } = taken;
  const { event } = step;
  const on = legalDayOf(event.effectiveAt);
  const label = view.door.stepLabels[event.type]?.vi ?? event.type;
  return {
    texts: {
      ...(keeper !== null && { noticeTo: keeper }),
      // A facility that tells without naming whom tells who keeps the file.
      ...(keeper !== null && tellsKeeper(taken) && { addressee: keeper }),
      ...orderText(view, decidedBy),
      place,
      ...contractText(view),
      ...designationText(step),
      ...periodTexts(view, step, on),
      ...(ageOn(person.birth, on).min < 18 && guardianTexts(person, on)),
      breach: event.reason === null ? label : `${label}: ${event.reason}`,
      certified: CERTIFIED[event.type] ?? 'đã hoàn thành cai nghiện ma túy tự nguyện',
      ...deliveredText(step),
    },
    papers: HANDED.has(event.type) ? handedPapers(taken) : [],
  };
}

const CERTIFIED: Readonly<Partial<Record<string, string>>> = {
  'part-certified': 'đã thực hiện thời gian, quy trình cai nghiện ma túy nêu dưới đây',
};

function tellsKeeper({ view, step }: VoluntaryStep): boolean {
  const isNamed = typeof step.event.facts.referredTo === 'number';
  return !isNamed && step.organisationId !== view.file.keeperOrganisationId;
}

function orderText({ decision }: VoluntaryView, body: string | null): StepTexts {
  if (!decision) return {};
  return {
    order: actText('Quyết định cai nghiện ma túy tự nguyện', decision.number, decision.decidedAt, body),
  };
}

function contractText({ record }: VoluntaryView): StepTexts {
  const { contractNumber, contractSignedOn } = record;
  if (contractNumber === null || contractSignedOn === null) return {};
  return { contract: `Hợp đồng dịch vụ cai nghiện số ${contractNumber} ngày ${viDate(contractSignedOn)}` };
}

const DESIGNATED: ReadonlySet<string> = new Set(['designated', 'designated-by-ministry']);

function designationText({ events }: TakenStep): StepTexts {
  const found = standingEvents(events).findLast(({ type }) => DESIGNATED.has(type));
  const { number } = found?.facts ?? {};
  if (!found || typeof number !== 'string') return {};
  const what = 'Quyết định giao cơ sở tiếp nhận người cai nghiện ma túy tự nguyện';
  return { designation: actText(what, number, found.effectiveAt, null) };
}

/** From the first day of the term to its end, less what does not count; of a part, to the day on which it is certified. */
function periodTexts({ record }: VoluntaryView, { event, events }: TakenStep, on: DateOnly): StepTexts {
  const { termStartsOn } = record;
  const course = courseOf(events.filter(({ effectiveAt }) => effectiveAt <= event.effectiveAt));
  const term = termOf(record);
  const end = term && (countedTermOf(term, course, on).endsOn ?? null);
  const to = event.type === 'part-certified' ? on : end;
  const { stages } = course;
  const names = [...new Set(stages.map(({ stage }) => `${STAGES[stage].letter}) ${STAGES[stage].label.vi}`))];
  return {
    ...(termStartsOn !== null && { from: viDate(termStartsOn) }),
    ...(to !== null && { to: viDate(to) }),
    ...(names.length > 0 && { stages: names.join('; ') }),
  };
}

function deliveredText({ event }: TakenStep): StepTexts {
  const what = DELIVERED[event.type];
  const { number } = event.facts;
  if (what === undefined) return {};
  return { delivered: actText(what, typeof number === 'string' ? number : null, event.effectiveAt, null) };
}

/** NĐ 163/2026 Art 96(2): the decision, the dossier, and the designation. */
function handedPapers({ view, step, decidedBy, titles }: VoluntaryStep): StepContent['papers'] {
  const { order } = orderText(view, decidedBy);
  const { designation } = designationText(step);
  const all = [order, ...titles, designation].filter((title) => title !== undefined);
  return all.map((title) => ({ title }));
}
