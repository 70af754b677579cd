import { Injectable } from '@nestjs/common';
import { BlindIndex, defineRewritable, type BlindIndexValue } from '../platform/crypto/blind-index.js';
import { ColumnCipher } from '../platform/crypto/column-cipher.js';
import { CONTACT_KINDS, type ContactKind } from './contact.rules.js';
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifier.rules.js';

const SEALED_COLUMNS = {
  identifier: { table: 'person_identifier', column: 'value_sealed' },
  contact: { table: 'person_contact', column: 'value_sealed' },
  addressDetail: { table: 'person_address', column: 'detail_sealed' },
  guardianName: { table: 'person_guardian', column: 'full_name_sealed' },
  guardianPhone: { table: 'person_guardian', column: 'phone_sealed' },
  correction: { table: 'person_correction', column: 'before_sealed' },
} as const;

defineRewritable([...IDENTIFIER_KINDS, ...CONTACT_KINDS]);

export type SealedColumn = keyof typeof SEALED_COLUMNS;

/** Seals and opens what the register may not hold in the clear, each value bound to its row and column. */
@Injectable()
export class PersonVault {
  constructor(
    private readonly cipher: ColumnCipher,
    private readonly index: BlindIndex,
  ) {}

  seal(column: SealedColumn, row: string, plain: string): Buffer {
    return this.cipher.encrypt(plain, { ...SEALED_COLUMNS[column], row });
  }

  /** @throws Error when the ciphertext was altered or moved from its place */
  open(column: SealedColumn, row: string, sealed: Buffer): string {
    return this.cipher.decrypt(sealed, { ...SEALED_COLUMNS[column], row });
  }

  sealOptional(column: SealedColumn, row: string, plain: string | null): Buffer | null {
    return plain === null ? null : this.seal(column, row, plain);
  }

  openOptional(column: SealedColumn, row: string, sealed: Buffer | null): string | null {
    return sealed === null ? null : this.open(column, row, sealed);
  }

  /** What to store beside a sealed value, so that equal ones are found. @param value as normalised */
  fingerprint(kind: IdentifierKind | ContactKind, value: string): BlindIndexValue {
    return this.index.index(kind, value);
  }

  /** What to look for: one per key, the older ones until their rotation has ended. */
  fingerprints(kind: IdentifierKind | ContactKind, value: string): readonly BlindIndexValue[] {
    return this.index.candidates(kind, value);
  }
}
