import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { HandedPaper, StepContent, StepTexts } from '../../documents/paper-facts.js';
import type { TakenStep } from '../../documents/paper-source.js';
import { COMPULSORY_PAPERS, compulsoryPapers } from '../../law/compulsory-dossier.js';
import { viDate } from '../../law/date-text.js';
import { ageOn, dateOnly, legalDayOf } from '../../law/date.js';
import type { FormKey } from '../../law/form.js';
import { groundCitation, GROUNDS, type GroundAge } from '../../law/grounds.js';
import { citationText } from '../../law/instruments.js';
import type { PersonRecord } from '../../people/person-record.js';
import { actText, eventsUntil, guardianTexts, type NameOf } from '../course/paper-texts.js';
import { numberedPapers } from './compulsory-history.js';
import { termNow } from './compulsory-term-now.js';
import type { CompulsoryRecord } from './compulsory.record.js';

export interface CompulsoryTaken {
  readonly file: CaseFile;
  readonly record: CompulsoryRecord;
  readonly person: PersonRecord;
  readonly step: TakenStep;
  /** Of a body that {@link namedIn} names. */
  readonly nameOf: NameOf;
}

/**
 * The papers of which a dossier consists have forms: those of the paper that was added, or of all where the dossier was
 * begun, to be filled in before they are signed and added. Undefined for a step that has its forms by its act.
 */
export function formsOfDossier({ event, regime }: TakenStep, age: GroundAge): readonly FormKey[] | undefined {
  if (event.type !== 'document-added' && event.type !== 'opened') return undefined;
  return compulsoryPapers(regime, age)
    .filter(({ paper }) => event.type === 'opened' || paper === event.facts.paper)
    .flatMap(({ form }) => form ?? []);
}

/** Bodies whose names a paper may need. */
export function namedIn(
  { keeperOrganisationId }: CaseFile,
  { courtOrganisationId, placeOrganisationId }: CompulsoryRecord,
  events: readonly CaseEvent[],
): ReadonlySet<number> {
  const told = events.flatMap(({ facts }) => [facts.referredTo, facts.actedBy]);
  const all = [keeperOrganisationId, courtOrganisationId, placeOrganisationId, ...told];
  return new Set(all.filter((id) => typeof id === 'number'));
}

/** What stands in the papers of a step of a compulsory rehabilitation. */
export function compulsoryStepContent(taken: CompulsoryTaken): StepContent {
  const { record, person, step, file, nameOf } = taken;
  const on = legalDayOf(step.event.effectiveAt);
  const keeper = nameOf(file.keeperOrganisationId);
  const grounds = groundsText(taken);
  const guardian = ageOn(person.birth, on).min < 18 ? guardianTexts(person, on) : {};
  const readers = [person.fullName, ...(guardian.guardian ? [guardian.guardian] : [])].join(', ');
  return {
    texts: {
      ...addresseeText(taken),
      ...(keeper !== null && { noticeTo: keeper }),
      readers,
      grounds,
      breach: grounds,
      ...orderText(taken),
      ...placeTexts(taken),
      ...periodTexts(record, step),
      ...interimText(taken),
      ...noticeText(step),
      ...guardian,
    },
    papers: papersOf(taken),
  };
}

function groundsText({ record, file }: CompulsoryTaken): string {
  const { ground, age, groundBasis, lastActOn } = record;
  const citation = groundCitation(ground, age, file.openedOn);
  const article = citation ? ` (${citationText(citation)})` : '';
  const basis = groundBasis === null ? '' : `. ${groundBasis}`;
  return `${GROUNDS[ground].label.vi}${article}; ngày vi phạm gần nhất ${viDate(lastActOn)}${basis}`;
}

const LETTERS: ReadonlySet<string> = new Set(['submitted', 'sent-to-court']);

/** Of a request, to whom its dossier was sent, once it was; of an answer to a court, that court. */
function addresseeText({ step, record, nameOf }: CompulsoryTaken): StepTexts {
  const { event, events } = step;
  if (typeof event.facts.referredTo === 'number') return {};
  const sent = standingEvents(events).find(
    ({ type, effectiveAt }) => LETTERS.has(type) && effectiveAt >= event.effectiveAt,
  );
  const to = event.type === 'court-answered' ? record.courtOrganisationId : sent?.facts.referredTo;
  const name = typeof to === 'number' ? nameOf(to) : null;
  return name === null ? {} : { addressee: name };
}

