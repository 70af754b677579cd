import {
  MONITORING_SUBJECT_NAMES,
  type MonitoredMeasure,
  type MonitoringSubject,
} from '../../law/monitoring.js';
import {
  MONITORING_CONSEQUENCES,
  MONITORING_VIOLATION_NAMES,
  type MonitoringConsequence,
  type MonitoringViolation,
} from '../../law/monitoring-violations.js';
import { text2 } from '../../law/text.js';
import { CitationDto } from '../../legal-reference/citation.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { ExplanationDto } from '../../reminders/deadline.dto.js';
import { FollowedFileDto } from '../../cases/steps/file-answer.dto.js';
import { MONITORING_STATES, type MonitoringState } from './monitoring-transitions.js';

const MEASURES: readonly MonitoredMeasure[] = ['home-rehabilitation', 'substitution-treatment', 'aftercare'];
const CONSEQUENCES = Object.keys(MONITORING_CONSEQUENCES) as readonly MonitoringConsequence[];
export const MONITORING_PROPOSALS = ['pause', 'waiver', 'end-term-over', 'end-ground-lost'] as const;
export type MonitoringProposal = (typeof MONITORING_PROPOSALS)[number];

defineCodeList(
  'monitored-measure',
  text2('Biện pháp đi cùng giám sát điện tử', 'What monitoring goes with'),
  {
    'home-rehabilitation': text2('Cai nghiện tự nguyện tại gia đình, cộng đồng', 'Rehabilitation at home'),
    'substitution-treatment': text2('Điều trị nghiện bằng thuốc thay thế', 'Substitution treatment'),
    aftercare: text2('Quản lý sau cai nghiện', 'Aftercare'),
  },
);
defineCodeList('monitoring-proposal', text2('Đề xuất về giám sát điện tử', 'What the program proposes'), {
  pause: text2('Ra quyết định tạm dừng', 'Decide a pause'),
  waiver: text2('Xem xét miễn thời gian còn lại', 'Consider waiving the rest'),
  'end-term-over': text2('Ra quyết định chấm dứt: hết thời hạn', 'Decide the end: the term is over'),
  'end-ground-lost': text2('Ra quyết định chấm dứt: không còn căn cứ', 'Decide the end: the ground is lost'),
});

export class MonitoringOfFileDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000013' })
  readonly code: string = '';

  @OneOf(MONITORING_STATES, { name: 'ElectronicMonitoringStatus', example: 'monitored' })
  readonly status: MonitoringState = 'monitored';
}

/** Whether the person of a file comes under monitoring on a day. */
export class MonitoringDutyDto {
  @Day({ example: '2026-07-06' })
  readonly on: string = '';

  @OneOf(MEASURES, {
    name: 'MonitoredMeasure',
    nullable: true,
    example: 'home-rehabilitation',
    description: 'What the file carries; null where it is nothing that monitoring goes with',
  })
  readonly measure: MonitoredMeasure | null = null;

  @OneOf(MONITORING_SUBJECT_NAMES, {
    name: 'MonitoringSubject',
    nullable: true,
    example: 'home-adult',
    description: 'As whom; null for a person who does not come under it on that day',
  })
  readonly subject: MonitoringSubject | null = null;

  @Flag({ example: false, description: 'Only on the request of parents or guardian' })
  readonly onRequest: boolean = false;

  @Flag({ example: true, description: 'It has to be decided, and no decision is on record' })
  readonly owed: boolean = false;

  @Instant({
    nullable: true,
    description:
      'By when; null where the decree sets no time limit, as for who was in the measure before 2026-07-01',
  })
  readonly dueAt: string | null = null;

  @ListOf(() => MonitoringOfFileDto, { max: 100, description: 'Monitorings that hang on the file' })
  readonly monitorings: readonly MonitoringOfFileDto[] = [];

  @Nested(() => ExplanationDto, { nullable: true })
  readonly explanation: ExplanationDto | null = null;
}

export class MonitoringTermDto {
  @Day({ example: '2026-07-03' })
  readonly startsOn: string = '';

  @Day({
    nullable: true,
    example: '2028-07-02',
    description: 'Last day; null while that of the measure is not known',
  })
  readonly endsOn: string | null = null;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class MonitoringOrderedDto {
  @Instant()
  readonly decidedAt: string = '';

  @Instant({ description: 'From when it is in force' })
  readonly effectiveAt: string = '';

  @Text({ max: 50, nullable: true, example: '15/QĐ-CAX' })
  readonly number: string | null = null;

  @Flag({ example: false, description: 'In place of another one, after a violation' })
  readonly anew: boolean = false;

  @Nested(() => MonitoringTermDto)
  readonly term: MonitoringTermDto = new MonitoringTermDto();
}

export class MonitoringOfficerDto {
  @Text({ max: 200, example: 'Trần Quốc Toản' })
  readonly name: string = '';

