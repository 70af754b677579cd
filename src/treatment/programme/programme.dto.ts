import { ChangeListQuery } from '../../platform/http/change-list.js';
import { Day, Flag, OneOf, Text, WholeNumber } from '../../platform/http/fields.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import type { TreatmentKind } from '../kinds/kind.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import type { TreatmentProgramme } from './treatment-programme.js';

const UNIT = { min: 1, max: MAX_INTEGER_ID, example: 1_604_259_708 } as const;
const CODE = { max: 50, pattern: /^[a-z0-9-]+$/, example: 'an-giang-methadone-2026' } as const;

export class ProgrammeQuery extends ChangeListQuery {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', optional: true })
  readonly kind?: TreatmentKind;
}

/** What the act says. */
class ProgrammeActDto {
  @Text(CODE)
  readonly code: string = '';

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'cedemex-treatment' })
  readonly kind: TreatmentKind = 'cedemex-treatment';

  @Text({ max: 300, example: 'Đề án hỗ trợ điều trị cắt cơn tại cộng đồng' })
  readonly name: string = '';

  @Text({ max: 50, example: '215/QĐ-UBND', description: 'Number of the act' })
  readonly act: string = '';

  @Day({ example: '2026-07-01' })
  readonly actOn: string = '';

  @WholeNumber({ ...UNIT, description: 'The unit in which it holds' })
  readonly unitId: number = 0;

  @Day({ example: '2026-07-01' })
  readonly fromOn: string = '';
}

export class EnterProgrammeDto extends ProgrammeActDto {
  @Day({ optional: true, description: 'Last day; absent: not known' })
  readonly untilOn?: string;

  @Day({ optional: true, description: 'First day on which it takes in; absent: with its first day' })
  readonly enrolsFrom?: string;

  @Day({ optional: true, description: 'Last day on which it takes in; absent: with its last day' })
  readonly enrolsUntil?: string;

  @WholeNumber({ min: 1, max: 1_000_000, optional: true, description: 'Absent: not known' })
  readonly quota?: number;
}

export class ProgrammeDto extends ProgrammeActDto {
  @Day({ nullable: true, example: '2025-12-31', description: 'Null: not known' })
  readonly untilOn: string | null = null;

  @Day({ nullable: true, description: 'Null: not known; it takes in as long as it holds' })
  readonly enrolsFrom: string | null = null;

  @Day({ nullable: true, description: 'Null: not known; it takes in as long as it holds' })
  readonly enrolsUntil: string | null = null;

  @WholeNumber({
    min: 1,
    max: 1_000_000,
    nullable: true,
    description: 'Null: not known; nobody is refused for it',
  })
  readonly quota: number | null = null;

  @Flag({ description: 'It came with the program' })
  readonly shipped: boolean = false;

  @WholeNumber({ min: 0, max: 2_147_483_647, example: 12, description: 'Enrolled so far, wherever' })
  readonly enrolled: number = 0;
}

export const toProgrammeDto = (programme: TreatmentProgramme, enrolled: number): ProgrammeDto => ({
  ...programme,
  enrolled,
});
