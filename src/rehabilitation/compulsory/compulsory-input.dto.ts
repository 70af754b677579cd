import type { CompulsoryPaper } from '../../law/compulsory-dossier.js';
import { GROUNDS, type Exclusion, type Ground } from '../../law/grounds.js';
import { STAGE_NAMES, type Stage } from '../../law/stages.js';
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
import { EXECUTION_GROUNDS, type ExecutionGround } from '../course/execution-grounds.js';
import { ActedBy, PaperNumber, StatedOrdinal, type OrdinalDto } from '../voluntary/voluntary-input.dto.js';
import type { InterimKind } from './compulsory-history.js';
import type {
  AskedCourtStep,
  AskedDossierStep,
  AskedExecutionStep,
  AskedStayStep,
} from './compulsory-inputs.js';
import {
  COURT_STEPS,
  DOSSIER_STEPS,
  EXCLUSION_NAMES,
  EXECUTION_STEPS,
  INTERIM_KINDS,
  PAPERS,
  STAY_STEPS,
} from './compulsory-kinds.js';

export const GROUND_NAMES = Object.keys(GROUNDS) as readonly Ground[];

const EXAMPLE_AT = '2026-07-06T09:00:00+07:00';

const Reason = (example: string): PropertyDecorator =>
  Text({
    max: 2000,
    multiline: true,
    optional: true,
    example,
    description: 'In words, where the step needs it',
  });

const Body = (description: string): PropertyDecorator =>
  WholeNumber({ min: 1, max: 2_147_483_647, optional: true, example: 17, description });

export class OutsideEvidenceDto {
  @Text({
    max: 1000,
    multiline: true,
    example: 'Biên bản vi phạm số 12/BB-CAX ngày 03/07/2026, kết quả xét nghiệm kèm theo',
    description: 'What the evidence is, which no file here holds',
  })
  readonly basis: string = '';

  @Day({ example: '2026-07-03', description: 'Day of the last act' })
  readonly lastActOn: string = '';
}

export class EvasionBeforeDto {
  @Day({ example: '2026-07-05', description: 'When the person no longer hid from the measure' })
  readonly endedOn: string = '';

  @Text({
    max: 500,
    example: 'Bỏ đi khỏi địa phương, bị phát hiện tại bến xe',
    description: 'What it is based on',
  })
  readonly basis: string = '';
}

export class OpenDossierDto {
  @Uuid()
  readonly personId: string = '';

  @Instant({ example: '2026-07-06T08:00:00+07:00', description: 'When the person was found to qualify' })
  readonly foundAt: string = '';

  @Instant({ example: '2026-07-06T08:30:00+07:00', description: 'When the dossier was begun' })
  readonly openedAt: string = '';

  @OneOf(GROUND_NAMES, { name: 'CompulsoryGround', example: 'use-during-rehabilitation' })
  readonly ground: Ground = 'use-during-rehabilitation';

  @Uuid({
    optional: true,
    description: 'The event, or the failure to register, that `compulsory-grounds` proposes as evidence',
  })
  readonly evidenceId?: string;

  @Nested(() => OutsideEvidenceDto, {
    optional: true,
    description: 'Instead of `evidenceId`, where no file here holds the evidence',
  })
  readonly outsideEvidence?: OutsideEvidenceDto;

  @Nested(() => EvasionBeforeDto, {
    optional: true,
    description:
      'An evasion since the last act that was over when the dossier was begun: the limitation period runs from its end',
  })
  readonly evasion?: EvasionBeforeDto;

  @StatedOrdinal()
  readonly ordinal?: OrdinalDto;

  @SomeOf(EXCLUSION_NAMES, {
    name: 'CompulsoryExclusion',
    example: [],
    description: 'What was found that stands against the measure; any refuses the dossier of an adult',
  })
  readonly exclusions: readonly Exclusion[] = [];

  @Text({
    max: 500,
    optional: true,
    example: 'Không ở nơi thường trú, chưa xác định được nơi ở hiện tại',
    description: 'For a person without a stable residence: what that is based on',
  })
  readonly noResidenceBasis?: string;
}

export class DossierPaperDto {
  @Instant({ example: '2026-07-06T09:00:00+07:00', description: 'When it was put into the dossier' })
  readonly at: string = '';

