import { crc32 } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly text: string;
}

// 1 January 1980, 00:00: the same parts give the same bytes, whenever they are packed.
const DOS_DATE = 0x0021;
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;

interface Packed {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly crc: number;
  readonly offset: number;
}

/** A ZIP archive of texts in UTF-8, stored without compression: templates are small, and kept packed in memory. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const packed: Packed[] = [];
  const locals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.text, 'utf8');
    const file = { name: Buffer.from(entry.name, 'utf8'), data, crc: crc32(data), offset };
    const local = Buffer.concat([localHeader(file), file.name, data]);
    packed.push(file);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(packed.map((file) => Buffer.concat([centralHeader(file), file.name])));
  return Buffer.concat([...locals, directory, endRecord(packed.length, directory.length, offset)]);
}

function localHeader(file: Packed): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  writeFacts(header, 4, file);
  return header;
}

function centralHeader(file: Packed): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  writeFacts(header, 6, file);
  header.writeUInt32LE(file.offset, 42);
  return header;
}

/** What both headers say of a file, in the same order. */
function writeFacts(header: Buffer, at: number, { name, data, crc }: Packed): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(data.length, at + 14);
  header.writeUInt32LE(data.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END_OF_DIRECTORY, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
