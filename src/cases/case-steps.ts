import { startOfLegalDay, type DateOnly } from '../law/date.js';
import { citationText, type Citation } from '../law/instruments.js';
import type { Text2 } from '../law/text.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { ANNULLED, type CaseEvent, type CaseFile } from './case-file.js';
import { P } from './cases.problems.js';
import { foldHistory, statesAllowing, type Fold, type TakenStep, type Transitions } from './history.js';

/** What of a procedure the taking of a step needs. */
export interface StepRules<State extends string, Step extends string> {
  readonly start: State;
  readonly transitions: Transitions<State, Step>;
  /** States in which no further step of a person is taken. */
  isClosed(state: State): boolean;
  /** The article that the step follows at that moment, where there is one. */
  articleOf?(step: Step, at: Date): Citation | undefined;
  /** What a state and a step are called; their codes, where it is silent. */
  readonly labels?: {
    readonly states: Readonly<Partial<Record<string, Text2>>>;
    readonly steps: Readonly<Partial<Record<string, Text2>>>;
  };
  /** Whether the law leads such a file to the state at all; it does, where it is silent. */
  isReachable?(state: State): boolean;
}

/** The events that count: what was annulled does not, and an annulment is no step of its own. */
export function standingEvents(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const annulled = new Set(events.map((event) => event.replacesId));
  return events.filter((event) => event.type !== ANNULLED && !annulled.has(event.id));
}

/** Follows the events that count, in the order in which they took effect. */
export function foldEvents<State extends string, Step extends string>(
  rules: Pick<StepRules<State, Step>, 'start' | 'transitions'>,
  events: readonly CaseEvent[],
): Fold<State, Step> {
  return foldHistory(rules.transitions, rules.start, takenSteps<Step>(events));
}

function takenSteps<Step extends string>(events: readonly CaseEvent[]): TakenStep<Step>[] {
  return standingEvents(events).map((event) => ({
    step: event.type as Step,
    effectiveAt: event.effectiveAt,
  }));
}

/**
 * Takes a step at its effective time within the whole history, late entries included.
 *
 * @returns the state of the file afterwards
 * @throws Problem 409 for a file that has ended, with the states that allow the step, or with the later step that it
 *   would make impossible
 */
export function takeStep<State extends string, Step extends string>(
  rules: StepRules<State, Step>,
  events: readonly CaseEvent[],
  step: Step,
  at: Date,
): State {
  const before = takenSteps<Step>(events);
  const current = foldHistory(rules.transitions, rules.start, before);
  if (rules.isClosed(current.state)) throw stepNotAllowed(rules, step, current.state, at);
  const taken = { step, effectiveAt: at };
  const fold = foldHistory(rules.transitions, rules.start, [...before, taken]);
  if (fold.possible) return fold.state;
  if (fold.blocked === taken) throw stepNotAllowed(rules, step, fold.state, at);
  throw laterStepImpossible(step, fold.blocked);
}

export function laterStepImpossible(step: string, blocked: TakenStep<string>): Problem {
  return problem(P.laterStepImpossible, {
    extensions: { step, laterStep: blocked.step, laterStepAt: blocked.effectiveAt.toISOString() },
  });
}

function stepNotAllowed<State extends string, Step extends string>(
  rules: StepRules<State, Step>,
  step: Step,
  state: State,
  at: Date,
): Problem {
  const article = rules.articleOf?.(step, at);
  const allowedIn = statesAllowing(rules.transitions, step).filter(
    (allowing) => rules.isReachable?.(allowing) ?? true,
  );
  const words = { step: stepLabel(rules, step), state: stateLabel(rules, state) };
  return problem(P.stepNotAllowed, {
    detail: rules.isClosed(state)
      ? closedDetail(words.state)
      : openDetail(
          words,
          allowedIn.map((allowing) => stateLabel(rules, allowing)),
        ),
    extensions: {
      step,
      state,
      allowedIn,
      ...(article ? { article: citationText(article) } : {}),
    },
  });
}

type Labelled = Pick<StepRules<string, string>, 'labels'>;

function stateLabel({ labels }: Labelled, state: string): Text2 {
  return labels?.states[state] ?? { vi: state, en: state };
}

function stepLabel({ labels }: Labelled, step: string): Text2 {
  return labels?.steps[step] ?? { vi: step, en: step };
}

function closedDetail(state: Text2): Text2 {
  return {
    vi: `Hồ sơ đã kết thúc (“${state.vi}”): không ghi thêm bước nào`,
    en: `The file has ended (“${state.en}”): no further step is entered`,
  };
}

function openDetail(
  { step, state }: { readonly step: Text2; readonly state: Text2 },
  allowing: readonly Text2[],
): Text2 {
  const list = (language: keyof Text2): string => allowing.map((each) => `“${each[language]}”`).join(', ');
  const none = allowing.length === 0;
  return {
    vi:
      `Vào lúc đó hồ sơ ở trạng thái “${state.vi}”. ` +
      (none
        ? `Pháp luật áp dụng cho hồ sơ không có bước “${step.vi}”`
        : `Bước “${step.vi}” chỉ ghi được ở trạng thái: ${list('vi')}`),
    en:
      `At that time the file was in the state “${state.en}”. ` +
      (none
        ? `The law that governs the file has no step “${step.en}”`
        : `The step “${step.en}” is possible only in: ${list('en')}`),
  };
}

/** The organisation that kept the file at a moment, by the moves in its history. */
export function keeperAt(file: CaseFile, events: readonly CaseEvent[], at: Date): number {
  const moves = events.filter((event) => typeof event.facts.from === 'number' && event.facts.to);
  const next = moves.find((event) => event.effectiveAt > at);
  return next ? Number(next.facts.from) : file.keeperOrganisationId;
}

/**
 * A step is the act of the body that kept the file at that moment, or to which it was referred: the actor's own, or
 * another one where the actor enters it and names that body.
 *
 * @param referred bodies to which the file was referred
 * @throws Problem 422 at `/actedBy` when the body is none of them
 */
export function refuseUnlessKeptBy(
  body: number,
  file: CaseFile,
  events: readonly CaseEvent[],
  at: Date,
  referred: readonly number[] = [],
): void {
  const keptThen = keeperAt(file, events, at);
  if (body === keptThen || referred.includes(body)) return;
  throw problem(P.notKeptThen, {
    faults: [{ pointer: '/actedBy', code: 'cases.notKeptThen', detail: P.notKeptThen.title }],
    extensions: { keptBy: keptThen },
  });
}

/** The first moment of a move, or the file's last step that counts where that was entered late and came after. */
export function momentOfMove(events: readonly CaseEvent[], on: DateOnly): Date {
  const first = startOfLegalDay(on);
  const last = standingEvents(events).at(-1);
  return last && last.effectiveAt > first ? last.effectiveAt : first;
}
