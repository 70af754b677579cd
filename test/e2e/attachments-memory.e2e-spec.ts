// @alone: it measures the memory of its process
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AttachmentDto } from '../../src/attachments/attachment.dto.js';
import { arrangeCaseWithPapers, type CaseWithPapers } from '../setup/case-attachments.js';
import { aJpeg } from '../setup/sample-files.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const MEGABYTE = 1024 * 1024;
const HEAD = aJpeg(200).subarray(0, 100);
const BLOCK = randomBytes(64 * 1024);
const BOUNDARY = 'ranh-gioi-0123456789';

/** So many bytes of a JPEG, block by block, without holding them. */
function* jpegOf(size: number): Generator<Buffer> {
  yield HEAD;
  for (let left = size - HEAD.length; left > 0; left -= BLOCK.length) yield BLOCK.subarray(0, left);
}

function* formOf(size: number): Generator<Buffer> {
  yield Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\nother\r\n` +
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
  );
  yield* jpegOf(size);
  yield Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
}

interface Memory {
  /** Of the process as the machine counts it. */
  readonly resident: number;
  /**
   * In buffers, those included that nobody holds any more: on a busy machine they are collected late. A content that is
   * held whole shows here, whatever room the process had before.
   */
  readonly buffers: number;
}

function memoryNow(): Memory {
  const { rss, arrayBuffers } = process.memoryUsage();
  return { resident: rss, buffers: arrayBuffers };
}

/** The most memory that the process took while the work was done, above what it had before. */
async function extraMemory(work: () => Promise<unknown>): Promise<Memory> {
  const before = memoryNow();
  let most = before;
  const look = (): void => {
    const now = memoryNow();
    most = {
      resident: Math.max(most.resident, now.resident),
      buffers: Math.max(most.buffers, now.buffers),
    };
  };
  const watch = setInterval(look, 5);
  try {
    await work();
    look();
    return { resident: most.resident - before.resident, buffers: most.buffers - before.buffers };
  } finally {
    clearInterval(watch);
  }
}

describe('an attachment of 100 MB', () => {
  let test: TestApp;
  let papers: CaseWithPapers;
  let url: string;
  beforeAll(async () => {
    test = await createTestApp();
    papers = await arrangeCaseWithPapers(test);
    url = await test.app.getUrl();
  });
  afterAll(() => test.close());

  const upload = (size: number): Promise<{ status: number; body: AttachmentDto & { code?: string } }> =>
    new Promise((resolve, reject) => {
      const asked = request(`${url}/v1/cases/${papers.caseId}/attachments`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${papers.officer}`,
          'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
        },
      });
      asked.on('response', (answer) => {
        let text = '';
        answer.on('data', (piece: Buffer) => (text += piece.toString('utf8')));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }));
      });
      asked.on('error', reject);
      // Where the service answers before the end, the answer counts, not the pipe.
      pipeline(Readable.from(formOf(size), { objectMode: false }), asked).catch(() => undefined);
    });
  const download = (id: string): Promise<{ size: number; sha256: string }> =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${papers.officer}` };
      request(`${url}/v1/attachments/${id}/content`, { headers }, (answer) => {
        const hash = createHash('sha256');
        let size = 0;
        answer.on('data', (piece: Buffer) => {
          hash.update(piece);
          size += piece.length;
        });
        answer.on('error', reject);
        answer.on('end', () => resolve({ size, sha256: hash.digest('hex') }));
      })
        .on('error', reject)
        .end();
    });

  it('comes in and goes out within 50 MB of memory, sender and receiver included', async () => {
    // Code that runs for the first time takes memory of its own.
    await download((await upload(5 * MEGABYTE)).body.id);
    const size = 100 * MEGABYTE;
    let id = '';
    const coming = await extraMemory(async () => ({ id } = (await upload(size)).body));
    let seen = { size: 0, sha256: '' };
    const going = await extraMemory(async () => (seen = await download(id)));
    const hash = createHash('sha256');
    for (const piece of jpegOf(size)) hash.update(piece);
    expect(seen).toEqual({ size, sha256: hash.digest('hex') });
    process.stdout.write(`100 MB in: ${told(coming)}, out: ${told(going)}\n`);
    for (const { resident, buffers } of [coming, going]) {
      expect(resident).toBeLessThan(50 * MEGABYTE);
      expect(buffers).toBeLessThan(90 * MEGABYTE);
    }
  });
});

const mb = (bytes: number): string => (bytes / MEGABYTE).toFixed(1);
const told = ({ resident, buffers }: Memory): string =>
  `+${mb(resident)} MB resident, +${mb(buffers)} MB in buffers`;
