import type {
  OpenedLimit,
  StepDefinition,
  SteppedProcedure,
} from '../../src/cases/steps/stepped-procedure.js';
import { competentAuthorities } from '../../src/law/authorities.js';
import { DEADLINE_RULES, deadlineRule } from '../../src/law/deadlines.js';
import { REGIMES, type Regime } from '../../src/law/regimes.js';

/** A limit that may be open in a state, under a law, and that no later step meets. */
export interface StuckLimit {
  readonly rule: string;
  readonly state: string;
  readonly regime: Regime;
}

interface Place {
  readonly state: string;
  /** Index of the regime of the day. */
  readonly age: number;
  readonly open: boolean;
}

const AGES = Object.keys(REGIMES) as readonly Regime[];
const regimeOf = (age: number): Regime => AGES[age] ?? 'R3';
const keyOf = ({ state, age, open }: Place): string => `${state} ${age} ${open}`;

/**
 * Walks the table of a procedure with each limit that its steps start, through the laws in their order: where may the limit be
 * open, and does from each such place a way lead to a step that meets it, without starting it anew on the way? That the file
 * ends, or that a step lapses the limit, is no way: what may be waited for can be done. Rights run out by themselves, and what
 * outlives the file is met outside of it.
 *
 * @returns limits that nothing meets any more, each with the state and the law
 */
export function stuckLimits(procedure: SteppedProcedure): readonly StuckLimit[] {
  const opened = Object.values(procedure.steps).flatMap(({ opens = [] }) => opens);
  const rules = new Set(opened.filter(({ outlives }) => !outlives).map(({ rule }) => rule));
  return [...rules].flatMap((rule) => stuckOf(procedure, rule));
}

function stuckOf(procedure: SteppedProcedure, rule: string): readonly StuckLimit[] {
  const open = reached(procedure, rule).filter((place) => place.open && !isRight(rule));
  return open
    .filter((place) => !leadsToMeeting(procedure, rule, place))
    .map(({ state, age }) => ({ rule, state, regime: regimeOf(age) }));
}

const isRight = (rule: string): boolean => DEADLINE_RULES.some(({ key, right }) => key === rule && right);

/** Every place to which steps lead from the first state, the limit open or not. */
function reached(procedure: SteppedProcedure, rule: string): readonly Place[] {
  const found = new Map<string, Place>();
  const waiting: Place[] = AGES.map((_regime, age) => ({ state: procedure.start, age, open: false }));
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    if (found.has(keyOf(place))) continue;
    found.set(keyOf(place), place);
    waiting.push(...nextPlaces(procedure, rule, place).map(({ to }) => to));
  }
  return [...found.values()];
}

/** Whether a step that can be reached without starting the limit anew meets it, or the new law ends it on the way. */
function leadsToMeeting(procedure: SteppedProcedure, rule: string, from: Place): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    if (seen.has(keyOf(place))) continue;
    seen.add(keyOf(place));
    for (const { to, met, anew } of nextPlaces(procedure, rule, place)) {
      if (met) return true;
      if (to.open && !anew) waiting.push(to);
    }
  }
  return false;
}

interface Way {
  readonly to: Place;
  readonly met: boolean;
  readonly anew: boolean;
}

/** By the steps that the law of the day knows; a day later the file is where it was. */
function nextPlaces(procedure: SteppedProcedure, rule: string, place: Place): readonly Way[] {
  const { state, age } = place;
  if (procedure.states[state]?.closed) return [];
  const later = age + 1 < AGES.length ? [{ to: { ...place, age: age + 1 }, met: false, anew: false }] : [];
  const taken = Object.entries(procedure.transitions[state] ?? {}).flatMap(([step, next]) =>
    next === undefined ? [] : wayBy(procedure, rule, place, step, next),
  );
  return [...taken, ...later];
}

function wayBy(
  { steps, states, newLaw }: SteppedProcedure,
  rule: string,
  { age, open }: Place,
  step: string,
  next: string,
): readonly Way[] {
  const definition = steps[step];
  if (!definition || !isKnown(definition, age)) return [];
  const { meets = [], lapses = [], opens = [] } = definition;
  const anew = opens.some((limit) => limit.rule === rule && startsIt(limit, age));
  // Luật 120/2025 Art 56(2): the new law ends the time of the body of before.
  const byLaw = newLaw?.waitsIn === next && newLaw.supersedes === rule;
  const ends = byLaw || meets.includes(rule) || lapses.includes(rule);
  const stays = (open && !ends) || anew;
  return [
    {
      to: { state: next, age, open: stays && states[next]?.closed !== true },
      met: meets.includes(rule) || byLaw,
      anew,
    },
  ];
}

/** A limit that the law of the day knows, by the regime that the table names. */
function startsIt({ rule, under }: OpenedLimit, age: number): boolean {
  const regime = regimeOf(age);
  const isKnownRule = deadlineRule(rule, REGIMES[regime].from) !== undefined;
  return isKnownRule && (under === undefined || under.includes(regime));
}

function isKnown({ act, under }: StepDefinition<string>, age: number): boolean {
  const regime = regimeOf(age);
  const isDone = act === undefined || competentAuthorities(act, regime).length > 0;
  return isDone && (under === undefined || under.includes(regime));
}
