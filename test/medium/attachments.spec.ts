// @redis
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ATTACHMENT_SCANNER, UPLOAD_CLEANUP } from '../../src/attachments/attachment.jobs.js';
import { AttachmentScanning } from '../../src/attachments/attachment-scanning.js';
import { AttachmentVault } from '../../src/attachments/attachment-vault.js';
import { Uploads } from '../../src/attachments/uploads.js';
import { newObjectKey } from '../../src/platform/storage/object-store.js';
import {
  arrangeCaseWithPapers,
  attachTo,
  contentOf,
  sendFileTo,
  type CaseWithPapers,
} from '../setup/case-attachments.js';
import { startFakeClamd, type FakeClamd } from '../setup/fake-clamd.js';
import { startFakeS3 } from '../setup/fake-s3.js';
import { aPdf } from '../setup/sample-files.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

interface Row {
  readonly status: string;
  readonly finding: string | null;
  readonly version: number;
  readonly scan_tried_at: Date | null;
}

const rowOf = async (test: TestApp, id: string): Promise<Row | undefined> =>
  (await test.database.owner.query<Row>('select * from attachment where id = $1', [id])).rows[0];

function altered(sealed: Buffer, at: number): Buffer {
  const copy = Buffer.from(sealed);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

describe('scanning of attachments', () => {
  let test: TestApp;
  let clamd: FakeClamd;
  let papers: CaseWithPapers;
  beforeAll(async () => {
    clamd = await startFakeClamd();
    test = await createTestApp({ CLAMAV_URL: clamd.url });
    papers = await arrangeCaseWithPapers(test);
  });
  beforeEach(() => {
    clamd.answer = 'stream: OK';
  });
  afterAll(async () => {
    await test.close();
    await clamd.close();
  });

  const attached = (content?: Buffer): ReturnType<typeof attachTo> =>
    attachTo(test, papers.officer, papers.caseId, { content });
  const statusOf = async (id: string): Promise<string | undefined> => (await rowOf(test, id))?.status;

  it('lets out what the scanner has seen whole and found clean', async () => {
    const content = aPdf(200_000);
    const made = await attached(content);
    expect(made.status).toBe('quarantined');
    await eventually(
      () => statusOf(made.id),
      (status) => status === 'clean',
    );
    expect(clamd.scanned.some((seen) => seen.equals(content))).toBe(true);
    const { headers } = await contentOf(test, papers.officer, made.id).expect(200);
    expect(headers['attachment-status']).toBe('clean');
    const { rows } = await test.database.owner.query<{ system: string }>(
      `select system from audit_event where subject_id = $1 and action = 'attachments.attachment.scan'`,
      [made.id],
    );
    expect(rows).toEqual([{ system: 'attachment-scanner' }]);
  });

  it('keeps back what is infected, and says what was found', async () => {
    clamd.answer = 'stream: Win.Test.EICAR_HDB-1 FOUND';
    const { id } = await attached();
    await eventually(
      () => statusOf(id),
      (status) => status === 'infected',
    );
    expect(await rowOf(test, id)).toMatchObject({ finding: 'Win.Test.EICAR_HDB-1', version: 2 });
    const { body } = await contentOf(test, papers.officer, id).expect(409);
    expect(JSON.parse(String(body))).toMatchObject({ code: 'attachments.infected' });
  });

  it('keeps back what waits, tries again by itself, and takes no failure for a verdict', async () => {
    clamd.answer = 'stream: Can not allocate memory ERROR';
    const { id } = await attached();
    await eventually(
      () => rowOf(test, id),
      (row) => row?.scan_tried_at !== null,
    );
    const { body } = await contentOf(test, papers.officer, id).expect(409);
    expect(JSON.parse(String(body))).toMatchObject({ code: 'attachments.quarantined' });
    clamd.answer = 'stream: OK';
    await eventually(
      () => statusOf(id),
      (status) => status === 'clean',
    );
  });
});

describe('scans that are asked for', () => {
  let test: TestApp;
  let papers: CaseWithPapers;
  beforeAll(async () => {
    // Nothing scans here: a scan beside it would change when the last one was tried.
    test = await createTestApp({ APP_ROLE: 'api', CLAMAV_URL: 'tcp://127.0.0.1:9' });
    papers = await arrangeCaseWithPapers(test);
  });
  afterAll(() => test.close());

  const sweep = (): Promise<void> => test.app.get(AttachmentScanning).askForWaiting({}, ATTACHMENT_SCANNER);

  it('come again once an hour for what has no verdict, and soon for what has lost its job', async () => {
    const { id } = await attachTo(test, papers.officer, papers.caseId);
    const scans = async (): Promise<number> =>
      (
        await test.database.owner.query(
          `select 1 from outbox where job = 'attachments.scan' and payload ->> 'attachmentId' = $1`,
          [id],
        )
      ).rowCount ?? 0;
    const age = async (tried: string, recorded: string): Promise<void> => {
      await test.database.owner.query('alter table attachment disable trigger guarded');
      await test.database.owner.query(
        `update attachment set scan_tried_at = ${tried}, recorded_at = ${recorded} where id = $1`,
        [id],
      );
      await test.database.owner.query('alter table attachment enable trigger guarded');
    };
    await age(`now() - interval '50 minutes'`, `now() - interval '1 day'`);
    await sweep();
    expect(await scans()).toBe(1);
    await age(`now() - interval '61 minutes'`, `now() - interval '1 day'`);
    await sweep();
    expect(await scans()).toBe(2);
    await age('null', `now() - interval '4 minutes'`);
    await sweep();
    expect(await scans()).toBe(2);
    await age('null', `now() - interval '6 minutes'`);
    await sweep();
    expect(await scans()).toBe(3);
  });
});

describe('a scanner that is configured later, or taken away', () => {
  it('scans by and by what never was; what waits in vain is marked as not scanned', async () => {
    const test = await createTestApp();
    const { officer, caseId } = await arrangeCaseWithPapers(test);
    const { id } = await attachTo(test, officer, caseId);
    expect(await rowOf(test, id)).toMatchObject({ status: 'unscanned', scan_tried_at: null });
    const scanning = test.app.get(AttachmentScanning);
    await scanning.scan({ attachmentId: id }, ATTACHMENT_SCANNER);
    expect(await rowOf(test, id)).toMatchObject({ status: 'unscanned', version: 1 });

    Object.assign(scanning, { scanner: { scan: async () => ({ outcome: 'clean' }) } });
    await scanning.scan({ attachmentId: id }, ATTACHMENT_SCANNER);
    expect(await rowOf(test, id)).toMatchObject({ status: 'clean', version: 2 });

    const second = await attachTo(test, officer, caseId);
    await test.database.owner.query('alter table attachment disable trigger guarded');
    await test.database.owner.query(`update attachment set status = 'quarantined' where id = $1`, [
      second.id,
    ]);
    await test.database.owner.query('alter table attachment enable trigger guarded');
    Object.assign(scanning, { scanner: null });
    await scanning.scan({ attachmentId: second.id }, ATTACHMENT_SCANNER);
    expect(await rowOf(test, second.id)).toMatchObject({ status: 'unscanned', version: 2 });
    await test.close();
  });
});

describe('contents and their rows', () => {
  let test: TestApp;
  let papers: CaseWithPapers;
  beforeAll(async () => {
    test = await createTestApp();
    papers = await arrangeCaseWithPapers(test);
  });
  afterAll(() => test.close());

  const cleanUp = (): Promise<void> => test.app.get(Uploads).cleanUp({}, UPLOAD_CLEANUP);
  const vault = (): AttachmentVault => test.app.get(AttachmentVault);
  const isKept = async (storageKey: string): Promise<boolean> => {
    try {
      for await (const piece of vault().open({ storageKey, size: 3 })) expect(piece).toHaveLength(3);
      return true;
    } catch {
      return false;
    }
  };
  /** What a process leaves that dies between storing the content and committing its row. */
  const orphan = async (age: string): Promise<string> => {
    const storageKey = newObjectKey();
    await test.database.owner.query(
      `insert into attachment_upload (storage_key, user_id, started_at)
       values ($1, gen_random_uuid(), now() - $2::interval)`,
      [storageKey, age],
    );
    await vault().keep(storageKey, once(Buffer.from('đơn').subarray(0, 3)));
    return storageKey;
  };

  it('lose what nobody attached, after six hours and not before', async () => {
    const [old, young] = [await orphan('7 hours'), await orphan('5 hours')];
    await cleanUp();
    expect([await isKept(old), await isKept(young)]).toEqual([false, true]);
    const { rows } = await test.database.owner.query(
      'select storage_key from attachment_upload where storage_key in ($1, $2)',
      [old, young],
    );
    expect(rows).toEqual([{ storage_key: young }]);
  });

  it('that cannot be removed hold up no other, and keep their rows', async () => {
    const [stuck, other] = [await orphan('9 hours'), await orphan('8 hours')];
    const remove = vault().remove.bind(vault());
    const spy = jest.spyOn(vault(), 'remove').mockImplementation(async (storageKey) => {
      if (storageKey === stuck) throw new Error('the disk is gone');
      await remove(storageKey);
    });
    await expect(cleanUp()).rejects.toThrow('1 contents were not removed');
    spy.mockRestore();
    expect([await isKept(stuck), await isKept(other)]).toEqual([true, false]);
    await cleanUp();
    expect(await isKept(stuck)).toBe(false);
  });

  it('never lose what was attached', async () => {
    const content = aPdf(100_000);
    const { id } = await attachTo(test, papers.officer, papers.caseId, { content });
    await cleanUp();
    const { body } = await contentOf(test, papers.officer, id).expect(200);
    expect((body as Buffer).equals(content)).toBe(true);
  });

  it('are refused together when the upload was given up while it was under way', async () => {
    const { owner } = test.database;
    const count = async (): Promise<number> => (await owner.query('select 1 from attachment')).rowCount ?? 0;
    const before = await count();
    // The job takes the row away in the moment before the attaching transaction does.
    const keep = vault().keep.bind(vault());
    const spy = jest.spyOn(vault(), 'keep').mockImplementation(async (storageKey, content) => {
      await keep(storageKey, content);
      await owner.query('delete from attachment_upload where storage_key = $1', [storageKey]);
    });
    const { body } = await sendFileTo(test, papers.officer, papers.caseId).expect(409);
    expect(body.code).toBe('attachments.uploadLost');
    expect(await count()).toBe(before);
    spy.mockRestore();
  });

  it('leave no row where the storage takes nothing', async () => {
    const { directory } = test.database.config.files;
    await rm(directory, { recursive: true, force: true });
    // Where nothing was kept before, the directory around it is not there either.
    await mkdir(path.dirname(directory), { recursive: true });
    await writeFile(directory, 'in the way');
    const { body } = await sendFileTo(test, papers.officer, papers.caseId).expect(503);
    expect(body.code).toBe('http.unavailable');
    await rm(directory);
  });

  it('are not given where they were changed on the disk: the first changed block ends the answer', async () => {
    const { id } = await attachTo(test, papers.officer, papers.caseId, { content: aPdf(300_000) });
    const { rows } = await test.database.owner.query<{ key: string }>(
      'select storage_key as key from attachment where id = $1',
      [id],
    );
    const key = rows[0]?.key ?? '';
    const file = path.join(test.database.config.files.directory, key.slice(0, 2), key.slice(2, 4), key);
    const sealed = await readFile(file);
    await writeFile(file, altered(sealed, 250_000));
    await expect(contentOf(test, papers.officer, id)).rejects.toThrow('aborted');
    await writeFile(file, altered(sealed, 50));
    const { body, headers } = await contentOf(test, papers.officer, id).expect(500);
    expect(JSON.parse(String(body))).toMatchObject({ code: 'http.internal' });
    expect(headers['content-type']).toContain('application/problem+json');
  });
});

describe('attachments in a bucket', () => {
  it('are kept there sealed and given back', async () => {
    const s3 = await startFakeS3();
    const test = await createTestApp({
      S3_BUCKET: 'giay-to',
      S3_ENDPOINT: s3.url,
      S3_ACCESS_KEY_ID: 'thu',
      S3_SECRET_ACCESS_KEY: 'nghiem',
    });
    const { officer, caseId } = await arrangeCaseWithPapers(test);
    const content = aPdf(6_000_000);
    const { id } = await attachTo(test, officer, caseId, { content });
    const { body } = await contentOf(test, officer, id).expect(200);
    expect((body as Buffer).equals(content)).toBe(true);
    expect([...s3.objects.values()].map((object) => object.includes('%PDF'))).toEqual([false]);
    await sendFileTo(test, officer, caseId, { content: Buffer.from('GIF89a') }).expect(415);
    expect(s3.objects.size).toBe(1);
    await test.close();
    await s3.close();
  });
});
