import { ClamdScanner } from '../../src/attachments/clamd-scanner.js';
import { arrangeCaseWithPapers, attachTo, contentOf, type SentFile } from '../setup/case-attachments.js';
import { CLAMD_IS_INSTALLED, EICAR, FINDING, startClamd, type OwnClamd } from '../setup/own-clamd.js';
import { requests } from '../setup/people-factory.js';
import { aDocx, aJpeg, aPdf, WORD_TYPE } from '../setup/sample-files.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

const MEGABYTE = 1024 * 1024;

async function* inPieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
}

/** Against ClamAV's own daemon, where it is installed (Debian: clamav-daemon). */
(CLAMD_IS_INSTALLED ? describe : describe.skip)('a real clamd', () => {
  let clamd: OwnClamd;
  let test: TestApp;
  beforeAll(async () => {
    clamd = await startClamd(5);
    test = await createTestApp({ CLAMAV_URL: clamd.url });
  });
  afterAll(async () => {
    await test.close();
    await clamd.close();
  });

  it('lets out what is clean and keeps back what is not, in a PDF and packed in a DOCX', async () => {
    const { officer, caseId } = await arrangeCaseWithPapers(test);
    const decided = async (
      sent: SentFile,
    ): Promise<{ id: string; status: string; finding: string | null }> => {
      const { id } = await attachTo(test, officer, caseId, sent);
      return eventually(
        async () => (await requests(test).get(officer, `/v1/attachments/${id}`)).body,
        ({ status }) => status !== 'quarantined',
      );
    };
    const clean = await decided({ content: aPdf(2_000_000) });
    expect(clean).toMatchObject({ status: 'clean', finding: null });
    await contentOf(test, officer, clean.id).expect(200);
    const infected: readonly SentFile[] = [
      { content: Buffer.concat([aPdf(1_000), EICAR, aPdf(1_000)]) },
      {
        content: aDocx([{ name: 'word/a.xml', content: `<a>${EICAR.toString()}</a>` }]),
        name: 'a.docx',
        type: WORD_TYPE,
      },
    ];
    for (const sent of infected) {
      const found = await decided(sent);
      expect(found).toMatchObject({ status: 'infected', finding: FINDING });
      await contentOf(test, officer, found.id).expect(409);
    }
  });

  it('gives no verdict on more than it takes', async () => {
    const scanner = new ClamdScanner(clamd.url);
    expect(await scanner.scan(inPieces(aJpeg(5 * MEGABYTE)))).toEqual({ outcome: 'clean' });
    // It answers and hangs up while more is being sent; a broken pipe may come before its reason.
    await expect(scanner.scan(inPieces(aJpeg(20 * MEGABYTE)))).rejects.toThrow(
      /size limit exceeded|EPIPE|ECONNRESET|hung up/,
    );
  });
});
