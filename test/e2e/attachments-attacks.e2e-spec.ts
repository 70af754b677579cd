import { readdir } from 'node:fs/promises';
import net from 'node:net';
import type request from 'supertest';
import type { AttachmentDto } from '../../src/attachments/attachment.dto.js';
import { AttachmentVault } from '../../src/attachments/attachment-vault.js';
import type { ObjectStore } from '../../src/platform/storage/object-store.js';
import {
  arrangeCaseWithPapers,
  attachTo,
  contentOf,
  sendFileTo,
  type CaseWithPapers,
  type SentFile,
} from '../setup/case-attachments.js';
import { requests } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { aDocx, aJpeg, aPdf, WORD_TYPE } from '../setup/sample-files.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

const KIND = '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nother\r\n';
const END = '\r\n--x--\r\n';
const fileHead = (disposition: string): string =>
  `${KIND}--x\r\nContent-Disposition: form-data; name="file"; ${disposition}\r\nContent-Type: application/pdf\r\n\r\n`;

describe('attachments against who means harm, and a storage that fails', () => {
  let test: TestApp;
  let papers: CaseWithPapers;
  let officer: string;
  let caseId: string;
  beforeAll(async () => {
    test = await createTestApp({ FILE_LIMIT_MB: '1', FILES_PER_CASE: '3', FILES_PER_CASE_MB: '1' });
    papers = await arrangeCaseWithPapers(test);
    ({ officer } = papers);
  });
  beforeEach(async () => {
    const personId = await aResident(test, officer, papers.scene.unitId);
    caseId = (await apply(test, officer, anApplication({ personId }))).id;
  });
  afterAll(() => test.close());

  const attach = (sent: SentFile = {}): request.Test => sendFileTo(test, officer, caseId, sent);
  const stored = async (): Promise<readonly string[]> => {
    const found = await readdir(test.database.config.files.directory, {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    return found.filter((each) => each.isFile()).map((each) => each.name);
  };
  const uploadsUnderWay = async (): Promise<number> =>
    (await test.database.owner.query('select 1 from attachment_upload')).rowCount ?? 0;
  const attachedTo = async (id: string): Promise<number> =>
    (await test.database.owner.query('select 1 from attachment where subject_id = $1', [id])).rowCount ?? 0;

  /** Sends a form byte by byte as it is written here. */
  const sendRaw = async (disposition: string, content: Buffer): Promise<{ status: number; text: string }> => {
    const body = Buffer.concat([Buffer.from(fileHead(disposition)), content, Buffer.from(END)]);
    const answer = await fetch(`${await test.app.getUrl()}/v1/cases/${caseId}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${officer}`, 'content-type': 'multipart/form-data; boundary=x' },
      body: new Uint8Array(body),
    });
    return { status: answer.status, text: await answer.text() };
  };

  /** Begins a form and leaves the rest to the caller. */
  const begin = async (content: Buffer, length: number): Promise<{ socket: net.Socket; told(): string }> => {
    const socket = net.connect(Number(new URL(await test.app.getUrl()).port), '127.0.0.1');
    let told = '';
    socket.on('data', (bytes) => (told += bytes.toString('utf8')));
    socket.on('error', () => undefined);
    socket.write(
      `POST /v1/cases/${caseId}/attachments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${officer}\r\n` +
        `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n` +
        fileHead('filename="a.pdf"'),
    );
    socket.write(content);
    return { socket, told: () => told };
  };

  it.each([
    ['a path upwards', 'filename="../../../../etc/cron.d/giay.pdf"'],
    ['an absolute path', 'filename="/etc/passwd.pdf"'],
    ['a path of Windows', 'filename="C:\\\\Windows\\\\..\\\\giay.pdf"'],
    ['a quotation mark and another name', 'filename="a\\"; filename=\\"b.pdf"'],
    ['a byte of nothing', "filename*=UTF-8''a.html%00.pdf"],
    ['letters that turn around', "filename*=UTF-8''%E2%80%AEfdp.exe.pdf"],
    ['a thousand letters', `filename="${'a'.repeat(1000)}.pdf"`],
  ])('lets no name of a file reach disk, header or answer: %s', async (_what, disposition) => {
    const { status, text } = await sendRaw(disposition, aPdf());
    expect([status, text]).toEqual([201, expect.stringContaining('sha256')]);
    expect(text).not.toMatch(/passwd|cron|Windows|Set-Cookie|aaaa/);
    const { headers } = await contentOf(test, officer, (JSON.parse(text) as AttachmentDto).id).expect(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="other-[0-9a-f]{12}\.pdf"$/);
    expect(headers['set-cookie']).toBeUndefined();
    for (const name of await stored()) expect(name).toMatch(/^[0-9a-f]{32}$/);
  });

  it('takes no part whose name of a file would begin a new line', async () => {
    const before = (await stored()).length;
    const { status, text } = await sendRaw("filename*=UTF-8''a%0D%0ASet-Cookie%3A%20a%3Db.pdf", aPdf());
    expect(status).toBe(422);
    expect(text).not.toContain('Set-Cookie');
    expect([(await stored()).length, await uploadsUnderWay()]).toEqual([before, 0]);
  });

  it('gives contents for saving alone: nothing guesses, shows, runs or keeps them', async () => {
    const { id } = await attachTo(test, officer, caseId, {
      content: Buffer.concat([aJpeg(2_000), Buffer.from('<script>alert(1)</script>')]),
      name: 'a.jpg',
      type: 'image/jpeg',
    });
    const { headers } = await contentOf(test, officer, id).set('Accept', 'text/html').expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect(headers['content-disposition']).toMatch(/^attachment;/);
  });

  it.each<[string, Buffer, string]>([
    ['an absolute path', aDocx([{ name: '/etc/passwd', content: 'x' }]), 'path'],
    ['a document within', aDocx([{ name: 'word/media/image9.png', content: aDocx() }]), 'nested'],
    ['one content under many names', aDocx([], { sharedContent: true }), 'bomb'],
    [
      'a size that is a lie',
      aDocx([{ name: 'word/a.xml', content: Buffer.alloc(30_000_000), claimedSize: 9 }]),
      'bomb',
    ],
  ])('says in Vietnamese why it takes no DOCX with %s', async (_what, content, reason) => {
    const before = (await stored()).length;
    const { body, headers } = await attach({ content, name: 'a.docx', type: WORD_TYPE }).expect(422);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({
      code: 'attachments.unsafeArchive',
      reason,
      title: 'Văn bản DOCX có cấu trúc không an toàn: hãy lưu lại từ trình soạn thảo hoặc xuất ra PDF',
    });
    expect((await stored()).length).toBe(before);
  });

  it('takes as many files for one case as are allowed, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => attach()));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409, 409]);
    const { body } = await attach().expect(409);
    expect(body).toMatchObject({
      code: 'attachments.tooMany',
      title: 'Đơn vị đã đính kèm vào hồ sơ này đủ số tệp hoặc dung lượng cho phép',
      limit: 3,
      limitBytes: 1024 * 1024,
    });
    expect([await attachedTo(caseId), await uploadsUnderWay()]).toEqual([3, 0]);
  });

  it('takes as many bytes for one case as are allowed', async () => {
    await attach({ content: aPdf(600_000) }).expect(201);
    const before = (await stored()).length;
    expect((await attach({ content: aPdf(600_000) }).expect(409)).body.code).toBe('attachments.tooMany');
    expect((await stored()).length).toBe(before);
    await attach({ content: aPdf(400_000) }).expect(201);
  });

  it('takes nothing from who lost the file while he was sending, nor gives him anything', async () => {
    const { id } = await attachTo(test, officer, caseId);
    const before = (await stored()).length;
    const content = aPdf(200_000);
    const length = fileHead('filename="a.pdf"').length + content.length + END.length;
    const { socket, told } = await begin(content.subarray(0, 100_000), length);
    await eventually(uploadsUnderWay, (count) => count === 1);
    await test.database.owner.query('delete from case_access where case_id = $1', [caseId]);
    socket.write(content.subarray(100_000));
    socket.write(END);
    await eventually(
      async () => told(),
      (text) => text.includes('"code"'),
    );
    socket.destroy();
    expect(told()).toContain('HTTP/1.1 404');
    expect(told()).toContain('application/problem+json');
    expect([await attachedTo(caseId), await uploadsUnderWay()]).toEqual([1, 0]);
    expect((await stored()).length).toBe(before);
    const { get } = requests(test);
    await get(officer, `/v1/attachments/${id}`).expect(404);
    await get(officer, `/v1/attachments/${id}/content`).expect(404);
    await get(officer, `/v1/cases/${caseId}/attachments`).expect(404);
  });

  describe('where the storage fails', () => {
    let store: ObjectStore;
    const replace = (part: Partial<ObjectStore>): void => {
      const failing: ObjectStore = {
        place: 'the directory',
        put: (key, content) => store.put(key, content),
        read: (key, start, end) => store.read(key, start, end),
        remove: (key) => store.remove(key),
        ...part,
      };
      Object.assign(test.app.get(AttachmentVault), { store: failing });
    };
    beforeAll(() => {
      ({ store } = test.app.get(AttachmentVault) as unknown as { store: ObjectStore });
    });
    afterEach(() => {
      Object.assign(test.app.get(AttachmentVault), { store });
    });

    it('keeps nothing of a file for which the disk has no room', async () => {
      const before = (await stored()).length;
      replace({ put: (key, content) => store.put(key, fullAfter(content, 200_000)) });
      const { body, headers } = await attach({ content: aPdf(900_000) }).expect(503);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body).toMatchObject({
        code: 'http.unavailable',
        title: 'Hệ thống tạm thời không phục vụ được: hãy thử lại',
      });
      expect((await stored()).length).toBe(before);
      expect([await attachedTo(caseId), await uploadsUnderWay()]).toEqual([0, 0]);
    });

    it('tells so before the first byte of an answer, and breaks it off after', async () => {
      const { id } = await attachTo(test, officer, caseId, { content: aPdf(900_000) });
      replace({ read: () => Promise.reject(Object.assign(new Error('away'), { code: 'ETIMEDOUT' })) });
      const { body, headers } = await contentOf(test, officer, id).expect(503);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(headers['content-disposition']).toBeUndefined();
      expect(JSON.parse(String(body))).toMatchObject({ code: 'http.unavailable' });
      replace({ read: async (key, start, end) => fullAfter(await store.read(key, start, end), 300_000) });
      await expect(contentOf(test, officer, id)).rejects.toThrow('aborted');
    });

    it('takes no document that it cannot read, and keeps nothing of it', async () => {
      const before = (await stored()).length;
      replace({ read: () => Promise.reject(new Error('away')) });
      const { body } = await attach({ content: aDocx(), name: 'a.docx', type: WORD_TYPE }).expect(503);
      expect(body.code).toBe('http.unavailable');
      expect((await stored()).length).toBe(before);
      expect(await uploadsUnderWay()).toBe(0);
    });

    it('remembers what it could not remove, for the job', async () => {
      replace({ remove: () => Promise.reject(new Error('away')) });
      await attach({ content: Buffer.from('GIF89a') }).expect(415);
      expect(await uploadsUnderWay()).toBe(1);
      await test.database.owner.query('delete from attachment_upload');
    });
  });
});

async function* fullAfter(content: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let passed = 0;
  for await (const piece of content) {
    passed += piece.length;
    if (passed > bytes) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    yield piece;
  }
}
