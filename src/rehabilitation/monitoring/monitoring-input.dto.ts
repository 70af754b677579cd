import type { MonitoringViolation } from '../../law/monitoring-violations.js';
import { MONITORING_VIOLATION_NAMES } from '../../law/monitoring-violations.js';
import { Day, Flag, Instant, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { ActedBy, PaperNumber } from '../voluntary/voluntary-input.dto.js';
import {
  END_GROUND_NAMES,
  PAUSE_GROUND_NAMES,
  REMOVAL_CAUSE_NAMES,
  type EndGround,
  type PauseGround,
  type RemovalCause,
} from './monitoring-kinds.js';
import {
  MONITORING_DECISIONS,
  MONITORING_RECORDS,
  type MonitoringDecision,
  type MonitoringRecordStep,
} from './monitoring-transitions.js';

const EXAMPLE_AT = '2026-07-03T09:00:00+07:00';

const Reason = (): PropertyDecorator =>
  Text({
    max: 1000,
    multiline: true,
    optional: true,
    example: 'Theo giấy tờ kèm theo trong hồ sơ',
    description: 'In words, where the step needs it',
  });
const OfficerName = (optional: boolean): PropertyDecorator =>
  Text({
    max: 200,
    optional,
    example: 'Trần Quốc Toản',
    description: 'Officer who carries the monitoring out',
  });
const OfficerPosition = (optional: boolean): PropertyDecorator =>
  Text({ max: 200, optional, example: 'Đại úy, cán bộ Công an xã', description: 'Rank and position' });
const EffectiveAt = (): PropertyDecorator =>
  Instant({
    optional: true,
    example: EXAMPLE_AT,
    description: 'From when the decision is in force; from when it is made unless told',
  });

export class MonitoringDutyQuery {
  @Day({ optional: true, example: '2026-07-06', description: 'On this day; today unless told' })
  readonly on?: string;
}

/** Form 01 of appendix I. */
export class MonitoringRequestDto {
  @Instant({ example: EXAMPLE_AT, description: 'When the request arrived' })
  readonly requestedAt: string = '';

  @Uuid({ description: 'The parent, guardian or representative on record who asks' })
  readonly guardianId: string = '';

  @Reason()
  readonly reason?: string;
}

/** Form 02 of appendix I. */
export class MonitoringOrderDto {
  @Instant({ example: EXAMPLE_AT, description: 'When the decision was signed: the age is that of this day' })
  readonly decidedAt: string = '';

  @PaperNumber('Number of the decision')
  readonly number: string = '';

  @EffectiveAt()
  readonly effectiveAt?: string;

  @OfficerName(false)
  readonly officerName: string = '';

  @OfficerPosition(false)
  readonly officerPosition: string = '';
}

abstract class StepDto {
  @Instant({ example: EXAMPLE_AT, description: 'When it took effect' })
  readonly at: string = '';

  @Reason()
  readonly reason?: string;

  @ActedBy()
  readonly actedBy?: number;
}

export class MonitoringDecisionDto extends StepDto {
  @OneOf(MONITORING_DECISIONS, { name: 'MonitoringDecision', example: 'end-decided' })
  readonly step: MonitoringDecision = 'end-decided';

  @PaperNumber('Number of the decision', true)
  readonly number?: string;

  @EffectiveAt()
  readonly effectiveAt?: string;

  @OfficerName(true)
  readonly officerName?: string;

  @OfficerPosition(true)
  readonly officerPosition?: string;

  @OneOf(PAUSE_GROUND_NAMES, { name: 'MonitoringPauseGround', optional: true, example: 'prison' })
  readonly pauseGround?: PauseGround;

  @OneOf(END_GROUND_NAMES, { name: 'MonitoringEndGround', optional: true, example: 'term-over' })
  readonly endGround?: EndGround;
}

export class MonitoringRecordDto extends StepDto {
  @OneOf(MONITORING_RECORDS, { name: 'MonitoringRecord', example: 'fitted' })
  readonly step: MonitoringRecordStep = 'fitted';

  @Text({ max: 100, optional: true, example: 'Cổ chân trái', description: 'Where the device is worn' })
  readonly position?: string;

  @Text({ max: 100, optional: true, example: 'TB-000123', description: 'Number of the device' })
  readonly device?: string;

  @Text({
    max: 300,
    optional: true,
    example: 'Bộ sạc, dây đeo',
    description: 'Accessories given or taken back',
  })
  readonly accessories?: string;

  @Text({ max: 300, optional: true, example: 'Hoạt động bình thường', description: 'Condition of both' })
  readonly condition?: string;

  @OneOf(REMOVAL_CAUSE_NAMES, { name: 'RemovalCause', optional: true, example: 'medical' })
  readonly removalCause?: RemovalCause;

  @Instant({
    optional: true,
    example: '2026-07-05T09:00:00+07:00',
    description: 'When the device is to be fitted again; of custody it may be unknown',
  })
  readonly backAt?: string;

  @Flag({ optional: true, example: false, description: 'Asked for by a medical facility' })
  readonly onMedicalAdvice?: boolean;

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 17,
    description: 'Commune police elsewhere that removed the device and told of it',
  })
  readonly doneByOrganisationId?: number;

  @OneOf(MONITORING_VIOLATION_NAMES, {
    name: 'MonitoringViolation',
    optional: true,
    example: 'device-taken-off',
  })
  readonly violation?: MonitoringViolation;

  @Instant({
    optional: true,
    example: EXAMPLE_AT,
    description: 'When the papers of the violation arrived, where that was later than its record',
  })
  readonly receivedAt?: string;
}
