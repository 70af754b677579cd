import { viDate } from './date-text.js';
import type { DateOnly } from './date.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite } from './instruments.js';
import { NEW_LAW_FROM } from './regimes.js';

/** Whether rehabilitations begun before 01/07/2026 count: no text says. 'open': whoever is competent says it each time. */
export const OLD_LAW_COURSES = ['counted', 'not-counted', 'open'] as const;
export type OldLawCourses = (typeof OLD_LAW_COURSES)[number];

/** A rehabilitation that began. */
export interface BegunCourse {
  /** Code of its file, as people call it. */
  readonly code: string;
  readonly begunOn: DateOnly;
}

export interface OrdinalInput<Course extends BegunCourse = BegunCourse> {
  /** The day for which the ordinal is asked; what began on it or later does not count. */
  readonly on: DateOnly;
  readonly courses: readonly Course[];
  readonly oldLawCourses: OldLawCourses;
}

export interface OrdinalOnRecord<Course extends BegunCourse = BegunCourse> {
  /** Which rehabilitation it would be, from 1; null where that hangs on what no text says. */
  readonly value: number | null;
  /** The two readings: with and without what began before 01/07/2026. */
  readonly readings: { readonly counted: number; readonly notCounted: number };
  /** The earlier ones, the first first. */
  readonly courses: readonly Course[];
  readonly explanation: Explanation;
}

const TERM = cite('luat-120-2025', 'Điều 29 khoản 1');

/**
 * Which rehabilitation of a person one that begins on that day would be, by the record: one more than have begun before it.
 * The first takes 24 months, each later one 36 (Luật 120/2025 Điều 29 khoản 1). That one counts from its beginning, finished
 * or not, is an interpretation; substitution treatment is none (Điều 43 speaks of it apart).
 */
export function ordinalOnRecord<Course extends BegunCourse>({
  on,
  courses,
  oldLawCourses,
}: OrdinalInput<Course>): OrdinalOnRecord<Course> {
  const earlier = courses
    .filter(({ begunOn }) => begunOn < on)
    .toSorted((a, b) => a.begunOn.localeCompare(b.begunOn) || a.code.localeCompare(b.code));
  const old = earlier.filter(({ begunOn }) => begunOn < NEW_LAW_FROM).length;
  const readings = { counted: earlier.length + 1, notCounted: earlier.length - old + 1 };
  const value = valueOf(readings, oldLawCourses);
  return {
    ...{ value, readings, courses: earlier },
    explanation: explain({
      rule: 'rehabilitation.ordinal',
      version: NEW_LAW_FROM,
      citations: [TERM],
      inputs: { on, earlier: earlier.length, beforeNewLaw: old, oldLawCourses },
      steps: [...earlier.map(courseStep), BEGUN_COUNTS, ...(old > 0 ? [oldLawStep(oldLawCourses)] : [])],
      result: { ordinal: value },
    }),
  };
}

function valueOf(
  { counted, notCounted }: OrdinalOnRecord['readings'],
  setting: OldLawCourses,
): number | null {
  if (counted === notCounted) return counted;
  if (setting === 'open') return null;
  return setting === 'counted' ? counted : notCounted;
}

function courseStep({ code, begunOn }: BegunCourse): ExplanationStep {
  return step(
    `Hồ sơ ${code}: bắt đầu cai nghiện ngày ${viDate(begunOn)}.`,
    `File ${code}: rehabilitation began on ${begunOn}.`,
  );
}

const BEGUN_COUNTS = step(
  'Mỗi lần đã bắt đầu cai nghiện được tính, kể cả chưa hoàn thành; điều trị bằng thuốc thay thế không tính (cách hiểu).',
  'Each rehabilitation that began counts, finished or not; substitution treatment does not (our reading).',
  TERM,
  'interpretation',
);

function oldLawStep(setting: OldLawCourses): ExplanationStep {
  const [vi, en] = OLD_LAW_TEXT[setting];
  return step(vi, en, TERM, 'interpretation');
}

const SILENT = 'Không văn bản nào quy định lần cai nghiện bắt đầu trước 01/07/2026 có được tính hay không';
const SILENT_EN = 'No text says whether a rehabilitation that began before 2026-07-01 counts';
const OLD_LAW_TEXT: Readonly<Record<OldLawCourses, readonly [vi: string, en: string]>> = {
  counted: [`${SILENT}; hệ thống này được đặt là có tính.`, `${SILENT_EN}; this installation counts it.`],
  'not-counted': [
    `${SILENT}; hệ thống này được đặt là không tính.`,
    `${SILENT_EN}; this installation does not count it.`,
  ],
  open: [
    `${SILENT}; chưa được đặt: người có thẩm quyền nêu lần cai nghiện và căn cứ.`,
    `${SILENT_EN}; it is not set: whoever is competent states the ordinal and what it is based on.`,
  ],
};
