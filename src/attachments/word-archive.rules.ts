/** What makes an archive no harmless Word document. */
export type ArchiveFault =
  'broken' | 'bomb' | 'path' | 'encrypted' | 'macros' | 'nested' | 'outside' | 'not-word';

/** What the archive's directory says of one entry. */
export interface ArchiveEntry {
  readonly name: string;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly encrypted: boolean;
  /** Where its own header begins in the file, and how long its name is. */
  readonly offset: number;
  readonly nameBytes: number;
  /** Rights and kind of file as Unix writes them; 0 where no Unix wrote it. */
  readonly unixMode: number;
}

// A long report with pictures has some hundreds of parts and some tens of megabytes; text shrinks to a tenth or less.
export const MAX_ENTRIES = 1_000;
export const MAX_TOTAL_BYTES = 200 * 1024 * 1024;
const MAX_RATIO = 100;
/** Small parts of repeated text shrink more than any bomb needs to. */
const RATIO_COUNTS_FROM = 1024 * 1024;

const LOCAL_HEADER_BYTES = 30;
const SYMBOLIC_LINK = 0o120000;
const KIND_OF_FILE = 0o170000;

const MACROS = /(^|\/)vba[^/]*\.(bin|xml)$|(^|\/)activex\//i;
const EMBEDDED =
  /(^|\/)embeddings\/|\.(zip|docx|docm|xlsx|xlsm|pptx|jar|7z|rar|gz|tar|ole|exe|dll|js|vbs|lnk|html?)$/i;
const NEEDED = ['[Content_Types].xml', 'word/document.xml'] as const;

/** The first thing wrong with the directory; null where the parts may be read. */
export function directoryFault(entries: readonly ArchiveEntry[]): ArchiveFault | null {
  if (entries.length > MAX_ENTRIES || isBomb(entries) || overlaps(entries)) return 'bomb';
  if (entries.some((entry) => entry.encrypted)) return 'encrypted';
  if (entries.some(isLink) || hasDoubles(entries)) return 'path';
  if (entries.some(({ name }) => MACROS.test(name))) return 'macros';
  if (entries.some(({ name }) => EMBEDDED.test(name))) return 'nested';
  const names = new Set(entries.map(({ name }) => name));
  return NEEDED.every((name) => names.has(name)) ? null : 'not-word';
}

function isBomb(entries: readonly ArchiveEntry[]): boolean {
  const total = sum(entries.map((entry) => entry.uncompressedSize));
  const packed = sum(entries.map((entry) => entry.compressedSize));
  return total > MAX_TOTAL_BYTES || swells(total, packed) || entries.some(swellsAlone);
}

const swellsAlone = ({ uncompressedSize, compressedSize }: ArchiveEntry): boolean =>
  swells(uncompressedSize, compressedSize);

function swells(plain: number, packed: number): boolean {
  return plain > RATIO_COUNTS_FROM && plain > MAX_RATIO * packed;
}

/** Many entries of one content make a small file endless. What stands before the first entry is no part of a document. */
function overlaps(entries: readonly ArchiveEntry[]): boolean {
  let free = 0;
  for (const { offset, nameBytes, compressedSize } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < free) return true;
    free = offset + LOCAL_HEADER_BYTES + nameBytes + compressedSize;
  }
  return false;
}

function isLink({ unixMode }: ArchiveEntry): boolean {
  return (unixMode & KIND_OF_FILE) === SYMBOLIC_LINK;
}

/** Of two parts of one name each program opens another one; Word takes small and capital letters for the same. */
function hasDoubles(entries: readonly ArchiveEntry[]): boolean {
  return new Set(entries.map(({ name }) => name.toLowerCase())).size < entries.length;
}

/** Archives and compound documents, which may hold anything. */
const NESTED_MARKS = ['504b0304', '52617221', '377abcaf', 'd0cf11e0'].map((hex) => Buffer.from(hex, 'hex'));

/** @param head the first bytes of a part */
export function isArchiveWithin(head: Buffer): boolean {
  return NESTED_MARKS.some((mark) => head.subarray(0, mark.length).equals(mark));
}

const WORD_MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** @param types the part that says what the other parts are */
export function contentTypesFault(types: string): ArchiveFault | null {
  if (/macroenabled|vbaproject/i.test(types)) return 'macros';
  return types.includes(WORD_MAIN) ? null : 'not-word';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
