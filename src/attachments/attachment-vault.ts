import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CipherPlace } from '../platform/crypto/column-cipher.js';
import { StreamCipher, type ByteRange } from '../platform/crypto/stream-cipher.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { OBJECT_STORE, type ObjectStore } from '../platform/storage/object-store.js';

/** Where a content lies and how long it is. */
export interface KeptContent {
  readonly storageKey: string;
  readonly size: number;
}

/** Contents of attachments, sealed before the storage sees them: who reads the disk or the bucket reads nothing. */
@Injectable()
export class AttachmentVault {
  private readonly logger = new Logger(AttachmentVault.name);

  constructor(
    private readonly cipher: StreamCipher,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
  ) {}

  get keyVersion(): number {
    return this.cipher.keyVersion;
  }

  /**
   * When it resolves, the content outlives a crash.
   *
   * @throws what the content throws; Problem 503 where the storage fails
   */
  async keep(storageKey: string, content: AsyncIterable<Buffer>): Promise<void> {
    let brokeOff = false;
    const watched = (async function* () {
      try {
        yield* content;
      } catch (error) {
        brokeOff = true;
        throw error;
      }
    })();
    try {
      await this.store.put(storageKey, this.cipher.seal(watched, placeOf(storageKey)));
    } catch (error) {
      if (brokeOff) throw error;
      throw this.outOfReach('took', error);
    }
  }

  /** The content throws Problem 503 where the storage fails, Error where what it gives was altered or cut. */
  open({ storageKey, size }: KeptContent, range?: ByteRange): AsyncGenerator<Buffer> {
    const read = async (start: number, end: number): Promise<AsyncIterable<Buffer>> =>
      this.read(storageKey, start, end);
    return this.cipher.open(read, placeOf(storageKey), size, range);
  }

  async remove(storageKey: string): Promise<void> {
    await this.store.remove(storageKey);
  }

  private async *read(storageKey: string, start: number, end: number): AsyncGenerator<Buffer> {
    try {
      yield* await this.store.read(storageKey, start, end);
    } catch (error) {
      throw this.outOfReach('gave', error);
    }
  }

  private outOfReach(did: 'took' | 'gave', error: unknown): Problem {
    this.logger.error(`${this.store.place} ${did} no content: ${describe(error)}`);
    return problem(HTTP.unavailable, { cause: error });
  }
}

function placeOf(storageKey: string): CipherPlace {
  return { table: 'attachment', column: 'content', row: storageKey };
}

/** Its code, where it has one: a message may hold a path, which tells nothing more. */
function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  return 'code' in error ? String(error.code) : 'name' in error ? String(error.name) : 'unknown';
}
