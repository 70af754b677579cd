import { constants } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { checkedKey, type ObjectStore } from './object-store.js';

const ONLY_OURS = { directory: 0o700, file: 0o600 } as const;
const INCOMING = 'incoming';
const READ_BYTES = 65_536;

/** Contents as files of one directory, which every API and worker process must reach. */
export class LocalObjectStore implements ObjectStore {
  readonly place: string;

  constructor(private readonly directory: string) {
    this.place = `the directory ${directory}`;
  }

  /** Written aside, forced to the disk, then given its name: a file with its name is whole. */
  async put(key: string, content: AsyncIterable<Buffer>): Promise<void> {
    const [aside, target] = [this.asidePath(key), this.pathOf(key)];
    await this.makeDirectory(path.dirname(aside));
    try {
      await writeDurably(aside, content);
      await this.makeDirectory(path.dirname(target));
      await rename(aside, target);
      await syncDirectory(path.dirname(target));
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  async read(key: string, start: number, end: number): Promise<AsyncIterable<Buffer>> {
    const file = await open(this.pathOf(key), 'r');
    return readPart(file, start, end);
  }

  async remove(key: string): Promise<void> {
    await rm(this.asidePath(key), { force: true });
    await rm(this.pathOf(key), { force: true });
  }

  /** Two levels of folders: a folder of a million files is slow to work with. */
  private pathOf(key: string): string {
    const name = checkedKey(key);
    return path.join(this.directory, name.slice(0, 2), name.slice(2, 4), name);
  }

  private asidePath(key: string): string {
    return path.join(this.directory, INCOMING, checkedKey(key));
  }

  /** Makes the folders on the way, each noted on the disk by its parent. */
  private async makeDirectory(directory: string): Promise<void> {
    const first = await mkdir(directory, { recursive: true, mode: ONLY_OURS.directory });
    if (first === undefined) return;
    for (let at = directory; at.length >= first.length; at = path.dirname(at)) {
      await syncDirectory(path.dirname(at));
    }
  }
}

async function writeDurably(target: string, content: AsyncIterable<Buffer>): Promise<void> {
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  const file = await open(target, O_CREAT | O_EXCL | O_WRONLY, ONLY_OURS.file);
  try {
    for await (const piece of content) await writeAll(file, piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, piece: Buffer): Promise<void> {
  for (let at = 0; at < piece.length;) at += (await file.write(piece, at)).bytesWritten;
}

async function* readPart(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  try {
    for (let at = start; at < end;) {
      const piece = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, end - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** A new name is lost in a crash unless its folder is forced to the disk as well. */
async function syncDirectory(directory: string): Promise<void> {
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
