import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Flag, Nested } from '../../platform/http/fields.js';

export const UNCHECKED_FLAG = {
  example: true,
  description:
    'No signed protocol of this kind is in force: what is entered is kept and held against no clinical number',
} as const;
export const UNCHECKED_BECAUSE = { nullable: true, description: 'Why nothing is checked' } as const;

/** What an answer says where a value of a protocol would bear on it. */
export class UncheckedDto {
  @Flag(UNCHECKED_FLAG)
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, UNCHECKED_BECAUSE)
  readonly uncheckedBecause: BilingualDto | null = null;
}
