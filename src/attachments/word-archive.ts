import { isNativeError } from 'node:util/types';
import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import { ArchiveReader, type OpenRange } from './archive-reader.js';
import {
  contentTypesFault,
  directoryFault,
  isArchiveWithin,
  MAX_ENTRIES,
  MAX_TOTAL_BYTES,
  type ArchiveEntry,
  type ArchiveFault,
} from './word-archive.rules.js';
import { fetchesFromOutside, holdsRelations, MAX_RELATIONS_BYTES } from './word-relations.rules.js';

const CONTENT_TYPES = '[Content_Types].xml';
const MAX_CONTENT_TYPES_BYTES = 1024 * 1024;
const HEAD_BYTES = 8;

const OPTIONS = {
  lazyEntries: true,
  decodeStrings: true,
  strictFileNames: true,
  validateEntrySizes: true,
  autoClose: false,
} as const;

/** What is wrong with the archive. */
class Refused extends Error {
  constructor(readonly fault: ArchiveFault) {
    super(fault);
  }
}

/**
 * Reads an archive through, directory and parts, as it lies in the storage. What the directory claims of sizes is judged
 * before anything is unpacked, and what is unpacked is counted, so that a claim that is not true helps nobody.
 *
 * @returns what is wrong with it as a Word document, null for nothing
 * @throws Error when the storage could not be read
 */
export async function wordArchiveFault(size: number, open: OpenRange): Promise<ArchiveFault | null> {
  const reader = new ArchiveReader(size, open);
  try {
    const zip = await fromRandomAccessReaderPromise(reader, size, OPTIONS);
    try {
      await readThrough(zip, await entriesOf(zip));
    } finally {
      zip.close();
    }
    return null;
  } catch (error) {
    if (reader.failure) throw reader.failure;
    return faultOf(error);
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > MAX_ENTRIES) throw new Refused('bomb');
  if (zip.comment !== '') throw new Refused('broken');
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const fault = directoryFault(entries.map(described));
  if (fault) throw new Refused(fault);
  return entries;
}

function described(entry: Entry): ArchiveEntry {
  return {
    name: entry.fileName,
    compressedSize: entry.compressedSize,
    uncompressedSize: entry.uncompressedSize,
    encrypted: entry.isEncrypted(),
    offset: entry.relativeOffsetOfLocalHeader,
    nameBytes: entry.fileNameLength,
    unixMode: entry.externalFileAttributes >>> 16,
  };
}

async function readThrough(zip: ZipFile, entries: readonly Entry[]): Promise<void> {
  let total = 0;
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue;
    total += await readPart(zip, entry, MAX_TOTAL_BYTES - total);
  }
}

/** @returns how many bytes it unpacks to */
async function readPart(zip: ZipFile, entry: Entry, allowed: number): Promise<number> {
  const kept: Buffer[] = [];
  const keep = bytesToKeep(entry.fileName);
  let size = 0;
  let held = 0;
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    const bytes = piece as Buffer;
    size += bytes.length;
    if (size > allowed) throw new Refused('bomb');
    if (held < keep) kept.push(bytes.subarray(0, keep - held));
    held = Math.min(keep, size);
  }
  const start = Buffer.concat(kept);
  if (isArchiveWithin(start)) throw new Refused('nested');
  const fault = partFault(entry.fileName, start);
  if (fault) throw new Refused(fault);
  return size;
}

function bytesToKeep(name: string): number {
  if (name === CONTENT_TYPES) return MAX_CONTENT_TYPES_BYTES;
  return holdsRelations(name) ? MAX_RELATIONS_BYTES : HEAD_BYTES;
}

function partFault(name: string, start: Buffer): ArchiveFault | null {
  if (name === CONTENT_TYPES) return contentTypesFault(start.toString('utf8'));
  return holdsRelations(name) && fetchesFromOutside(start) ? 'outside' : null;
}

/** The reader's own words, which have no codes. */
function faultOf(error: unknown): ArchiveFault {
  if (error instanceof Refused) return error.fault;
  if (!isNativeError(error)) throw error;
  if (/path|filename/i.test(error.message)) return 'path';
  return /too many bytes/i.test(error.message) ? 'bomb' : 'broken';
}
