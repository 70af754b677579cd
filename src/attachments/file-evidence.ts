import { createHash } from 'node:crypto';
import { PngWalk } from './png-walk.js';

/** What the content itself tells, seen once as it passed by. */
export interface FileEvidence {
  readonly size: number;
  readonly sha256: Buffer;
  /** The first bytes: readers look there for what a file is. */
  readonly head: Buffer;
  /** The last bytes: archives have their directory there. */
  readonly tail: Buffer;
  /** Archives that begin anywhere in it. */
  readonly archives: readonly string[];
  /** Whether it is a PNG, and ends where a PNG ends; null for anything else. */
  readonly pngEnds: boolean | null;
}

const HEAD_BYTES = 4_096;
/** The end record of a ZIP archive (22) with the longest comment that may follow it (65,535). */
const TAIL_BYTES = 65_557;

/** Self-extracting readers look for these anywhere. They are long enough never to come about by chance. */
const ARCHIVES: readonly (readonly [name: string, mark: Buffer])[] = [
  ['RAR', Buffer.from('Rar!\u001a\u0007', 'latin1')],
  ['7z', Buffer.from('7z\u00bc\u00af\u0027\u001c', 'latin1')],
];
const OVERLAP = Math.max(...ARCHIVES.map(([, mark]) => mark.length)) - 1;

/** Watches content pass by, keeping no more of it than its two ends. */
export class EvidenceGatherer {
  private readonly hash = createHash('sha256');
  private readonly png = new PngWalk();
  private readonly found = new Set<string>();
  private readonly head = Buffer.alloc(HEAD_BYTES);
  private readonly tail = Buffer.alloc(2 * TAIL_BYTES);
  private tailLength = 0;
  private size = 0;

  async *watch(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      this.add(piece);
      yield piece;
    }
  }

  add(piece: Buffer): void {
    if (this.size < HEAD_BYTES) piece.copy(this.head, this.size);
    this.seekArchives(piece);
    this.keepTail(piece);
    this.hash.update(piece);
    this.png.add(piece);
    this.size += piece.length;
  }

  /** Call it once, at the end. */
  evidence(): FileEvidence {
    return {
      size: this.size,
      sha256: this.hash.digest(),
      head: this.head.subarray(0, Math.min(this.size, HEAD_BYTES)),
      tail: this.tail.subarray(Math.max(0, this.tailLength - TAIL_BYTES), this.tailLength),
      archives: [...this.found],
      pngEnds: this.png.ends(),
    };
  }

  /** A mark may lie across the border of two pieces. */
  private seekArchives(piece: Buffer): void {
    const before = this.tail.subarray(Math.max(0, this.tailLength - OVERLAP), this.tailLength);
    const border = Buffer.concat([before, piece.subarray(0, OVERLAP)]);
    for (const [name, mark] of ARCHIVES) {
      if (border.indexOf(mark) >= 0 || piece.indexOf(mark) >= 0) this.found.add(name);
    }
  }

  private keepTail(piece: Buffer): void {
    const kept = piece.subarray(Math.max(0, piece.length - TAIL_BYTES));
    if (this.tailLength + kept.length > this.tail.length) {
      this.tail.copyWithin(0, this.tailLength - TAIL_BYTES, this.tailLength);
      this.tailLength = TAIL_BYTES;
    }
    kept.copy(this.tail, this.tailLength);
    this.tailLength += kept.length;
  }
}
