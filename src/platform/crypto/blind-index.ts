import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type NamedKey } from '../config/config.js';

/** A keyed fingerprint for exact match, with the version of its key. */
export interface BlindIndexValue {
  readonly keyVersion: number;
  readonly value: Buffer;
}

const BYTES = 16;

/**
 * Finds equal values of an encrypted column without opening it. Values are fingerprinted per purpose, so that the
 * same digits as a phone and as an identity number do not match.
 */
@Injectable()
export class BlindIndex {
  private readonly keys: readonly [NamedKey, ...NamedKey[]];

  constructor(@Inject(CONFIG) config: Pick<Config, 'keys'>) {
    this.keys = config.keys.blindIndex;
  }

  /** What to store: by the writing key. @param normalised the value as it is compared */
  index(purpose: string, normalised: string): BlindIndexValue {
    return fingerprint(this.keys[0], purpose, normalised);
  }

  /** What to look for: one per key, since rows written before a rotation carry the older key's. */
  candidates(purpose: string, normalised: string): readonly BlindIndexValue[] {
    return this.keys.map((key) => fingerprint(key, purpose, normalised));
  }
}

function fingerprint(key: NamedKey, purpose: string, normalised: string): BlindIndexValue {
  const text = JSON.stringify([purpose, normalised.normalize('NFC')]);
  return {
    keyVersion: key.version,
    value: createHmac('sha256', key.bytes).update(text).digest().subarray(0, BYTES),
  };
}
