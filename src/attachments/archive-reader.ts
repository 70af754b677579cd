import { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { RandomAccessReader } from 'yauzl';
import type { ByteRange } from '../platform/crypto/stream-cipher.js';

export type OpenRange = (range: ByteRange) => AsyncIterable<Buffer>;

const PAGE_BYTES = 65_536;
const PAGES = 8;

/** Lets an archive be read where it lies, sealed in the storage: a few pages of it are in memory, never the whole. */
export class ArchiveReader extends RandomAccessReader {
  /** Why the storage could not be read: no fault of the archive. */
  failure: Error | null = null;
  private readonly pages = new Map<number, Buffer>();

  constructor(
    private readonly size: number,
    private readonly source: OpenRange,
  ) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.open({ start, end }), { objectMode: false });
  }

  /** Directories are read in many small steps, of which each would be a request to the storage. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    callbackify(() => this.copyTo(buffer.subarray(offset, offset + length), position))(callback);
  }

  private async *open(range: ByteRange): AsyncGenerator<Buffer> {
    try {
      yield* this.source(range);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }

  private async copyTo(target: Buffer, position: number): Promise<void> {
    for (let done = 0; done < target.length;) {
      const at = position + done;
      const page = await this.page(Math.floor(at / PAGE_BYTES));
      const copied = page.copy(target, done, at % PAGE_BYTES);
      if (copied === 0) throw new Error('unexpected EOF');
      done += copied;
    }
  }

  private async page(number: number): Promise<Buffer> {
    const known = this.pages.get(number);
    if (known) return known;
    const start = number * PAGE_BYTES;
    const pieces: Buffer[] = [];
    const range = { start, end: Math.min(this.size, start + PAGE_BYTES) };
    if (range.end > start) for await (const piece of this.open(range)) pieces.push(piece);
    const page = Buffer.concat(pieces);
    const [oldest] = this.pages.keys();
    if (this.pages.size >= PAGES && oldest !== undefined) this.pages.delete(oldest);
    this.pages.set(number, page);
    return page;
  }
}
