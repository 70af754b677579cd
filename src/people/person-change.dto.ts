import { Day, Instant, Nested, OneOf, OpenObject, SomeOf, Text, Uuid } from '../platform/http/fields.js';
import {
  AddressInputDto,
  BirthInputDto,
  ContactInputDto,
  GuardianInputDto,
  IdentifierInputDto,
  NAME_FIELD,
} from './person-input.dto.js';
import { PARTS, type Part } from './person-part-endings.js';
import { SEXES, type Sex } from './person-kinds.js';

const REASON_MAX = 500;

const CORRECTABLE = ['fullName', 'birth', 'sex', 'noIdentifierReason'] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];

/** What was entered wrongly, as it should have been; what is left out stays. */
export class CorrectPersonDto {
  @Text({ ...NAME_FIELD, optional: true, example: 'Nguyễn Văn Bính' })
  readonly fullName?: string;

  @Nested(() => BirthInputDto, { optional: true })
  readonly birth?: BirthInputDto;

  @OneOf(SEXES, { name: 'Sex', optional: true })
  readonly sex?: Sex;

  @Text({ max: 300, optional: true, description: 'Only while there is no identifier' })
  readonly noIdentifierReason?: string;

  @Text({ max: REASON_MAX, multiline: true, example: 'Ghi nhầm dấu khi nhập, đã đối chiếu giấy khai sinh' })
  readonly reason: string = '';
}

export class VoidPersonDto {
  @Text({ max: REASON_MAX, multiline: true, example: 'Nhập trùng một người đã có' })
  readonly reason: string = '';
}

export class ReplacesDto {
  @Uuid({ description: 'What the new one takes the place of' })
  readonly id: string = '';

  @Text({ max: REASON_MAX, example: 'Đã được cấp thẻ căn cước mới' })
  readonly reason: string = '';
}

const REPLACES = { optional: true, description: 'Ends what is replaced; needed where one of the kind holds' };

export class AddIdentifierDto extends IdentifierInputDto {
  @Nested(() => ReplacesDto, REPLACES)
  readonly replaces?: ReplacesDto;
}

export class AddAddressDto extends AddressInputDto {
  @Nested(() => ReplacesDto, REPLACES)
  readonly replaces?: ReplacesDto;
}

export class AddContactDto extends ContactInputDto {
  @Nested(() => ReplacesDto, REPLACES)
  readonly replaces?: ReplacesDto;
}

export class AddGuardianDto extends GuardianInputDto {
  @Nested(() => ReplacesDto, REPLACES)
  readonly replaces?: ReplacesDto;
}

/** Ends what holds no longer or never held, without anything in its place. */
export class EndPartDto {
  @OneOf(PARTS, { name: 'PersonPart', example: 'contact' })
  readonly part: Part = 'contact';

  @Uuid()
  readonly id: string = '';

  @Day({
    optional: true,
    example: '2026-06-30',
    description: 'Last day of an address or guardian; today unless told',
  })
  readonly lastDay?: string;

  @Text({ max: REASON_MAX, example: 'Số này của người khác' })
  readonly reason: string = '';
}

/** One correction: what stood there before, and why it was changed. */
export class PersonCorrectionDto {
  @Uuid()
  readonly id: string = '';

  @SomeOf(CORRECTABLE, { name: 'CorrectableField' })
  readonly fields: readonly CorrectableField[] = [];

  @OpenObject({
    nullable: true,
    example: { fullName: 'Nguyễn Văn Bình' },
    description: 'The fields as they were before; null where they are kept and no key opens them',
  })
  readonly before: Readonly<Record<string, unknown>> | null = null;

  @Text({ max: REASON_MAX, example: 'Ghi nhầm dấu khi nhập, đã đối chiếu giấy khai sinh' })
  readonly reason: string = '';

  @Instant()
  readonly correctedAt: string = '';
}
