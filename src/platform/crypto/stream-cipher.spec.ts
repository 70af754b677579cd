import { randomBytes } from 'node:crypto';
import type { KeyRing } from '../config/config.js';
import { BLOCK_BYTES, StreamCipher, type ByteRange } from './stream-cipher.js';

const key = (version: number) => ({ version, bytes: randomBytes(32) });
const one = key(1);
const two = key(2);
const cipherOf = (...ring: KeyRing) =>
  new StreamCipher({ keys: { jwt: ring, column: ring, blindIndex: ring, audit: ring } });
const place = { table: 'attachment', column: 'content', row: 'a' };
const HEADER = 21;
const SEALED_BLOCK = BLOCK_BYTES + 16;

const block = (bytes: Buffer, index: number): Buffer =>
  bytes.subarray(HEADER + index * SEALED_BLOCK, HEADER + (index + 1) * SEALED_BLOCK);

/** The content in pieces of this length. */
async function* inPieces(content: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
}

async function joined(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}

const sealed = (cipher: StreamCipher, content: Buffer, length = 1000): Promise<Buffer> =>
  joined(cipher.seal(inPieces(content, length), place));

const opened = (
  cipher: StreamCipher,
  bytes: Buffer,
  size: number,
  range?: ByteRange,
  at = place,
): Promise<Buffer> =>
  joined(cipher.open(async (start, end) => inPieces(bytes.subarray(start, end), 777), at, size, range));

describe('StreamCipher', () => {
  const cipher = cipherOf(one);

  it.each([0, 1, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES, 200_000])(
    'opens what it sealed: %d bytes',
    async (size) => {
      const content = randomBytes(size);
      const bytes = await sealed(cipher, content);
      expect(bytes).toHaveLength(HEADER + size + 16 * Math.max(1, Math.ceil(size / BLOCK_BYTES)));
      expect((await opened(cipher, bytes, size)).equals(content)).toBe(true);
    },
  );

  it.each<[string, number, number]>([
    ['the first byte', 0, 1],
    ['a part of one block', 100, 200],
    ['across a border', BLOCK_BYTES - 5, BLOCK_BYTES + 5],
    ['one whole block', BLOCK_BYTES, 2 * BLOCK_BYTES],
    ['the last byte', 199_999, 200_000],
  ])('opens a part: %s', async (_what, start, end) => {
    const content = randomBytes(200_000);
    const bytes = await sealed(cipher, content);
    const part = await opened(cipher, bytes, 200_000, { start, end });
    expect(part.equals(content.subarray(start, end))).toBe(true);
  });

  it('never seals twice alike and shows nothing of the content', async () => {
    const content = Buffer.from('091085001234'.repeat(1000));
    const bytes = await sealed(cipher, content);
    expect((await sealed(cipher, content)).equals(bytes)).toBe(false);
    expect(bytes.includes('091085001234')).toBe(false);
  });

  describe('does not open', () => {
    const size = 3 * BLOCK_BYTES - 10;
    const content = randomBytes(size);

    it.each<[string, (bytes: Buffer) => Buffer]>([
      ['an altered bit', (bytes) => flipped(bytes, 100_000)],
      ['another salt', (bytes) => flipped(bytes, 10)],
      ['a tag of zeros', (bytes) => Buffer.concat([bytes.subarray(0, -16), Buffer.alloc(16)])],
      [
        'blocks in another order',
        (bytes) =>
          Buffer.concat([bytes.subarray(0, HEADER), block(bytes, 1), block(bytes, 0), block(bytes, 2)]),
      ],
      [
        'a block twice',
        (bytes) =>
          Buffer.concat([bytes.subarray(0, HEADER), block(bytes, 0), block(bytes, 0), block(bytes, 2)]),
      ],
    ])('%s', async (_what, change) => {
      const bytes = change(await sealed(cipher, content));
      await expect(opened(cipher, bytes, size)).rejects.toThrow(/authenticate/);
    });

    it('what was cut off, whatever size is claimed of it', async () => {
      const bytes = await sealed(cipher, content);
      const cut = bytes.subarray(0, HEADER + 2 * SEALED_BLOCK);
      await expect(opened(cipher, cut, size)).rejects.toThrow('ends too early');
      await expect(opened(cipher, cut, 2 * BLOCK_BYTES)).rejects.toThrow(/authenticate/);
    });

    it('a block of another content', async () => {
      const bytes = await sealed(cipher, content);
      const other = await sealed(cipher, content);
      const mixed = Buffer.concat([
        bytes.subarray(0, HEADER + SEALED_BLOCK),
        other.subarray(HEADER + SEALED_BLOCK),
      ]);
      await expect(opened(cipher, mixed, size)).rejects.toThrow(/authenticate/);
    });

    it.each([
      ['row', { ...place, row: 'b' }],
      ['column', { ...place, column: 'preview' }],
      ['table', { ...place, table: 'paper' }],
    ])('content moved to another %s', async (_what, elsewhere) => {
      const bytes = await sealed(cipher, content);
      await expect(opened(cipher, bytes, size, undefined, elsewhere)).rejects.toThrow(/authenticate/);
    });

    it('a format it does not know', async () => {
      const bytes = await sealed(cipher, content);
      bytes[0] = 9;
      await expect(opened(cipher, bytes, size)).rejects.toThrow('unknown format');
    });
  });

  it('opens older content after a new key took over sealing', async () => {
    const content = randomBytes(70_000);
    const old = await sealed(cipher, content);
    const rotated = cipherOf(two, one);
    expect(rotated.keyVersion).toBe(2);
    expect((await opened(rotated, old, 70_000)).equals(content)).toBe(true);
    expect((await sealed(rotated, content)).readUInt32BE(1)).toBe(2);
    await expect(opened(cipherOf(two), old, 70_000)).rejects.toThrow('No column key of version 1');
  });

  it('lets the source go when nobody reads on', async () => {
    const content = randomBytes(200_000);
    const bytes = await sealed(cipher, content);
    let closed = 0;
    const read = async (start: number, end: number): Promise<AsyncIterable<Buffer>> =>
      (async function* () {
        try {
          yield* inPieces(bytes.subarray(start, end), 5000);
        } finally {
          closed += 1;
        }
      })();
    for await (const piece of cipher.open(read, place, 200_000)) if (piece.length > 0) break;
    expect(closed).toBe(2);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
