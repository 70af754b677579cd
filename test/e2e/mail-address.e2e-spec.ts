import type { NotificationPreferencesDto } from '../../src/reminders/notification-preference.dto.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import {
  aNotice,
  aReader,
  arrangeMail,
  choose,
  codeTo,
  confirmAddress,
  mailsTo,
  type MailScene,
} from '../setup/mail-factory.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp } from '../setup/test-app.js';

const PREFERENCES = '/v1/me/notification-preferences';
const ADDRESS = '/v1/me/notice-address';
const CONFIRMATION = `${ADDRESS}/confirmation`;

describe('the address for notices', () => {
  let scene: MailScene;
  let http: Requests;
  let token: string;
  beforeAll(async () => {
    scene = await arrangeMail({ MAIL_DOMAINS: 'angiang.example.vn' });
    http = requests(scene.test);
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    token = await anOfficer(scene);
  });

  const enter = (address: unknown) => http.post(token, ADDRESS, { address } as object);
  const confirm = (code: string) => http.post(token, CONFIRMATION, { code });
  const put = (version: number, body: object) =>
    scene.test
      .http()
      .put(PREFERENCES)
      .auth(token, { type: 'bearer' })
      .set('If-Match', `"${version}"`)
      .send(body);
  const preferences = async (): Promise<NotificationPreferencesDto> =>
    (await http.get(token, PREFERENCES).expect(200)).body;

  it('receives once its code has come back', async () => {
    const mine = anAddress();
    const { body } = await enter(mine).expect(200);
    expect(body).toMatchObject({ mailOn: true, address: null, pendingAddress: mine, version: 0 });
    const code = await codeTo(scene, mine);
    const confirmed = await confirm(code).expect(200);
    expect(confirmed.body).toMatchObject({ address: mine, pendingAddress: null, codeExpiresAt: null });
    expect((await confirm(code).expect(409)).body.code).toBe('notifications.nothingToConfirm');
  });

  it.each([
    ['no at sign', 'minh.angiang.example.vn'],
    ['two addresses', 'a@angiang.example.vn,b@angiang.example.vn'],
    ['a name beside it', 'Minh <minh@angiang.example.vn>'],
    ['a second header', 'minh@angiang.example.vn\r\nBcc: x@angiang.example.vn'],
    ['accents', 'mình@angiang.example.vn'],
    ['an address literal', 'minh@[127.0.0.1]'],
    ['nothing', ''],
    ['a number', 7],
  ])('is refused with a pointer: %s', async (_name, address) => {
    const { body } = await enter(address).expect(422);
    expect(body.errors[0].pointer).toBe('/address');
    expect(body.title).toBe('Dữ liệu gửi lên chưa đúng');
  });

  it('is of a domain that may receive', async () => {
    const { body } = await enter('minh@gmail.example.com').expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/address', code: 'address.domain' }]);
  });

  it('takes five wrong codes, then not even the right one', async () => {
    const mine = anAddress();
    await enter(mine).expect(200);
    const code = await codeTo(scene, mine);
    const guesses = await Promise.all(Array.from({ length: 6 }, () => confirm(wrong(code))));
    expect(guesses.map(({ status }) => status).toSorted()).toEqual([409, 422, 422, 422, 422, 422]);
    const refused = guesses.find(({ status }) => status === 422);
    expect(refused?.body.errors).toMatchObject([{ pointer: '/code', code: 'code.wrong' }]);
    await confirm(code).expect(409);
    expect((await preferences()).pendingAddress).toBeNull();
  });

  it('sends five codes a day, the newest of which counts', async () => {
    const mine = anAddress();
    for (let sent = 1; sent <= 5; sent += 1) await enter(mine).expect(200);
    const sixth = await enter(mine).expect(429);
    expect(sixth.body.code).toBe('notifications.tooManyCodes');
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(86_000);
  });

  it('gives way to another only when that one is confirmed', async () => {
    const [first, second] = [anAddress(), anAddress()];
    await confirmAddress(scene, token, first);
    await enter(second).expect(200);
    expect(await preferences()).toMatchObject({ address: first, pendingAddress: second });
    await confirm(await codeTo(scene, second)).expect(200);
    expect(await preferences()).toMatchObject({ address: second, pendingAddress: null });
  });

  it('is forgotten when it is withdrawn', async () => {
    const mine = anAddress();
    await confirmAddress(scene, token, mine);
    const { body } = await http.post(token, `${ADDRESS}/withdrawal`, {}).expect(200);
    expect(body.address).toBeNull();
    const again = await http.post(token, `${ADDRESS}/withdrawal`, {}).expect(409);
    expect(again.body.title).toBe('Chưa có địa chỉ nhận thông báo');
    const { rows } = await scene.test.database.owner.query(
      'select 1 from notice_address where withdrawn_at is not null and address_sealed is not null',
    );
    expect(rows).toEqual([]);
  });

  it('answers a repetition with the answer of the first time', async () => {
    const mine = anAddress();
    await enter(mine).expect(200);
    const code = await codeTo(scene, mine);
    const first = await confirm(code).set('Idempotency-Key', 'xac-nhan-1').expect(200);
    const second = await confirm(code).set('Idempotency-Key', 'xac-nhan-1').expect(200);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
  });

  it('stands in the clear nowhere in the database, nor does its code', async () => {
    const mine = anAddress();
    await enter(mine).expect(200);
    const code = await codeTo(scene, mine);
    const everything = await dump(scene);
    expect(everything).toContain('reminders.send-delivery');
    for (const secret of [mine, code]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  describe('and what to send there', () => {
    const WISHES = { kinds: ['deadline.due'], digestAt: '07:30', quietHours: { from: '21:00', to: '06:00' } };

    it('is everything, at once, until something else is chosen', async () => {
      expect(await preferences()).toMatchObject({ digestAt: null, quietHours: null, version: 0 });
      const first = await put(0, WISHES).expect(200);
      expect(first.body).toMatchObject({ ...WISHES, version: 1 });
      expect(first.headers['etag']).toBe('"1"');
      await put(0, WISHES).expect(412);
      expect((await put(1, { ...WISHES, quietHours: null }).expect(200)).body.version).toBe(2);
      await put(1, WISHES).expect(412);
    });

    it.each<[string, object, string]>([
      ['a time that is none', { digestAt: '24:00' }, '/digestAt'],
      ['a digest in the quiet hours', { digestAt: '05:59' }, '/digestAt'],
      ['quiet hours without an end', { quietHours: { from: '21:00' } }, '/quietHours/to'],
      [
        'quiet hours of a whole day',
        { digestAt: null, quietHours: { from: '21:00', to: '21:00' } },
        '/quietHours/to',
      ],
      ['a kind that is none', { kinds: ['deadline.soon'] }, '/kinds'],
    ])('is refused with a pointer: %s', async (_name, more, pointer) => {
      const { body } = await put(0, { ...WISHES, ...more }).expect(422);
      expect(body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
    });

    it('is each user’s own: there is no way to another’s', async () => {
      await put(0, WISHES).expect(200);
      const other = await anOfficer(scene);
      const { body } = await http.get(other, PREFERENCES).expect(200);
      expect(body).toMatchObject({ digestAt: null, version: 0 });
      const named = await http.get(other, `${PREFERENCES}?userId=01890a5d-ac96-774b-bcce-b302099a8057`);
      expect(named.body.digestAt ?? null).toBeNull();
    });

    it('is asked of nobody who reads no notices', async () => {
      await http.get(scene.administrator, PREFERENCES).expect(403);
      await http.post(scene.administrator, ADDRESS, { address: anAddress() }).expect(403);
      await http.get(token, '/v1/deliveries').expect(403);
    });
  });

  it('gets no notice of a kind that was not chosen', async () => {
    const reader = await aReader(scene);
    await choose(scene, reader.token, { kinds: ['deadline.due'] });
    const { owner } = scene.test.database;
    await aNotice(owner, { ...reader, kind: 'deadline.overdue', code: 'HS-2026-31069-000001' });
    await aNotice(owner, { ...reader, kind: 'deadline.due', code: 'HS-2026-31069-000002' });
    const [, mail] = await mailsTo(scene, reader.address, 2);
    expect(mail?.subject).toBe('Thông báo hạn xử lý hồ sơ HS-2026-31069-000002');
  });
});

describe('an installation without a mail server', () => {
  it('says so, sends nothing and takes no address', async () => {
    const test = await createTestApp({ SWEEP_EVERY_MS: '200' });
    try {
      const { owner } = test.database;
      const organisationId = await seedOrganisation(owner, { kind: 'community-service-provider' });
      const token = await signIn(
        test,
        await seedUser(owner, { organisationId, roles: ['service-provider-officer'] }),
      );
      const http = requests(test);
      expect((await http.get(token, PREFERENCES).expect(200)).body.mailOn).toBe(false);
      const { body } = await http.post(token, ADDRESS, { address: anAddress() }).expect(409);
      expect(body).toMatchObject({
        code: 'notifications.mailOff',
        title: expect.stringContaining('chưa bật'),
      });
      expect((await owner.query('select 1 from delivery')).rows).toEqual([]);
    } finally {
      await test.close();
    }
  });
});

const wrong = (code: string): string => (code === '00000000' ? '00000001' : '00000000');

let serial = 0;

function anAddress(): string {
  serial += 1;
  return `nguoi.nhan.${serial}@angiang.example.vn`;
}

async function anOfficer(scene: MailScene): Promise<string> {
  const { owner } = scene.test.database;
  const organisationId = await seedOrganisation(owner, { kind: 'community-service-provider' });
  return signIn(scene.test, await seedUser(owner, { organisationId, roles: ['service-provider-officer'] }));
}

/** Every row of every table that could have taken something up, the queue's included. */
async function dump({ test }: MailScene): Promise<string> {
  const { owner } = test.database;
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'bullmq') and tablename not like 'unit%'`,
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await owner.query(`select to_jsonb(t)::text as row from ${name} t`);
    parts.push(name, JSON.stringify(rows));
  }
  return parts.join('\n');
}
