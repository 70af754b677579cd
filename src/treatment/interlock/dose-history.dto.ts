import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Flag, ListOf, Nested } from '../../platform/http/fields.js';
import { UNCHECKED_BECAUSE, UNCHECKED_FLAG } from '../protocol/unchecked.dto.js';
import { DecidedAgainDto } from '../redose/redose.dto.js';
import { DoseEventDto } from './dose.dto.js';

/** An entry of the ledger, with what is known of it since. */
export class DoseHistoryDto extends DoseEventDto {
  @ListOf(() => DecidedAgainDto, {
    max: 20,
    example: [],
    description:
      'Of vomiting: what clinicians decided on a dose that is given again, the latest first. One of them stands, the one that nothing has replaced',
  })
  readonly decisions: readonly DecidedAgainDto[] = [];

  @Flag({
    ...UNCHECKED_FLAG,
    nullable: true,
    description:
      'Of what was given or prepared: no signed protocol was in force where it was, or of a guest at his home, so that it was held against no clinical number. Null of other entries',
  })
  readonly unchecked: boolean | null = null;

  @Nested(() => BilingualDto, UNCHECKED_BECAUSE)
  readonly uncheckedBecause: BilingualDto | null = null;
}
