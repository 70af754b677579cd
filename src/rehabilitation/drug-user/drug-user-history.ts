import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { countedTerm, type CountedTerm, type Pause } from '../../law/counted-time.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { DrugUserPaper } from '../../law/drug-user-papers.js';
import { CUSTODY_COUNTS, drugUserTerm, movedTermStep } from '../../law/drug-user-term.js';
import { explain, type ExplanationStep } from '../../law/explanation.js';
import { missedChecks, type CheckedStretch, type MissedCheck } from '../../law/monthly-checks.js';
import { governingRegime, regimeOn } from '../../law/regimes.js';
import type { Term } from '../../law/terms.js';
import type { ResidenceFinding, SampleKind } from './drug-user-kinds.js';

/** What a history amounts to: nothing of it is stored, so that late entries and annulments need nothing of their own. */

export interface Finding {
  readonly foundAt: Date;
  readonly resultAt: Date;
  readonly sample: SampleKind;
  readonly remote: boolean;
  /** Other police that found the use and gave notice; null where the keeper found it himself. */
  readonly foundBy: string | null;
  readonly account: string | null;
}

const FOUNDING: ReadonlySet<string> = new Set(['found', 'found-remote', 'notice-received']);

export function findingOf(events: readonly CaseEvent[]): Finding {
  const event = events.find(({ type }) => FOUNDING.has(type));
  if (!event) throw new Error('A file without its beginning');
  const { facts, reason } = event;
  return {
    foundAt: new Date(String(facts.foundAt)),
    resultAt: new Date(String(facts.resultAt)),
    sample: facts.sample as SampleKind,
    remote: event.type === 'found-remote',
    foundBy: typeof facts.foundBy === 'string' ? facts.foundBy : null,
    account: reason,
  };
}

/** Where the person was found to live; null before that was verified. */
export function residenceOf(events: readonly CaseEvent[]): ResidenceFinding | null {
  const found = ordered(events).findLast(({ facts }) => typeof facts.residence === 'string');
  return found ? (found.facts.residence as ResidenceFinding) : null;
}

export function papersOf(events: readonly CaseEvent[]): readonly DrugUserPaper[] {
  const added = ordered(events).flatMap(({ facts }) =>
    typeof facts.papers === 'string' ? (facts.papers.split(',') as DrugUserPaper[]) : [],
  );
  return [...new Set(added)];
}

/** Luật 73/2021 Điều 27 khoản 1 b, Luật 120/2025 Điều 24 khoản 6: who lives nowhere is not decided on before a result. */
export function decisionAwaitsResult(
  residence: ResidenceFinding | null,
  papers: readonly DrugUserPaper[],
): boolean {
  return residence === 'none' && !papers.includes('determination-result');
}

/** Who decides, and while the file is under way to another commune, whom it was sent to and who decided before. */
interface InCharge {
  readonly now: number | null;
  readonly sentTo: number | null;
  readonly before: number | null;
}

const ADDRESSED: ReadonlySet<string> = new Set(['notified', 'notice-received']);
const GONE_ON: ReadonlySet<string> = new Set(['moved', 'taken-over', 'decided-after-move']);

const arrivedAt = (now: number | null): InCharge => ({ now, sentTo: null, before: null });

function inCharge(events: readonly CaseEvent[]): InCharge {
  return ordered(events).reduce<InCharge>((known, { type, facts }) => {
    const body = typeof facts.referredTo === 'number' ? facts.referredTo : null;
    if (ADDRESSED.has(type)) return arrivedAt(body);
    if (type === 'file-sent') return { now: body, sentTo: body, before: known.now };
    if (type === 'stayed' && known.sentTo !== null) return arrivedAt(known.before);
    if (type === 'keeper-moved') return keptBy(known, facts);
    return GONE_ON.has(type) ? arrivedAt(known.now) : known;
  }, arrivedAt(null));
}

/** Police who decide on what they keep decide where they keep it; whom the file was sent to has it now. */
function keptBy(known: InCharge, { from, to }: CaseEvent['facts']): InCharge {
  if (typeof to !== 'number') return known;
  if (to === known.sentTo) return arrivedAt(to);
  return known.now !== null && known.now === from ? { ...known, now: to } : known;
}

/**
 * The body that the last notice or file was sent to: it decides, or whoever has come in its place. On who stays after all
 * decides whoever did before.
 */
export function authorityOf(events: readonly CaseEvent[]): number | null {
  return inCharge(events).now;
}

/** The body to which the file was sent and which has not gone on yet; null where none was. */
export function sentToOf(events: readonly CaseEvent[]): number | null {
  return inCharge(events).sentTo;
}

const DECIDING: ReadonlySet<string> = new Set(['decided', 'decided-again']);

