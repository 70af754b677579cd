import { Day, ListOf, Nested, OneOf, Text, WholeNumber } from '../platform/http/fields.js';
import { FIRST_BIRTH_YEAR } from './birth.rules.js';
import { CONTACT_KINDS, type ContactKind } from './contact.rules.js';
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifier.rules.js';
import { NAME_MAX, NAME_PATTERN } from './name.rules.js';
import {
  ADDRESS_KINDS,
  GUARDIAN_RELATIONS,
  SEXES,
  type AddressKind,
  type GuardianRelation,
  type Sex,
} from './person-kinds.js';

export const NAME_FIELD = {
  max: NAME_MAX,
  pattern: NAME_PATTERN,
  patternDetail: {
    vi: 'Họ tên chỉ gồm chữ cái, dấu cách, dấu nháy, gạch nối và dấu chấm, bắt đầu bằng chữ cái',
    en: 'A name has letters, spaces, apostrophes, hyphens and dots, and begins with a letter',
  },
} as const;

export class BirthInputDto {
  @Day({ optional: true, example: '1991-04-16', description: 'Leave out when only the year is known' })
  readonly date?: string;

  @WholeNumber({
    min: FIRST_BIRTH_YEAR,
    max: 2200,
    optional: true,
    description: 'Only without the date',
  })
  readonly year?: number;
}

export class IdentifierInputDto {
  @OneOf(IDENTIFIER_KINDS, { name: 'IdentifierKind' })
  readonly kind: IdentifierKind = 'citizen-id';

  @Text({
    max: 20,
    example: '091091004321',
    description: 'Twelve digits, nine digits, or 6 to 20 of A–Z and 0–9',
  })
  readonly value: string = '';

  @Day({ optional: true, example: '2022-08-15' })
  readonly issuedOn?: string;

  @Text({ max: 200, optional: true, example: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' })
  readonly issuedBy?: string;
}

export class AddressInputDto {
  @OneOf(ADDRESS_KINDS, { name: 'AddressKind' })
  readonly kind: AddressKind = 'current';

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    example: 2331069,
    description: 'A commune that exists on `fromOn`',
  })
  readonly unitId: number = 0;

  @Text({ max: 300, optional: true, example: 'Số 12, ấp Kinh 1', description: 'House, street, hamlet' })
  readonly detail?: string;

  @Day({ example: '2025-07-01', description: 'First day at this address' })
  readonly fromOn: string = '';
}

export class ContactInputDto {
  @OneOf(CONTACT_KINDS, { name: 'ContactKind' })
  readonly kind: ContactKind = 'phone';

  @Text({ max: 254, example: '0912345678' })
  readonly value: string = '';
}

export class GuardianInputDto {
  @OneOf(GUARDIAN_RELATIONS, { name: 'GuardianRelation', example: 'mother' })
  readonly relation: GuardianRelation = 'mother';

  @Text({ ...NAME_FIELD, example: 'Trần Thị Mỹ Lệ' })
  readonly fullName: string = '';

  @Text({ max: 30, optional: true, example: '0987654321' })
  readonly phone?: string;

  @Day({ example: '2010-02-20', description: 'First day of the relation' })
  readonly fromOn: string = '';
}

/** A person as entered for the first time. */
export class RegisterPersonDto {
  @Text({ ...NAME_FIELD, example: 'Nguyễn Văn Bình' })
  readonly fullName: string = '';

  @Nested(() => BirthInputDto)
  readonly birth: BirthInputDto = new BirthInputDto();

  @OneOf(SEXES, { name: 'Sex' })
  readonly sex: Sex = 'unknown';

  @ListOf(() => IdentifierInputDto, { max: 3, optional: true, description: 'At most one of each kind' })
  readonly identifiers: readonly IdentifierInputDto[] = [];

  @Text({
    max: 300,
    optional: true,
    description: 'Why there is no identifier; only without one',
  })
  readonly noIdentifierReason?: string;

  @ListOf(() => AddressInputDto, { max: 3, optional: true, description: 'At most one of each kind' })
  readonly addresses: readonly AddressInputDto[] = [];

  @ListOf(() => ContactInputDto, { max: 10, optional: true })
  readonly contacts: readonly ContactInputDto[] = [];

  @ListOf(() => GuardianInputDto, {
    max: 4,
    optional: true,
    example: [],
    description: 'Only of a person under 18',
  })
  readonly guardians: readonly GuardianInputDto[] = [];
}
