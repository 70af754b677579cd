import { standingEvents } from '../../cases/case-steps.js';
import type { CaseKind } from '../../cases/case-file.js';
import { legalDayOf } from '../../law/date.js';
import type { BegunCourse } from '../../law/ordinal.js';
import type { FileHistory } from '../course/person-histories.queries.js';

/** A rehabilitation that began, with its file. */
export interface RecordedCourse extends BegunCourse {
  readonly caseId: string;
}

/** The step with which a rehabilitation begins, by each way; substitution treatment is none. */
const BEGINS: Readonly<Partial<Record<CaseKind, readonly string[]>>> = {
  'home-rehabilitation': ['started'],
  'private-facility-rehabilitation': ['contracted', 'received'],
  'public-facility-rehabilitation': ['contracted', 'handed-over'],
  'compulsory-rehabilitation': ['received'],
};

/** The rehabilitation of a file, where one began; none of a file that was voided. */
export function courseBegun({ id, code, kind, status, events }: FileHistory): readonly RecordedCourse[] {
  if (status === 'voided') return [];
  const begins = BEGINS[kind] ?? [];
  const first = standingEvents(events)
    .filter(({ type }) => begins.includes(type))
    .toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())[0];
  return first ? [{ caseId: id, code, begunOn: legalDayOf(first.effectiveAt) }] : [];
}
