import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly content: Buffer | string;
  /** Kept as it is. */
  readonly stored?: boolean;
  /** What the headers say instead of what is so. */
  readonly claimedSize?: number;
  readonly flags?: number;
  readonly unixMode?: number;
}

/** What the whole archive has besides its parts. */
export interface ZipTricks {
  readonly before?: Buffer;
  readonly comment?: Buffer;
  /** Every entry of the directory points to the first part. */
  readonly sharedContent?: boolean;
}

interface Placed {
  readonly local: Buffer;
  central(offset: number): Buffer;
}

/** Builds a ZIP archive byte by byte, so that tests can break each of its rules. */
export function buildZip(parts: readonly ZipPart[], tricks: ZipTricks = {}): Buffer {
  const placed = parts.map(place);
  const kept = tricks.sharedContent ? placed.slice(0, 1) : placed;
  let offset = tricks.before?.length ?? 0;
  const offsets = placed.map(({ local }) => {
    const here = offset;
    if (!tricks.sharedContent) offset += local.length;
    return here;
  });
  const body = Buffer.concat([tricks.before ?? Buffer.alloc(0), ...kept.map(({ local }) => local)]);
  const directory = Buffer.concat(placed.map((each, at) => each.central(offsets[at] ?? 0)));
  return Buffer.concat([body, directory, end(placed.length, directory.length, body.length, tricks.comment)]);
}

function place({ name, content, stored = false, claimedSize, flags = 0, unixMode = 0 }: ZipPart): Placed {
  const plain = Buffer.from(content);
  const packed = stored ? plain : deflateRawSync(plain);
  const nameBytes = Buffer.from(name, 'utf8');
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(flags | 0x0800, 2);
  shared.writeUInt16LE(stored ? 0 : 8, 4);
  shared.writeUInt32LE(crcOf(plain), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(claimedSize ?? plain.length, 18);
  shared.writeUInt16LE(nameBytes.length, 22);
  return {
    local: Buffer.concat([Buffer.from('504b0304', 'hex'), shared, nameBytes, packed]),
    central: (offset) => {
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE((unixMode << 16) >>> 0, 6);
      rest.writeUInt32LE(offset, 10);
      return Buffer.concat([Buffer.from('504b01021403', 'hex'), shared, rest, nameBytes]);
    },
  };
}

function end(entries: number, size: number, offset: number, comment: Buffer = Buffer.alloc(0)): Buffer {
  const record = Buffer.alloc(22);
  record.write('504b0506', 'hex');
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([record, comment]);
}

function crcOf(bytes: Buffer): number {
  return typeof crc32 === 'function' ? crc32(bytes) : slowCrc32(bytes);
}

/** For Node before 20.15, which has none of its own. */
function slowCrc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
