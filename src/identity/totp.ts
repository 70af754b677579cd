import { Secret, TOTP } from 'otpauth';

/** What every authenticator knows (RFC 6238): SHA-1, six digits, 30 seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const ISSUER = 'Quản lý hồ sơ cai nghiện';
/** 160 bits, as RFC 4226 asks. */
const SECRET_BYTES = 20;
/** Steps before and after now: a clock may be wrong by 30 seconds. */
const WINDOW = 1;

/** A new secret, in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator reads from a QR code. */
export function totpUri(secret: string, login: string): string {
  return new TOTP({ ...SHAPE, issuer: ISSUER, label: login, secret }).toString();
}

/**
 * The step of time that a code belongs to, one before and one after now included; null when it is none of them, or not
 * later than the last one taken: no code serves twice.
 *
 * @param secret base 32
 * @param now real time
 */
export function acceptedStep(
  secret: string,
  code: string,
  now: Date,
  lastStep: number | null,
): number | null {
  // The library throws on digits of other scripts.
  if (!/^[0-9]{6}$/.test(code)) return null;
  const totp = new TOTP({ ...SHAPE, secret });
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / (SHAPE.period * 1000)) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}
