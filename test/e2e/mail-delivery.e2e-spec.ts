// @redis
import { Logger } from '@nestjs/common';
import type { DeliveryDto } from '../../src/reminders/delivery.dto.js';
import { seedDeadline } from '../setup/deadline-factory.js';
import { seedOrganisation, VINH_PHONG } from '../setup/factories.js';
import {
  aNotice,
  aReader,
  arrangeMail,
  choose,
  deliveriesOf,
  mailsTo,
  type DeliveryFacts,
  type MailScene,
  type Reader,
} from '../setup/mail-factory.js';
import { requests } from '../setup/people-factory.js';
import { AppModule } from '../../src/app.module.js';
import { createApp } from '../../src/platform/http/app-factory.js';
import type { ReceivedMail } from '../setup/smtp-server.js';
import { eventually, travelTo } from '../setup/time.js';

const CODE = 'HS-2026-31069-000012';
const QUIET = { from: '21:00', to: '06:00' };

describe('notices by mail', () => {
  let scene: MailScene;
  let reader: Reader;
  beforeAll(async () => {
    scene = await arrangeMail({ SMTP_ATTEMPTS: '2' });
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    scene.smtp.manner = 'accept';
    await at('2026-07-02T14:00:00+07:00');
    reader = await aReader(scene);
  });

  const owner = () => scene.test.database.owner;
  const at = (instant: string) => travelTo(scene.test, scene.administrator, instant);
  const settled = (count = 1, userId = reader.userId): Promise<readonly DeliveryFacts[]> =>
    eventually(
      () => deliveriesOf(owner(), userId),
      (all) => all.length >= count && all.every(({ status }) => /sent|failed|cancelled/.test(status)),
    );
  /** Mails after the one that confirmed the address. */
  const mails = async (count: number) => (await mailsTo(scene, reader.address, count + 1)).slice(1);
  const planned = (): Promise<readonly DeliveryFacts[]> =>
    eventually(
      () => deliveriesOf(owner(), reader.userId),
      (all) => all.length > 0,
    );

  it('say which file, what kind, by when, and where to look', async () => {
    const id = await aNotice(owner(), { ...reader, dueAt: '2026-07-03T08:30:00+07:00' });
    const [mail] = await mails(1);
    const [delivery] = await settled();
    expect(delivery).toMatchObject({ purpose: 'notice', status: 'sent', attempts: 1, reason: null });
    expect(mail?.messageId).toBe(`<${delivery?.id}@hoso.example.vn>`);
    expect(mail?.subject).toBe(`Thông báo hạn xử lý hồ sơ ${CODE}`);
    expect(mail?.body).toContain('Sắp đến hạn xử lý: 08:30 Thứ sáu 03/07/2026');
    expect(mail?.body).toContain(`https://hoso.example.vn/?notice=${id}`);
    expect(mail?.whole).not.toMatch(/cai nghi[eệ]n|ma t[uú]y|Trần Văn Minh/i);
  });

  it('come once to each reader of the body, and to nobody else', async () => {
    const colleague = await aReader(scene, reader.organisationId);
    const stranger = await aReader(scene);
    await aNotice(owner(), reader);
    await settled();
    await settled(1, colleague.userId);
    expect(await mails(1)).toHaveLength(1);
    expect(await deliveriesOf(owner(), stranger.userId)).toEqual([]);
  });

  it('are not sent of what was raised before the address was confirmed', async () => {
    const organisationId = await seedOrganisation(owner(), { kind: 'community-service-provider' });
    await aNotice(owner(), { organisationId });
    const late = await aReader(scene, organisationId);
    await aNotice(owner(), { organisationId });
    expect(await settled(1, late.userId)).toHaveLength(1);
  });

  it('come again with the same Message-ID when the server took one and its answer was lost', async () => {
    scene.smtp.manner = 'drop';
    await aNotice(owner(), reader);
    await mails(1);
    scene.smtp.manner = 'accept';
    const [first, second] = await mails(2);
    expect(sameOf(second)).toEqual(sameOf(first));
    expect(await settled()).toMatchObject([{ status: 'sent', attempts: 2 }]);
    const { rows } = await owner().query('select 1 from notification where organisation_id = $1', [
      reader.organisationId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('are sent by another process when the one that sent them died before it could say so', async () => {
    scene.smtp.manner = 'hang';
    await aNotice(owner(), reader);
    const [first] = await mails(1);
    const { id } = (await planned())[0] ?? { id: '' };
    scene.smtp.manner = 'accept';
    // The claim of a dead process lapses after some seconds, and the queue is told again after minutes.
    await owner().query('update delivery set next_try_at = now(), offered_at = null where id = $1', [id]);
    const [, second] = await mails(2);
    expect(sameOf(second)).toEqual(sameOf(first));
    expect(await settled()).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });

  it('are given up where the mailbox is no more, which reader and administrator see', async () => {
    const lines: string[] = [];
    const warn = jest
      .spyOn(Logger.prototype, 'warn')
      .mockImplementation((line) => void lines.push(String(line)));
    scene.smtp.manner = 'bad-mailbox';
    await aNotice(owner(), reader);
    expect(await settled()).toMatchObject([{ status: 'failed', reason: 'refused', attempts: 1 }]);
    warn.mockRestore();
    expect(lines.join()).toContain('refused');
    expect(lines.join()).not.toContain(reader.address);

    const { get } = requests(scene.test);
    const list = async (token: string, path: string): Promise<readonly DeliveryDto[]> =>
      (await get(token, path).expect(200)).body.items;
    const [own, confirmation] = await list(reader.token, '/v1/me/deliveries');
    expect(own).toMatchObject({ status: 'failed', reason: 'refused' });
    expect(confirmation).toMatchObject({ purpose: 'confirmation', status: 'sent' });
    const all = await list(scene.administrator, '/v1/deliveries?status=failed');
    expect(all).toContainEqual({ ...own, userId: reader.userId, organisationId: reader.organisationId });
  });

  it('are tried again while the server is away, and given up after the last attempt', async () => {
    scene.smtp.manner = 'busy';
    await aNotice(owner(), reader);
    expect(await settled()).toMatchObject([{ status: 'failed', reason: 'unreachable', attempts: 2 }]);
  });

  it.each<[string, string]>([
    ['was locked', `update user_account set locked_at = now(), locked_reason = 'nghỉ việc' where id = $1`],
    ['lost the role', 'delete from user_role where user_id = $1'],
    [
      'moved to another body',
      `update user_account set organisation_id = (select id from organisation
         where kind = 'community-service-provider' and id <> user_account.organisation_id limit 1) where id = $1`,
    ],
  ])('do not come to who %s before they were sent', async (_name, sql) => {
    await seedOrganisation(owner(), { kind: 'community-service-provider' });
    await choose(scene, reader.token, { digestAt: '15:00' });
    await aNotice(owner(), reader);
    await planned();
    await owner().query(sql, [reader.userId]);
    await aNotice(owner(), reader);
    await at('2026-07-02T15:00:00+07:00');
    expect(await settled()).toMatchObject([{ status: 'cancelled', reason: 'recipient-gone', attempts: 1 }]);
    expect(await mails(0)).toEqual([]);
  });

  it('are not sent any more of what has been done', async () => {
    await choose(scene, reader.token, { digestAt: '15:00' });
    const deadlineId = await seedDeadline(owner(), { ...reader, unitId: VINH_PHONG });
    await aNotice(owner(), { ...reader, deadlineId });
    await planned();
    await owner().query(`update deadline set status = 'met', closed_at = now() where id = $1`, [deadlineId]);
    await at('2026-07-02T15:00:00+07:00');
    expect(await settled()).toMatchObject([{ status: 'cancelled', reason: 'nothing-left' }]);
  });

  it('wait for the digest, which groups them by file', async () => {
    await choose(scene, reader.token, { digestAt: '07:30' });
    for (const [code, kind] of [
      ['HS-2026-31069-000001', 'deadline.approaching'],
      ['HS-2026-31069-000002', 'deadline.overdue'],
      ['HS-2026-31069-000001', 'deadline.due'],
    ] as const)
      await aNotice(owner(), { ...reader, code, kind });
    await eventually(
      async () =>
        (await owner().query('select 1 from delivery_notice where user_id = $1', [reader.userId])).rows,
      (rows) => rows.length === 3,
    );
    expect(await deliveriesOf(owner(), reader.userId)).toMatchObject([
      { purpose: 'digest', status: 'planned' },
    ]);
    await at('2026-07-03T07:30:00+07:00');
    const [mail] = await mails(1);
    expect(mail?.subject).toBe('Thông báo hạn xử lý 2 hồ sơ');
    expect(mail?.body.match(/^Hồ sơ .*$/gm)).toEqual([
      'Hồ sơ HS-2026-31069-000001',
      'Hồ sơ HS-2026-31069-000002',
    ]);
    expect(await settled()).toHaveLength(1);
  });

  describe('in quiet hours', () => {
    beforeEach(() => choose(scene, reader.token, { quietHours: QUIET }));

    it('wait for the morning', async () => {
      await at('2026-07-02T23:00:00+07:00');
      await aNotice(owner(), reader);
      expect(await planned()).toMatchObject([{ purpose: 'digest', status: 'planned' }]);
      await at('2026-07-03T06:00:00+07:00');
      expect((await mails(1))[0]?.body).toContain('Sắp đến hạn xử lý');
    });

    it('come all the same when the limit would end before the morning', async () => {
      await at('2026-07-02T23:00:00+07:00');
      await aNotice(owner(), { ...reader, dueAt: '2026-07-03T05:00:00+07:00' });
      expect((await mails(1))[0]?.body).toContain('05:00 Thứ sáu 03/07/2026');
      expect(await settled()).toMatchObject([{ purpose: 'notice', status: 'sent' }]);
    });

    it('are told before of the statutory limits that end in them, once', async () => {
      const limit = { ...reader, unitId: VINH_PHONG };
      const deadlineId = await seedDeadline(owner(), { ...limit, dueAt: '2026-07-03T03:00:00+07:00' });
      await seedDeadline(owner(), { ...limit, dueAt: '2026-07-03T09:00:00+07:00' });
      await at('2026-07-02T20:10:00+07:00');
      const [mail] = await mails(1);
      expect(mail?.subject).toBe('Thông báo hạn xử lý trước sáng mai: 1 hồ sơ');
      expect(mail?.body).toContain(`Hồ sơ HS-2026-${deadlineId.slice(-6)}`);
      expect(mail?.body).toContain('03:00 Thứ sáu 03/07/2026');
      await at('2026-07-02T20:40:00+07:00');
      await aNotice(owner(), reader);
      await mails(2);
      expect((await settled(2)).map(({ purpose }) => purpose)).toEqual(['ahead', 'notice']);
    });
  });
});

/** What a reader's program goes by, and what he reads. */
const sameOf = (mail: ReceivedMail | undefined) => [mail?.messageId, mail?.subject, mail?.to];

describe('two processes with one mail server', () => {
  it('plan and send each notice once', async () => {
    const scene = await arrangeMail();
    const { config, owner } = scene.test.database;
    const worker = { ...config, role: 'worker' } as const;
    const second = await createApp(AppModule.register(worker), worker);
    await second.init();
    try {
      const reader = await aReader(scene);
      for (let count = 1; count <= 20; count += 1)
        await aNotice(owner, { ...reader, code: `HS-2026-1-${count}` });
      await mailsTo(scene, reader.address, 21);
      const sent = await eventually(
        () => deliveriesOf(owner, reader.userId),
        (all) => all.every(({ status }) => status === 'sent'),
      );
      expect(sent).toHaveLength(20);
      const ids = scene.smtp.inbox.map(({ messageId }) => messageId);
      expect(new Set(ids).size).toBe(ids.length);
    } finally {
      await second.close();
      await scene.close();
    }
  });
});
