import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startFakeClamd, type FakeClamd } from '../../test/setup/fake-clamd.js';
import { ClamdScanner } from './clamd-scanner.js';

async function* inPieces(content: Buffer, length = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
}

describe('ClamdScanner', () => {
  let clamd: FakeClamd;
  let scanner: ClamdScanner;
  beforeEach(async () => {
    clamd = await startFakeClamd();
    scanner = new ClamdScanner(clamd.url, 500);
  });
  afterEach(() => clamd.close());

  it.each([1, 65_536, 300_001])('sends all %d bytes and takes the verdict', async (size) => {
    const content = randomBytes(size);
    expect(await scanner.scan(inPieces(content))).toEqual({ outcome: 'clean' });
    expect(clamd.scanned.map((each) => each.equals(content))).toEqual([true]);
  });

  it('tells what was found', async () => {
    clamd.answer = 'stream: Win.Test.EICAR_HDB-1 FOUND';
    const verdict = await scanner.scan(inPieces(Buffer.from('x')));
    expect(verdict).toEqual({ outcome: 'infected', finding: 'Win.Test.EICAR_HDB-1' });
  });

  it('speaks over a Unix socket as well', async () => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'clamd-'));
    const local = await startFakeClamd(path.join(directory, 'clamd.ctl'));
    expect(await new ClamdScanner(local.url, 500).scan(inPieces(Buffer.from('x')))).toEqual({
      outcome: 'clean',
    });
    await local.close();
    await rm(directory, { recursive: true });
  });

  it.each<[string, FakeClamd['answer'], RegExp]>([
    ['an error', 'stream: Can not allocate memory ERROR', /no verdict/],
    ['another language', 'xin chào', /no verdict/],
    ['a verdict with more behind', 'stream: OK and more', /no verdict/],
    ['nothing', null, /hung up|ECONNRESET|closed/i],
  ])('takes %s for no verdict', async (_what, answer, message) => {
    clamd.answer = answer;
    await expect(scanner.scan(inPieces(Buffer.from('x')))).rejects.toThrow(message);
  });

  it('hears the reason where the content is too large for clamd', async () => {
    clamd.limit = 100_000;
    await expect(scanner.scan(inPieces(randomBytes(5_000_000)))).rejects.toThrow('size limit exceeded');
  });

  it('takes a verdict on a part for a finding at most, never for a clean content', async () => {
    clamd.limit = 100_000;
    clamd.limitAnswer = 'stream: OK';
    await expect(scanner.scan(inPieces(randomBytes(5_000_000)))).rejects.toThrow('hung up');
    clamd.limitAnswer = 'stream: Own.Test FOUND';
    const verdict = await scanner.scan(inPieces(randomBytes(5_000_000)));
    expect(verdict).toEqual({ outcome: 'infected', finding: 'Own.Test' });
  });

  it('gives up on a daemon that is silent or absent', async () => {
    clamd.silent = true;
    await expect(scanner.scan(inPieces(Buffer.from('x')))).rejects.toThrow('says nothing');
    await expect(new ClamdScanner('tcp://127.0.0.1:1', 500).scan(inPieces(Buffer.from('x')))).rejects.toThrow(
      /ECONNREFUSED/,
    );
  });

  it('gives no verdict on a content that cannot be read to its end', async () => {
    const broken = (async function* () {
      yield Buffer.from('x');
      throw new Error('the disk is gone');
    })();
    await expect(scanner.scan(broken)).rejects.toThrow('the disk is gone');
    expect(clamd.scanned).toEqual([]);
  });
});
