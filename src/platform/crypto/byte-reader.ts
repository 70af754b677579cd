const NOTHING = Buffer.alloc(0);

/** Takes so many bytes at a time out of content that comes in pieces of any length. */
export class ByteReader {
  private readonly pieces: AsyncIterator<Buffer>;
  private rest: Buffer = NOTHING;

  constructor(content: AsyncIterable<Buffer>) {
    this.pieces = content[Symbol.asyncIterator]();
  }

  /** @throws Error when the content ends before */
  async take(length: number): Promise<Buffer> {
    const taken = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length;) {
      if (this.rest.length === 0) this.rest = await this.next();
      const copied = this.rest.copy(taken, filled, 0, length - filled);
      this.rest = this.rest.subarray(copied);
      filled += copied;
    }
    return taken;
  }

  /** Lets the source go, read to its end or not. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  private async next(): Promise<Buffer> {
    const { done, value } = await this.pieces.next();
    if (done) throw new Error('The content ends too early');
    return value;
  }
}
