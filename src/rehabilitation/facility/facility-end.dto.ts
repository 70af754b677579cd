import { text2, type Text2 } from '../../law/text.js';
import { CompletionDto } from '../course/course-input.dto.js';
import { Day, Instant, OneOf, Text, WholeNumber } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { ActedBy } from '../voluntary/voluntary-input.dto.js';

export const REPORTED_MATTERS = ['reception', 'end'] as const;
/** What a facility tells the commune of. */
export type ReportedMatter = (typeof REPORTED_MATTERS)[number];

export const DISPLACEMENTS = ['suspended', 'licence-revoked', 'contract-ended'] as const;
/** Why a facility can no longer serve a person. */
export type Displacement = (typeof DISPLACEMENTS)[number];

defineCodeList('reported-matter', text2('Việc cơ sở cai nghiện thông báo', 'What a facility tells of'), {
  reception: text2('Tiếp nhận', 'Reception'),
  end: text2(
    'Tự ý chấm dứt, hoàn thành hoặc hoàn thành một số giai đoạn',
    'Self-termination, completion, or completion of some stages',
  ),
} satisfies Record<ReportedMatter, Text2>);
defineCodeList(
  'displacement',
  text2('Lý do cơ sở không còn cung cấp dịch vụ', 'Why a facility can no longer serve'),
  {
    suspended: text2('Bị đình chỉ hoạt động', 'Suspended'),
    'licence-revoked': text2('Bị thu hồi giấy phép', 'Licence revoked'),
    'contract-ended': text2(
      'Hết hợp đồng khi chưa đủ 03 giai đoạn đầu',
      'Contract ended before three stages',
    ),
  } satisfies Record<Displacement, Text2>,
);

const ReceivedAt = (): PropertyDecorator =>
  Instant({
    optional: true,
    example: '2026-07-06T15:30:00+07:00',
    description: 'When the person got it, which starts his 2 days to report; left out, at once',
  });

export class FacilityCompletionDto extends CompletionDto {
  @ReceivedAt()
  readonly receivedAt?: string;
}

export class FacilityReportDto {
  @Instant({ example: '2026-07-06T16:00:00+07:00', description: 'When the commune was told' })
  readonly at: string = '';

  @OneOf(REPORTED_MATTERS, { name: 'ReportedMatter' })
  readonly about: ReportedMatter = 'end';

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 17,
    description: 'Body that was told, where it is not the keeper; it may read the file from now on',
  })
  readonly organisationId?: number;

  @ActedBy()
  readonly actedBy?: number;
}

export class ContinuationDto {
  @Instant({ example: '2026-07-06T16:30:00+07:00', description: 'When the record was made' })
  readonly at: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class RestRegistrationDto {
  @Instant({ example: '2026-07-06T09:00:00+07:00', description: 'When the person registered' })
  readonly at: string = '';

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    example: 17,
    description: 'Facility that takes the person for the rest; it records contract and reception',
  })
  readonly organisationId: number = 0;
}

export class DisplacementDto {
  @Instant({ example: '2026-07-05T08:00:00+07:00', description: 'From when the facility could not serve' })
  readonly at: string = '';

  @OneOf(DISPLACEMENTS, { name: 'Displacement' })
  readonly cause: Displacement = 'suspended';

  @Text({ max: 500, example: 'Quyết định đình chỉ số 12/QĐ-CAT', description: 'What it is based on' })
  readonly reason: string = '';

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 17,
    description: 'Commune police that take the person over, where another body keeps the file',
  })
  readonly organisationId?: number;
}

export class FoundAfterLimitDto {
  @Instant({ example: '2026-07-06T08:00:00+07:00', description: 'When it was found, after the limit' })
  readonly at: string = '';

  @Text({ max: 500, example: 'Đã gọi điện, không đến', description: 'What it is based on' })
  readonly reason: string = '';
}

export class PersonReportDto {
  @Instant({
    example: '2026-07-06T16:45:00+07:00',
    description: 'When the person reported and handed the certificate in',
  })
  readonly at: string = '';
}

export class WrittenTermDto {
  @Instant({ example: '2026-07-06T10:00:00+07:00', description: 'When it was written down' })
  readonly at: string = '';

  @Day({ example: '2026-07-03', description: 'First day of the term, as the paper says' })
  readonly startsOn: string = '';

  @Text({
    max: 500,
    example: 'Biên bản giao, nhận số 07/BB-CSCN ngày 03/07/2026',
    description: 'The paper: the law does not say from which day the term runs there',
  })
  readonly basis: string = '';
}
