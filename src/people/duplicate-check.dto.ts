import { ListOf, Nested, OneOf, SomeOf, Text, Uuid, WholeNumber, Instant } from '../platform/http/fields.js';
import { ChangePageQuery } from '../platform/http/change-page.js';
import {
  DUPLICATE_REASONS,
  LIKELIHOODS,
  type DuplicateReason,
  type Likelihood,
} from './duplicate.code-lists.js';
import {
  AddressInputDto,
  BirthInputDto,
  ContactInputDto,
  IdentifierInputDto,
  NAME_FIELD,
} from './person-input.dto.js';
import { SEXES, type Sex } from './person-kinds.js';
import { PersonSummaryDto } from './person-search.dto.js';
import { PersonDto } from './person.dto.js';

/** A person as far as the form is filled in; the same fields as those of a registration. */
export class CheckDuplicatesDto {
  @Text({ ...NAME_FIELD, example: 'Nguyễn Văn Bình' })
  readonly fullName: string = '';

  @Nested(() => BirthInputDto)
  readonly birth: BirthInputDto = new BirthInputDto();

  @OneOf(SEXES, { name: 'Sex', optional: true })
  readonly sex?: Sex;

  @ListOf(() => IdentifierInputDto, { max: 3, optional: true })
  readonly identifiers: readonly IdentifierInputDto[] = [];

  @ListOf(() => ContactInputDto, { max: 10, optional: true })
  readonly contacts: readonly ContactInputDto[] = [];

  @ListOf(() => AddressInputDto, { max: 3, optional: true })
  readonly addresses: readonly AddressInputDto[] = [];
}

const REASONS = { name: 'DuplicateReason', min: 1, example: ['same-name-birth-date'] };
const SCORE = { min: 1, max: 100, example: 80, description: 'By the rules that `reasons` name; 100 is most' };

/** An entry within the own scope that may be the same person. */
export class DuplicateDto {
  @Nested(() => PersonSummaryDto)
  readonly person: PersonSummaryDto = new PersonSummaryDto();

  @SomeOf(DUPLICATE_REASONS, REASONS)
  readonly reasons: readonly DuplicateReason[] = [];

  @WholeNumber(SCORE)
  readonly score: number = 1;

  @OneOf(LIKELIHOODS, { name: 'DuplicateLikelihood', example: 'likely' })
  readonly likelihood: Likelihood = 'possible';
}

const SHOWN = {
  max: 20,
  example: [],
  description: 'Entries within the own scope that may be the same person, the likeliest first',
};

/** A person just registered. */
export class RegisteredPersonDto extends PersonDto {
  @ListOf(() => DuplicateDto, SHOWN)
  readonly possibleDuplicates: readonly DuplicateDto[] = [];
}

export class PossibleDuplicatesQuery extends ChangePageQuery {
  @OneOf(LIKELIHOODS, {
    name: 'DuplicateLikelihood',
    optional: true,
    example: 'strong',
    description: 'Only pairs at least as likely',
  })
  readonly atLeast?: Likelihood;
}

const TWO_ENTRIES = ['01890a5d-ac96-774b-bcce-b302099a8057', '01890a5e-0c31-7d1f-9c55-6a1f0e4b2d90'].map(
  (id) => ({
    id,
    fullName: 'Nguyễn Mạnh Hùng',
    birthYear: 1991,
    sex: 'male',
    commune: { unitId: 2331069, name: 'Xã Vĩnh Thuận' },
  }),
);

/** Two entries that may be one person, for an organisation that sees both. */
export class PossibleDuplicateDto {
  @Uuid()
  readonly id: string = '';

  @ListOf(() => PersonSummaryDto, { min: 2, max: 2, example: TWO_ENTRIES })
  readonly persons: readonly PersonSummaryDto[] = [];

  @SomeOf(DUPLICATE_REASONS, REASONS)
  readonly reasons: readonly DuplicateReason[] = [];

  @WholeNumber(SCORE)
  readonly score: number = 1;

  @OneOf(LIKELIHOODS, { name: 'DuplicateLikelihood', example: 'likely' })
  readonly likelihood: Likelihood = 'possible';

  @Instant()
  readonly foundAt: string = '';
}

export class DismissDuplicateDto {
  @Text({ max: 500, multiline: true, example: 'Hai anh em sinh đôi, đã đối chiếu giấy khai sinh' })
  readonly reason: string = '';
}
