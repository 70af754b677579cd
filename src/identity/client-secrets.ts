import { randomBytes } from 'node:crypto';

/** Makes a lost secret easy to find in places where it must not be. */
const PREFIX = 'hscn_';
const SECRET_BYTES = 32;

export const CLIENT_SECRET_PURPOSE = 'api-client-secret';

/** 256 random bits: a keyed fingerprint is enough to keep of it, no slow hash. */
export function newClientSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
}
