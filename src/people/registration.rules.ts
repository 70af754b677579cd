import { ageOn, type Birth, type DateOnly } from '../law/date.js';
import { text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';
import { birthFaults, birthOf } from './birth.rules.js';
import { fault, faultIf, type Checked } from './checked.js';
import { cleanName } from './name.rules.js';
import type { RegisterPersonDto } from './person-input.dto.js';
import type { Sex } from './person-kinds.js';
import {
  checkAddress,
  checkContact,
  checkGuardian,
  checkIdentifier,
  type CleanAddress,
  type CleanContact,
  type CleanGuardian,
  type CleanIdentifier,
  type RuleContext,
} from './person-parts.rules.js';

export interface CleanRegistration {
  readonly fullName: string;
  readonly birth: Birth;
  readonly sex: Sex;
  readonly identifiers: readonly CleanIdentifier[];
  readonly noIdentifierReason: string | null;
  readonly addresses: readonly CleanAddress[];
  readonly contacts: readonly CleanContact[];
  readonly guardians: readonly CleanGuardian[];
}

const FULL_AGE = 18;

const KIND_TWICE = text2('Mỗi loại chỉ ghi một mục đang có hiệu lực', 'At most one of each kind');
const NO_IDENTIFIER = text2(
  'Ghi ít nhất một giấy tờ, hoặc lý do không có giấy tờ',
  'Give at least one identifier, or the reason why there is none',
);
const REASON_AND_IDENTIFIER = text2(
  'Chỉ ghi lý do khi không có giấy tờ nào',
  'A reason belongs only where there is no identifier',
);
const OF_FULL_AGE = text2(
  'Chỉ ghi người giám hộ, người đại diện của người dưới 18 tuổi',
  'Guardians are recorded of a person under 18 only',
);

/** All that is wrong with a registration at once, and the form in which it is stored. */
export function checkRegistration(
  input: RegisterPersonDto,
  context: RuleContext,
): Checked<CleanRegistration> {
  const identifiers = checkEach(input.identifiers, '/identifiers', context, checkIdentifier);
  const addresses = checkEach(input.addresses, '/addresses', context, checkAddress);
  const contacts = checkEach(input.contacts, '/contacts', context, checkContact);
  const guardians = checkEach(input.guardians, '/guardians', context, checkGuardian);
  const wrongBirth = birthFaults(input.birth, context.today);
  const birth = birthOf(input.birth);
  return {
    clean: {
      fullName: cleanName(input.fullName),
      birth,
      sex: input.sex,
      identifiers: identifiers.clean,
      noIdentifierReason: input.noIdentifierReason ?? null,
      addresses: addresses.clean,
      contacts: contacts.clean,
      guardians: guardians.clean,
    },
    faults: [
      ...wrongBirth,
      ...[identifiers, addresses, contacts, guardians].flatMap((part) => part.faults),
      ...kindsTwice(input.identifiers, '/identifiers'),
      ...kindsTwice(input.addresses, '/addresses'),
      ...identifierOrReason(input),
      ...(wrongBirth.length === 0 && input.guardians.length > 0
        ? guardianFaults(birth, context.today, '/guardians')
        : []),
    ],
  };
}

/** Empty for a person who may be under 18: with the year alone, the later birthday decides. */
export function guardianFaults(birth: Birth, today: DateOnly, pointer: string): readonly FieldFault[] {
  return faultIf(ageOn(birth, today).min >= FULL_AGE, pointer, 'guardian.fullAge', OF_FULL_AGE);
}

function checkEach<Input, Clean>(
  inputs: readonly Input[],
  at: string,
  context: RuleContext,
  check: (input: Input, at: string, context: RuleContext) => Checked<Clean>,
): Checked<readonly Clean[]> {
  const checked = inputs.map((input, index) => check(input, `${at}/${index}`, context));
  return { clean: checked.map((one) => one.clean), faults: checked.flatMap((one) => one.faults) };
}

function kindsTwice(parts: readonly { readonly kind: string }[], at: string): readonly FieldFault[] {
  return parts.flatMap((part, index) => {
    const isFirst = parts.findIndex((other) => other.kind === part.kind) === index;
    return isFirst ? [] : [fault(`${at}/${index}/kind`, 'kindTwice', KIND_TWICE)];
  });
}

function identifierOrReason(input: RegisterPersonDto): readonly FieldFault[] {
  const hasIdentifier = input.identifiers.length > 0;
  const hasReason = input.noIdentifierReason !== undefined;
  if (hasIdentifier === hasReason) {
    return hasReason
      ? [fault('/noIdentifierReason', 'identifier.reasonBesideIdentifier', REASON_AND_IDENTIFIER)]
      : [fault('/identifiers', 'identifier.orReason', NO_IDENTIFIER)];
  }
  return [];
}
