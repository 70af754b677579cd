import { CONSEQUENCES, type BreachConsequence, type BreachKind } from '../../law/breaches.js';
import { STAGE_NAMES, type Stage, type StageFault } from '../../law/stages.js';
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
import { BREACH_KINDS } from './course-input.dto.js';

const BREACH_CONSEQUENCES = Object.keys(CONSEQUENCES) as readonly BreachConsequence[];
const STAGE_FAULTS = ['missing', 'open', 'too-short', 'too-long', 'before-detoxification'] as const;

defineCodeList('breach-consequence', text2('Hậu quả của vi phạm', 'Consequence of a breach'), CONSEQUENCES);
defineCodeList('stage-fault', text2('Điểm chưa đạt của giai đoạn', 'Why a stage does not count as done'), {
  missing: text2('Chưa thực hiện', 'Not done'),
  open: text2('Chưa kết thúc', 'Not ended'),
  'too-short': text2('Ngắn hơn thời gian tối thiểu', 'Shorter than the least time'),
  'too-long': text2('Dài hơn thời gian tối đa', 'Longer than the most time'),
  'before-detoxification': text2('Bắt đầu trước khi cắt cơn xong', 'Began before detoxification ended'),
});

export class StageIntervalDto {
  @OneOf(STAGE_NAMES, { name: 'Stage', example: 'detoxification' })
  readonly stage: Stage = 'intake';

  @Day({ example: '2026-07-04' })
  readonly from: string = '';

  @Day({ nullable: true, example: '2026-07-13', description: 'The last day; null while it goes on' })
  readonly to: string | null = null;
}

export class StageFindingDto {
  @OneOf(STAGE_NAMES, { name: 'Stage', example: 'education' })
  readonly stage: Stage = 'intake';

  @OneOf(STAGE_FAULTS, { name: 'StageFault', example: 'too-short' })
  readonly fault: StageFault = 'missing';

  @Nested(() => BilingualDto)
  readonly detail: BilingualDto = new BilingualDto();

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class CountedTermDto {
  @Day({ nullable: true, description: 'Last day, with what does not count; null while time stands still' })
  readonly endsOn: string | null = null;

  @WholeNumber({ min: 0, max: 100_000, example: 31 })
  readonly countedDays: number = 0;

  @WholeNumber({ min: 0, max: 100_000, example: 700 })
  readonly remainingDays: number = 0;

  @Flag({ description: 'Time stands still today' })
  readonly paused: boolean = false;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class ProposalDto {
  @Text({ max: 50, example: 'transfer-to-public-facility' })
  readonly what: string = '';

  @Day({ description: 'Since when it is proposed' })
  readonly since: string = '';

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class AccountDto {
  @Uuid({ description: 'The event in the history; annul that to take it back' })
  readonly eventId: string = '';

  @Instant()
  readonly at: string = '';

  @Text({ max: 2000, multiline: true, example: 'Chấp hành tốt' })
  readonly account: string = '';
}

export class RecordedBreachDto extends AccountDto {
  @OneOf(BREACH_KINDS, { name: 'BreachKind', example: 'other' })
  readonly kind: BreachKind = 'other';

  @WholeNumber({ min: 1, max: 1000, example: 2, description: 'Which one on its ladder it is' })
  readonly rung: number = 1;

  @OneOf(BREACH_CONSEQUENCES, { name: 'BreachConsequence', example: 'review' })
  readonly consequence: BreachConsequence = 'reminder';

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class CourseDto {
  @Nested(() => CountedTermDto, { nullable: true })
  readonly term: CountedTermDto | null = null;

  @ListOf(() => StageIntervalDto, { max: 200 })
  readonly stages: readonly StageIntervalDto[] = [];

  @ListOf(() => StageFindingDto, {
    max: 20,
    description: 'What the stages still lack for a certificate under the law of the term',
  })
  readonly lacking: readonly StageFindingDto[] = [];

  @ListOf(() => RecordedBreachDto, { max: 1000 })
  readonly breaches: readonly RecordedBreachDto[] = [];

  @ListOf(() => AccountDto, { max: 1000 })
  readonly evaluations: readonly AccountDto[] = [];

  @ListOf(() => AccountDto, { max: 1000, description: 'Use of drugs found meanwhile' })
  readonly drugUse: readonly AccountDto[] = [];

  @Instant({ nullable: true, description: 'When the notice before the end was given' })
  readonly endAnnouncedAt: string | null = null;
}
