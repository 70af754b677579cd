import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { docxOf } from './package.js';
import { zipOf } from './zip.js';

const open = async (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });

const read = async (zip: ZipFile, entry: Entry): Promise<string> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    });
  });

/** Every file of an archive, as a reader that checks lengths and sums finds it. */
async function contents(bytes: Buffer): Promise<Readonly<Record<string, string>>> {
  const zip = await open(bytes);
  const found: Record<string, string> = {};
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(found));
    zip.on('entry', (entry: Entry) => {
      const keep = async (): Promise<void> => {
        found[entry.fileName] = await read(zip, entry);
        zip.readEntry();
      };
      keep().catch(reject);
    });
    zip.readEntry();
  });
}

describe('zipOf', () => {
  it('packs texts that a strict reader finds again, Vietnamese names and letters too', async () => {
    const entries = [
      { name: 'một.xml', text: '<a>Đường Trần Hưng Đạo</a>' },
      { name: 'b/hai.txt', text: '' },
    ];
    expect(await contents(zipOf(entries))).toEqual({ 'một.xml': entries[0]?.text, 'b/hai.txt': '' });
  });

  it('makes the same bytes of the same texts', () => {
    const entries = [{ name: 'a', text: 'b' }];
    expect(zipOf(entries)).toEqual(zipOf(entries));
  });
});

describe('docxOf', () => {
  it('holds the six parts that a word processor asks for, on A4 in Times New Roman', async () => {
    const parts = await contents(docxOf('<w:p/>'));
    expect(Object.keys(parts)).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'word/_rels/document.xml.rels',
      'word/styles.xml',
      'word/settings.xml',
      'word/document.xml',
    ]);
    expect(parts['word/document.xml']).toMatch(
      /<w:body><w:p\/><w:p>.*<\/w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838"\/>/,
    );
    expect(parts['word/styles.xml']).toContain('w:ascii="Times New Roman"');
  });
});
