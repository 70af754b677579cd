import { randomBytes } from 'node:crypto';

export const RECOVERY_CODES = 10;

// 32 signs that are not mistaken for one another, so that each byte gives five even bits.
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const SIGNS = 12;

/** Codes of 60 random bits, in three groups that are easy to copy by hand. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(randomBytes(SIGNS), (byte) => ALPHABET[byte % ALPHABET.length])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
}

/** The code as it is compared: without gaps and capitals. Null when it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed.toLowerCase().replace(/[\s-]/g, '');
  return /^[a-z2-9]{12}$/.test(plain) ? plain : null;
}
