import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { Text2 } from '../../law/text.js';
import { Day, Instant, Nested, OneOf, SomeOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';

export const DOSSIER_ITEMS = [
  'application',
  'curriculum-vitae',
  'guardian-opinion',
  'determination-result',
  'substitution-confirmation',
  'identity-copy',
] as const;
export type DossierItem = (typeof DOSSIER_ITEMS)[number];
export const PLACES = ['home', 'community'] as const;
export type Place = (typeof PLACES)[number];

defineCodeList('rehabilitation-place', { vi: 'Nơi cai nghiện', en: 'Place of rehabilitation' }, {
  home: { vi: 'Tại gia đình', en: 'At home' },
  community: { vi: 'Tại cộng đồng', en: 'In the community' },
} satisfies Record<Place, Text2>);

export class DeterminationDto {
  @Day({ example: '2026-07-01', description: 'Day of the result' })
  readonly on: string = '';

  @Text({ max: 300, example: 'Trung tâm Y tế khu vực Vĩnh Thuận' })
  readonly facility: string = '';

  @Instant({ example: '2026-07-01T15:00:00+07:00', description: 'When the person was told' })
  readonly toldAt: string = '';
}

export class OrdinalDto {
  @WholeNumber({ min: 1, max: 50, example: 1, description: 'Which rehabilitation of this person it is' })
  readonly value: number = 1;

  @Text({
    max: 500,
    example: 'Khai trong đơn; chưa có hồ sơ cai nghiện trước đó',
    description: 'What that is based on',
  })
  readonly basis: string = '';
}

export class GuardianConsentDto {
  @Uuid({ description: "One of the person's guardians" })
  readonly guardianId: string = '';

  @Day({ example: '2026-07-01' })
  readonly on: string = '';
}

/** The body that acted, where today's keeper enters an act of a former one. */
const ActedBy = (): PropertyDecorator =>
  WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 17,
    description:
      'Organisation that acted, where another enters it: the body that kept the file at that moment. Left out, it is your own.',
  });

export class ApplyDto {
  @Uuid()
  readonly personId: string = '';

  @Instant({ description: 'When the papers were handed in; not in the future' })
  readonly handedInAt: string = '';

  @OneOf(PLACES, { name: 'RehabilitationPlace' })
  readonly place: Place = 'home';

  @Nested(() => DeterminationDto, {
    optional: true,
    description: 'Needed with the paper `determination-result`; left out while it is missing',
  })
  readonly determination?: DeterminationDto;

  @Nested(() => OrdinalDto)
  readonly ordinal: OrdinalDto = new OrdinalDto();

  @SomeOf(DOSSIER_ITEMS, {
    name: 'DossierItem',
    description: 'Papers handed in',
    example: ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'],
  })
  readonly items: readonly DossierItem[] = [];

  @Nested(() => GuardianConsentDto, {
    optional: true,
    description: 'Needed for a person under 18 before the application can be registered',
  })
  readonly guardianConsent?: GuardianConsentDto;
}

export class SupplementDto {
  @Instant({ description: 'When the missing papers came' })
  readonly receivedAt: string = '';

  @SomeOf(DOSSIER_ITEMS, { name: 'DossierItem', example: ['curriculum-vitae'] })
  readonly items: readonly DossierItem[] = [];

  @Nested(() => DeterminationDto, {
    optional: true,
    description: 'A newer determination, where the first is too old',
  })
  readonly determination?: DeterminationDto;

  @Nested(() => GuardianConsentDto, { optional: true })
  readonly guardianConsent?: GuardianConsentDto;

  @ActedBy()
  readonly actedBy?: number;
}

export class ReceptionDto {
  @Instant({ description: 'When the commune police received the file and made the reception record' })
  readonly receivedAt: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class DecideDto {
  @Instant({ example: '2026-07-02T16:00:00+07:00' })
  readonly decidedAt: string = '';

  @Text({
    max: 50,
    example: '15/QĐ-CAX',
    pattern: /^[\p{L}\p{N}./-]+$/u,
    description: 'Number of the decision',
  })
  readonly number: string = '';

  @Day({ optional: true, description: 'First day of the term; only under the law to 30/06/2026' })
  readonly startsOn?: string;

  @WholeNumber({
    min: 1,
    max: 60,
    optional: true,
    example: 6,
    description: 'Months; only under the law to 30/06/2026',
  })
  readonly months?: number;

  @ActedBy()
  readonly actedBy?: number;
}

export class EndDto {
  @Instant({ description: 'When it took effect' })
  readonly at: string = '';

  @Text({ max: 1000, multiline: true, example: 'Người đăng ký nộp đơn xin rút hồ sơ' })
  readonly reason: string = '';
}
