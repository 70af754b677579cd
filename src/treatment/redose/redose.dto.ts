import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Flag, Instant, Nested, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { UNCHECKED_BECAUSE, UNCHECKED_FLAG } from '../protocol/unchecked.dto.js';
import { DOSE_UNITS, MOST_OF_A_DOSE, type DoseUnitName } from '../ledger/amounts.js';

const REASON = { max: 1000, multiline: true, example: 'Nôn 10 phút sau khi uống, tỉnh táo' } as const;
const DOSE = { min: 1, max: MOST_OF_A_DOSE, example: 4000 } as const;

export class DoseEventPath {
  @Uuid({ description: 'The entry of vomiting' })
  readonly doseEventId: string = '';
}

export class DecideRedoseDto {
  @WholeNumber({
    ...DOSE,
    description: 'The most that is given again, in the order’s unit; never more than was ordered',
  })
  readonly dose: number = 0;

  @Text(REASON)
  readonly reason: string = '';
}

/** What a clinician has decided on an entry of vomiting. */
abstract class DecidedDoseDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ ...DOSE, description: 'The most that is given again' })
  readonly dose: number = 0;

  @OneOf(DOSE_UNITS, { name: 'DoseUnitName', example: 'microlitre' })
  readonly unit: DoseUnitName = 'microlitre';

  @Text(REASON)
  readonly reason: string = '';

  @Uuid()
  readonly decidedBy: string = '';

  @Instant()
  readonly decidedAt: string = '';
}

export class RedoseDecisionDto extends DecidedDoseDto {
  @Uuid({ description: 'The entry of vomiting' })
  readonly doseEventId: string = '';

  @Uuid()
  readonly episodeId: string = '';

  @Flag(UNCHECKED_FLAG)
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, UNCHECKED_BECAUSE)
  readonly uncheckedBecause: BilingualDto | null = null;
}

/** As its entry in the ledger shows it. */
export class DecidedAgainDto extends DecidedDoseDto {
  @Instant({ nullable: true, example: null, description: 'A later decision took its place; null: it stands' })
  readonly replacedAt: string | null = null;
}
