import { TransferInput } from '../../cases/handover/transfer.dto.js';
import type { DrugUserPaper } from '../../law/drug-user-papers.js';
import type { StopGround } from '../../law/drug-user-stop.js';
import {
  Day,
  Flag,
  Instant,
  Nested,
  OneOf,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { ActedBy, PaperNumber } from '../voluntary/voluntary-input.dto.js';
import {
  FOLLOW_STEPS,
  PAPER_STEPS,
  PAPERS,
  RESIDENCE_FINDINGS,
  SAMPLE_KINDS,
  STOP_GROUND_NAMES,
  type ResidenceFinding,
  type SampleKind,
} from './drug-user-kinds.js';
import type { FollowStep, PaperStep } from './drug-user-transitions.js';

const EXAMPLE_AT = '2026-07-06T09:00:00+07:00';

const Guardian = (): PropertyDecorator =>
  Uuid({
    optional: true,
    description:
      'For another sample than urine of a person under 18: the guardian on record who consented (to 30/06/2026) or was there',
  });

const Account = (): PropertyDecorator =>
  Text({
    max: 1000,
    multiline: true,
    example: 'Sử dụng Methamphetamine tại phòng trọ ấp Kinh 1, theo biên bản kèm theo',
    description: 'What was found, in short',
  });

export class PositiveTestDto {
  @Instant({ example: '2026-07-06T08:40:00+07:00', description: 'When the positive result was there' })
  readonly resultAt: string = '';

  @OneOf(SAMPLE_KINDS, { name: 'SampleKind', example: 'urine' })
  readonly sample: SampleKind = 'urine';

  @Guardian()
  readonly guardianId?: string;
}

abstract class BeginningDto {
  @Uuid()
  readonly personId: string = '';

  @Instant({ example: '2026-07-06T08:00:00+07:00', description: 'When the use was found' })
  readonly foundAt: string = '';

  @Nested(() => PositiveTestDto)
  readonly test: PositiveTestDto = new PositiveTestDto();

  @Account()
  readonly account: string = '';

  @SomeOf(PAPERS, {
    name: 'DrugUserPaper',
    example: ['test-result', 'conduct-papers', 'statement'],
    description: 'Papers on file from the beginning',
  })
  readonly papers: readonly DrugUserPaper[] = [];
}

export class FindDrugUseDto extends BeginningDto {
  @Flag({
    optional: true,
    example: false,
    description: 'In mountains, on islands or in remote areas, where the way is hard: more time to verify',
  })
  readonly remote?: boolean;
}

export class ReceiveNoticeDto extends BeginningDto {
  @Text({ max: 200, example: 'Công an tỉnh An Giang', description: 'The police that found the use' })
  readonly foundBy: string = '';

  @Instant({ example: EXAMPLE_AT, description: 'When the notice arrived' })
  readonly receivedAt: string = '';

  @OneOf(RESIDENCE_FINDINGS, {
    name: 'ResidenceFinding',
    example: 'here',
    description: 'As they verified it',
  })
  readonly residence: ResidenceFinding = 'here';

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 16,
    description: 'Until 30/06/2026: the people’s committee whose chairman decides',
  })
  readonly organisationId?: number;
}

export class AddPapersDto {
  @Instant({ example: EXAMPLE_AT, description: 'When they were put on file' })
  readonly at: string = '';

  @SomeOf(PAPERS, { name: 'DrugUserPaper', example: ['curriculum-vitae'] })
  readonly papers: readonly DrugUserPaper[] = [];
}

abstract class StepDto {
  @Instant({ example: EXAMPLE_AT, description: 'When it took effect' })
  readonly at: string = '';

  @Text({
    max: 2000,
    multiline: true,
    optional: true,
    example: 'Theo biên bản kèm theo',
    description: 'In words, where the step needs it; of a decision: whom it assigns',
  })
  readonly reason?: string;

  @Instant({
    optional: true,
    example: EXAMPLE_AT,
    description: 'When the notice, or the word of the use, arrived; at once unless told',
  })
  readonly arrivedAt?: string;

  @ActedBy()
  readonly actedBy?: number;
}

export class DrugUserStepDto extends StepDto {
  @OneOf(FOLLOW_STEPS, { name: 'DrugUserStep', example: 'residence-checked' })
  readonly step: FollowStep = 'residence-checked';

  @OneOf(RESIDENCE_FINDINGS, { name: 'ResidenceFinding', optional: true, example: 'here' })
  readonly residence?: ResidenceFinding;

  @OneOf(SAMPLE_KINDS, { name: 'SampleKind', optional: true, example: 'urine' })
  readonly sample?: SampleKind;

  @Guardian()
  readonly guardianId?: string;
}

export class DrugUserPaperStepDto extends StepDto {
  @OneOf(PAPER_STEPS, { name: 'DrugUserPaperStep', example: 'decided' })
  readonly step: PaperStep = 'decided';

  @PaperNumber('Number of the paper', true)
  readonly number?: string;

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 17,
    description:
      'Whom the notice or the file goes to: a people’s committee until 30/06/2026, the commune police since; the own police unless told',
  })
  readonly organisationId?: number;

  @Nested(() => TransferInput, {
    optional: true,
    description:
      'Offers the file to the police of the other commune with the same step; they keep it when they accept',
  })
  readonly handOver?: TransferInput;

  @Day({ optional: true, example: '2026-07-06', description: 'Last day of the custody, by its order' })
  readonly until?: string;

  @OneOf(STOP_GROUND_NAMES, { name: 'StopGround', optional: true, example: 'determined-addicted' })
  readonly ground?: StopGround;

  @Day({ optional: true, example: '2026-07-05', description: 'Day of the result that says: addicted' })
  readonly determinationOn?: string;

  @Uuid({
    optional: true,
    description:
      'The file of the determination that is on record here: addicted to stop, not addicted to decide',
  })
  readonly determinationId?: string;
}
