export type RingName = 'column' | 'blind-index';

export interface CheckedKey {
  readonly version: number;
  /** Made from the key: equal for equal bytes. */
  readonly checkValue: Buffer;
}

export interface Ring {
  readonly name: RingName;
  /** The setting that gives it. */
  readonly setting: string;
  /** The first one seals. */
  readonly keys: readonly CheckedKey[];
}

/** A key that has sealed. */
export interface KnownKey extends CheckedKey {
  readonly ring: RingName;
  /** Nothing was sealed with it any more when it was taken out. */
  readonly gone: boolean;
}

/** @returns for each key that has sealed and that the ring lacks, or has otherwise, a sentence for the operator */
export function ringFaults(ring: Ring, known: readonly KnownKey[]): readonly string[] {
  return known.filter((key) => key.ring === ring.name).flatMap((key) => faultOf(ring, key) ?? []);
}

function faultOf({ setting, keys }: Ring, known: KnownKey): string | null {
  const { version } = known;
  const held = keys.find((key) => key.version === version);
  if (held?.checkValue.equals(known.checkValue)) return null;
  if (held)
    return (
      `${setting}: its key ${version} is not the key ${version} that stored data was sealed with (other bytes). ` +
      'Give the one of then; a new key takes a version that was never used'
    );
  if (known.gone) return null;
  const versions = [...keys.map((key) => key.version), version].map((each) => `${each}:…`).join(',');
  return (
    `${setting} has no key ${version}, with which stored data is sealed: without it that data cannot be read. ` +
    `Put it back behind the key that seals (${setting}=${versions})`
  );
}
