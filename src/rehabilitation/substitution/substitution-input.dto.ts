import { text2, type Text2 } from '../../law/text.js';
import { Instant, OneOf, WholeNumber } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { ActedBy, DecisionInputDto, VoluntaryApplyDto } from '../voluntary/voluntary-input.dto.js';

export const CLINIC_NOTICES = ['accepted', 'started', 'ended'] as const;
export type ClinicNotice = (typeof CLINIC_NOTICES)[number];

defineCodeList(
  'clinic-notice',
  text2('Thông báo của cơ sở điều trị thay thế', 'Notice of a substitution clinic'),
  {
    accepted: text2('Tiếp nhận điều trị (từ 01/07/2026)', 'Acceptance (from 2026-07-01)'),
    started: text2('Tham gia điều trị (đến 30/06/2026)', 'Start (to 2026-06-30)'),
    ended: text2('Chấm dứt điều trị', 'End'),
  } satisfies Record<ClinicNotice, Text2>,
);

export const TREATMENT_END_CAUSES = ['self-terminated', 'breach'] as const;
/** What of the end of a treatment is a ground for compulsory rehabilitation. */
export type TreatmentEndCause = (typeof TREATMENT_END_CAUSES)[number];

defineCodeList(
  'treatment-end-cause',
  text2('Lý do chấm dứt điều trị thay thế', 'Why substitution treatment ended'),
  {
    'self-terminated': text2('Tự ý chấm dứt', 'Terminated by the person'),
    breach: text2('Bị chấm dứt do vi phạm quy định về điều trị', 'Ended for a breach of the rules'),
  } satisfies Record<TreatmentEndCause, Text2>,
);

export class SubstitutionApplyDto extends VoluntaryApplyDto {}

export class SubstitutionDecisionDto extends DecisionInputDto {
  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 17,
    description: 'Clinic to which the file goes with the decision',
  })
  readonly organisationId?: number;
}

export class AcceptanceDto {
  @Instant({ example: '2026-07-02T10:00:00+07:00', description: 'When the clinic found the person eligible' })
  readonly foundAt: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class TreatmentStartDto {
  @Instant({ example: '2026-06-29T10:00:00+07:00', description: 'When treatment began' })
  readonly startedAt: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class TreatmentEndDto {
  @Instant({ example: '2026-06-30T10:00:00+07:00', description: 'When treatment ended' })
  readonly endedAt: string = '';

  @OneOf(TREATMENT_END_CAUSES, {
    name: 'TreatmentEndCause',
    optional: true,
    description: 'Why it ended, where that is a ground for compulsory rehabilitation',
  })
  readonly cause?: TreatmentEndCause;

  @Instant({
    optional: true,
    example: '2026-06-22T07:00:00+07:00',
    description: 'First attendance that was missed; needed for a termination by the person',
  })
  readonly missedSince?: string;

  @ActedBy()
  readonly actedBy?: number;
}

export class ClinicNoticeDto {
  @OneOf(CLINIC_NOTICES, { name: 'ClinicNotice' })
  readonly notice: ClinicNotice = 'accepted';

  @Instant({
    example: '2026-07-02T15:00:00+07:00',
    description: 'When the clinic told the body of registration',
  })
  readonly notifiedAt: string = '';

  @ActedBy()
  readonly actedBy?: number;
}
