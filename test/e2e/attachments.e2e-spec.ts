import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import net from 'node:net';
import type request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import type { AttachmentDto } from '../../src/attachments/attachment.dto.js';
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
import { aDocx, aJpeg, aPdf, aPng, WORD_TYPE } from '../setup/sample-files.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

describe('attachments of a case file', () => {
  let test: TestApp;
  let papers: CaseWithPapers;
  let officer: string;
  let head: string;
  let caseId: string;
  beforeAll(async () => {
    test = await createTestApp({ FILE_LIMIT_MB: '1' });
    papers = await arrangeCaseWithPapers(test);
    ({ officer, head } = papers);
  });
  beforeEach(async () => {
    const personId = await aResident(test, officer, papers.scene.unitId);
    caseId = (await apply(test, officer, anApplication({ personId }))).id;
  });
  afterAll(() => test.close());

  const attach = (sent: SentFile = {}, token = officer): request.Test =>
    sendFileTo(test, token, caseId, sent);
  const attached = (sent: SentFile = {}): Promise<AttachmentDto> => attachTo(test, officer, caseId, sent);
  const download = (id: string, token = officer): request.Test => contentOf(test, token, id);
  const stored = async (): Promise<readonly string[]> => {
    // The first content makes the directory.
    const found = await readdir(test.database.config.files.directory, {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    return found.filter((each) => each.isFile()).map((each) => each.name);
  };
  const uploadsUnderWay = async (): Promise<number> =>
    (await test.database.owner.query('select 1 from attachment_upload')).rowCount ?? 0;

  const takeBack = (id: string, version: number, token = head): request.Test =>
    requests(test)
      .post(token, `/v1/attachments/${id}/void`, { reason: 'Đính nhầm giấy tờ của hồ sơ khác' })
      .set('If-Match', `"${version}"`);

  it.each([
    ['PDF', aPdf(), 'giay.pdf', 'application/pdf'],
    ['JPEG', aJpeg(), 'IMG_0001.JPG', 'image/jpeg'],
    ['PNG', aPng(), 'man-hinh.png', 'image/png'],
    ['DOCX', aDocx(), 'don.docx', WORD_TYPE],
  ])('takes a %s and gives the same bytes back', async (_what, content, name, type) => {
    const made = await attached({ content, name, type, title: 'Bản chụp hai mặt' });
    expect(made).toMatchObject({
      subjectKind: 'case',
      subjectId: caseId,
      kind: 'identity-copy',
      title: 'Bản chụp hai mặt',
      mediaType: type,
      size: content.length,
      sha256: sha256(content),
      status: 'unscanned',
      version: 1,
    });
    const { body, headers } = await download(made.id).expect(200);
    expect((body as Buffer).equals(content)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': type,
      'content-length': String(content.length),
      'x-content-type-options': 'nosniff',
      'attachment-status': 'unscanned',
      etag: `"${sha256(content)}"`,
    });
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="identity-copy-[0-9a-f]{12}\.\w+"$/,
    );
  });

  it('keeps contents unreadable for who has the disk, and the name of the file nowhere', async () => {
    const before = new Set(await stored());
    const made = await attached({ content: aPdf(), name: 'CCCD Danh Thi Ngoc Anh 091085001234.pdf' });
    const added = (await stored()).filter((name) => !before.has(name));
    expect(added).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    const { rows } = await test.database.owner.query<{ row: string }>(
      `select to_jsonb(a)::text as row from attachment a where id = $1
       union all select to_jsonb(e)::text from audit_event e where subject_id = $1`,
      [made.id],
    );
    expect(rows.map(({ row }) => row).join()).not.toMatch(/Ngoc Anh|091085001234/);
  });

  it('gives parts, and nothing to who has it already', async () => {
    const content = aPdf(200_000);
    const { id } = await attached({ content });
    const part = await download(id).set('Range', 'bytes=100000-100009').expect(206);
    expect(part.headers['content-range']).toBe('bytes 100000-100009/200000');
    expect((part.body as Buffer).equals(content.subarray(100_000, 100_010))).toBe(true);
    const end = await download(id).set('Range', 'bytes=-7').expect(206);
    expect((end.body as Buffer).equals(content.subarray(-7))).toBe(true);
    await download(id).set('Range', 'bytes=200000-').expect(416);
    await download(id)
      .set('If-None-Match', `"${sha256(content)}"`)
      .expect(304);
    await download(id).set('Range', 'bytes=0-9').set('If-Range', '"other"').expect(200);
  });

  it('lists them newest first, by kind, page by page', async () => {
    const first = await attached({ kind: 'application' });
    const second = await attached({ kind: 'identity-copy' });
    const third = await attached({ kind: 'application' });
    const { get } = requests(test);
    const list = async (query: string): Promise<{ items: AttachmentDto[]; nextCursor: string | null }> =>
      (await get(officer, `/v1/cases/${caseId}/attachments${query}`).expect(200)).body;
    expect((await list('')).items.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect((await list('?kind=application')).items.map(({ id }) => id)).toEqual([third.id, first.id]);
    const page = await list('?limit=2');
    const rest = await list(`?limit=2&cursor=${page.nextCursor}`);
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect(rest.nextCursor).toBeNull();
  });

  describe('refuses, and keeps nothing of', () => {
    it.each<[string, SentFile, number, string]>([
      [
        'a type that is not taken',
        { content: Buffer.from('GIF89a....'), name: 'a.gif', type: 'image/gif' },
        415,
        'attachments.typeNotAllowed',
      ],
      ['a type that is not the declared one', { content: aJpeg() }, 422, 'attachments.typeMismatch'],
      [
        'a page of HTML that begins as a PDF',
        { content: Buffer.concat([Buffer.from('%PDF-1.7\n<html>'), aPdf()]) },
        422,
        'attachments.foreignContent',
      ],
      [
        'a PDF behind other bytes',
        { content: Buffer.concat([Buffer.from('GIF89a'), aPdf()]) },
        415,
        'attachments.typeNotAllowed',
      ],
      [
        'a JPEG with an archive behind it',
        { content: Buffer.concat([aJpeg(), aDocx()]), name: 'a.jpg', type: 'image/jpeg' },
        422,
        'attachments.foreignContent',
      ],
      [
        'a bomb',
        {
          content: aDocx([{ name: 'word/a.xml', content: Buffer.alloc(30_000_000) }]),
          name: 'a.docx',
          type: WORD_TYPE,
        },
        422,
        'attachments.unsafeArchive',
      ],
      [
        'a document with macros',
        { content: aDocx([{ name: 'word/vbaProject.bin', content: 'x' }]), name: 'a.docx', type: WORD_TYPE },
        422,
        'attachments.macros',
      ],
      ['a damaged file', { content: aPdf().subarray(0, 300) }, 422, 'attachments.broken'],
      ['an empty file', { content: Buffer.alloc(0) }, 422, 'request.invalidBody'],
      ['a paper of a kind that is not known', { kind: 'passport' }, 422, 'request.invalidBody'],
      ['a title with a number of a person', { title: 'CCCD 091085001234' }, 422, 'request.invalidBody'],
    ])('%s', async (_what, sent, status, code) => {
      const before = await stored();
      const { body } = await attach(sent).expect(status);
      expect(body).toMatchObject({ code, title: expect.any(String) });
      expect((await stored()).length).toBe(before.length);
      expect(await uploadsUnderWay()).toBe(0);
      const { rowCount } = await test.database.owner.query('select 1 from attachment where subject_id = $1', [
        caseId,
      ]);
      expect(rowCount).toBe(0);
    });

    it('a form without a file, with two, with an unknown field, and what is no form', async () => {
      const post = (): request.Test =>
        test.http().post(`/v1/cases/${caseId}/attachments`).auth(officer, { type: 'bearer' });
      const none = await post().field('kind', 'other').expect(422);
      expect(none.body.errors).toEqual([expect.objectContaining({ pointer: '/file' })]);
      const two = await attach().attach('file', aPdf(), 'b.pdf').expect(422);
      expect(two.body.errors).toEqual([expect.objectContaining({ pointer: '/file', code: 'field.twice' })]);
      const unknown = await attach().field('caseId', caseId).expect(422);
      expect(unknown.body.errors).toEqual([expect.objectContaining({ pointer: '/caseId' })]);
      const other = await post().attach('scan', aPdf(), 'b.pdf').expect(422);
      expect(other.body.errors).toEqual([expect.objectContaining({ pointer: '/scan' })]);
      await post().send({ kind: 'other' }).expect(415);
      const broken = await post()
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7')
        .expect(400);
      expect(broken.body.code).toBe('http.malformedForm');
      expect(await uploadsUnderWay()).toBe(0);
    });

    it('a file with one byte too many, whether or not its length is told before', async () => {
      const most = 1024 * 1024;
      await attach({ content: aJpeg(most), name: 'a.jpg', type: 'image/jpeg' }).expect(201);
      const before = (await stored()).length;
      for (const more of [1, 200_000]) {
        const { body } = await attach({
          content: aJpeg(most + more),
          name: 'a.jpg',
          type: 'image/jpeg',
        }).expect(413);
        expect(body).toMatchObject({ code: 'http.tooLarge', limitBytes: most });
      }
      expect((await stored()).length).toBe(before);
      expect(await uploadsUnderWay()).toBe(0);
    });

    it('what breaks off in the middle', async () => {
      const before = (await stored()).length;
      const socket = net.connect(Number(new URL(await test.app.getUrl()).port), '127.0.0.1');
      const beginning =
        `POST /v1/cases/${caseId}/attachments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${officer}\r\n` +
        'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n' +
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
      socket.write(beginning);
      socket.write(aPdf(300_000));
      await eventually(uploadsUnderWay, (count) => count === 1);
      socket.destroy();
      await eventually(uploadsUnderWay, (count) => count === 0);
      expect((await stored()).length).toBe(before);
    });

    it('forms on routes that take none', async () => {
      const { body } = await test
        .http()
        .post('/v1/persons')
        .auth(officer, { type: 'bearer' })
        .field('fullName', 'Danh Thị Ngọc Ánh')
        .expect(415);
      expect(body.code).toBe('http.unsupportedMediaType');
    });
  });

  describe('sent again with the same key', () => {
    it('are the same attachment where the content is the same, and stored once', async () => {
      const lan = uuidv7();
      const content = aPdf();
      const before = (await stored()).length;
      const first = await attach({ content }).set('Idempotency-Key', lan).expect(201);
      const again = await attach({ content }).set('Idempotency-Key', lan).expect(201);
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(again.body).toEqual(first.body);
      expect((await stored()).length).toBe(before + 1);
      expect(await uploadsUnderWay()).toBe(0);
    });

    it('are refused where the content or a field is another', async () => {
      const lan = uuidv7();
      await attach().set('Idempotency-Key', lan).expect(201);
      const other = await attach({ content: aPdf(700) })
        .set('Idempotency-Key', lan)
        .expect(409);
      expect(other.body.code).toBe('http.idempotencyKeyReused');
      await attach({ kind: 'other' }).set('Idempotency-Key', lan).expect(409);
      expect(await uploadsUnderWay()).toBe(0);
    });

    it('are one attachment when they come at the same time', async () => {
      const lan = uuidv7();
      const content = aPdf(300_000);
      const send = (): request.Test => attach({ content }).set('Idempotency-Key', lan);
      const answers = await Promise.all([send(), send(), send()]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map(({ body }) => (body as AttachmentDto).id)).size).toBe(1);
    });
  });

  describe('taken back', () => {
    it('stay on record and are given out no more', async () => {
      const { id } = await attached();
      const { body } = await takeBack(id, 1).expect(200);
      expect(body).toMatchObject({ version: 2, voidReason: 'Đính nhầm giấy tờ của hồ sơ khác' });
      const { body: refused } = await requests(test)
        .get(officer, `/v1/attachments/${id}/content`)
        .expect(409);
      expect(refused.code).toBe('attachments.voided');
      const list = async (query: string): Promise<number> =>
        (await requests(test).get(officer, `/v1/cases/${caseId}/attachments${query}`)).body.items.length;
      expect([await list(''), await list('?voided=true')]).toEqual([0, 1]);
      await takeBack(id, 2).expect(409);
    });

    it('only by the head, and at the version that was seen', async () => {
      const { id } = await attached();
      await takeBack(id, 7).expect(412);
      await takeBack(id, 1, officer).expect(403);
    });
  });

  it('are absent for the neighbours, who cannot add either', async () => {
    const { id } = await attached();
    const { neighbourPoliceOfficer: neighbour, committeeOfficer } = papers.scene.tokens;
    const { get } = requests(test);
    await get(neighbour, `/v1/attachments/${id}`).expect(404);
    await get(neighbour, `/v1/attachments/${id}/content`).expect(404);
    await get(neighbour, `/v1/cases/${caseId}/attachments`).expect(404);
    await attach({}, neighbour).expect(404);
    // The committee of the same commune never had this file.
    await attach({}, committeeOfficer).expect(404);
    expect(await uploadsUnderWay()).toBe(0);
  });

  it('leave a record of each act with the person whom the file is about', async () => {
    const { id } = await attached();
    await download(id).expect(200);
    await requests(test).get(officer, `/v1/attachments/${id}`).expect(200);
    const { rows: files } = await test.database.owner.query<{ person_id: string }>(
      'select person_id from case_file where id = $1',
      [caseId],
    );
    const { rows } = await test.database.owner.query<{ action: string; persons: string[] }>(
      'select action, persons from audit_event where subject_id = $1 order by at',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'attachments.attachment.add',
      'attachments.attachment.download',
      'attachments.attachment.read',
    ]);
    const personId = files[0]?.person_id;
    expect(rows.map(({ persons }) => persons)).toEqual([[personId], [personId], [personId]]);
  });
});
