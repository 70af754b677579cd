import { randomBytes } from 'node:crypto';
import { aDocx, CONTENT_TYPES, WORD_PARTS } from '../../test/setup/sample-files.js';
import { buildZip, type ZipPart } from '../../test/setup/zip-builder.js';
import { wordArchiveFault } from './word-archive.js';

const MEGABYTE = 1024 * 1024;

const faultOf = (archive: Buffer): Promise<string | null> =>
  wordArchiveFault(archive.length, async function* ({ start, end }) {
    yield archive.subarray(start, end);
  });

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'word/_rels/settings.xml.rels';
const relation = (type: string, more: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships><Relationship Id="r1" Type="${TYPES}/${type}" ${more}/></Relationships>`;
const related = (content: Buffer | string, name = RELATIONS): Buffer => aDocx([part(name, content)]);
const OUTSIDE = 'Target="http://vi-du.example/x.dotm" TargetMode="External"';

const part = (name: string, content: Buffer | string = 'x'): ZipPart => ({ name, content });

describe('wordArchiveFault', () => {
  it('has nothing against a document with pictures', async () => {
    expect(await faultOf(aDocx())).toBeNull();
    expect(await faultOf(aDocx([part('word/media/image2.jpeg', randomBytes(300_000))]))).toBeNull();
  });

  it.each([
    ['a picture within', relation('image', 'Target="media/image1.png"')],
    ['a link to click', relation('hyperlink', OUTSIDE)],
    ['relations of no kind', '<Relationships/>'],
  ])('has nothing against %s', async (_what, relations) => {
    expect(await faultOf(related(relations))).toBeNull();
  });

  it.each([
    ...['attachedTemplate', 'oleObject', 'frame', 'subDocument', 'externalLink', 'image', 'unheard-of'].map(
      (type): [string, Buffer] => [`a relation of the kind ${type}`, related(relation(type, OUTSIDE))],
    ),
    ['the same of the document', related(relation('image', OUTSIDE), 'word/_rels/document.xml.rels')],
    ['the same in capital letters', related(relation('image', OUTSIDE), 'WORD/_RELS/SETTINGS.XML.RELS')],
    ['a name in references', related(relation('image', OUTSIDE.replace('External', '&#69;xternal')))],
    ['other quotes and order', related(relation('image', `TargetMode='External'\n Target='x.dotm'`))],
    ['a prefix', related(relation('image', OUTSIDE).replaceAll('Relationship ', 'a:Relationship '))],
    ['an address that calls itself internal', related(relation('image', 'Target="\\\\may-chu\\x.png"'))],
    ['letters of two bytes', related(Buffer.from(`\ufeff${relation('image', OUTSIDE)}`, 'utf16le'))],
    ['an entity', related(`<!DOCTYPE a [<!ENTITY e "External">]>${relation('image', 'TargetMode="&e;"')}`)],
    [
      'a relation that is not well formed',
      related('<Relationships><Relationship Target=x /></Relationships>'),
    ],
    [
      'relations without end',
      related(`<Relationships>${randomBytes(MEGABYTE).toString('hex')}</Relationships>`),
    ],
  ])('finds that something is loaded from outside by %s', async (_what, archive) => {
    expect(await faultOf(archive)).toBe('outside');
  });

  it.each<[string, string, Buffer]>([
    ['bomb', 'a part that swells', aDocx([part('word/a.xml', Buffer.alloc(20 * MEGABYTE))])],
    [
      'bomb',
      'parts that swell together',
      aDocx(Array.from({ length: 300 }, (_none, at) => part(`word/${at}.xml`, Buffer.alloc(900_000)))),
    ],
    [
      'bomb',
      'a part that is larger than it claims',
      aDocx([{ ...part('word/a.xml', Buffer.alloc(20 * MEGABYTE)), claimedSize: 500 }]),
    ],
    [
      'bomb',
      'many names of one content',
      buildZip(
        [
          { ...CONTENT_TYPES, content: randomBytes(50_000) },
          ...Array.from({ length: 50 }, (_none, at) => part(`${at}`)),
        ],
        { sharedContent: true },
      ),
    ],
    ['bomb', 'endless parts', aDocx(Array.from({ length: 1001 }, (_none, at) => part(`word/${at}.xml`)))],
    ['nested', 'an archive by its name', aDocx([part('word/media/anh.zip')])],
    ['nested', 'an archive by its content', aDocx([part('word/media/image9.png', buildZip([part('a')]))])],
    ['nested', 'an embedded workbook', aDocx([part('word/embeddings/Microsoft_Excel.xlsx')])],
    ['nested', 'a compound document', aDocx([part('word/x.dat', Buffer.from('d0cf11e0a1b11ae1', 'hex'))])],
    ['path', 'a path upwards', aDocx([part('../../etc/cron.d/x')])],
    ['path', 'a path upwards in the middle', aDocx([part('word/../../x')])],
    ['path', 'an absolute path', aDocx([part('/etc/passwd')])],
    ['path', 'a path of Windows', aDocx([part('word\\..\\..\\x')])],
    ['path', 'a drive of Windows', aDocx([part('C:/x')])],
    ['path', 'a link', aDocx([{ ...part('word/x', '/etc/passwd'), unixMode: 0o120777 }])],
    ['path', 'two parts of one name', aDocx([part('WORD/Document.xml', '<w:other/>')])],
    ['macros', 'a project of macros', aDocx([part('word/vbaProject.bin')])],
    ['macros', 'the same in capital letters', aDocx([part('word/VBAPROJECT.BIN')])],
    ['macros', 'ActiveX', aDocx([part('word/activeX/activeX1.xml')])],
    [
      'macros',
      'a document with macros that calls itself without',
      buildZip([
        {
          ...CONTENT_TYPES,
          content: '<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
        },
        ...WORD_PARTS.slice(1),
      ]),
    ],
    ['encrypted', 'an encrypted part', aDocx([{ ...part('word/x.xml'), flags: 1 }])],
    ['not-word', 'another archive', buildZip([part('a.txt')])],
    [
      'not-word',
      'a workbook',
      buildZip([{ ...CONTENT_TYPES, content: '<Types/>' }, part('xl/workbook.xml')]),
    ],
    [
      'not-word',
      'a workbook with a part of a document',
      buildZip([{ ...CONTENT_TYPES, content: '<Types/>' }, part('word/document.xml')]),
    ],
    ['broken', 'an archive without its end', aDocx().subarray(0, -30)],
    ['broken', 'a comment behind the end', aDocx([], { comment: Buffer.from('%PDF-1.7') })],
    ['broken', 'bytes behind the end', Buffer.concat([aDocx(), Buffer.from('more')])],
    ['broken', 'an altered part', altered(aDocx())],
  ])('finds the fault "%s" in %s', async (fault, _what, archive) => {
    expect(await faultOf(archive)).toBe(fault);
  });

  it('does not hold against the archive that the storage cannot be read', async () => {
    const archive = aDocx();
    const read = wordArchiveFault(archive.length, async function* () {
      yield Buffer.alloc(0);
      throw new Error('the disk is gone');
    });
    await expect(read).rejects.toThrow('the disk is gone');
  });

  it('reads no bomb to its end', async () => {
    let read = 0;
    const archive = aDocx([{ ...part('word/a.xml', Buffer.alloc(150 * MEGABYTE)), claimedSize: 1000 }]);
    const before = process.memoryUsage.rss();
    const fault = await wordArchiveFault(archive.length, async function* ({ start, end }) {
      read += end - start;
      yield archive.subarray(start, end);
    });
    expect(fault).toBe('bomb');
    expect(read).toBeLessThan(3 * archive.length);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * MEGABYTE);
  });
});

function altered(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  const at = copy.indexOf('word/document.xml') + 30;
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
