import { CourseDto } from '../course/course-answer.dto.js';
import { courseDto } from '../course/course.view.js';
import { Day, Instant, ListOf, Nested, OneOf, Text, WholeNumber } from '../../platform/http/fields.js';
import { ExplanationDto } from '../../reminders/deadline.dto.js';
import type { Desk } from '../voluntary/desk.js';
import { PRIVATE_STATES, type PrivateState } from '../voluntary/door-private.js';
import { PUBLIC_STATES, type PublicState } from '../voluntary/door-public.js';
import { DOORS } from '../voluntary/doors.js';
import { DecisionDto, TermDto, VoluntaryFileDto } from '../voluntary/voluntary-answer.dto.js';
import { OrdinalDto } from '../voluntary/voluntary-input.dto.js';
import {
  decisionDto,
  iso,
  ordinalDto,
  termAbsentDto,
  termDto,
  toFileDto,
  type VoluntaryView,
} from '../voluntary/voluntary.view.js';
import { FACILITY_DOORS, type FacilityDoor } from './facility-input.dto.js';

type FacilityState = PrivateState | PublicState;
const STATES: readonly FacilityState[] = [...new Set<FacilityState>([...PRIVATE_STATES, ...PUBLIC_STATES])];

export class PlaceDto {
  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly organisationId: number = 0;

  @Instant({ nullable: true, description: 'When the facility received the person' })
  readonly admittedAt: string | null = null;

  @Text({ max: 50, nullable: true, example: '07/HĐ-CN', description: 'Number of the contract' })
  readonly contractNumber: string | null = null;

  @Day({ nullable: true, example: '2026-07-03', description: 'Day of the contract' })
  readonly contractSignedOn: string | null = null;

  @Day({
    nullable: true,
    example: '2027-01-15',
    description: 'Last day of the contract, where it is for part of the term alone',
  })
  readonly contractEndsOn: string | null = null;
}

export class FacilityRehabilitationDto extends VoluntaryFileDto {
  @OneOf(FACILITY_DOORS, { name: 'FacilityDoor' })
  readonly door: FacilityDoor = 'private';

  @OneOf(STATES, { name: 'FacilityRehabilitationStatus', example: 'decided' })
  readonly status: FacilityState = 'handed-in';

  @Nested(() => OrdinalDto)
  readonly ordinal: OrdinalDto = new OrdinalDto();

  @Instant({
    nullable: true,
    example: null,
    description:
      'When the commune police took over a file that the committee had registered before 01/07/2026',
  })
  readonly receptionAt: string | null = null;

  @Nested(() => PlaceDto, { nullable: true, description: 'Facility or reformatory, once it is known' })
  readonly place: PlaceDto | null = null;

  @Nested(() => TermDto, { nullable: true })
  readonly term: TermDto | null = null;

  @Nested(() => ExplanationDto, {
    nullable: true,
    description: 'Why there is no term, where the law does not say from which day it runs',
  })
  readonly termAbsent: ExplanationDto | null = null;

  @Nested(() => CourseDto, {
    nullable: true,
    description: 'What happened since the facility took the person',
  })
  readonly course: CourseDto | null = null;

  @ListOf(() => DecisionDto, {
    max: 20,
    description: 'Certificates of the facility, and of the commune police where the rest was done at home',
  })
  readonly certificates: readonly DecisionDto[] = [];
}

function toFacilityDto(view: VoluntaryView): FacilityRehabilitationDto {
  const { door, file, record } = view;
  const { placeOrganisationId, admittedAt, contractNumber, contractSignedOn, contractEndsOn } = record;
  return {
    ...toFileDto(view),
    door: door.door as FacilityDoor,
    status: file.status as FacilityState,
    ordinal: ordinalDto(record),
    receptionAt: iso(record.receptionAt),
    place:
      placeOrganisationId === null
        ? null
        : {
            organisationId: placeOrganisationId,
            admittedAt: iso(admittedAt),
            ...{ contractNumber, contractSignedOn, contractEndsOn },
          },
    term: termDto(record),
    termAbsent: termAbsentDto(view),
    course: courseDto(view),
    certificates: view.certificates.map(decisionDto),
  };
}

export const FACILITY: Desk<FacilityRehabilitationDto> = {
  doors: FACILITY_DOORS.map((door) => DOORS[door]),
  show: toFacilityDto,
};