const ORDERS: ReadonlySet<string> = new Set(['ordered', 'ordered-minor']);

function numbered(what: string, event: CaseEvent | undefined, body: string | null): string | undefined {
  const { number } = event?.facts ?? {};
  return event && typeof number === 'string' ? actText(what, number, event.effectiveAt, body) : undefined;
}

function orderText({ step, record, nameOf }: CompulsoryTaken): StepTexts {
  const found = eventsUntil(step).findLast(({ type }) => ORDERS.has(type));
  const court = record.courtOrganisationId === null ? null : nameOf(record.courtOrganisationId);
  const order = numbered('Quyết định', found, court);
  return order === undefined ? {} : { order };
}

function placeTexts({ step, record, nameOf }: CompulsoryTaken): StepTexts {
  const { referredTo, kind } = step.event.facts;
  const isInterim = step.event.type === 'interim-began';
  const named = isInterim ? referredTo : record.placeOrganisationId;
  const name = typeof named === 'number' ? nameOf(named) : null;
  if (isInterim && kind === 'family') return {};
  return name === null ? {} : { facility: name, fledFrom: name };
}

function periodTexts(record: CompulsoryRecord, { event, events }: TakenStep): StepTexts {
  const on = legalDayOf(event.effectiveAt);
  const { until: back } = event.facts;
  const endsOn = termNow(record, events, on)?.endsOn ?? null;
  return {
    ...(record.termStartsOn !== null && { from: viDate(record.termStartsOn) }),
    ...(endsOn !== null && { to: viDate(endsOn) }),
    ...(typeof back === 'string' && { until: viDate(dateOnly(back)) }),
  };
}

function interimText({ step }: CompulsoryTaken): StepTexts {
  const found = eventsUntil(step).findLast(({ type }) => type === 'interim-began');
  const interimDecision = numbered('Quyết định quản lý trong thời gian lập hồ sơ', found, null);
  return interimDecision === undefined ? {} : { interimDecision };
}

/** Of a refused notice: the number of the notice. */
function noticeText({ event }: TakenStep): StepTexts {
  const { number } = event.facts;
  return typeof number === 'string' ? { noticeNumber: `số ${number}` } : { noticeNumber: '' };
}

/** With the dossier: every paper of it, with its pages, as it was then. */
const WITH_DOSSIER: ReadonlySet<string> = new Set([
  ...['opened', 'document-added', 'dossier-completed', 'notified', 'submitted', 'resubmitted'],
  ...['forwarded', 'forwarded-minor', 'sent-to-court'],
]);
/** With the court's decision: NĐ 163/2026 Art 106(1), 108(2). */
const WITH_ORDER: ReadonlySet<string> = new Set(['facility-asked', 'elsewhere-asked', 'received']);
const DESIGNATIONS: ReadonlySet<string> = new Set(['designated', 'designated-by-ministry']);

function papersOf(taken: CompulsoryTaken): readonly HandedPaper[] {
  const { step } = taken;
  const { type } = step.event;
  const dossier = numberedPapers(eventsUntil(step));
  if (WITH_DOSSIER.has(type)) {
    return dossier.map(({ paper, title, firstPage, lastPage }) => ({
      title: title === null ? COMPULSORY_PAPERS[paper].vi : `${COMPULSORY_PAPERS[paper].vi}: ${title}`,
      ...{ firstPage, lastPage },
    }));
  }
  if (type === 'interim-began') return listed(interimText(taken).interimDecision, cvOf(dossier));
  if (!WITH_ORDER.has(type)) return [];
  const designation = eventsUntil(step).findLast((event) => DESIGNATIONS.has(event.type));
  const designated = numbered('Quyết định cơ sở tiếp nhận', designation, null);
  return listed(orderText(taken).order, designated, type === 'received' ? cvOf(dossier) : undefined);
}

function cvOf(dossier: ReturnType<typeof numberedPapers>): string | undefined {
  const found = dossier.some(({ paper }) => paper === 'curriculum-vitae');
  return found ? 'Bản sao tóm tắt lý lịch' : undefined;
}

const listed = (...titles: readonly (string | undefined)[]): readonly HandedPaper[] =>
  titles.flatMap((title) => (title === undefined ? [] : [{ title }]));
