import { randomBytes } from 'node:crypto';

/** Keys of 32 random bytes, as production demands them. */
export function someKeys() {
  return { JWT_KEYS: key(), COLUMN_KEYS: key(), BLIND_INDEX_KEYS: key(), AUDIT_KEYS: key() };
}

function key() {
  return `1:${randomBytes(32).toString('base64')}`;
}
