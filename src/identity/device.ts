const MAX_LENGTH = 200;

/**
 * What a client says of itself in `User-Agent`, so that people tell their sessions from others': plain characters, at
 * most 200. Null when it says nothing.
 */
export function deviceOf(userAgent: string | undefined): string | null {
  const plain = (userAgent ?? '')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, MAX_LENGTH)
    .trim();
  return plain === '' ? null : plain;
}
