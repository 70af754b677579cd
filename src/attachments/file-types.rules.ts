import { filetypeinfo } from 'magic-bytes.js';
import type { Text2 } from '../law/text.js';
import type { FileEvidence } from './file-evidence.js';

/**
 * What offices hand in: scanners and signing software make PDF, telephones JPEG, screens PNG, drafts come as DOCX.
 * Left out: TIFF and HEIC, which browsers do not show and scanners and telephones can do without; the older Office
 * formats, whose macros cannot be told from the outside; archives, which hide what is in them.
 */
export type MediaType =
  | 'application/pdf'
  | 'image/jpeg'
  | 'image/png'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface FileType {
  /** The first is used for downloads. */
  readonly extensions: readonly [string, ...string[]];
  readonly label: Text2;
  /** Other names under which senders declare it. */
  readonly aliases: readonly string[];
  begins(head: Buffer): boolean;
  /** Null where the file is whole and nothing but what it says. */
  faultOf(evidence: FileEvidence): TypeFault | null;
}

export type TypeFault = 'foreign-content' | 'broken';

const startsWith =
  (...bytes: number[]) =>
  (head: Buffer): boolean =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));

export const FILE_TYPES: Readonly<Record<MediaType, FileType>> = {
  'application/pdf': {
    extensions: ['pdf'],
    label: { vi: 'Tệp PDF', en: 'PDF document' },
    aliases: ['application/x-pdf'],
    begins: (head) => /^%PDF-[12]\.\d/.test(head.toString('latin1', 0, 8)),
    faultOf: (evidence) => (hasZipDirectory(evidence.tail) ? 'foreign-content' : pdfEnd(evidence.tail)),
  },
  'image/jpeg': {
    extensions: ['jpg', 'jpeg'],
    label: { vi: 'Ảnh JPEG', en: 'JPEG image' },
    aliases: ['image/jpg', 'image/pjpeg'],
    begins: startsWith(0xff, 0xd8, 0xff),
    // Telephones put further images, notes and a film behind the first: anything may stand there but an archive.
    faultOf: ({ tail }) => (hasZipDirectory(tail) ? 'foreign-content' : null),
  },
  'image/png': {
    extensions: ['png'],
    label: { vi: 'Ảnh PNG', en: 'PNG image' },
    aliases: [],
    begins: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    faultOf: ({ tail, pngEnds }) => {
      if (hasZipDirectory(tail)) return 'foreign-content';
      return pngEnds === true ? null : 'broken';
    },
  },
  [WORD]: {
    extensions: ['docx'],
    label: { vi: 'Văn bản Word (DOCX)', en: 'Word document (DOCX)' },
    aliases: [],
    begins: startsWith(0x50, 0x4b, 0x03, 0x04),
    // What is in the archive is looked at when it lies in the storage.
    faultOf: () => null,
  },
};

export const MEDIA_TYPES = Object.keys(FILE_TYPES) as readonly MediaType[];

/** What the sender says of the file. */
export interface Declaration {
  readonly mediaType: string;
  readonly fileName: string;
}

export type TypeVerdict =
  | { readonly mediaType: MediaType }
  | { readonly refused: 'not-allowed'; readonly found: string | null }
  | { readonly refused: 'not-as-declared'; readonly found: MediaType }
  | { readonly refused: TypeFault; readonly found: MediaType };

/** What the file is by its content alone, and whether the sender says the same. A ZIP counts as DOCX until it is read. */
export function judgeType(evidence: FileEvidence, declared: Declaration): TypeVerdict {
  const { head } = evidence;
  const found = MEDIA_TYPES.find((type) => FILE_TYPES[type].begins(head));
  if (found === undefined) return { refused: 'not-allowed', found: guessOf(head) };
  if (!isDeclared(found, declared)) return { refused: 'not-as-declared', found };
  const fault = foreignTo(found, evidence) ? 'foreign-content' : FILE_TYPES[found].faultOf(evidence);
  return fault ? { refused: fault, found } : { mediaType: found };
}

/** Senders that know no types say that it is a stream of bytes; that declares nothing. */
const UNDECLARED = new Set(['', 'application/octet-stream']);

function isDeclared(type: MediaType, { mediaType, fileName }: Declaration): boolean {
  const { extensions, aliases } = FILE_TYPES[type];
  const [declared = ''] = mediaType.toLowerCase().split(';');
  const extension = /\.([^./\\]{1,10})$/.exec(fileName)?.[1]?.toLowerCase();
  const typeFits = UNDECLARED.has(declared.trim()) || [type, ...aliases].includes(declared.trim());
  return typeFits && (extension === undefined || extensions.includes(extension));
}

/** Readers of PDF take a header anywhere in the first kilobyte; browsers that guess look there for HTML. */
const GUESSED_FROM = 1_024;
/** Long enough never to come about in the noise of an image. */
const HTML =
  /<!doctype\s+html|<(html|head|body|script|iframe|svg|object|embed|style|title|meta|table)[\s/>]|<(a|img)\s+(href|src)|<\?php/i;

function foreignTo(type: MediaType, { head, archives }: FileEvidence): boolean {
  const start = head.toString('latin1', 0, GUESSED_FROM);
  const pdfInside = type !== 'application/pdf' && start.includes('%PDF-');
  return archives.length > 0 || pdfInside || HTML.test(start);
}

/** Behind the last mark of its end a PDF has white space at most. */
function pdfEnd(tail: Buffer): TypeFault | null {
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) return 'broken';
  return /^[\0\t\n\f\r ]*$/.test(tail.toString('latin1', end + 5)) ? null : 'foreign-content';
}

const ZIP_END = Buffer.from('504b0506', 'hex');
const ZIP_END_BYTES = 22;
const ZIP_ENTRY = Buffer.from('504b0102', 'hex');
const ZIP64_LOCATOR = Buffer.from('504b0607', 'hex');
const ZIP64_LOCATOR_BYTES = 20;

/** Whether a reader of ZIP archives, which begins at the end, would find one here. */
export function hasZipDirectory(tail: Buffer): boolean {
  for (let at = tail.indexOf(ZIP_END); at >= 0; at = tail.indexOf(ZIP_END, at + 1)) {
    if (isEndRecord(tail, at)) return true;
  }
  return false;
}

/**
 * By chance it is never so: it speaks of one disk and of as many entries as there are, or the directory stands right
 * before it. Readers look for the one or for the other.
 */
function isEndRecord(tail: Buffer, at: number): boolean {
  const bytes = tail.subarray(at);
  if (bytes.length < ZIP_END_BYTES) return false;
  const [disk, firstDisk] = [bytes.readUInt16LE(4), bytes.readUInt16LE(6)];
  const [here, all] = [bytes.readUInt16LE(8), bytes.readUInt16LE(10)];
  return (disk === firstDisk && here === all) || directoryEndsAt(tail, at, bytes.readUInt32LE(12));
}

function directoryEndsAt(tail: Buffer, at: number, length: number): boolean {
  const before = tail.subarray(0, at);
  return (
    before.subarray(-ZIP64_LOCATOR_BYTES).indexOf(ZIP64_LOCATOR) === 0 ||
    (length <= at && before.subarray(at - length).indexOf(ZIP_ENTRY) === 0)
  );
}

/** Names for programs what was sent instead: 'image/gif', 'exe'. Null where nobody knows it. */
function guessOf(head: Buffer): string | null {
  const [guess] = filetypeinfo(head);
  return guess?.mime ?? guess?.typename ?? null;
}
