import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { foldHistory } from '../../cases/history.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { legalDayOf } from '../../law/date.js';
import type { DoorDefinition } from '../voluntary/door.js';

/** In which state a file was at a moment. */
export function stateAt(door: DoorDefinition, events: readonly CaseEvent[], at: Date): string {
  const before = standingEvents(events).filter(({ effectiveAt }) => effectiveAt <= at);
  const taken = before.map(({ type, effectiveAt }) => ({ step: type, effectiveAt }));
  return foldHistory(door.transitions, door.start, taken).state;
}

/** What a step is called by the state of the file at that moment and by the law of that day. */
export function variantOf(
  door: DoorDefinition,
  file: CaseFile,
  events: readonly CaseEvent[],
  { step, at }: { readonly step: string; readonly at: Date },
): string {
  if (!door.variants?.some((each) => each.step === step)) return step;
  const state = stateAt(door, events, at);
  const regime = regimeFor('authority', door.kind, factsAt(door, file, events, legalDayOf(at)));
  const variant = door.variants.find(
    (each) =>
      each.step === step &&
      (each.in === undefined || each.in.includes(state)) &&
      (each.under === undefined || each.under.includes(regime)),
  );
  return variant?.as ?? step;
}
