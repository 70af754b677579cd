import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type NamedKey } from '../config/config.js';

/** Where a ciphertext stands; bound into it, so that it means nothing when moved to another row or column. */
export interface CipherPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 4;

/**
 * Encrypts single columns with AES-256-GCM.
 * Layout: key version (4 bytes, big endian), nonce (12), tag (16), ciphertext.
 */
@Injectable()
export class ColumnCipher {
  private readonly current: NamedKey;
  private readonly byVersion: ReadonlyMap<number, NamedKey>;

  constructor(@Inject(CONFIG) config: Pick<Config, 'keys'>) {
    this.current = config.keys.column[0];
    this.byVersion = new Map(config.keys.column.map((key) => [key.version, key]));
  }

  /** The version of the key that seals now. */
  get keyVersion(): number {
    return this.current.version;
  }

  /** Seals with the writing key; the same text gives other bytes each time. */
  encrypt(plain: string, place: CipherPlace): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.current.bytes, nonce).setAAD(boundData(place));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32BE(this.current.version);
    return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
  }

  /** @throws Error when the key version is unknown or the ciphertext was altered or moved */
  decrypt(sealed: Buffer, place: CipherPlace): string {
    const key = this.byVersion.get(keyVersionOf(sealed));
    if (!key) throw new Error(`No column key of version ${keyVersionOf(sealed)}`);
    const nonce = sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    const tag = sealed.subarray(HEADER_BYTES + NONCE_BYTES, HEADER_BYTES + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key.bytes, nonce).setAAD(boundData(place)).setAuthTag(tag);
    const body = sealed.subarray(HEADER_BYTES + NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }
}

/** The version of the key that sealed this value. */
export function keyVersionOf(sealed: Buffer): number {
  return sealed.readUInt32BE(0);
}

function boundData(place: CipherPlace): Buffer {
  return Buffer.from(JSON.stringify([place.table, place.column, place.row]), 'utf8');
}
