import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { BlindIndex, defineRewritable, type BlindIndexValue } from '../platform/crypto/blind-index.js';
import { ColumnCipher } from '../platform/crypto/column-cipher.js';
import { METRICS } from '../platform/observability/metrics.js';
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

const UNREADABLE = new Counter({
  name: 'sealed_values_unreadable_total',
  help: 'How often a value of the register was asked for that no key opens, by column',
  labelNames: ['column'] as const,
  registers: [METRICS],
});

/** Seals and opens what the register may not hold in the clear, each value bound to its row and column. */
@Injectable()
export class PersonVault {
  private readonly logger = new Logger(PersonVault.name);

  constructor(
    private readonly cipher: ColumnCipher,
    private readonly index: BlindIndex,
  ) {}

  seal(column: SealedColumn, row: string, plain: string): Buffer {
    return this.cipher.encrypt(plain, { ...SEALED_COLUMNS[column], row });
  }

  /**
   * What was sealed there. One value that cannot be opened must not hide the whole person.
   *
   * @returns null where its key is not in the ring, or the value was altered or moved; told to the log, by its place
   */
  open(column: SealedColumn, row: string, sealed: Buffer): string | null {
    const place = { ...SEALED_COLUMNS[column], row };
    try {
      return this.cipher.decrypt(sealed, place);
    } catch {
      const name = `${place.table}.${place.column}`;
      UNREADABLE.inc({ column: name });
      this.logger.error(`${name} of row ${row} cannot be opened by any key`);
      return null;
    }
  }

  sealOptional(column: SealedColumn, row: string, plain: string | null): Buffer | null {
    return plain === null ? null : this.seal(column, row, plain);
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
