import { createSecretKey, type KeyObject } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import type { Response } from 'supertest';
import { JwtKeys } from '../../src/identity/jwt-keys.js';
import { seedOrganisation, seedUser, tokenOf, type SeededUser } from '../setup/factories.js';
import { authClient, type AuthClient, type Tokens } from '../setup/auth-client.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const UNKNOWN_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const IN_TIME = { expiresIn: 900 };

interface AuditRow {
  readonly action: string;
  readonly outcome: string;
  readonly system: string | null;
  readonly user_id: string | null;
  readonly subject_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const detailOf = (answer: Response): unknown => {
  expect(answer.status).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer');
  return (answer.body as { detail?: string }).detail;
};

describe('a session', () => {
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
  const sign = (claims: object, options: object = IN_TIME, key?: KeyObject): string => {
    const keys = test.app.get(JwtKeys);
    return test.app.get(JwtService).sign(claims, {
      privateKey: key ?? keys.signing,
      keyid: keys.signingVersion,
      algorithm: 'HS256',
      issuer: 'case-management',
      audience: 'case-management-api',
      ...options,
    });
  };
  const liveClaims = async (): Promise<object> => {
    const payload = (await auth.tokensOf(user)).accessToken.split('.')[1] ?? '';
    const { sub, org, sid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    return { sub, org, sid };
  };

  describe('and its refresh token', () => {
    it('gives a new pair, and the old access token goes on', async () => {
      const first = await auth.tokensOf(user);
      const { status, body } = await auth.refresh(first.refreshToken);
      expect(status).toBe(200);
      const second = body as Tokens;
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect((await auth.me(second.accessToken)).status).toBe(200);
      expect((await auth.me(first.accessToken)).status).toBe(200);
    });

    it('ends the session when a token comes a second time, and writes it down', async () => {
      const first = await auth.tokensOf(user);
      const second = (await auth.refresh(first.refreshToken)).body as Tokens;
      const reused = await auth.refresh(first.refreshToken);
      expect(reused.status).toBe(401);
      expect(reused.body).toMatchObject({ code: 'auth.sessionEnded' });
      expect((await auth.refresh(second.refreshToken)).status).toBe(401);
      expect((await auth.me(second.accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
      const entry = (await audited()).find(({ action }) => action === 'auth.refresh');
      expect(entry).toMatchObject({
        outcome: 'refused',
        subject_id: user.id,
        detail: { reason: 'refresh-token-reused' },
      });
    });

    it('serves one of two concurrent twins, and ends the session', async () => {
      const { refreshToken } = await auth.tokensOf(user);
      const answers = await Promise.all([auth.refresh(refreshToken), auth.refresh(refreshToken)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
      const served = answers.find(({ status }) => status === 200)?.body as Tokens;
      expect((await auth.me(served.accessToken)).status).toBe(401);
    });

    it.each([
      ['', 422, 'request.invalidBody'],
      ['không phải mã', 401, 'auth.sessionEnded'],
      ['A'.repeat(43), 401, 'auth.sessionEnded'],
      ['A'.repeat(201), 422, 'request.invalidBody'],
    ])('refuses %p', async (token, status, code) => {
      expect(await auth.refresh(token)).toMatchObject({ status, body: { code } });
    });

    it('refuses an access token', async () => {
      const { accessToken } = await auth.tokensOf(user);
      const refused = { status: 422, body: { code: 'request.invalidBody' } };
      expect(await auth.refresh(accessToken)).toMatchObject(refused);
    });

    it('end together, however often it was refreshed', async () => {
      const first = await auth.tokensOf(user);
      const second = (await auth.refresh(first.refreshToken)).body as Tokens;
      await sql(`update session set expires_at = now() where user_id = $1`, [user.id]);
      expect((await auth.refresh(second.refreshToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
      expect((await auth.me(second.accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
    });

    it('is of no use after eight hours without use, and each use starts them anew', async () => {
      const rest = async (interval: string): Promise<void> => {
        await sql('update session set last_used_at = now() - $2::interval where user_id = $1', [
          user.id,
          interval,
        ]);
      };
      const first = await auth.tokensOf(user);
      await rest('7 hours 59 minutes');
      const second = (await auth.refresh(first.refreshToken)).body as Tokens;
      const third = (await auth.refresh(second.refreshToken)).body as Tokens;
      await rest('8 hours');
      const late = await auth.refresh(third.refreshToken);
      expect(late.status).toBe(401);
      expect(late.body).toMatchObject({ code: 'auth.sessionEnded' });
    });

    it('is of no use a week after the sign-in, however much it is used', async () => {
      const { refreshToken } = await auth.tokensOf(user);
      await auth.refresh(refreshToken);
      const { rows } = await test.database.owner.query<{ hours: number }>(
        `select round(extract(epoch from expires_at - created_at) / 3600)::integer as hours
         from session where user_id = $1`,
        [user.id],
      );
      expect(rows).toEqual([{ hours: 7 * 24 }]);
    });

    it('is refused to a locked user', async () => {
      const { refreshToken } = await auth.tokensOf(user);
      await sql(`update user_account set locked_at = now(), locked_reason = 'Nghỉ việc' where id = $1`, [
        user.id,
      ]);
      expect((await auth.refresh(refreshToken)).body).toMatchObject({ code: 'auth.locked' });
    });
  });

  it('ends at once when its user signs out, and no other with it', async () => {
    const [one, two] = [await auth.tokensOf(user), await auth.tokensOf(user)];
    await test.http().post('/v1/auth/logout').auth(one.accessToken, { type: 'bearer' }).expect(204);
    expect((await auth.me(one.accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
    expect((await auth.refresh(one.refreshToken)).status).toBe(401);
    expect((await auth.me(two.accessToken)).status).toBe(200);
    expect((await audited()).map(({ action, user_id: id }) => [action, id])).toContainEqual([
      'auth.logout',
      user.id,
    ]);
  });

  describe('is asked for by every route that is not public', () => {
    it('says that there is no token', async () => {
      expect(detailOf(await test.http().get('/v1/auth/me'))).toBe('Yêu cầu không kèm mã truy cập');
      const inQuery = await test
        .http()
        .get(`/v1/auth/me?access_token=${(await auth.tokensOf(user)).accessToken}`);
      expect(detailOf(inQuery)).toBe('Yêu cầu không kèm mã truy cập');
    });

    it('takes a token signed as ours are', async () => {
      expect((await auth.me(sign(await liveClaims()))).status).toBe(200);
    });

    it('says that the token has expired', async () => {
      const token = sign(await liveClaims(), { expiresIn: -1 });
      expect(detailOf(await auth.me(token))).toBe('Mã truy cập đã hết hạn: hãy làm mới hoặc đăng nhập lại');
    });

    it.each<[string, object]>([
      ['another issuer', { issuer: 'somebody' }],
      ['another audience', { audience: 'somebody' }],
      ['another algorithm', { algorithm: 'HS512' }],
      ['a key that is not there', { keyid: '9' }],
      ['a day on which it begins', { notBefore: 3600 }],
    ])('refuses a token with %s', async (_name, options) => {
      expect(detailOf(await auth.me(sign(await liveClaims(), { ...IN_TIME, ...options })))).toBe(
        'Mã truy cập không hợp lệ',
      );
    });

    it('refuses a token of another key, without signature, or that never expires', async () => {
      const claims = await liveClaims();
      const strange = createSecretKey(Buffer.alloc(32, 9));
      const inAnHour = Math.floor(Date.now() / 1000) + 3600;
      const issued = { ...claims, iss: 'case-management', aud: 'case-management-api', exp: inAnHour };
      const forged = [
        sign(claims, IN_TIME, strange),
        `${encode({ alg: 'none', kid: '1' })}.${encode(issued)}.`,
        sign({ sub: user.id, org: police }),
        sign({ ...claims, sub: 'ai đó' }),
        sign(claims, {}),
        'Bearer',
        'a.b.c',
      ];
      for (const token of forged) expect((await auth.me(token)).status).toBe(401);
    });

    it('refuses a token of a session that is not, or is another’s', async () => {
      const claims = await liveClaims();
      const other = await seedUser(test.database.owner, {
        organisationId: police,
        roles: ['commune-police-officer'],
      });
      const strange = [{ sid: UNKNOWN_ID }, { sub: other.id }, { org: police + 1 }];
      for (const change of strange) {
        expect((await auth.me(sign({ ...claims, ...change }))).body).toMatchObject({
          code: 'auth.sessionEnded',
        });
      }
    });

    it('stops a locked user at his next request', async () => {
      const { accessToken } = await auth.tokensOf(user);
      expect((await auth.me(accessToken)).status).toBe(200);
      await sql(`update user_account set locked_at = now(), locked_reason = 'Nghỉ việc' where id = $1`, [
        user.id,
      ]);
      const stopped = await auth.me(accessToken);
      expect(stopped.status).toBe(401);
      expect(stopped.body).toMatchObject({ code: 'auth.locked' });
      expect((await auth.login(user.login, user.password)).body).toMatchObject({ code: 'auth.locked' });
      expect((await auth.login(user.login, 'mật khẩu nào đó')).body).toMatchObject({
        code: 'auth.wrongCredentials',
      });
    });

    it('goes by the roles of now, not by those of the sign-in', async () => {
      const { accessToken } = await auth.tokensOf(user);
      await sql('delete from user_role where user_id = $1', [user.id]);
      expect((await auth.me(accessToken)).status).toBe(403);
    });

    it('goes by real time, wherever legal time is', async () => {
      const administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
      const { accessToken, refreshToken } = await auth.tokensOf(user);
      await test
        .http()
        .post('/v1/clock/travel')
        .auth(administrator, { type: 'bearer' })
        .send({ to: '2045-07-02T08:00:00+07:00' })
        .expect(200);
      expect((await auth.me(accessToken)).status).toBe(200);
      expect((await auth.refresh(refreshToken)).status).toBe(200);
      await sql(`update legal_clock set shift = '0'`);
    });

    it('names the permission that is missing, and writes the refusal down', async () => {
      const token = (await auth.tokensOf(user)).accessToken;
      await sql('delete from audit_event');
      const refused = await test.http().get('/v1/users').auth(token, { type: 'bearer' });
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({
        code: 'http.forbidden',
        title: 'Tài khoản không có quyền làm việc này',
        permission: 'users.read',
      });
      expect(await audited()).toMatchObject([
        {
          action: 'request.refused',
          outcome: 'refused',
          user_id: user.id,
          detail: { route: '/v1/users', code: 'http.forbidden' },
        },
      ]);
    });
  });
});
