import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { momentOf } from '../../cases/steps/step-guards.js';
import type { ComputedDeadline } from '../../law/deadlines.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';
import { FORCE_MAJEURE_ENDED } from './door-parts.js';
import type { DoorDefinition } from './door.js';
import { startLimit } from './voluntary.rules.js';

/**
 * Until when the person of a file may begin, force majeure since the decision counted in.
 *
 * @throws Error for a file in which nobody has decided: its states allow no step that asks
 */
export function startLimitOf(
  door: DoorDefinition,
  { openedOn }: Pick<CaseFile, 'openedOn'>,
  events: readonly CaseEvent[],
  calendar: WorkingCalendar,
): ComputedDeadline {
  const decidedAt = momentOf(events, ...door.begins.after);
  if (!decidedAt) throw new Error('A file without a decision has no time to begin');
  const endedAt = momentOf(events, FORCE_MAJEURE_ENDED);
  const anew = endedAt && endedAt > decidedAt ? { endedAt } : null;
  return startLimit(door, openedOn, decidedAt, calendar, anew);
}
