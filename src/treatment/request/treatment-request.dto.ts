import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineSubject } from '../../platform/database/subjects.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import { ChangePageQuery } from '../../platform/http/change-page.js';
import { Day, Instant, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { TreatmentKind } from '../kinds/kind.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';

defineSubject('treatment-request', 'treatment_request');

/** `taken`: for who was asked alone. */
export type TreatmentRequestState = 'open' | 'taken' | 'withdrawn' | 'file-ended' | 'expired';

const STATES: Readonly<Record<TreatmentRequestState, Text2>> = {
  open: text2('Đang chờ', 'Open'),
  taken: text2('Đã mở đợt điều trị', 'Taken up'),
  withdrawn: text2('Đã rút', 'Withdrawn'),
  'file-ended': text2('Hồ sơ đã kết thúc', 'The file has ended'),
  expired: text2('Quá hạn mở đợt điều trị', 'Not taken up in time'),
};
const STATE_NAMES = Object.keys(STATES) as readonly TreatmentRequestState[];

defineCodeList(
  'treatment-request-state',
  text2('Tình trạng đề nghị điều trị', 'State of a request to treat'),
  STATES,
);

const BODY = { min: 1, max: MAX_INTEGER_ID, example: 17 } as const;

export interface TreatmentRequest {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly kind: TreatmentKind;
  readonly fromOrganisationId: number;
  readonly fromName: string;
  readonly toOrganisationId: number;
  readonly askedAt: Date;
  readonly episodeId: string | null;
  readonly openUntil: DateOnly;
  readonly endedAt: Date | null;
  readonly endedBecause: 'withdrawn' | 'file-ended' | 'expired' | null;
  /** Its last day lies before today. */
  readonly passed: boolean;
}

export class TreatmentRequestPath {
  @Uuid()
  readonly treatmentRequestId: string = '';
}

export class TreatmentRequestQuery extends ChangePageQuery {}

export class RequestsOfFileQuery extends ChangeListQuery {}

export class AskForTreatmentDto {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'cedemex-treatment' })
  readonly kind: TreatmentKind = 'cedemex-treatment';

  @WholeNumber({ ...BODY, description: 'The health body that is to treat' })
  readonly organisationId: number = 0;
}

export class TreatmentRequestDto {
  @Uuid()
  readonly id: string = '';

  @Uuid({ description: 'The file within which the person is to be treated; nothing else of it is shown' })
  readonly caseId: string = '';

  @Uuid()
  readonly personId: string = '';

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'cedemex-treatment' })
  readonly kind: TreatmentKind = 'cedemex-treatment';

  @WholeNumber(BODY)
  readonly fromOrganisationId: number = 0;

  @Text({ max: 300, example: 'Công an xã Vĩnh Thuận' })
  readonly fromName: string = '';

  @WholeNumber(BODY)
  readonly toOrganisationId: number = 0;

  @Instant()
  readonly askedAt: string = '';

  @Uuid({
    nullable: true,
    description: 'The episode that was opened on it; null before, and for whoever asked',
  })
  readonly episodeId: string | null = null;

  @OneOf(STATE_NAMES, {
    name: 'TreatmentRequestState',
    description: '`taken` for the body that was asked alone',
  })
  readonly state: TreatmentRequestState = 'open';

  @Day({
    example: '2026-08-05',
    description:
      'Until when it may be taken up, and the person is seen by it: a bound of the system, no rule of any text',
  })
  readonly openUntil: string = '';

  @Instant({ nullable: true, example: null, description: 'When it was withdrawn, or the file ended' })
  readonly endedAt: string | null = null;
}

export function toRequestDto({
  askedAt,
  endedAt,
  endedBecause,
  passed,
  ...shown
}: TreatmentRequest): TreatmentRequestDto {
  const ended = endedBecause ?? (passed ? 'expired' : 'open');
  return {
    ...shown,
    state: shown.episodeId === null ? ended : 'taken',
    ...{ askedAt: askedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
  };
}
