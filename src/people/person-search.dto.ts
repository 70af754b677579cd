import { Nested, OneOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { CONTACT_KINDS, type ContactKind } from './contact.rules.js';
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifier.rules.js';
import { NAME_MAX } from './name.rules.js';
import { SEXES, type Sex } from './person-kinds.js';

/** Names go in the body: an address would stand in logs. */
export class SearchPersonsDto {
  @Text({
    max: NAME_MAX,
    example: 'hung nguyen',
    description:
      'Words of the name, whole or begun, in any order, with or without accents; a single letter is a whole word',
  })
  readonly q: string = '';

  @WholeNumber({
    min: 1,
    max: 50,
    optional: true,
    example: 20,
    description: 'Persons a page, 20 unless told',
  })
  readonly limit: number = 20;

  @Text({ max: 1000, optional: true, description: '`nextCursor` of the page before' })
  readonly cursor?: string;
}

export type LookupKind = IdentifierKind | ContactKind;
const LOOKUP_KINDS: readonly LookupKind[] = [...IDENTIFIER_KINDS, ...CONTACT_KINDS];

export class LookUpPersonsDto {
  @OneOf(LOOKUP_KINDS, { name: 'LookupKind' })
  readonly kind: LookupKind = 'citizen-id';

  @Text({
    max: 254,
    example: '091091004321',
    description: 'The whole value: nothing is found by a part of it',
  })
  readonly value: string = '';
}

export class CommuneDto {
  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Text({ max: 200, example: 'Xã Vĩnh Thuận' })
  readonly name: string = '';
}

/** Enough to choose the right person, and no more. */
export class PersonSummaryDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: NAME_MAX, example: 'Nguyễn Mạnh Hùng' })
  readonly fullName: string = '';

  @WholeNumber({ min: 1900, max: 2200, example: 1991 })
  readonly birthYear: number = 0;

  @OneOf(SEXES, { name: 'Sex' })
  readonly sex: Sex = 'unknown';

  @Nested(() => CommuneDto, { nullable: true, description: 'Of the address that holds today' })
  readonly commune: CommuneDto | null = null;
}
