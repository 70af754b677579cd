import { Day, OneOf, WholeNumber } from '../../platform/http/fields.js';
import {
  DecisionInputDto,
  StatedOrdinal,
  type OrdinalDto,
  PLACES,
  VoluntaryApplyDto,
  type Place,
} from '../voluntary/voluntary-input.dto.js';

export class ApplyDto extends VoluntaryApplyDto {
  @OneOf(PLACES, { name: 'RehabilitationPlace' })
  readonly place: Place = 'home';

  @StatedOrdinal()
  readonly ordinal?: OrdinalDto;
}

export class DecideDto extends DecisionInputDto {
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
}
