import type { CaseEventDto } from '../../src/cases/case.dto.js';
import {
  HOME_TRANSITIONS,
  type HomeState,
  type HomeStep,
} from '../../src/rehabilitation/voluntary/door-home.js';

/** What a history says of a file, followed here anew: the program's own folding is what is under test. */
export interface HistoryFacts {
  readonly state: HomeState;
  /** Of the decision that counts. */
  readonly decidedAt: string | null;
  /** When a running time limit ended with the file. */
  readonly lapsedAt: string | null;
  /** The new law took a registered file its time limit. */
  readonly isSuperseded: boolean;
  readonly isReceived: boolean;
  /** What has become of the time limit to begin, which the decision starts. */
  readonly toBegin: ToBegin | null;
}

export type ToBegin = 'open' | 'met' | 'lapsed' | 'void';

const START: HistoryFacts = {
  state: 'handed-in',
  decidedAt: null,
  lapsedAt: null,
  isSuperseded: false,
  isReceived: false,
  toBegin: null,
};

/** @throws Error at a step that the table of states does not allow where it stands */
export function factsOf(history: readonly CaseEventDto[]): HistoryFacts {
  const annulled = new Set(history.map(({ replacesId }) => replacesId));
  return history
    .filter(({ id, type }) => type !== 'annulled' && !annulled.has(id))
    .reduce((facts, { type, effectiveAt }) => after(facts, type as HomeStep, effectiveAt), START);
}

function after(facts: HistoryFacts, step: HomeStep, at: string): HistoryFacts {
  const state = HOME_TRANSITIONS[facts.state][step];
  if (!state) throw new Error(`${step} is not allowed in ${facts.state}`);
  const endsRunning = facts.state === 'registered' && (step === 'withdrawn' || step === 'died');
  return {
    state,
    decidedAt: step === 'decided' ? at : facts.decidedAt,
    lapsedAt: endsRunning ? at : facts.lapsedAt,
    isSuperseded: facts.isSuperseded || (step === 'competence-moved' && state === 'awaiting-reception'),
    isReceived: facts.isReceived || step === 'reception-recorded',
    toBegin: step === 'decided' ? 'open' : beganWith(facts.toBegin, step),
  };
}

function beganWith(toBegin: ToBegin | null, step: HomeStep): ToBegin | null {
  if (toBegin !== 'open') return toBegin;
  const ends: Partial<Record<HomeStep, ToBegin>> = {
    started: 'met',
    'start-failed': 'lapsed',
    died: 'lapsed',
    voided: 'void',
  };
  return ends[step] ?? toBegin;
}
