const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Length and type of a chunk before its data, a checksum behind it. */
const CHUNK_HEAD = 8;
const CHECKSUM = 4;

/** Follows the chunks of a PNG as they come, to know where the image ends; of the data it keeps nothing. */
export class PngWalk {
  private readonly window = Buffer.alloc(CHUNK_HEAD);
  private filled = 0;
  private skip = 0;
  private state: 'signature' | 'chunk' | 'last' | 'ended' | 'not-png' = 'signature';
  private trailing = 0;

  add(piece: Buffer): void {
    for (let at = 0; at < piece.length && this.state !== 'not-png';) {
      if (this.state === 'ended') {
        this.trailing += piece.length - at;
        return;
      }
      at += this.skip > 0 ? this.skipSome(piece.length - at) : this.fill(piece, at);
    }
  }

  /** Null for what is no PNG; otherwise whether its last chunk is there and nothing follows it. */
  ends(): boolean | null {
    if (this.state === 'not-png' || this.state === 'signature') return null;
    return this.state === 'ended' && this.trailing === 0;
  }

  private skipSome(available: number): number {
    const skipped = Math.min(this.skip, available);
    this.skip -= skipped;
    if (this.skip === 0 && this.state === 'last') this.state = 'ended';
    return skipped;
  }

  private fill(piece: Buffer, at: number): number {
    const copied = piece.copy(this.window, this.filled, at);
    this.filled += copied;
    if (this.filled === CHUNK_HEAD) this.take();
    return copied;
  }

  private take(): void {
    this.filled = 0;
    if (this.state === 'signature') {
      this.state = this.window.equals(SIGNATURE) ? 'chunk' : 'not-png';
      return;
    }
    this.skip = this.window.readUInt32BE(0) + CHECKSUM;
    if (this.window.toString('latin1', 4) === 'IEND') this.state = 'last';
  }
}
