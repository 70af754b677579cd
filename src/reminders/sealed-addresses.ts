import { Injectable } from '@nestjs/common';
import { ColumnCipher } from '../platform/crypto/column-cipher.js';
import type { Tx } from '../platform/database/tx.js';

/** Real minutes for which a code may be used. */
export const CODE_MINUTES = 30;
/** After so many wrong codes a new one has to be asked for. */
const MOST_CODE_FAILURES = 5;

export interface PendingAddress {
  readonly id: string;
  readonly address: string;
  readonly code: string;
  readonly expiresAt: Date;
}

interface SealedRow {
  readonly id: string;
  readonly addressSealed: Buffer;
  readonly codeSealed: Buffer | null;
  readonly expiresAt: Date;
}

const COLUMNS = `id, address_sealed as "addressSealed", code_sealed as "codeSealed", code_expires_at as "expiresAt"`;
const USABLE = `confirmed_at is null and withdrawn_at is null and code_expires_at > now()
  and code_failures < ${MOST_CODE_FAILURES}`;

/** Opens and seals addresses and codes. Who may have which is row-level security's to say. */
@Injectable()
export class SealedAddresses {
  constructor(private readonly cipher: ColumnCipher) {}

  /** One whose code can still be used; null for any other. */
  async pending(tx: Tx, id: string): Promise<PendingAddress | null> {
    const row = await tx.one<SealedRow>(`select ${COLUMNS} from notice_address where id = $1 and ${USABLE}`, [
      id,
    ]);
    return row && this.opened(row);
  }

  async pendingOf(tx: Tx, userId: string): Promise<PendingAddress | null> {
    const row = await tx.one<SealedRow>(
      `select ${COLUMNS} from notice_address where user_id = $1 and ${USABLE}`,
      [userId],
    );
    return row && this.opened(row);
  }

  async confirmedOf(tx: Tx, userId: string): Promise<string | null> {
    const row = await tx.one<SealedRow>(
      `select ${COLUMNS} from notice_address
       where user_id = $1 and confirmed_at is not null and withdrawn_at is null`,
      [userId],
    );
    return row && this.cipher.decrypt(row.addressSealed, placeOf(row.id, 'address_sealed'));
  }

  async add(tx: Tx, userId: string, { id, address, code, expiresAt }: PendingAddress): Promise<void> {
    await tx.query(
      `insert into notice_address (id, user_id, address_sealed, code_sealed, code_expires_at)
       values ($1, $2, $3, $4, $5)`,
      [
        id,
        userId,
        this.cipher.encrypt(address, placeOf(id, 'address_sealed')),
        this.cipher.encrypt(code, placeOf(id, 'code_sealed')),
        expiresAt,
      ],
    );
  }

  private opened({ id, addressSealed, codeSealed, expiresAt }: SealedRow): PendingAddress | null {
    if (!codeSealed) return null;
    return {
      id,
      address: this.cipher.decrypt(addressSealed, placeOf(id, 'address_sealed')),
      code: this.cipher.decrypt(codeSealed, placeOf(id, 'code_sealed')),
      expiresAt,
    };
  }
}

const placeOf = (row: string, column: string) => ({ table: 'notice_address', column, row });
