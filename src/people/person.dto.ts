import { currentRequest } from '../platform/http/request-context.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../platform/http/fields.js';
import { say } from '../platform/i18n/locale.js';
import { CONTACT_KINDS, type ContactKind } from './contact.rules.js';
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifier.rules.js';
import {
  ADDRESS_KINDS,
  GUARDIAN_RELATIONS,
  SEXES,
  type AddressKind,
  type GuardianRelation,
  type Sex,
} from './person-kinds.js';
import type { PersonRecord } from './person-record.js';

const UNREADABLE = {
  example: false,
  description:
    'True where a value is kept that no key opens: what is null here may be that. It is not lost by being read',
} as const;

export class BirthDto {
  @Day({ nullable: true, example: '1991-04-16', description: 'Null when only the year is known' })
  readonly date: string | null = null;

  @WholeNumber({ min: 1900, max: 2200, example: 1991 })
  readonly year: number = 0;
}

export class IdentifierDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(IDENTIFIER_KINDS, { name: 'IdentifierKind' })
  readonly kind: IdentifierKind = 'citizen-id';

  @Text({ max: 20, nullable: true, example: '091091004321', description: 'Null where it is `unreadable`' })
  readonly value: string | null = null;

  @Flag(UNREADABLE)
  readonly unreadable: boolean = false;

  @Day({ nullable: true, example: '2022-08-15' })
  readonly issuedOn: string | null = null;

  @Text({ max: 200, nullable: true, example: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' })
  readonly issuedBy: string | null = null;

  @Instant({ nullable: true, example: null, description: 'When it was replaced or found mistaken' })
  readonly endedAt: string | null = null;

  @Text({ max: 500, nullable: true, example: null })
  readonly endedReason: string | null = null;
}

export class AddressDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(ADDRESS_KINDS, { name: 'AddressKind' })
  readonly kind: AddressKind = 'current';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Text({ max: 200, example: 'Xã Vĩnh Thuận' })
  readonly unitName: string = '';

  @Text({ max: 300, nullable: true, example: 'Số 12, ấp Kinh 1' })
  readonly detail: string | null = null;

  @Flag(UNREADABLE)
  readonly unreadable: boolean = false;

  @Day({ example: '2025-07-01' })
  readonly fromOn: string = '';

  @Day({ nullable: true, example: null, description: 'Last day at this address' })
  readonly untilOn: string | null = null;

  @Text({ max: 500, nullable: true, example: null })
  readonly endedReason: string | null = null;
}

export class ContactDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(CONTACT_KINDS, { name: 'ContactKind' })
  readonly kind: ContactKind = 'phone';

  @Text({ max: 254, nullable: true, example: '0912345678', description: 'Null where it is `unreadable`' })
  readonly value: string | null = null;

  @Flag(UNREADABLE)
  readonly unreadable: boolean = false;

  @Instant({ nullable: true, example: null })
  readonly endedAt: string | null = null;

  @Text({ max: 500, nullable: true, example: null })
  readonly endedReason: string | null = null;
}

export class GuardianDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(GUARDIAN_RELATIONS, { name: 'GuardianRelation', example: 'mother' })
  readonly relation: GuardianRelation = 'mother';

  @Text({ max: 100, nullable: true, example: 'Trần Thị Mỹ Lệ', description: 'Null where it is `unreadable`' })
  readonly fullName: string | null = null;

  @Text({ max: 30, nullable: true, example: '0987654321' })
  readonly phone: string | null = null;

  @Flag(UNREADABLE)
  readonly unreadable: boolean = false;

  @Day({ example: '2010-02-20' })
  readonly fromOn: string = '';

  @Day({ nullable: true, example: null })
  readonly untilOn: string | null = null;

  @Text({ max: 500, nullable: true, example: null })
  readonly endedReason: string | null = null;
}

export class PersonWarningDto {
  @Text({ max: 100, example: 'people.citizenId.birthYearDiffers', description: 'Stable: switch on this' })
  readonly code: string = '';

  @Text({
    max: 500,
    example: 'Năm sinh suy ra từ số định danh khác với năm sinh đã ghi: hãy đối chiếu giấy tờ',
  })
  readonly detail: string = '';
}

/** A person with everything that the register holds, for those who may read the file. */
export class PersonDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 100, example: 'Nguyễn Văn Bình' })
  readonly fullName: string = '';

  @Nested(() => BirthDto)
  readonly birth: BirthDto = new BirthDto();

  @OneOf(SEXES, { name: 'Sex' })
  readonly sex: Sex = 'unknown';

  @ListOf(() => IdentifierDto, { max: 100, description: 'With those that were replaced or mistaken' })
  readonly identifiers: readonly IdentifierDto[] = [];

  @Text({ max: 300, nullable: true, example: null })
  readonly noIdentifierReason: string | null = null;

  @ListOf(() => AddressDto, { max: 100, description: 'The latest first' })
  readonly addresses: readonly AddressDto[] = [];

  @ListOf(() => ContactDto, { max: 100 })
  readonly contacts: readonly ContactDto[] = [];

  @ListOf(() => GuardianDto, { max: 100 })
  readonly guardians: readonly GuardianDto[] = [];

  @ListOf(() => PersonWarningDto, {
    max: 20,
    description: 'What to compare with the papers; nothing is refused for it',
  })
  readonly warnings: readonly PersonWarningDto[] = [];

  @Instant()
  readonly registeredAt: string = '';

  @Instant({ nullable: true, example: null, description: 'When the entry was voided as mistaken' })
  readonly voidedAt: string | null = null;

  @Text({ max: 500, nullable: true, example: null })
  readonly voidReason: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export function toPersonDto(person: PersonRecord): PersonDto {
  const locale = currentRequest()?.locale ?? 'vi';
  const { birth, identifiers, contacts, warnings, registeredAt, voidedAt, ...rest } = person;
  return {
    ...rest,
    birth: { date: birth.date ?? null, year: birth.year },
    identifiers: identifiers.map((identifier) => ({
      ...identifier,
      endedAt: instantText(identifier.endedAt),
    })),
    contacts: contacts.map((contact) => ({ ...contact, endedAt: instantText(contact.endedAt) })),
    warnings: warnings.map(({ code, detail }) => ({ code, detail: say(detail, locale) })),
    registeredAt: registeredAt.toISOString(),
    voidedAt: instantText(voidedAt),
  };
}

function instantText(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
