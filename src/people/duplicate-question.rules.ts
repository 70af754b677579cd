import type { Birth } from '../law/date.js';
import type { FieldFault } from '../platform/errors/problem.js';
import { birthFaults, birthOf } from './birth.rules.js';
import type { Checked } from './checked.js';
import type { CheckDuplicatesDto } from './duplicate-check.dto.js';
import { cleanName } from './name.rules.js';
import type { Sex } from './person-kinds.js';
import {
  checkContact,
  checkIdentifier,
  type CleanContact,
  type CleanIdentifier,
  type RuleContext,
} from './person-parts.rules.js';

/** What entries are compared by. */
export interface Described {
  readonly fullName: string;
  readonly birth: Birth;
  readonly sex: Sex | null;
  readonly identifiers: readonly Pick<CleanIdentifier, 'kind' | 'value'>[];
  readonly contacts: readonly CleanContact[];
}

/** All that is wrong with the description at once. An unknown commune is no fault: nobody lives there. */
export function checkDescription(input: CheckDuplicatesDto, context: RuleContext): Checked<Described> {
  const identifiers = input.identifiers.map((each, at) =>
    checkIdentifier(each, `/identifiers/${at}`, context),
  );
  const contacts = input.contacts.map((each, at) => checkContact(each, `/contacts/${at}`));
  const faults: readonly FieldFault[] = [
    ...birthFaults(input.birth, context.today),
    ...[...identifiers, ...contacts].flatMap((part) => part.faults),
  ];
  return {
    clean: {
      fullName: cleanName(input.fullName),
      birth: birthOf(input.birth),
      sex: input.sex ?? null,
      identifiers: identifiers.map((part) => part.clean),
      contacts: contacts.map((part) => part.clean),
    },
    faults,
  };
}
