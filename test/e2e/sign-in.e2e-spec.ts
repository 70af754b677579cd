import { seedOrganisation, seedUser, TEST_PASSWORD, type SeededUser } from '../setup/factories.js';
import { authClient, type AuthClient, type Tokens } from '../setup/auth-client.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const NEW_PASSWORD = 'mưa rào trên mái tôn cũ';

interface AuditRow {
  readonly action: string;
  readonly outcome: string;
  readonly system: string | null;
  readonly user_id: string | null;
  readonly subject_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

describe('signing in', () => {
  let test: TestApp;
  let auth: AuthClient;
  let police: number;
  let user: SeededUser;
  beforeAll(async () => {
    test = await createTestApp();
    auth = authClient(test);
    police = await seedOrganisation(test.database.owner, {
      kind: 'commune-police',
      name: 'Công an xã Vĩnh Phong',
    });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    const roles = ['commune-police-officer'] as const;
    user = await seedUser(test.database.owner, { organisationId: police, roles, fullName: 'Lê Thị Hoa' });
    await sql('delete from audit_event');
  });

  const sql = async (text: string, parameters: readonly unknown[] = []): Promise<void> => {
    await test.database.owner.query(text, [...parameters]);
  };
  const audited = async (): Promise<readonly AuditRow[]> =>
    (await test.database.owner.query<AuditRow>('select * from audit_event order by at, id')).rows;
  const fail = async (name: string, times: number): Promise<void> => {
    for (let i = 0; i < times; i++) expect((await auth.login(name, 'đoán mò lần nữa')).status).toBe(401);
  };

  describe('with login and password', () => {
    it('gives tokens, the organisation and the roles', async () => {
      const { status, body } = await auth.login(user.login, user.password);
      expect(status).toBe(200);
      expect(body).toEqual({
        accessToken: expect.stringMatching(/^eyJ/),
        expiresInSeconds: 900,
        refreshToken: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        userId: user.id,
        fullName: 'Lê Thị Hoa',
        organisation: { id: police, kind: 'commune-police', name: 'Công an xã Vĩnh Phong' },
        roles: ['commune-police-officer'],
        passwordChangeRequired: false,
        secondFactorRequired: false,
        reusedTokenAt: null,
      });
      expect((await auth.me((body as Tokens).accessToken)).body).toMatchObject({
        login: user.login,
        permissions: expect.arrayContaining(['people.register']),
      });
    });

    it('takes the login in capitals too, and the password however its letters are composed', async () => {
      const answer = await auth.login(` ${user.login.toUpperCase()} `, TEST_PASSWORD.normalize('NFD'));
      expect(answer.status).toBe(200);
    });

    it('answers alike for a wrong password and an unknown login, in Vietnamese', async () => {
      const wrong = await auth.login(user.login, 'không phải mật khẩu này');
      const unknown = await auth.login('khong.co.ai', 'không phải mật khẩu này');
      for (const { status, body, headers } of [wrong, unknown]) {
        expect(status).toBe(401);
        expect(headers['retry-after']).toBeUndefined();
        expect(body).toEqual({
          type: '/v1/problems/auth.wrongCredentials',
          title: 'Tên đăng nhập hoặc mật khẩu không đúng',
          status: 401,
          code: 'auth.wrongCredentials',
          requestId: expect.any(String),
        });
      }
    });

    it('writes down who came in, and who did not, without what was typed', async () => {
      await auth.login(user.login, user.password);
      await auth.login(user.login, 'bí mật gõ nhầm ô');
      await auth.login('bi-mat-go-nham-o', user.password);
      const rows = await audited();
      expect(
        rows.map(({ action, outcome, system, subject_id: id }) => [action, outcome, system, id]),
      ).toEqual([
        ['auth.login', 'done', 'login', user.id],
        ['auth.login', 'refused', 'login', user.id],
        ['auth.login', 'refused', 'login', null],
      ]);
      expect(JSON.stringify(rows)).not.toMatch(/bí mật|bi-mat/);
    });

    it('keeps no password and no token in clear', async () => {
      const { refreshToken, accessToken } = await auth.tokensOf(user);
      const { rows } = await test.database.owner.query<{ text: string }>(
        `select string_agg(t::text, ' ') as text from (
           select row_to_json(c)::text from user_credential c
           union all select row_to_json(s)::text from session s
           union all select row_to_json(r)::text from refresh_token r
           union all select row_to_json(a)::text from audit_event a) as t`,
      );
      expect(rows[0]?.text).toContain(user.id);
      for (const secret of [user.password, refreshToken, accessToken])
        expect(rows[0]?.text).not.toContain(secret);
    });

    it.each([
      [{}, '/login'],
      [{ login: 'tran.van.minh' }, '/password'],
      [{ login: 'tran.van.minh', password: 12 }, '/password'],
      [{ login: 'tran.van.minh', password: '' }, '/password'],
      [{ login: 'tran.van.minh', password: 'a'.repeat(201) }, '/password'],
      [{ login: 'tran.van.minh', password: 'x', role: 'administrator' }, '/role'],
    ])('refuses the body %j at %s', async (body, pointer) => {
      const answer = await test.http().post('/v1/auth/login').send(body);
      expect(answer.status).toBe(422);
      expect((answer.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
    });
  });

  describe('after failures', () => {
    it('pauses for 15 minutes after the fifth, also for the right password', async () => {
      await fail(user.login, 5);
      const { status, body, headers } = await auth.login(user.login, user.password);
      expect(status).toBe(429);
      expect(body).toMatchObject({
        code: 'auth.paused',
        title: 'Đăng nhập sai nhiều lần: hãy thử lại sau 15 phút',
      });
      expect(Number(headers['retry-after'])).toBeGreaterThan(880);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(900);
    });

    it('pauses an unknown login just the same', async () => {
      await fail('khong.co.that', 5);
      const { body } = await auth.login('khong.co.that', 'đoán mò lần nữa');
      expect(body).toMatchObject({ code: 'auth.paused' });
    });

    it('lets the right password in when the pause is over, and forgets the failures', async () => {
      await fail(user.login, 5);
      await sql(`update login_failure set last_failed_at = last_failed_at - interval '15 minutes'`);
      expect((await auth.login(user.login, user.password)).status).toBe(200);
      await fail(user.login, 4);
      expect((await auth.login(user.login, user.password)).status).toBe(200);
    });

    it('gives no more than five guesses, however many come at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => auth.login(user.login, 'đoán mò lần nữa')),
      );
      const codes = answers.map(({ body }) => (body as { code: string }).code);
      expect(codes.filter((code) => code === 'auth.wrongCredentials')).toHaveLength(5);
      expect(codes.filter((code) => code === 'auth.paused')).toHaveLength(7);
    });

    it('does not count the right password, however many sign in at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => auth.login(user.login, user.password)),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(200));
    });

    it('keeps a failure under a fingerprint alone', async () => {
      await fail('mat-khau-go-nham', 1);
      const { rows } = await test.database.owner.query<{
        login_index: Buffer;
        place_index: Buffer;
        row: string;
      }>('select login_index, place_index, f::text as row from login_failure f');
      expect(new Set(rows.map((row) => row.login_index.length))).toEqual(new Set([16]));
      expect(rows.filter((row) => ![0, 16].includes(row.place_index.length))).toEqual([]);
      const hex = Buffer.from('mat-khau-go-nham').toString('hex');
      for (const plain of ['mat-khau', hex]) expect(rows.map(({ row }) => row).join()).not.toContain(plain);
    });
  });

  describe('with another password', () => {
    it('works from the change on; every other session ends', async () => {
      const [here, elsewhere] = [await auth.tokensOf(user), await auth.tokensOf(user)];
      expect((await auth.changePassword(here.accessToken, user.password, NEW_PASSWORD)).status).toBe(204);
      expect((await auth.me(here.accessToken)).status).toBe(200);
      expect((await auth.me(elsewhere.accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
      expect((await auth.login(user.login, user.password)).status).toBe(401);
      expect((await auth.login(user.login, NEW_PASSWORD)).status).toBe(200);
    });

    it.each([
      ['a wrong current one', 'không phải nó đâu', NEW_PASSWORD, '/currentPassword', 'password.wrong'],
      ['a short new one', TEST_PASSWORD, 'ngắn quá', '/newPassword', 'password.tooShort'],
      ['a common new one', TEST_PASSWORD, 'matkhau123456', '/newPassword', 'password.common'],
      ['the same again', TEST_PASSWORD, TEST_PASSWORD, '/newPassword', 'password.same'],
    ])('is refused for %s', async (_name, current, next, pointer, code) => {
      const answer = await auth.changePassword((await auth.tokensOf(user)).accessToken, current, next);
      expect(answer.status).toBe(422);
      expect((answer.body as { errors: object[] }).errors).toMatchObject([{ pointer, code }]);
    });

    it('is refused with the login in it', async () => {
      const answer = await auth.changePassword(
        (await auth.tokensOf(user)).accessToken,
        user.password,
        `xin ${user.login} chào`,
      );
      expect((answer.body as { errors: object[] }).errors).toMatchObject([
        { code: 'password.containsLogin' },
      ]);
    });

    it('lets nobody guess the current one with a stolen token', async () => {
      const { accessToken } = await auth.tokensOf(user);
      for (let i = 0; i < 5; i++) await auth.changePassword(accessToken, `đoán lần thứ ${i}`, NEW_PASSWORD);
      expect((await auth.changePassword(accessToken, user.password, NEW_PASSWORD)).body).toMatchObject({
        code: 'auth.paused',
      });
    });
  });
});
