import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import type { HandedPaper, StepContent, StepTexts } from '../../documents/paper-facts.js';
import type { TakenStep } from '../../documents/paper-source.js';
import { viDate } from '../../law/date-text.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { DRUG_USER_PAPERS, drugUserPapers } from '../../law/drug-user-papers.js';
import { STOP_GROUNDS, type StopGround } from '../../law/drug-user-stop.js';
import type { FormKey } from '../../law/form.js';
import { regimeOn } from '../../law/regimes.js';
import { actorName, eventsUntil, eventText, type NameOf } from '../course/paper-texts.js';
import { findingOf, ordered, papersOf, termNow, writtenTermOf } from './drug-user-history.js';
import { SAMPLE_LABELS, type SampleKind } from './drug-user-kinds.js';

export interface DrugUserTaken {
  readonly file: Pick<CaseFile, 'openedOn'>;
  readonly step: TakenStep;
  readonly nameOf: NameOf;
}

/** Papers of the file are written when it begins, or when they are added; whose test it is writes its result. */
const BEGINS: ReadonlySet<string> = new Set(['found', 'found-remote', 'notice-received']);

/** The forms of the papers of which the file consists; undefined for a step that has its forms by its act. */
export function formsOfFile({ event, regime }: TakenStep): readonly FormKey[] | undefined {
  const begins = BEGINS.has(event.type);
  if (!begins && event.type !== 'papers-added') return undefined;
  const added = papersOf([event]);
  return drugUserPapers(regime)
    .filter(({ paper }) => begins || added.includes(paper))
    .filter(({ paper }) => event.type !== 'notice-received' || paper !== 'test-result')
    .flatMap(({ form }) => form ?? []);
}

/** What stands in the papers of a step of the management. */
export function drugUserStepContent(taken: DrugUserTaken): StepContent {
  const { step } = taken;
  return {
    texts: {
      ...findingTexts(taken),
      ...orderText(taken),
      ...periodTexts(taken),
      ...stopTexts(step.event),
    },
    papers: step.event.type === 'file-sent' ? sentPapers(taken) : [],
  };
}

const TESTS: ReadonlySet<string> = new Set(['tested', 'use-found-again']);

/** Of the finding with which the file began, or of the last one; a test has its own sample and result. */
function findingTexts({ step, nameOf }: DrugUserTaken): StepTexts {
  const { event, events } = step;
  const first = findingOf(events);
  const found = TESTS.has(event.type) ? event : againOf(step);
  const sample = found ? (found.facts.sample as SampleKind) : first.sample;
  const account = found ? found.reason : first.account;
  const beginning = ordered(events).find(({ type }) => BEGINS.has(type));
  const testedBy =
    found || first.foundBy === null ? beginning && actorName(found ?? beginning, nameOf) : first.foundBy;
  return {
    ...(account !== null && { account }),
    ...(testedBy && { testedBy }),
    sample: SAMPLE_LABELS[sample].vi.toLocaleLowerCase('vi'),
    testedOn: viDate(legalDayOf(found ? found.effectiveAt : first.resultAt)),
    conclusion: `${event.type === 'tested' ? 'Âm tính' : 'Dương tính'} với chất ma túy trong cơ thể`,
  };
}

/** A new decision is about the use that was found again. */
const againOf = (step: TakenStep): CaseEvent | undefined =>
  step.event.type === 'decided-again'
    ? ordered(eventsUntil(step)).findLast(({ type }) => type === 'use-found-again')
    : undefined;

const ORDERS: ReadonlySet<string> = new Set(['decided', 'decided-again', 'decided-after-move']);
const ORDER = 'Quyết định áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy';

/** The decision in force; who made it decided under the law of its day. */
function orderText({ step, nameOf }: DrugUserTaken): StepTexts {
  const order = ordered(eventsUntil(step)).findLast(({ type }) => ORDERS.has(type));
  return order ? { order: decisionText(order, nameOf) } : {};
}

function decisionText(order: CaseEvent, nameOf: NameOf): string {
  const body = actorName(order, nameOf);
  const office = regimeOn(legalDayOf(order.effectiveAt)) === 'R3' ? 'Trưởng' : 'Chủ tịch';
  return eventText(ORDER, order, body === null ? null : `${office} ${body}`);
}

/** The year as things stood then; of a decision after a move, what is left of it from that decision on. */
function periodTexts({ file, step }: DrugUserTaken): StepTexts {
  const { event } = step;
  const on = legalDayOf(event.effectiveAt);
  const until = eventsUntil(step);
  const counted = termNow(file.openedOn, until, on);
  const written = writtenTermOf(file.openedOn, until);
  const { until: custodyEnd } = event.facts;
  const from = event.type === 'decided-after-move' ? on : written?.startsOn;
  return {
    ...(from !== undefined && { from: viDate(from) }),
    ...(counted?.endsOn && { to: viDate(counted.endsOn) }),
    ...(typeof custodyEnd === 'string' && { until: viDate(dateOnly(custodyEnd)) }),
  };
}

function stopTexts({ facts, reason }: CaseEvent): StepTexts {
  const { ground, article } = facts;
  if (typeof ground !== 'string') return {};
  const label = STOP_GROUNDS[ground as StopGround].label.vi;
  return {
    grounds: reason === null ? label : `${label}: ${reason}`,
    ...(typeof article === 'string' && { article }),
  };
}

const WRITTEN: Readonly<Partial<Record<string, string>>> = {
  notified: 'Thông báo về hành vi sử dụng trái phép chất ma túy',
  decided: ORDER,
  'decided-again': ORDER,
  'decided-after-move': ORDER,
  suspended: 'Quyết định tạm đình chỉ quản lý người sử dụng trái phép chất ma túy',
};

/** The file that is sent: its decisions and notices with number and day, and the papers that it consists of. */
function sentPapers({ step }: DrugUserTaken): readonly HandedPaper[] {
  const events = ordered(eventsUntil(step));
  const written = events.flatMap((event) => {
    const title = WRITTEN[event.type];
    const { number } = event.facts;
    if (title === undefined) return [];
    const dated = `ngày ${viDate(legalDayOf(event.effectiveAt))}`;
    return [{ title, dated: typeof number === 'string' ? `số ${number}, ${dated}` : dated }];
  });
  return [...written, ...papersOf(events).map((paper) => ({ title: DRUG_USER_PAPERS[paper].vi }))];
}
