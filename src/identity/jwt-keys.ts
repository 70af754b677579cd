import { createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';

/** The header names no key, or none that the program has. */
export class UnknownKeyError extends Error {}

/**
 * The keys of access tokens, told apart by `kid`: the first signs, all verify, so that a key can be replaced while
 * tokens are out. Key objects, since a key given as text or bytes is parsed anew at each request (40 times slower).
 */
@Injectable()
export class JwtKeys {
  readonly signingVersion: string;
  private readonly byVersion: ReadonlyMap<string, KeyObject>;

  constructor(@Inject(CONFIG) config: Pick<Config, 'keys'>) {
    const ring = config.keys.jwt;
    this.signingVersion = String(ring[0].version);
    this.byVersion = new Map(ring.map((key) => [String(key.version), createSecretKey(key.bytes)]));
  }

  get signing(): KeyObject {
    return this.named(this.signingVersion);
  }

  /** @throws UnknownKeyError */
  keyOf(token: string): KeyObject {
    return this.named(keyId(token));
  }

  private named(version: string | null): KeyObject {
    const key = version === null ? undefined : this.byVersion.get(version);
    if (!key) throw new UnknownKeyError('No key of this version');
    return key;
  }
}

/** Out of the part that is not yet verified: it only chooses among our own keys. */
function keyId(token: string): string | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
    const named = typeof header === 'object' && header !== null && 'kid' in header ? header.kid : null;
    return typeof named === 'string' ? named : null;
  } catch {
    return null;
  }
}
