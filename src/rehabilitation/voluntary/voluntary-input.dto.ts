import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { Text2 } from '../../law/text.js';
import { Day, Instant, Nested, SomeOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { PaperNumber } from '../../cases/steps/step-fields.js';

export { PaperNumber } from '../../cases/steps/step-fields.js';

export const DOSSIER_ITEMS = [
  'application',
  'curriculum-vitae',
  'guardian-opinion',
  'determination-result',
  'substitution-confirmation',
  'identity-copy',
  'guardian-consent',
  'head-of-police-letter',
] as const;
export type DossierItem = (typeof DOSSIER_ITEMS)[number];
export const PLACES = ['home', 'community'] as const;
export type Place = (typeof PLACES)[number];

defineCodeList('rehabilitation-place', { vi: 'Nơi cai nghiện', en: 'Place of rehabilitation' }, {
  home: { vi: 'Tại gia đình', en: 'At home' },
  community: { vi: 'Tại cộng đồng', en: 'In the community' },
} satisfies Record<Place, Text2>);

const OrganisationId = (description: string, optional = false): PropertyDecorator =>
  WholeNumber({ min: 1, max: 2_147_483_647, optional, example: 17, description });

/** The body that acted, where today's keeper enters an act of a former one or of a body that it referred the file to. */
export const ActedBy = (): PropertyDecorator =>
  OrganisationId(
    'Organisation that acted, where another enters it: the body that kept the file at that moment, or one to which it was referred. Left out, it is your own.',
    true,
  );

export class DeterminationDto {
  @Day({ example: '2026-07-01', description: 'Day of the result' })
  readonly on: string = '';

  @Text({ max: 300, example: 'Trung tâm Y tế khu vực Vĩnh Thuận' })
  readonly facility: string = '';

  @Instant({ example: '2026-07-01T15:00:00+07:00', description: 'When the person was told' })
  readonly toldAt: string = '';

  @Uuid({
    optional: true,
    description: 'The file of the determination, where it is on record here: it is held to what that says',
  })
  readonly recordId?: string;
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

export const StatedOrdinal = () =>
  Nested(() => OrdinalDto, {
    optional: true,
    description:
      'Stated by whoever knows more than the record; left out, it is taken from the record as `rehabilitation-ordinal` shows it, and refused where the record leaves it open',
  });

export class ForceMajeureDto {
  @Instant({ example: '2026-07-02T18:00:00+07:00', description: 'When the event began' })
  readonly since: string = '';

  @Instant({
    example: '2026-07-04T08:00:00+07:00',
    description: 'When it was over, as the competent body decided; the time limit is counted anew from then',
  })
  readonly endedAt: string = '';

  @PaperNumber('Number of the decision by which the competent body said that it is over')
  readonly number: string = '';

  @Text({
    max: 1000,
    multiline: true,
    example: 'Bão gây ngập, chia cắt xã; UBND tỉnh công bố hết tình huống khẩn cấp',
    description: 'The event, and the body that decided',
  })
  readonly reason: string = '';
}

const RegisteringForceMajeure = (): PropertyDecorator =>
  Nested(() => ForceMajeureDto, {
    optional: true,
    description: 'What kept the person from registering in time, where something did',
  });

export class GuardianConsentDto {
  @Uuid({ description: "One of the person's guardians" })
  readonly guardianId: string = '';

  @Day({ example: '2026-07-01' })
  readonly on: string = '';
}

export class WithoutResidenceDto {
  @Day({
    example: '2026-07-01',
    description: 'Day on which the act was found in the area of this organisation',
  })
  readonly actFoundOn: string = '';

  @Text({
    max: 500,
    example: 'Không ở nơi thường trú, chưa xác định được nơi ở hiện tại',
    description: 'What it is based on that there is no stable residence',
  })
  readonly basis: string = '';
}

/** What every door takes in; each adds its own. */
export class VoluntaryApplyDto {
  @Uuid()
  readonly personId: string = '';

  @Instant({ description: 'When the papers were handed in; not in the future' })
  readonly handedInAt: string = '';

  @Nested(() => DeterminationDto, {
    optional: true,
    description: 'Needed with the paper `determination-result`; left out while it is missing',
  })
  readonly determination?: DeterminationDto;

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

  @Nested(() => WithoutResidenceDto, {
    optional: true,
    description:
      'For a person without a stable residence, who registers where the act was found and for a public facility or reformatory alone',
  })
  readonly withoutResidence?: WithoutResidenceDto;

  @RegisteringForceMajeure()
  readonly forceMajeure?: ForceMajeureDto;
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

  @RegisteringForceMajeure()
  readonly forceMajeure?: ForceMajeureDto;

  @ActedBy()
  readonly actedBy?: number;
}

export class ReceptionDto {
  @Instant({ description: 'When the commune police received the file and made the reception record' })
  readonly receivedAt: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

/** A decision without a term of its own. */
export class DecisionInputDto {
  @Instant({ example: '2026-07-02T16:00:00+07:00' })
  readonly decidedAt: string = '';

  @PaperNumber('Number of the decision')
  readonly number: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class StartedDto {
  @Instant({ example: '2026-07-03T08:00:00+07:00', description: 'When rehabilitation began' })
  readonly startedAt: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class EndDto {
  @Instant({ description: 'When it took effect' })
  readonly at: string = '';

  @Text({ max: 1000, multiline: true, example: 'Theo giấy tờ kèm theo trong hồ sơ' })
  readonly reason: string = '';
}

export class StartFailureDto {
  @Instant({
    example: '2026-07-07T09:00:00+07:00',
    description: 'When it was found that the person had not begun; after the time limit to begin',
  })
  readonly at: string = '';

  @Text({
    max: 1000,
    multiline: true,
    example: 'Đã đến nhà hai lần, người có quyết định không thực hiện cai nghiện',
    description: 'What it is based on',
  })
  readonly reason: string = '';
}

export class ReferralDto {
  @Instant({ example: '2026-07-02T16:30:00+07:00', description: 'When the file was referred' })
  readonly referredAt: string = '';

  @OrganisationId('Facility or clinic that may read the file from now on and enter what it does')
  readonly organisationId: number = 0;
}
