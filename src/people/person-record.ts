import type { Birth, DateOnly } from '../law/date.js';
import type { Warning } from './citizen-id.rules.js';
import type { ContactKind } from './contact.rules.js';
import type { IdentifierKind } from './identifier.rules.js';
import type { AddressKind, GuardianRelation, Sex } from './person-kinds.js';

export interface IdentifierRecord {
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly issuedOn: DateOnly | null;
  readonly issuedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface AddressRecord {
  readonly id: string;
  readonly kind: AddressKind;
  readonly unitId: number;
  readonly unitName: string;
  readonly detail: string | null;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly | null;
  readonly endedReason: string | null;
}

export interface ContactRecord {
  readonly id: string;
  readonly kind: ContactKind;
  readonly value: string;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface GuardianRecord {
  readonly id: string;
  readonly relation: GuardianRelation;
  readonly fullName: string;
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