  @Text({ max: 200, example: 'Đại úy, cán bộ Công an xã' })
  readonly position: string = '';

  @Instant()
  readonly since: string = '';
}

export class MonitoringDeviceDto {
  @Text({ max: 100, example: 'Cổ chân trái' })
  readonly position: string = '';

  @Text({ max: 100, example: 'TB-000123' })
  readonly number: string = '';

  @Text({ max: 300, nullable: true, example: 'Bộ sạc, dây đeo' })
  readonly accessories: string | null = null;

  @Text({ max: 300, example: 'Hoạt động bình thường' })
  readonly condition: string = '';

  @Day({ description: 'Since when it is worn at this position' })
  readonly positionSince: string = '';

  @Flag({ example: true, description: 'Whether it is worn now' })
  readonly worn: boolean = true;
}

export class MonitoringPauseDto {
  @Day({ example: '2027-01-10' })
  readonly from: string = '';

  @Day({ nullable: true, example: null, description: 'Day on which the device was fitted again' })
  readonly until: string | null = null;
}

export class MonitoringViolationDto {
  @Uuid({ description: 'The event in the history' })
  readonly eventId: string = '';

  @Instant()
  readonly at: string = '';

  @OneOf(MONITORING_VIOLATION_NAMES, { name: 'MonitoringViolation', example: 'device-taken-off' })
  readonly violation: MonitoringViolation = 'device-taken-off';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Text({ max: 1000, multiline: true, example: 'Tự ý cắt dây đeo thiết bị' })
  readonly account: string = '';

  @WholeNumber({ min: 1, max: 10_000, example: 1, description: 'Which one it is of those counted together' })
  readonly rung: number = 1;

  @OneOf(CONSEQUENCES, { name: 'MonitoringConsequence', example: 'reminder' })
  readonly consequence: MonitoringConsequence = 'reminder';

  @Flag({ example: false, description: 'Not remedied within 24 hours of its record' })
  readonly notRemedied: boolean = false;

  @Flag({ example: true, description: 'The damage has to be paid for' })
  readonly damages: boolean = false;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class MonitoringWaiverDto {
  @Day({
    nullable: true,
    example: '2027-07-04',
    description:
      'First day on which the rest may be waived, if there was no violation; null while it is paused',
  })
  readonly from: string | null = null;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class MonitoringProposalDto {
  @OneOf(MONITORING_PROPOSALS, { name: 'MonitoringProposal', example: 'waiver' })
  readonly what: MonitoringProposal = 'waiver';

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class ElectronicMonitoringDto extends FollowedFileDto {
  @Uuid({ nullable: true, description: 'The file of the rehabilitation or treatment' })
  readonly parentId: string | null = null;

  @OneOf(MONITORING_STATES, { name: 'ElectronicMonitoringStatus', example: 'monitored' })
  readonly status: MonitoringState = 'monitored';

  @OneOf(MONITORING_SUBJECT_NAMES, {
    name: 'MonitoringSubject',
    nullable: true,
    example: 'home-adult',
    description: 'As whom the person was when the decision was signed; null before',
  })
  readonly subject: MonitoringSubject | null = null;

  @Instant({ nullable: true, description: 'When parents or guardian asked' })
  readonly requestedAt: string | null = null;

  @Nested(() => MonitoringOrderedDto, { nullable: true, description: 'The decision in force' })
  readonly order: MonitoringOrderedDto | null = null;

  @Nested(() => MonitoringOfficerDto, { nullable: true })
  readonly officer: MonitoringOfficerDto | null = null;

  @Nested(() => MonitoringDeviceDto, { nullable: true, description: 'As the last record says' })
  readonly device: MonitoringDeviceDto | null = null;

  @Instant({ nullable: true, description: 'By when a person whose device was removed has to be back' })
  readonly backAt: string | null = null;

  @ListOf(() => MonitoringPauseDto, { max: 100 })
  readonly pauses: readonly MonitoringPauseDto[] = [];

  @ListOf(() => MonitoringViolationDto, { max: 1000 })
  readonly violations: readonly MonitoringViolationDto[] = [];

  @Nested(() => MonitoringWaiverDto, { nullable: true, description: 'Null until the device was fitted' })
  readonly waiver: MonitoringWaiverDto | null = null;

  @ListOf(() => MonitoringProposalDto, {
    max: 10,
    description: 'What the program proposes; a person decides',
  })
  readonly proposals: readonly MonitoringProposalDto[] = [];
}
