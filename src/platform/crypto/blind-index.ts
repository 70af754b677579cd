import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type NamedKey } from '../config/config.js';

/** A keyed fingerprint for exact match, with the version of its key. */
export interface BlindIndexValue {
  readonly keyVersion: number;
  readonly value: Buffer;
}

const BYTES = 16;

const rewritable = new Set<string>();

/** Declares purposes whose values are kept sealed beside the fingerprint, so that a rotation of keys rewrites both. */
export function defineRewritable(purposes: readonly string[]): void {
  for (const purpose of purposes) rewritable.add(purpose);
}

/**
 * Finds equal values of an encrypted column without opening it. Values are fingerprinted per purpose, so that the
 * same digits as a phone and as an identity number do not match.
 */
@Injectable()
export class BlindIndex {
  private readonly keys: readonly [NamedKey, ...NamedKey[]];
  private rewritten = false;

  constructor(@Inject(CONFIG) config: Pick<Config, 'keys'>) {
    this.keys = config.keys.blindIndex;
  }

  /** The version of the key that writes now. */
  get keyVersion(): number {
    return this.keys[0].version;
  }

  /** True once every row that can be rewritten carries the writing key's fingerprint: older ones are not looked for. */
  setRewritten(rewritten: boolean): void {
    this.rewritten = rewritten;
  }

  /** What to store: by the writing key. @param normalised the value as it is compared */
  index(purpose: string, normalised: string): BlindIndexValue {
    return fingerprint(this.keys[0], purpose, normalised);
  }

  /** What to look for: one per key, since rows written before a rotation carry the older key's until they are rewritten. */
  candidates(purpose: string, normalised: string): readonly BlindIndexValue[] {
    const keys = this.rewritten && rewritable.has(purpose) ? this.keys.slice(0, 1) : this.keys;
    return keys.map((key) => fingerprint(key, purpose, normalised));
  }
}

function fingerprint(key: NamedKey, purpose: string, normalised: string): BlindIndexValue {
  const text = JSON.stringify([purpose, normalised.normalize('NFC')]);
  return {
    keyVersion: key.version,
    value: createHmac('sha256', key.bytes).update(text).digest().subarray(0, BYTES),
  };
}
