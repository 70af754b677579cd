import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type KeyRing, type NamedKey } from '../platform/config/config.js';
import { canonicalRow, type SealedRow } from './sealed-row.js';
import type { Seal } from './seal.js';

/** How long the mark of one row is. */
export const MARK_BYTES = 16;

/** The keyed fingerprints of the chain: who may write the tables cannot make them. */
@Injectable()
export class AuditMarks {
  private readonly ring: KeyRing;

  constructor(@Inject(CONFIG) config: Pick<Config, 'keys'>) {
    this.ring = config.keys.audit;
  }

  /** The version of the key that seals now. */
  get keyVersion(): number {
    return this.ring[0].version;
  }

  /** True when the ring still has the key. */
  knows(keyVersion: number): boolean {
    return this.ring.some(({ version }) => version === keyVersion);
  }

  /** @throws Error for a key that the ring does not have */
  mark(keyVersion: number, row: SealedRow): Buffer {
    return hmac(this.key(keyVersion), canonicalRow(row)).subarray(0, MARK_BYTES);
  }

  /**
   * @param previous digest of the seal before, null for the first
   * @throws Error for a key that the ring does not have
   */
  digest(seal: Omit<Seal, 'digest'>, previous: Buffer | null): Buffer {
    const content = [
      'audit-seal/1',
      seal.number,
      previous?.toString('hex') ?? null,
      seal.keyVersion,
      seal.month,
      seal.sealedAt.toISOString(),
      seal.lastPlace,
      seal.lastId,
      seal.ids,
      seal.marks.toString('hex'),
    ];
    return hmac(this.key(seal.keyVersion), JSON.stringify(content));
  }

  private key(keyVersion: number): NamedKey {
    const key = this.ring.find(({ version }) => version === keyVersion);
    if (!key) throw new Error(`AUDIT_KEYS has no key of version ${keyVersion}`);
    return key;
  }
}

function hmac(key: NamedKey, text: string): Buffer {
  return createHmac('sha256', key.bytes).update(text).digest();
}
