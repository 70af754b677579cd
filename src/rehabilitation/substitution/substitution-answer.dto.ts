import { Instant, Nested, OneOf, WholeNumber } from '../../platform/http/fields.js';
import type { Desk } from '../voluntary/desk.js';
import { SUBSTITUTION_STATES, type SubstitutionState } from '../voluntary/door-substitution.js';
import { DOORS } from '../voluntary/doors.js';
import { VoluntaryFileDto } from '../voluntary/voluntary-answer.dto.js';
import { iso, toFileDto, type VoluntaryView } from '../voluntary/voluntary.view.js';

export class ClinicDto {
  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly organisationId: number = 0;

  @Instant({ nullable: true, description: 'When treatment began, or the person was found eligible' })
  readonly since: string | null = null;
}

export class SubstitutionRegistrationDto extends VoluntaryFileDto {
  @OneOf(SUBSTITUTION_STATES, { name: 'SubstitutionRegistrationStatus', example: 'awaiting-clinic' })
  readonly status: SubstitutionState = 'handed-in';

  @Nested(() => ClinicDto, { nullable: true, description: 'Clinic that took the person' })
  readonly clinic: ClinicDto | null = null;
}

function toSubstitutionDto(view: VoluntaryView): SubstitutionRegistrationDto {
  const { file, record } = view;
  const { placeOrganisationId, admittedAt } = record;
  return {
    ...toFileDto(view),
    status: file.status as SubstitutionState,
    clinic:
      placeOrganisationId === null ? null : { organisationId: placeOrganisationId, since: iso(admittedAt) },
  };
}

export const SUBSTITUTION: Desk<SubstitutionRegistrationDto> = {
  doors: [DOORS.substitution],
  show: toSubstitutionDto,
};
