import type { Response } from 'supertest';
import { authClient, type AuthClient } from '../setup/auth-client.js';
import { seedOrganisation, seedUser, signIn, type SeededUser } from '../setup/factories.js';
import { codeOf, enrol, type Device } from '../setup/second-factor.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface Answer {
  readonly code?: string;
  readonly challenge: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly otpauthUri: string;
}

const bodyOf = async (answer: Promise<Response>): Promise<Answer> => (await answer).body as Answer;

describe('the second factor', () => {
  let test: TestApp;
  let auth: AuthClient;
  let operator: number;
  let user: SeededUser;
  beforeAll(async () => {
    test = await createTestApp({ TRUSTED_PROXIES: '1' });
    auth = authClient(test);
    operator = await seedOrganisation(test.database.owner, { kind: 'system-operator' });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    user = await seedUser(test.database.owner, { organisationId: operator, roles: ['administrator'] });
  });

  const post = (path: string, body: object, token?: string, headers: object = {}): Promise<Response> => {
    const asked = test
      .http()
      .post(path)
      .set({ ...headers });
    return (token === undefined ? asked : asked.auth(token, { type: 'bearer' })).send(body);
  };
  const challenge = async (): Promise<string> =>
    ((await auth.login(user.login, user.password)).body as Answer).challenge;
  const withCode = (token: string, code: string, address = '203.0.113.7'): Promise<Response> =>
    post('/v1/auth/login/code', { challenge: token, code }, undefined, { 'X-Forwarded-For': address });
  const arrange = async (): Promise<Device> => enrol(test, user, await signIn(test, user));
  const acts = async (): Promise<readonly unknown[]> => {
    const { rows } = await test.database.owner.query<{ action: string; outcome: string; detail: object }>(
      `select action, outcome, detail from audit_event where subject_id = $1 order by at, id`,
      [user.id],
    );
    return rows.map(({ action, outcome, detail }) => [action, outcome, detail]);
  };

  it('is offered, confirmed by a code, and then asked for at each sign-in', async () => {
    const other = await signIn(test, user);
    const token = await signIn(test, user);
    const offer = await post('/v1/auth/second-factor', { currentPassword: user.password }, token);
    const { otpauthUri } = offer.body as Answer;
    expect(otpauthUri).toMatch(/^otpauth:\/\/totp\//);
    // Nothing is asked before it is confirmed.
    expect((await auth.login(user.login, user.password)).status).toBe(200);
    const first = codeOf(otpauthUri);
    const confirmed = await post('/v1/auth/second-factor/confirmation', { code: first }, token);
    expect(confirmed.status).toBe(200);
    expect((confirmed.body as { recoveryCodes: object[] }).recoveryCodes).toHaveLength(10);
    expect((await auth.me(token)).body).toMatchObject({ secondFactor: true, recoveryCodesLeft: 10 });
    expect((await auth.me(other)).body).toMatchObject({ code: 'auth.sessionEnded' });

    const asked = await auth.login(user.login, user.password);
    expect(asked.status).toBe(401);
    expect(asked.body).toMatchObject({
      code: 'auth.codeRequired',
      title: 'Cần mã xác thực hai bước: gửi mã cùng với challenge để đăng nhập',
      expiresInSeconds: 300,
    });
    expect(asked.body).not.toHaveProperty('accessToken');
    const { challenge: given } = asked.body as Answer;
    // The code that confirmed is used up.
    expect((await withCode(given, first)).body).toMatchObject({ code: 'auth.wrongCode' });
    const signedIn = await withCode(given, codeOf(otpauthUri, 1));
    expect(signedIn.status).toBe(200);
    expect((await auth.me((signedIn.body as Answer).accessToken)).status).toBe(200);
    expect(await acts()).toEqual(
      expect.arrayContaining([
        ['auth.second-factor.offer', 'done', {}],
        ['auth.second-factor.confirm', 'done', {}],
        ['auth.login.password', 'done', {}],
        ['auth.login', 'refused', { code: 'auth.wrongCode' }],
        ['auth.login', 'done', { factor: 'code' }],
      ]),
    );
  });

  it('keeps its secret sealed, and its recovery codes as fingerprints', async () => {
    const { recoveryCodes } = await arrange();
    const { rows } = await test.database.owner.query<{ sealed: Buffer; codes: Buffer[] }>(
      `select f.secret_sealed as sealed, array(select code_index from recovery_code c where c.second_factor_id = f.id) as codes
       from second_factor f where f.user_id = $1`,
      [user.id],
    );
    expect(rows[0]?.sealed.toString('latin1')).not.toMatch(/[A-Z2-7]{32}/);
    expect(rows[0]?.codes).toHaveLength(10);
    const kept = rows[0]?.codes.map((code) => code.toString('latin1')).join(' ');
    for (const code of recoveryCodes) expect(kept).not.toContain(code);
    const stored = await test.database.owner.query('select 1 from idempotency_key where user_id = $1', [
      user.id,
    ]);
    expect(stored.rows).toEqual([]);
  });

  describe('takes a code once', () => {
    it('of several at the same time', async () => {
      const device = await arrange();
      const challenges = [await challenge(), await challenge(), await challenge()];
      const code = device.code();
      const answers = await Promise.all(challenges.map((one) => withCode(one, code)));
      const found = answers.map(({ body }) => (body as Answer).code ?? 'in');
      expect(found.toSorted()).toEqual(['auth.wrongCode', 'auth.wrongCode', 'in']);
    });

    it('and one challenge once', async () => {
      const device = await arrange();
      const one = await challenge();
      expect((await withCode(one, device.code())).status).toBe(200);
      expect((await withCode(one, device.code(1))).body).toMatchObject({ code: 'auth.challengeEnded' });
    });

    it('from the drawer', async () => {
      const { recoveryCodes } = await arrange();
      const [code = ''] = recoveryCodes;
      const [one, two] = [await challenge(), await challenge()];
      const answers = await Promise.all([withCode(one, code), withCode(two, code.toUpperCase())]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
      const [signedIn] = answers.filter(({ status }) => status === 200).map(({ body }) => body as Answer);
      expect((await auth.me(signedIn?.accessToken ?? '')).body).toMatchObject({ recoveryCodesLeft: 9 });
      expect((await withCode(await challenge(), code)).body).toMatchObject({ code: 'auth.wrongCode' });
      expect(await acts()).toContainEqual(['auth.login', 'done', { factor: 'recovery-code' }]);
    });

    it('and not of another user', async () => {
      const { recoveryCodes } = await arrange();
      user = await seedUser(test.database.owner, { organisationId: operator, roles: ['auditor'] });
      const device = await arrange();
      expect((await withCode(await challenge(), recoveryCodes[0] ?? '')).status).toBe(401);
      expect((await withCode(await challenge(), device.code())).status).toBe(200);
    });
  });

  it('pauses after five wrong codes, wherever they come from and however often the password is right', async () => {
    const device = await arrange();
    for (let i = 0; i < 5; i++) {
      const wrong = await withCode(await challenge(), 'aaaa-aaaa-aaaa', `203.0.113.${i + 10}`);
      expect(wrong.body).toMatchObject({ code: 'auth.wrongCode' });
    }
    const paused = await withCode(await challenge(), device.code(), '203.0.113.99');
    expect(paused.status).toBe(429);
    expect(paused.body).toMatchObject({ code: 'auth.paused' });
    expect(Number(paused.headers['retry-after'])).toBeGreaterThan(800);
    const helper = await seedUser(test.database.owner, {
      organisationId: operator,
      roles: ['administrator'],
    });
    const token = await signIn(test, helper);
    const list = await test.http().get('/v1/paused-logins').auth(token, { type: 'bearer' });
    const own = (list.body.items as { userId: string }[]).filter((item) => item.userId === user.id);
    expect(own).toEqual([expect.objectContaining({ reach: 'codes', failures: 5 })]);
    await post(`/v1/users/${user.id}/pause-ending`, {}, token);
    expect((await withCode(await challenge(), device.code())).status).toBe(200);
  });

  it('forgets no wrong password for a right one, until the code was right too', async () => {
    const device = await arrange();
    for (let i = 0; i < 4; i++) await auth.login(user.login, 'sai mật khẩu rồi');
    const one = await challenge();
    expect((await auth.login(user.login, 'sai mật khẩu rồi')).status).toBe(401);
    expect((await auth.login(user.login, user.password)).status).toBe(429);
    expect((await withCode(one, device.code())).status).toBe(200);
  });

  describe('of a challenge that waits', () => {
    it.each([
      ['after five minutes', `update login_challenge set expires_at = now() where user_id = $1`],
      [
        'with its password',
        `update user_credential set password_hash = password_hash || 'x' where user_id = $1`,
      ],
    ])('ends %s', async (_name, sql) => {
      const device = await arrange();
      const one = await challenge();
      await test.database.owner.query(sql, [user.id]);
      expect((await withCode(one, device.code())).body).toMatchObject({ code: 'auth.challengeEnded' });
    });

    it('is of no use to a locked user', async () => {
      const device = await arrange();
      const one = await challenge();
      await test.database.owner.query(
        `update user_account set locked_at = now(), locked_reason = 'Nghỉ việc' where id = $1`,
        [user.id],
      );
      expect((await withCode(one, device.code())).body).toMatchObject({ code: 'auth.locked' });
    });

    it.each(['x', 'không phải mã', 'A'.repeat(43)])('is not %p', async (one) => {
      expect((await withCode(one, '123456')).body).toMatchObject({ code: 'auth.challengeEnded' });
    });
  });

  describe('is not made or replaced', () => {
    it('without the password', async () => {
      const token = await signIn(test, user);
      const refused = await post('/v1/auth/second-factor', { currentPassword: 'sai mật khẩu' }, token);
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({
        errors: [{ pointer: '/currentPassword', code: 'password.wrong' }],
      });
    });

    it('without an offer, or with a wrong code', async () => {
      const token = await signIn(test, user);
      const confirm = '/v1/auth/second-factor/confirmation';
      expect((await post(confirm, { code: '123456' }, token)).body).toMatchObject({
        code: 'auth.noSecondFactorOffered',
      });
      const { otpauthUri } = await bodyOf(
        post('/v1/auth/second-factor', { currentPassword: user.password }, token),
      );
      const late = codeOf(otpauthUri, -10);
      const wrong = await post(confirm, { code: late }, token);
      expect(wrong.body).toMatchObject({ errors: [{ pointer: '/code', code: 'code.wrong' }] });
    });

    it('without a code of the one before', async () => {
      const token = await signIn(test, user);
      const device = await enrol(test, user, token);
      const ask = (code?: string): Promise<Response> =>
        post('/v1/auth/second-factor', { currentPassword: user.password, code }, token);
      expect((await ask()).body).toMatchObject({ errors: [{ pointer: '/code', code: 'code.wrong' }] });
      const { otpauthUri } = await bodyOf(ask(device.code()));
      await post('/v1/auth/second-factor/confirmation', { code: codeOf(otpauthUri, -1) }, token);
      expect((await withCode(await challenge(), device.code(1))).status).toBe(401);
      expect((await withCode(await challenge(), device.recoveryCodes[0] ?? '')).status).toBe(401);
      expect((await withCode(await challenge(), codeOf(otpauthUri))).status).toBe(200);
    });
  });

  it('is ended by another administrator, never by one’s own hand, and each session with it', async () => {
    const token = await signIn(test, user);
    await enrol(test, user, token);
    const helper = await seedUser(test.database.owner, {
      organisationId: operator,
      roles: ['administrator'],
    });
    const reset = async (version: number, by: string): Promise<Response> =>
      post(`/v1/users/${user.id}/second-factor-reset`, {}, by, { 'If-Match': `"${version}"` });
    expect((await reset(1, token)).body).toMatchObject({ code: 'users.notOnOneself' });
    const helpers = await signIn(test, helper);
    expect((await reset(1, helpers)).body).toMatchObject({ secondFactor: false, version: 2 });
    expect((await reset(2, helpers)).body).toMatchObject({ code: 'users.noSecondFactor' });
    expect((await auth.me(token)).status).toBe(401);
    expect((await auth.login(user.login, user.password)).status).toBe(200);
    expect(await acts()).toContainEqual(['users.user.reset-second-factor', 'done', {}]);
  });

  it('is not ended by another password', async () => {
    const token = await signIn(test, user);
    await enrol(test, user, token);
    const chosen = 'mưa rào trên mái tôn cũ';
    expect((await auth.changePassword(token, user.password, chosen)).status).toBe(204);
    expect((await auth.login(user.login, chosen)).body).toMatchObject({ code: 'auth.codeRequired' });
  });
});

describe('the second factor where administrators need one', () => {
  let test: TestApp;
  let auth: AuthClient;
  beforeAll(async () => {
    test = await createTestApp({ SECOND_FACTOR: 'administrators' });
    auth = authClient(test);
  });
  afterAll(() => test.close());

  const clock = async (token: string): Promise<Response> =>
    test.http().get('/v1/clock').auth(token, { type: 'bearer' });

  it('lets an administrator do nothing but make one', async () => {
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind: 'system-operator' });
    const administrator = await seedUser(owner, { organisationId, roles: ['administrator'] });
    const { body } = await auth.login(administrator.login, administrator.password);
    expect(body).toMatchObject({ secondFactorRequired: true });
    const { accessToken } = body as Answer;
    const refused = await clock(accessToken);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      code: 'auth.secondFactorRequired',
      title: 'Vai trò này phải dùng xác thực hai bước: hãy đăng ký trước khi làm việc',
    });
    await enrol(test, administrator, accessToken);
    expect((await clock(accessToken)).status).toBe(200);
  });

  it('asks nothing of others', async () => {
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind: 'commune-police' });
    const officer = await seedUser(owner, { organisationId, roles: ['commune-police-officer'] });
    const { body } = await auth.login(officer.login, officer.password);
    expect(body).toMatchObject({ secondFactorRequired: false });
    expect((await clock((body as Answer).accessToken)).status).toBe(200);
  });
});
