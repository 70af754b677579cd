import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { MakePaperInput, PaperDto } from '../../src/documents/paper.dto.js';
import type { OfficeHolderDto, OfficeHolderInput } from '../../src/documents/office-holder.dto.js';
import type { NumberRegisterDto } from '../../src/documents/number-register.dto.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

/** A head who has held his office for long, by an act that is invented. */
export function aHolder(overrides: Partial<OfficeHolderInput> = {}): Partial<OfficeHolderInput> {
  return {
    office: 'head',
    title: 'Trưởng Công an xã',
    fullName: 'Thiếu tá Nguyễn Hữu Nghĩa',
    fromOn: '2025-07-01' as OfficeHolderInput['fromOn'],
    act: 'Quyết định thử nghiệm số 12/QĐ',
    ...overrides,
  };
}

export async function enterHolder(
  test: TestApp,
  token: string,
  overrides: Partial<OfficeHolderInput> = {},
): Promise<OfficeHolderDto> {
  const answer = await requests(test).post(token, '/v1/office-holders', aHolder(overrides)).expect(201);
  return answer.body as OfficeHolderDto;
}

export async function openRegister(
  test: TestApp,
  token: string,
  kind: string,
  pattern: string,
  bookLast = 0,
): Promise<NumberRegisterDto> {
  const body = { kind, pattern, bookLast };
  const answer = await requests(test).post(token, '/v1/number-registers', body).expect(201);
  return answer.body as NumberRegisterDto;
}

/** The body of a request for a paper that an officer signs for himself, or a head in person. */
export function aPaper(overrides: Partial<MakePaperInput> = {}): Partial<MakePaperInput> {
  return { kind: 'reception-slip', signature: { capacity: 'in-person' }, ...overrides };
}

export async function makePaper(
  test: TestApp,
  token: string,
  caseId: string,
  overrides: Partial<MakePaperInput> = {},
): Promise<PaperDto> {
  const answer = await requests(test).post(token, `/v1/cases/${caseId}/papers`, aPaper(overrides));
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as PaperDto;
}

export interface PrintedPaper {
  readonly headers: Readonly<Record<string, string>>;
  /** The text of word/document.xml, paragraph by paragraph. */
  readonly lines: readonly string[];
}

/** Prints a paper and opens the .docx that comes. */
export async function printPaper(test: TestApp, token: string, paperId: string): Promise<PrintedPaper> {
  const answer = await requests(test)
    .get(token, `/v1/papers/${paperId}/file`)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    })
    .expect(200);
  const xml = await documentOf(answer.body as Buffer);
  return { headers: answer.headers as Record<string, string>, lines: paragraphsOf(xml) };
}

async function documentOf(file: Buffer): Promise<string> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => reject(new Error('There is no word/document.xml')));
    zip.on('entry', (entry: Entry) => {
      if (entry.fileName !== 'word/document.xml') return zip.readEntry();
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
      });
    });
    zip.readEntry();
  });
}

function paragraphsOf(xml: string): readonly string[] {
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:br\/>|<w:t[^>]*>([^<]*)<\/w:t>/g)].map((part) => part[1] ?? '\n').join(''),
    )
    .map((line) => line.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
    .filter((line) => line !== '');
}
