import type { Birth, DateOnly } from '../law/date.js';
import type { Warning } from './citizen-id.rules.js';
import type { ContactKind } from './contact.rules.js';
import type { IdentifierKind } from './identifier.rules.js';
import type { AddressKind, GuardianRelation, Sex } from './person-kinds.js';

/** Of what is sealed in it, a value may be there that no key opens: it is null then. */
interface SealedPart {
  readonly unreadable: boolean;
}

export interface IdentifierRecord extends SealedPart {
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly value: string | null;
  readonly issuedOn: DateOnly | null;
  readonly issuedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface AddressRecord extends SealedPart {
  readonly id: string;
  readonly kind: AddressKind;
  readonly unitId: number;
  readonly unitName: string;
  readonly detail: string | null;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly | null;
  readonly endedReason: string | null;
}

export interface ContactRecord extends SealedPart {
  readonly id: string;
  readonly kind: ContactKind;
  readonly value: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface GuardianRecord extends SealedPart {
  readonly id: string;
  readonly relation: GuardianRelation;
  readonly fullName: string | null;
  readonly phone: string | null;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly | null;
  readonly endedReason: string | null;
}

/** A person as the register knows them, opened. It never says who added what: that alone could tell of a treatment. */
export interface PersonRecord {
  readonly id: string;
  readonly fullName: string;
  readonly birth: Birth;
  readonly sex: Sex;
  readonly identifiers: readonly IdentifierRecord[];
  readonly noIdentifierReason: string | null;
  readonly addresses: readonly AddressRecord[];
  readonly contacts: readonly ContactRecord[];
  readonly guardians: readonly GuardianRecord[];
  readonly warnings: readonly Warning[];
  readonly registeredAt: Date;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
  readonly version: number;
}
