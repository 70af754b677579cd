import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type NamedKey } from '../config/config.js';
import { ByteReader } from './byte-reader.js';
import type { CipherPlace } from './column-cipher.js';

/** Reads sealed bytes from `start` up to, not including, `end`. */
export type ReadSealed = (start: number, end: number) => Promise<AsyncIterable<Buffer>>;

/** Which part of the plain bytes to open: from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const HEADER_BYTES = 1 + 4 + SALT_BYTES;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
export const BLOCK_BYTES = 65_536;

/**
 * Encrypts content of any length, block by block, so that it is never held whole and any part of it can be opened.
 * Layout: format (1 byte), key version (4, big endian), salt (16), then blocks of 64 KiB with a tag (16) each; the last
 * block may be shorter.
 *
 * Each content has a key of its own, derived by HKDF from the column key, the salt and the place; so a nonce need only be
 * unique within the content: the block's number, and whether it is the last. Blocks that were altered, left out, put
 * into another order, cut off behind, or taken from elsewhere do not open.
 */
@Injectable()
export class StreamCipher {
  private readonly current: NamedKey;
  private readonly byVersion: ReadonlyMap<number, NamedKey>;

  constructor(@Inject(CONFIG) config: Pick<Config, 'keys'>) {
    this.current = config.keys.column[0];
    this.byVersion = new Map(config.keys.column.map((key) => [key.version, key]));
  }

  /** The version of the key that seals now. */
  get keyVersion(): number {
    return this.current.version;
  }

  /** Gives the sealed bytes of the content as it comes. */
  async *seal(content: AsyncIterable<Buffer>, place: CipherPlace): AsyncGenerator<Buffer> {
    const salt = randomBytes(SALT_BYTES);
    const key = derive(this.current, salt, place);
    yield headerOf(this.current.version, salt);
    const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    let filled = 0;
    let index = 0;
    for await (const piece of content) {
      for (let at = 0; at < piece.length;) {
        // A full block is sealed only when more comes: the last one is marked as such.
        if (filled === BLOCK_BYTES) {
          yield sealBlock(key, index++, false, block);
          filled = 0;
        }
        const copied = piece.copy(block, filled, at);
        at += copied;
        filled += copied;
      }
    }
    yield sealBlock(key, index, true, block.subarray(0, filled));
  }

  /**
   * Gives the plain bytes, each block only after its tag was verified.
   *
   * @param size how many plain bytes were sealed
   * @param range all of them unless told
   * @throws Error when the key version is unknown, or the content was altered, moved or cut
   */
  async *open(
    read: ReadSealed,
    place: CipherPlace,
    size: number,
    range: ByteRange = { start: 0, end: size },
  ): AsyncGenerator<Buffer> {
    const { start, end } = range;
    const key = this.keyOf(await headerBytes(read), place);
    const last = lastBlockOf(size);
    const first = Math.min(last, Math.floor(start / BLOCK_BYTES));
    const final = Math.min(last, Math.floor(Math.max(start, end - 1) / BLOCK_BYTES));
    const bytes = new ByteReader(await read(placeOf(first), endOf(final, size)));
    try {
      for (let index = first; index <= final; index++) {
        const sealed = await bytes.take(lengthOf(index, size) + TAG_BYTES);
        const plain = openBlock(key, index, index === last, sealed);
        const from = index * BLOCK_BYTES;
        yield plain.subarray(Math.max(0, start - from), Math.max(0, Math.min(plain.length, end - from)));
      }
    } finally {
      await bytes.close();
    }
  }

  private keyOf(header: Buffer, place: CipherPlace): Buffer {
    if (header.readUInt8(0) !== FORMAT) throw new Error('The sealed content has an unknown format');
    const version = header.readUInt32BE(1);
    const key = this.byVersion.get(version);
    if (!key) throw new Error(`No column key of version ${version}`);
    return derive(key, header.subarray(HEADER_BYTES - SALT_BYTES), place);
  }
}

/** The place and the use are part of the key: a content that was moved has another one, and so has any column. */
function derive(key: NamedKey, salt: Buffer, { table, column, row }: CipherPlace): Buffer {
  const use = JSON.stringify(['stream', FORMAT, table, column, row]);
  return Buffer.from(hkdfSync('sha256', key.bytes, salt, use, KEY_BYTES));
}

function headerOf(version: number, salt: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(FORMAT, 0);
  header.writeUInt32BE(version, 1);
  salt.copy(header, HEADER_BYTES - SALT_BYTES);
  return header;
}

async function headerBytes(read: ReadSealed): Promise<Buffer> {
  const bytes = new ByteReader(await read(0, HEADER_BYTES));
  try {
    return await bytes.take(HEADER_BYTES);
  } finally {
    await bytes.close();
  }
}

function sealBlock(key: Buffer, index: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(index, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openBlock(key: Buffer, index: number, last: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(index, last), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, NONCE_BYTES - 5);
  nonce.writeUInt8(last ? 1 : 0, NONCE_BYTES - 1);
  return nonce;
}

/** An empty content has one block too, an empty one. */
function lastBlockOf(size: number): number {
  return Math.max(0, Math.ceil(size / BLOCK_BYTES) - 1);
}

function lengthOf(index: number, size: number): number {
  return Math.min(BLOCK_BYTES, size - index * BLOCK_BYTES);
}

function placeOf(index: number): number {
  return HEADER_BYTES + index * (BLOCK_BYTES + TAG_BYTES);
}

function endOf(index: number, size: number): number {
  return placeOf(index) + lengthOf(index, size) + TAG_BYTES;
}
