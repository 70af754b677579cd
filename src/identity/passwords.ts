import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the package's default) with 19 MiB, two passes, one lane: OWASP's first choice. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @returns the hash with its parameters, as `$argon2id$…` */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

/** Takes the same time for an account that does not exist (`stored` null): the work is done on a hash of nothing. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? NOBODYS_HASH, password.normalize('NFC'));
  return matches && stored !== null;
}

/** A password of 125 random bits, easy to read out: five groups of small letters and digits. */
export function temporaryPassword(): string {
  const letters = Array.from(randomBytes(25), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}

// 32 signs that are not mistaken for one another, so that each byte gives five even bits.
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

// Of 32 random bytes that nobody kept, at the same cost as every other. Not made when first needed: the first unknown
// login after a start would take twice the time.
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$aRC3oP2yqRd39vinAXekRA$M98Luu1Me8cgiPeE+KV/cNTuM0V/252T/Z4P3nS54aI';
