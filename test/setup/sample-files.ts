import { randomBytes } from 'node:crypto';
import { buildZip, type ZipPart, type ZipTricks } from './zip-builder.js';

/** The smallest files that are what they say; longer ones are filled with noise, which nothing shrinks. */
export function aPdf(length = 600): Buffer {
  const head = Buffer.from(
    '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n',
    'latin1',
  );
  const tail = Buffer.from('\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n');
  return filled(head, tail, length);
}

export function aJpeg(length = 600): Buffer {
  return filled(
    Buffer.from('ffd8ffe000104a46494600010100000100010000ffda', 'hex'),
    Buffer.from('ffd9', 'hex'),
    length,
  );
}

/** One chunk of noise between the header and the end of the image. */
export function aPng(length = 600): Buffer {
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const noise = randomBytes(Math.max(0, length - 69));
  return Buffer.concat([signature, chunk('IHDR', Buffer.alloc(13, 1)), chunk('IDAT', noise), chunk('IEND')]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

const WORD_MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const CONTENT_TYPES: ZipPart = {
  name: '[Content_Types].xml',
  content: `<Types><Override PartName="/word/document.xml" ContentType="${WORD_MAIN}"/></Types>`,
};

export const WORD_PARTS: readonly ZipPart[] = [
  CONTENT_TYPES,
  { name: '_rels/.rels', content: '<Relationships/>' },
  {
    name: 'word/document.xml',
    content: `<w:document>${'Đơn đăng ký cai nghiện. '.repeat(200)}</w:document>`,
  },
  { name: 'word/media/image1.png', content: randomBytes(90_000), stored: true },
];

export function aDocx(more: readonly ZipPart[] = [], tricks: ZipTricks = {}): Buffer {
  return buildZip([...WORD_PARTS, ...more], tricks);
}

function filled(head: Buffer, tail: Buffer, length: number): Buffer {
  return Buffer.concat([head, randomBytes(Math.max(0, length - head.length - tail.length)), tail]);
}