/** The year by the last decision that counts one; null before. */
export function writtenTermOf(openedOn: DateOnly, events: readonly CaseEvent[]): Term | null {
  const decision = ordered(events).findLast(({ type }) => DECIDING.has(type));
  return decision ? termDecidedOn(openedOn, decision.effectiveAt, decision.type === 'decided-again') : null;
}

export function termDecidedOn(openedOn: DateOnly, at: Date, again: boolean): Term {
  const decidedOn = legalDayOf(at);
  const facts = { openedOn, decidedOn, asOf: decidedOn };
  const { regime } = governingRegime('term', 'drug-user-management', facts);
  return drugUserTerm({ regime, decidedOn, again });
}

/** When the management ends as things stand; null before it has begun. */
export function termNow(
  openedOn: DateOnly,
  events: readonly CaseEvent[],
  asOf: DateOnly,
): CountedTerm | null {
  const written = writtenTermOf(openedOn, events);
  if (!written) return null;
  const { startsOn, endsOn } = written;
  const counted = countedTerm({ startsOn, endsOn, pauses: absencesOf(events), asOf });
  const { explanation } = counted;
  const readings = readingsOf(events, startsOn);
  return { ...counted, explanation: explain({ ...explanation, steps: [...explanation.steps, ...readings] }) };
}

/** Moves and custody since the decision, which leave the end where it is. */
function readingsOf(events: readonly CaseEvent[], since: DateOnly): readonly ExplanationStep[] {
  const later = ordered(events).filter(({ effectiveAt }) => legalDayOf(effectiveAt) >= since);
  const moves = later.filter(({ type }) => type === 'file-sent');
  return [
    ...moves.map(({ effectiveAt }) => movedTermStep(regimeOn(legalDayOf(effectiveAt)))),
    ...(later.some(({ type }) => type === 'suspended') ? [CUSTODY_COUNTS] : []),
  ];
}

/** NĐ 163/2026 Art 60(2): an absence ends with the return, or with whatever shows where the person is. */
export function absencesOf(events: readonly CaseEvent[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const { type, effectiveAt } of ordered(events)) {
    const day = legalDayOf(effectiveAt);
    const last = pauses.at(-1);
    if (type === 'absent') pauses.push({ kind: 'unknown-absence', from: day, until: null });
    else if (last?.until === null && ENDS_ABSENCE.has(type))
      pauses[pauses.length - 1] = { ...last, until: day };
  }
  return pauses;
}

const ENDS_ABSENCE: ReadonlySet<string> = new Set(['returned', 'suspended', 'stopped']);

/** From the decision to the end, but for custody, the residence is checked each month. */
function checkedStretches(events: readonly CaseEvent[]): readonly CheckedStretch[] {
  const stretches: CheckedStretch[] = [];
  for (const { type, effectiveAt } of ordered(events)) {
    const day = legalDayOf(effectiveAt);
    const last = stretches.at(-1);
    if (type === 'decided' || type === 'resumed') stretches.push({ from: day, until: null });
    else if (last?.until === null && ENDS_CHECKS.has(type))
      stretches[stretches.length - 1] = { ...last, until: day };
  }
  return stretches;
}

const ENDS_CHECKS: ReadonlySet<string> = new Set(['suspended', 'stopped', 'ended', 'voided']);

export interface MonthlyChecks {
  readonly lastOn: DateOnly | null;
  readonly missed: readonly MissedCheck[];
}

export function checksOf(events: readonly CaseEvent[], asOf: DateOnly): MonthlyChecks {
  const days = ordered(events)
    .filter(({ type }) => type === 'residence-checked')
    .map(({ effectiveAt }) => legalDayOf(effectiveAt));
  return { lastOn: days.at(-1) ?? null, missed: missedChecks(checkedStretches(events), days, asOf) };
}

export interface RecordedTest {
  readonly eventId: string;
  readonly at: Date;
  readonly sample: SampleKind;
  readonly positive: boolean;
}

/** Tests while the person is managed. */
export function testsOf(events: readonly CaseEvent[]): readonly RecordedTest[] {
  return ordered(events)
    .filter(({ type }) => type === 'tested' || type === 'use-found-again')
    .map(({ id, type, effectiveAt, facts }) => ({
      ...{ eventId: id, at: effectiveAt, sample: facts.sample as SampleKind },
      positive: type === 'use-found-again',
    }));
}

export function ordered(events: readonly CaseEvent[]): readonly CaseEvent[] {
  return standingEvents(events).toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime());
}

/** NĐ 105/2021 Art 41(1): from the finding; NĐ 163/2026 Art 58(1): from the result, in remote areas from the finding. */
export function checkStart(
  { openedOn }: Pick<CaseFile, 'openedOn'>,
  foundAt: Date,
  resultAt: Date,
  step: 'found' | 'found-remote',
): Date {
  const facts = { openedOn, asOf: legalDayOf(resultAt) };
  const fromResult = step === 'found' && regimeFor('deadline', 'drug-user-management', facts) === 'R3';
  return fromResult ? resultAt : foundAt;
}