  @OneOf(PAPERS, { name: 'CompulsoryPaper', example: 'violation-record' })
  readonly paper: CompulsoryPaper = 'violation-record';

  @WholeNumber({ min: 1, max: 2000, example: 2, description: 'How many pages it has' })
  readonly pages: number = 1;

  @Text({ max: 500, optional: true, example: 'Biên bản số 12/BB-CAX ngày 03/07/2026' })
  readonly title?: string;

  @Uuid({ optional: true, description: 'Of a `determination-result`: its file, where it is on record here' })
  readonly determinationId?: string;
}

abstract class StepDto {
  @Instant({ example: EXAMPLE_AT, description: 'When it took effect' })
  readonly at: string = '';

  @PaperNumber('Number of the paper, where the step has one', true)
  readonly number?: string;

  @Reason('Biên bản kèm theo')
  readonly reason?: string;

  @ActedBy()
  readonly actedBy?: number;
}

const Arrived = (): PropertyDecorator =>
  Instant({
    optional: true,
    example: EXAMPLE_AT,
    description:
      'When the letter reached its addressee, whose time limit runs from then; at once unless told',
  });

export class DossierStepDto extends StepDto {
  @OneOf(DOSSIER_STEPS, { name: 'CompulsoryDossierStep', example: 'notified' })
  readonly step: AskedDossierStep = 'notified';

  @Body('Whom the step addresses: the body that checks the dossier, the court, the facility')
  readonly organisationId?: number;

  @Arrived()
  readonly arrivedAt?: string;

  @OneOf(INTERIM_KINDS, { name: 'InterimKind', optional: true, example: 'facility' })
  readonly kind?: InterimKind;

  @OneOf(EXCLUSION_NAMES, { name: 'CompulsoryExclusion', optional: true, example: 'pregnant' })
  readonly exclusion?: Exclusion;
}

export class CourtStepDto extends StepDto {
  @OneOf(COURT_STEPS, { name: 'CompulsoryCourtStep', example: 'accepted' })
  readonly step: AskedCourtStep = 'accepted';

  @WholeNumber({
    min: 1,
    max: 36,
    optional: true,
    example: 24,
    description: 'Months decided, or taken off',
  })
  readonly months?: number;

  @Flag({ optional: true, example: false, description: 'Of a reduction: for something outstanding' })
  readonly forMerit?: boolean;

  @Day({ optional: true, example: '2026-07-06', description: 'First day on which the list was posted' })
  readonly postedOn?: string;

  @Day({ optional: true, example: '2026-07-06', description: 'From which day the decision is in force' })
  readonly effectiveOn?: string;

  @OneOf(EXECUTION_GROUNDS, { name: 'ExecutionGround', optional: true, example: 'serious-illness' })
  readonly ground?: ExecutionGround;

  @Body('The facility that the papers name, under the law to 30/06/2026')
  readonly organisationId?: number;
}

export class ExecutionStepDto extends StepDto {
  @OneOf(EXECUTION_STEPS, { name: 'CompulsoryExecutionStep', example: 'designated' })
  readonly step: AskedExecutionStep = 'designated';

  @Body('The facility, or the department that is asked')
  readonly organisationId?: number;

  @Arrived()
  readonly arrivedAt?: string;

  @Instant({
    optional: true,
    example: '2026-07-05T18:00:00+07:00',
    description: 'When the event of force majeure began; `at` is when it was over',
  })
  readonly since?: string;
}

export class StayStepDto extends StepDto {
  @OneOf(STAY_STEPS, { name: 'CompulsoryStayStep', example: 'evaluated' })
  readonly step: AskedStayStep = 'evaluated';

  @OneOf(STAGE_NAMES, { name: 'Stage', optional: true, example: 'detoxification' })
  readonly stage?: Stage;

  @WholeNumber({
    min: 1,
    max: 5,
    optional: true,
    example: 5,
    description: 'Days of bereavement, the way not included',
  })
  readonly days?: number;

  @Day({
    optional: true,
    example: '2026-07-06',
    description: 'Day on which the person was held to be brought there, under the law to 30/06/2026',
  })
  readonly heldOn?: string;

  @Uuid({ optional: true, description: 'The incident in which several people escaped at once' })
  readonly incidentId?: string;
}
