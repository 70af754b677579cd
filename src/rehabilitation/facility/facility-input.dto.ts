import { text2, type Text2 } from '../../law/text.js';
import { Day, Instant, OneOf, Text, WholeNumber } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import {
  ActedBy,
  DecisionInputDto,
  StatedOrdinal,
  type OrdinalDto,
  PaperNumber,
  VoluntaryApplyDto,
} from '../voluntary/voluntary-input.dto.js';

export const FACILITY_DOORS = ['private', 'public'] as const;
export type FacilityDoor = (typeof FACILITY_DOORS)[number];

export const WANTED_PLACES = ['facility-elsewhere', 'reformatory'] as const;
/** What the provincial police ask the ministry's department for. */
export type WantedPlace = (typeof WANTED_PLACES)[number];

defineCodeList('facility-door', text2('Loại cơ sở cai nghiện', 'Kind of facility'), {
  private: text2('Cơ sở cai nghiện ma túy tư nhân', 'Private facility'),
  public: text2('Cơ sở cai nghiện ma túy công lập, trường giáo dưỡng', 'Public facility or reformatory'),
} satisfies Record<FacilityDoor, Text2>);
defineCodeList('wanted-place', text2('Nơi đề nghị Bộ Công an quyết định', 'Place asked of the ministry'), {
  'facility-elsewhere': text2(
    'Cơ sở công lập của tỉnh, thành phố khác',
    'Public facility of another province',
  ),
  reformatory: text2('Trường giáo dưỡng', 'Reformatory'),
} satisfies Record<WantedPlace, Text2>);

const MAX_ID = 2_147_483_647;

export class FacilityApplyDto extends VoluntaryApplyDto {
  @OneOf(FACILITY_DOORS, { name: 'FacilityDoor' })
  readonly door: FacilityDoor = 'private';

  @StatedOrdinal()
  readonly ordinal?: OrdinalDto;
}

export class FacilityDecisionDto extends DecisionInputDto {
  @WholeNumber({
    min: 1,
    max: MAX_ID,
    optional: true,
    example: 17,
    description:
      'Private facility to which the file goes with the decision; it records contract and reception',
  })
  readonly organisationId?: number;
}

export class ContractDto {
  @Instant({ example: '2026-06-29T09:30:00+07:00', description: 'When the contract was concluded' })
  readonly signedAt: string = '';

  @PaperNumber('Number of the contract')
  readonly number: string = '';

  @Day({ example: '2026-06-29', description: 'First day of the term' })
  readonly startsOn: string = '';

  @WholeNumber({ min: 1, max: 60, example: 6, description: 'Months' })
  readonly months: number = 0;

  @ActedBy()
  readonly actedBy?: number;
}

export class CommuneNoticeDto {
  @Instant({ example: '2026-06-30T08:00:00+07:00', description: 'When the commune was told' })
  readonly notifiedAt: string = '';

  @WholeNumber({
    min: 1,
    max: MAX_ID,
    example: 17,
    description: 'People’s committee that was told; it may read the file from now on',
  })
  readonly organisationId: number = 0;

  @ActedBy()
  readonly actedBy?: number;
}

export class AdmissionDto {
  @Instant({
    example: '2026-07-03T09:00:00+07:00',
    description: 'When the facility made its reception record, or took the person over from the police',
  })
  readonly receivedAt: string = '';

  @PaperNumber('Number of the contract; of a private facility alone', true)
  readonly contractNumber?: string;

  @Day({
    optional: true,
    example: '2026-07-03',
    description: 'Day of the contract; of a private facility alone',
  })
  readonly contractSignedOn?: string;

  @Day({
    optional: true,
    example: '2027-01-15',
    description:
      'Last day of the contract, where it is for part of the term alone; what is left goes on at home',
  })
  readonly contractEndsOn?: string;

  @ActedBy()
  readonly actedBy?: number;
}

export class FacilityProposalDto {
  @Instant({ example: '2026-07-03T08:00:00+07:00', description: 'When the letter was sent' })
  readonly sentAt: string = '';

  @Instant({
    optional: true,
    example: '2026-07-03T08:30:00+07:00',
    description: 'When it arrived, which starts the receiver’s 24 hours; left out, at once',
  })
  readonly arrivedAt?: string;

  @PaperNumber('Number of the letter')
  readonly number: string = '';

  @ActedBy()
  readonly actedBy?: number;
}

export class DesignationDto {
  @Instant({ example: '2026-07-03T15:00:00+07:00' })
  readonly designatedAt: string = '';

  @PaperNumber('Number of the decision')
  readonly number: string = '';

  @WholeNumber({
    min: 1,
    max: MAX_ID,
    example: 17,
    description: 'Facility or reformatory that takes the person',
  })
  readonly organisationId: number = 0;

  @ActedBy()
  readonly actedBy?: number;
}

export class DesignationRequestDto extends FacilityProposalDto {
  @WholeNumber({ min: 1, max: MAX_ID, example: 17, description: 'Department of the ministry that is asked' })
  readonly organisationId: number = 0;

  @OneOf(WANTED_PLACES, { name: 'WantedPlace' })
  readonly wanted: WantedPlace = 'facility-elsewhere';
}

export class OutsideDecisionDto {
  @Instant({ example: '2026-06-29T15:00:00+07:00' })
  readonly decidedAt: string = '';

  @PaperNumber('Number of the decision')
  readonly number: string = '';

  @Text({
    max: 200,
    example: 'Ủy ban nhân dân tỉnh An Giang',
    description: 'Body that decided, as the paper says: the decree names none',
  })
  readonly body: string = '';
}
