import { aDocx, aJpeg, aPdf, aPng, WORD_TYPE } from '../../test/setup/sample-files.js';
import { buildZip } from '../../test/setup/zip-builder.js';
import { EvidenceGatherer } from './file-evidence.js';
import { judgeType, type Declaration, type TypeVerdict } from './file-types.rules.js';

const UNDECLARED: Declaration = { mediaType: '', fileName: '' };

/** Judges the content as it comes in pieces of this length. */
function verdictOn(content: Buffer, declared: Partial<Declaration> = {}, piece = 65_536): TypeVerdict {
  const gatherer = new EvidenceGatherer();
  for (let at = 0; at < content.length; at += piece) gatherer.add(content.subarray(at, at + piece));
  return judgeType(gatherer.evidence(), { ...UNDECLARED, ...declared });
}

const join = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const zip = (comment?: string): Buffer =>
  buildZip([{ name: 'a.txt', content: 'a' }], comment === undefined ? {} : { comment: Buffer.from(comment) });

describe('judgeType', () => {
  it.each<[string, Buffer, string]>([
    ['a PDF', aPdf(), 'application/pdf'],
    ['a PDF with white space behind its end', join(aPdf(), '\r\n\0\0'), 'application/pdf'],
    ['a JPEG', aJpeg(), 'image/jpeg'],
    ['a JPEG with a second image behind', join(aJpeg(), aJpeg()), 'image/jpeg'],
    [
      'a JPEG with a film behind',
      join(aJpeg(), '\0\0\0\u0018ftypmp42', Buffer.alloc(200_000, 7)),
      'image/jpeg',
    ],
    ['a PNG', aPng(), 'image/png'],
    ['a ZIP that may be a document', aDocx(), WORD_TYPE],
  ])('knows %s by its content', (_what, content, mediaType) => {
    expect(verdictOn(content)).toEqual({ mediaType });
  });

  it.each<[string, Buffer, string | null]>([
    ['a GIF', Buffer.from('GIF89a.......'), 'image/gif'],
    ['a program', Buffer.from('MZ\u0090\0.......', 'latin1'), 'exe'],
    ['text', Buffer.from('Nguyễn Văn Bình'), null],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), null],
    ['an old Word document', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'application/msword'],
    ['a PDF behind other bytes', join('rác\n', aPdf()), null],
    ['a JPEG behind other bytes', join('rác', aJpeg()), null],
    ['a TIFF', Buffer.from('49492a0008000000', 'hex'), 'image/tiff'],
  ])('does not take %s', (_what, content, found) => {
    expect(verdictOn(content)).toEqual({ refused: 'not-allowed', found });
  });

  it.each<[string, Buffer]>([
    ['a PDF with HTML within its first bytes', join('%PDF-1.7\n<html><script>alert(1)</script>', aPdf())],
    ['a PDF with a hidden tag', join('%PDF-1.4\n<ScRiPt src=x>', aPdf())],
    ['a PDF with an archive behind it', join(aPdf(), zip())],
    ['a PDF whose archive calls its comment an end', join(aPdf(), zip('\n%%EOF\n'))],
    ['a PDF with anything behind its end', join(aPdf(), 'MZ')],
    ['a JPEG with an archive behind it', join(aJpeg(), zip())],
    ['a JPEG whose archive is followed by bytes', join(aJpeg(), zip(), 'x'.repeat(1000))],
    ['a JPEG with HTML in its comment', join(Buffer.from('ffd8fffe0030', 'hex'), '<html><body>', aJpeg())],
    ['a JPEG with a PDF in its comment', join(Buffer.from('ffd8fffe0030', 'hex'), '%PDF-1.7', aJpeg())],
    ['a PNG with an archive behind it', join(aPng(), zip())],
    ['a JPEG with a RAR in it', join(aJpeg(90_000), 'Rar!\u001a\u0007\0', aJpeg(90_000))],
    [
      'a PDF with a 7z in it',
      join(aPdf().subarray(0, 100), Buffer.from('377abcaf271c', 'hex'), aPdf(90_000)),
    ],
    ['a document with a PDF in its first part', buildZip([{ name: 'x', content: '%PDF-1.7', stored: true }])],
  ])('refuses %s', (_what, content) => {
    expect(verdictOn(content)).toMatchObject({ refused: 'foreign-content' });
    // However it is cut into pieces on its way.
    expect(verdictOn(content, {}, 7)).toMatchObject({ refused: 'foreign-content' });
  });

  it.each<[string, (record: Buffer) => void]>([
    ['speaks of a second disk', (record) => record.writeUInt16LE(1, 4)],
    ['counts its entries wrongly', (record) => record.writeUInt16LE(7, 8)],
  ])('refuses an archive that %s, since readers open it all the same', (_what, change) => {
    const archive = zip();
    change(archive.subarray(-22));
    expect(verdictOn(join(aJpeg(), archive))).toMatchObject({ refused: 'foreign-content' });
    expect(verdictOn(join(aPdf(), archive))).toMatchObject({ refused: 'foreign-content' });
  });

  it.each<[string, Buffer]>([
    ['a GIF that is a script', Buffer.from('GIF89a/*....*/=1;alert(document.cookie)//')],
    ['a program of a Unix system', join('\u007fELF', Buffer.alloc(60))],
    ['an archive that unpacks itself', join('MZ', Buffer.alloc(100), zip())],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['nothing', Buffer.alloc(0)],
  ])('does not take %s under whatever name', (_what, content) => {
    for (const mediaType of ['', 'application/pdf', 'image/png']) {
      expect(verdictOn(content, { mediaType })).toMatchObject({ refused: 'not-allowed' });
    }
  });

  it('takes no noise for anything else', () => {
    for (let round = 0; round < 3_000; round++) {
      expect(verdictOn(aJpeg(1_500))).toEqual({ mediaType: 'image/jpeg' });
    }
  });

  it.each<[string, Buffer]>([
    ['a PDF without its end', aPdf().subarray(0, -8)],
    ['a PNG without its end', aPng().subarray(0, -6)],
    ['a PNG with bytes behind its end', join(aPng(), 'x')],
    ['a PNG of which only the beginning is there', aPng().subarray(0, 20)],
  ])('calls %s broken', (_what, content) => {
    expect(verdictOn(content)).toMatchObject({ refused: 'broken' });
    expect(verdictOn(content, {}, 3)).toMatchObject({ refused: 'broken' });
  });

  it.each<[string, Buffer, Partial<Declaration>]>([
    ['type', aJpeg(), { mediaType: 'application/pdf' }],
    ['ending', aJpeg(), { fileName: 'don.pdf' }],
    ['last ending', aPdf(), { fileName: 'don.pdf.exe' }],
    ['ending, whatever the type says', aPdf(), { mediaType: 'application/pdf', fileName: 'don.html' }],
    ['type, whatever the ending says', aPdf(), { mediaType: 'text/html', fileName: 'don.pdf' }],
  ])('refuses what is declared otherwise by its %s', (_what, content, declared) => {
    expect(verdictOn(content, declared)).toMatchObject({ refused: 'not-as-declared' });
  });

  it.each<Partial<Declaration>>([
    { mediaType: 'image/jpeg', fileName: 'IMG_0001.JPG' },
    { mediaType: 'image/jpg; charset=binary', fileName: 'ảnh chụp.jpeg' },
    { mediaType: 'application/octet-stream', fileName: 'anh' },
  ])('takes a JPEG that is declared as %j', (declared) => {
    expect(verdictOn(aJpeg(), declared)).toEqual({ mediaType: 'image/jpeg' });
  });
});
