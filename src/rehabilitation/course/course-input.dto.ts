import { LADDERS, type BreachKind } from '../../law/breaches.js';
import { STAGE_NAMES, STAGES, type Stage } from '../../law/stages.js';
import { text2, type Text2 } from '../../law/text.js';
import { TransferInput } from '../../cases/handover/transfer.dto.js';
import { Instant, Nested, OneOf, Text, WholeNumber } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { ActedBy, PaperNumber } from '../voluntary/voluntary-input.dto.js';

export const BREACH_KINDS = Object.keys(LADDERS) as readonly BreachKind[];

defineCodeList('stage', text2('Giai đoạn cai nghiện', 'Stage of rehabilitation'), labelled(STAGES));
defineCodeList('breach-kind', text2('Loại vi phạm', 'Kind of breach'), labelled(LADDERS));

function labelled<Code extends string>(
  entries: Readonly<Record<Code, { readonly label: Text2 }>>,
): Readonly<Record<Code, Text2>> {
  const labels = Object.entries<{ readonly label: Text2 }>(entries).map(([code, { label }]) => [code, label]);
  return Object.fromEntries(labels) as Record<Code, Text2>;
}

export class StageMomentDto {
  @OneOf(STAGE_NAMES, { name: 'Stage', example: 'detoxification' })
  readonly stage: Stage = 'intake';

  @Instant({
    example: '2026-07-04T08:00:00+07:00',
    description: 'When it began or ended; the days between are counted, the first and the last included',
  })
  readonly at: string = '';
}

const AccountText = (example: string): PropertyDecorator =>
  Text({ max: 2000, multiline: true, example, description: 'What was seen, in words' });

export class EvaluationDto {
  @Instant({ example: '2026-07-06T09:00:00+07:00' })
  readonly at: string = '';

  @AccountText('Chấp hành tốt, đã qua giai đoạn cắt cơn, sức khỏe ổn định')
  readonly account: string = '';
}

export class BreachDto {
  @Instant({ example: '2026-07-05T21:00:00+07:00', description: 'When the breach happened' })
  readonly at: string = '';

  @OneOf(BREACH_KINDS, { name: 'BreachKind', example: 'other' })
  readonly kind: BreachKind = 'other';

  @AccountText('Vắng mặt tại buổi tư vấn không có lý do, đã lập biên bản')
  readonly account: string = '';
}

export class DrugUseDto {
  @Instant({ example: '2026-07-06T10:00:00+07:00', description: 'When the use was found' })
  readonly at: string = '';

  @AccountText('Kết quả xét nghiệm nước tiểu dương tính, biên bản kèm theo')
  readonly account: string = '';
}

export class EndNoticeDto {
  @Instant({ example: '2026-07-06T09:30:00+07:00', description: 'When the notice before the end was given' })
  readonly at: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class CompletionDto {
  @Instant({ example: '2026-07-06T15:00:00+07:00', description: 'When the certificate was issued' })
  readonly certifiedAt: string = '';

  @PaperNumber('Number of the certificate')
  readonly number: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class CompletionRefusalDto {
  @Instant({ example: '2026-07-06T15:00:00+07:00', description: 'When the certificate was refused' })
  readonly at: string = '';

  @Text({
    max: 2000,
    multiline: true,
    example: 'Chưa thực hiện giai đoạn giáo dục, tư vấn đủ 03 tháng',
    description: 'Why completion is not certified',
  })
  readonly reason: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class SelfTerminationDto {
  @Instant({ example: '2026-07-06T09:00:00+07:00', description: 'When it was found' })
  readonly at: string = '';

  @Text({
    max: 2000,
    multiline: true,
    example: 'Không tuân thủ quy định chuyên môn, đã nhắc nhở hai lần',
    description: 'What it is based on',
  })
  readonly reason: string = '';

  @WholeNumber({
    min: 1,
    max: 1000,
    optional: true,
    example: 10,
    description: 'Sessions missed one after another without a reason; needed under the law to 30/06/2026',
  })
  readonly missedSessions?: number;
}

export class ImprisonmentDto {
  @Instant({ example: '2026-07-05T08:00:00+07:00', description: 'First day of the sentence' })
  readonly at: string = '';

  @Text({ max: 500, example: 'Bản án số 12/2026/HS-ST', description: 'What it is based on' })
  readonly reason: string = '';
}

export class ReleaseDto {
  @Instant({ example: '2026-07-06T08:00:00+07:00', description: 'The day on which the person was back' })
  readonly at: string = '';
}

export class LeavingDto {
  @Instant({ example: '2026-07-05T20:00:00+07:00', description: 'When the person left without leave' })
  readonly at: string = '';

  @Text({ max: 500, example: 'Tự ý rời cơ sở, không liên lạc được', description: 'What is known of it' })
  readonly reason: string = '';
}

export class ReturnDto {
  @Instant({ example: '2026-07-06T08:00:00+07:00', description: 'When the person was back' })
  readonly at: string = '';
}

export class MovingAwayDto {
  @Instant({ example: '2026-07-06T08:00:00+07:00', description: 'When the person left the commune' })
  readonly at: string = '';

  @Text({ max: 1000, multiline: true, example: 'Chuyển đến ở với cha mẹ tại xã Vĩnh Bình' })
  readonly reason: string = '';
}

export class FileSendingDto {
  @Instant({ example: '2026-07-06T15:00:00+07:00', description: 'When notice and file left' })
  readonly at: string = '';

  @PaperNumber('Number of the letter that asks the new commune to go on')
  readonly number: string = '';

  @Nested(() => TransferInput, {
    description: 'Offers the file with the same step; the other commune keeps it when it accepts',
  })
  readonly handOver: TransferInput = new TransferInput();
}

export class ContinuationAfterMoveDto {
  @Instant({
    example: '2026-07-06T16:30:00+07:00',
    description: 'When the new commune decided that it goes on',
  })
  readonly at: string = '';

  @PaperNumber('Number of the decision')
  readonly number: string = '';
}
