import type { KeyRing, NamedKey } from './config.js';

/** AES-256 takes this many and no other number; for the others it is what a fingerprint of SHA-256 is worth. */
const KEY_BYTES = 32;
const MIN_DISTINCT_BYTES = 16;

/**
 * Reads a key ring written as `version:base64[,version:base64…]`, the writing key first.
 *
 * @returns the ring, or a sentence that says what is wrong with it
 */
export function parseKeyRing(text: string): KeyRing | string {
  const keys: NamedKey[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const match = /^([1-9]\d{0,8}):([A-Za-z0-9+/_-]+={0,2})$/.exec(part);
    if (!match?.[1] || !match[2]) return 'each key must be written as version:base64';
    keys.push({ version: Number(match[1]), bytes: Buffer.from(match[2], 'base64') });
  }
  const versions = new Set(keys.map((key) => key.version));
  if (versions.size !== keys.length) return 'two keys have the same version';
  const [first, ...rest] = keys;
  return first ? [first, ...rest] : 'no key given';
}

/** What is wrong with a key's length, in every profile; null when it fits. */
export function lengthFault({ version, bytes }: NamedKey): string | null {
  if (bytes.length === KEY_BYTES) return null;
  return `key ${version} has ${bytes.length} bytes, it must have exactly ${KEY_BYTES}`;
}

/** Why a key of the right length must not protect production data; null when it may. */
export function weakness(key: NamedKey): string | null {
  if (new Set(key.bytes).size < MIN_DISTINCT_BYTES) return `key ${key.version} repeats itself`;
  if (isReadableText(key.bytes)) return `key ${key.version} is readable text, not random bytes`;
  return null;
}

function isReadableText(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}
