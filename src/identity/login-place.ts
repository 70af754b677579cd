import { isIPv6 } from 'node:net';

/** From where somebody tries to prove a password: over the network, or out of a session that he holds. */
export type Place =
  | { readonly kind: 'network'; readonly address: string }
  | { readonly kind: 'session'; readonly sessionId: string };

/** What is counted as one place; two places never share a text. */
export function placeText(place: Place): string {
  return place.kind === 'session' ? `session ${place.sessionId}` : `network ${networkOf(place.address)}`;
}

/**
 * The network that an address stands for: an IPv4 address itself; of IPv6 the first 64 bits, since whoever has one
 * address there has all of them.
 */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(plain) ? `${prefixOf(plain).join(':')}::/64` : plain;
}

function prefixOf(address: string): readonly string[] {
  const [left = '', right] = address.split('::');
  const [head, tail] = [groupsOf(left), groupsOf(right ?? '')];
  const gap = right === undefined ? [] : Array<string>(Math.max(8 - head.length - tail.length, 0)).fill('0');
  return [...head, ...gap, ...tail].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
}

const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
