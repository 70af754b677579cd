import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Day, ListOf, Nested, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { ExplanationDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import type { OrdinalOnRecord } from '../../law/ordinal.js';
import { OrdinalDto } from '../voluntary/voluntary-input.dto.js';
import type { RecordedCourse } from './recorded-courses.js';

export class OrdinalQuery {
  @Day({
    optional: true,
    example: '2026-07-06',
    description: 'For a rehabilitation that begins on this day; today unless told',
  })
  readonly on?: string;
}

export class BegunCourseDto {
  @Uuid()
  readonly caseId: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @Day({ example: '2026-07-02' })
  readonly begunOn: string = '';
}

export class RehabilitationOrdinalDto {
  @Day({ example: '2026-07-06' })
  readonly on: string = '';

  @WholeNumber({
    min: 1,
    max: 1000,
    nullable: true,
    example: 2,
    description: 'Null where it hangs on whether what began before 01/07/2026 counts, and that is not set',
  })
  readonly value: number | null = null;

  @WholeNumber({ min: 1, max: 1000, example: 2, description: 'If what began before 01/07/2026 counts' })
  readonly ifOldLawCounts: number = 1;

  @WholeNumber({ min: 1, max: 1000, example: 2, description: 'If it does not' })
  readonly ifOldLawDoesNotCount: number = 1;

  @ListOf(() => BegunCourseDto, {
    max: 1000,
    description: 'Rehabilitations that began earlier, the first first; only those that the caller may read',
  })
  readonly courses: readonly BegunCourseDto[] = [];

  @Nested(() => BilingualDto, { description: 'What the record cannot know' })
  readonly limits: BilingualDto = new BilingualDto();

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

/** A court may have sent somebody elsewhere: whoever sees one commune does not see the other's files. */
const LIMITS = {
  vi: 'Chỉ tính các hồ sơ mà cơ quan của người hỏi được đọc; lần cai nghiện ở nơi khác thì nêu kèm căn cứ khi đăng ký.',
  en: 'Only of files that the asking body may read; one elsewhere is stated with its evidence when registering.',
};

export function toOrdinalDto(on: string, found: OrdinalOnRecord<RecordedCourse>): RehabilitationOrdinalDto {
  const { value, readings, courses, explanation } = found;
  return {
    ...{ on, value },
    ifOldLawCounts: readings.counted,
    ifOldLawDoesNotCount: readings.notCounted,
    courses,
    limits: LIMITS,
    explanation: toExplanationDto(explanation),
  };
}

export class CorrectedOrdinalDto {
  @Uuid()
  readonly caseId: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 4 })
  readonly version: number = 1;

  @Nested(() => OrdinalDto)
  readonly ordinal: OrdinalDto = new OrdinalDto();
}
