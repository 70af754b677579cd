/** Which steps a state allows, and the state that each leads to. */
export type Transitions<State extends string, Step extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Step, State>>>>
>;

export interface TakenStep<Step extends string> {
  readonly step: Step;
  readonly effectiveAt: Date;
}

export type Fold<State extends string, Step extends string> =
  | { readonly possible: true; readonly state: State }
  /** The first step that the history before it does not allow. */
  | { readonly possible: false; readonly state: State; readonly blocked: TakenStep<Step> };

/**
 * Follows the steps in the order in which they took effect, whenever they were recorded. A late entry is folded in
 * at its own time, so it may make a later step impossible; the answer names that step.
 *
 * @param start the state before the first step
 * @param taken in the order of recording: of two with the same time, the earlier recorded comes first
 */
export function foldHistory<State extends string, Step extends string>(
  transitions: Transitions<State, Step>,
  start: State,
  taken: readonly TakenStep<Step>[],
): Fold<State, Step> {
  let state = start;
  for (const entry of taken.toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())) {
    const next = transitions[state][entry.step];
    if (next === undefined) return { possible: false, state, blocked: entry };
    state = next;
  }
  return { possible: true, state };
}

/** States from which a step may be taken. */
export function statesAllowing<State extends string, Step extends string>(
  transitions: Transitions<State, Step>,
  step: Step,
): readonly State[] {
  return (Object.keys(transitions) as State[]).filter((state) => transitions[state][step] !== undefined);
}

/** Steps that may be taken in a state. */
export function stepsFrom<State extends string, Step extends string>(
  transitions: Transitions<State, Step>,
  state: State,
): readonly Step[] {
  return Object.keys(transitions[state]) as Step[];
}
