import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import type { CaseFiles } from '../../cases/case-files.js';
import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { countedTermOf, courseOf, type Course } from '../course/course.js';
import { termOf } from '../course/course.view.js';
import { stateAt } from '../course/step-variants.js';
import { doorOfKind } from '../voluntary/doors.js';
import { readRecord } from '../voluntary/voluntary.record.js';
import { CARRYING, type CarryingKind } from './monitoring-parents.js';

/** The file on which a monitoring hangs, as far as the actor sees it. */
export interface CarriedMeasure {
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly carrying: CarryingKind;
  readonly course: Course;
  /** Last day of its term on a day, with what does not count; null where it has none, or time stands still. */
  readonly endsOn: DateOnly | null;
}

/** @returns null for a file that the actor does not see, or of a kind that carries no monitoring */
export async function measureOf(
  tx: Tx,
  files: CaseFiles,
  parent: CaseFile,
  on: DateOnly,
): Promise<CarriedMeasure | null> {
  const carrying = CARRYING[parent.kind];
  if (!carrying) return null;
  const [events, record] = await Promise.all([files.events(tx, parent.id), readRecord(tx, parent.id)]);
  const course = courseOf(events);
  const term = termOf(record);
  return {
    ...{ file: parent, events, carrying, course },
    endsOn: term && countedTermOf(term, course, on).endsOn,
  };
}

/** Whether the person underwent the measure at a moment. */
export function isCarriedAt({ file, events, carrying }: CarriedMeasure, at: Date): boolean {
  return carrying.states.includes(stateAt(doorOfKind(file.kind), events, at));
}

/** Whether the record says that the measure goes on: of who was accepted by a clinic it cannot. */
export function goesOnAt(measure: CarriedMeasure, at: Date): boolean {
  const state = stateAt(doorOfKind(measure.file.kind), measure.events, at);
  return measure.carrying.states.includes(state) && measure.carrying.endUnknownIn?.includes(state) !== true;
}
