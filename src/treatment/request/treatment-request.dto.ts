import { defineSubject } from '../../platform/database/subjects.js';
import { ChangePageQuery } from '../../platform/http/change-page.js';
import { Instant, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import type { TreatmentKind } from '../kinds/kind.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';

defineSubject('treatment-request', 'treatment_request');

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
}

export class TreatmentRequestQuery extends ChangePageQuery {}

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
}

export function toRequestDto({ askedAt, ...shown }: TreatmentRequest): TreatmentRequestDto {
  return { ...shown, askedAt: askedAt.toISOString() };
}
