import type { Response } from 'supertest';
import { authClient, type AuthClient } from '../setup/auth-client.js';
import { seedOrganisation, tokenOf } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface UserAnswer {
  readonly id: string;
  readonly login: string;
  readonly version: number;
  readonly temporaryPassword: string;
}

const key = (name: string): Record<string, string> => ({ 'Idempotency-Key': name });

describe('new users', () => {
  let test: TestApp;
  let auth: AuthClient;
  let administrator: string;
  let police: number;
  beforeAll(async () => {
    test = await createTestApp();
    auth = authClient(test);
    const { owner } = test.database;
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    police = await seedOrganisation(owner, { kind: 'commune-police', name: 'Công an xã Vĩnh Phong' });
  });
  afterAll(() => test.close());

  let made = 0;
  const aUser = (overrides: object = {}): object => {
    made += 1;
    return {
      login: `le.thi.hoa.${made}`,
      fullName: 'Lê Thị Hoa',
      organisationId: police,
      roles: ['commune-police-officer'],
      ...overrides,
    };
  };
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    test.http().post(`/v1/users${path}`).auth(administrator, { type: 'bearer' }).set(headers).send(body);
  const create = async (overrides: object = {}): Promise<UserAnswer> => {
    const answer = await post('', aUser(overrides));
    expect(answer.status).toBe(201);
    return answer.body as UserAnswer;
  };
  const acts = async (userId: string): Promise<readonly string[]> => {
    const { rows } = await test.database.owner.query<{ action: string }>(
      `select action from audit_event where subject_id = $1 and action like 'users.%' order by at, id`,
      [userId],
    );
    return rows.map(({ action }) => action);
  };

  const age = async ({ id }: UserAnswer, interval: string): Promise<void> => {
    await test.database.owner.query(
      'update user_credential set changed_at = now() - $2::interval where user_id = $1',
      [id, interval],
    );
  };

  describe('when they are made', () => {
    it('get a password that serves for choosing another and nothing else', async () => {
      const user = await create();
      expect(user).toMatchObject({ organisation: { id: police }, lockedAt: null, version: 1 });
      expect(await acts(user.id)).toEqual(['users.user.create']);
      const first = await auth.login(user.login, user.temporaryPassword);
      expect(first.body).toMatchObject({ passwordChangeRequired: true });
      const { accessToken } = first.body as { accessToken: string };
      const refused = await test.http().get('/v1/clock').auth(accessToken, { type: 'bearer' });
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({ code: 'auth.passwordChangeRequired' });
      expect((await auth.me(accessToken)).status).toBe(200);
      const chosen = 'mưa rào trên mái tôn cũ';
      expect((await auth.changePassword(accessToken, user.temporaryPassword, chosen)).status).toBe(204);
      await test.http().get('/v1/clock').auth(accessToken, { type: 'bearer' }).expect(200);
      expect((await auth.login(user.login, chosen)).body).toMatchObject({ passwordChangeRequired: false });
    });

    it.each<[string, object, string, string]>([
      ['a login with accents', { login: 'lê.thị.hoa' }, '/login', 'field.pattern'],
      ['a login in capitals', { login: 'Le.Thi.Hoa' }, '/login', 'field.pattern'],
      ['a short login', { login: 'le' }, '/login', 'field.textLength'],
      ['an empty name', { fullName: '  ' }, '/fullName', 'field.textLength'],
      ['a name without a letter', { fullName: '12' }, '/fullName', 'field.pattern'],
      ['no role', { roles: [] }, '/roles', 'field.someOf'],
      ['a role twice', { roles: ['clinician', 'clinician'] }, '/roles', 'field.someOf'],
      ['a role that is not', { roles: ['king'] }, '/roles', 'field.someOf'],
      ['a role of another kind', { roles: ['commune-chairman'] }, '/roles', 'user.roleNotOfKind'],
      [
        'the administrator’s role in the police',
        { roles: ['administrator'] },
        '/roles',
        'user.roleNotOfKind',
      ],
      ['an organisation that is not', { organisationId: 999_999 }, '/organisationId', 'organisation.unknown'],
      ['an organisation as text', { organisationId: '1' }, '/organisationId', 'field.wholeNumber'],
      ['a password', { password: 'mưa rào trên mái tôn cũ' }, '/password', 'field.unknown'],
    ])('are refused with %s', async (_name, overrides, pointer, code) => {
      const answer = await post('', aUser(overrides));
      expect(answer.status).toBe(422);
      expect((answer.body as { errors: object[] }).errors).toMatchObject([{ pointer, code }]);
    });

    it('are refused in Vietnamese and in English', async () => {
      const vi = await post('', aUser({ roles: ['commune-chairman'] }));
      expect((vi.body as { errors: { detail: string }[] }).errors[0]?.detail).toBe(
        'Vai trò không có ở loại cơ quan này: commune-chairman',
      );
      const en = await post('', aUser({ roles: ['commune-chairman'] }), { 'Accept-Language': 'en' });
      expect((en.body as { errors: { detail: string }[] }).errors[0]?.detail).toBe(
        'Roles that organisations of this kind do not have: commune-chairman',
      );
    });

    it('do not share a login', async () => {
      const user = await create();
      const again = await post('', aUser({ login: user.login }));
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({ code: 'users.loginTaken' });
    });

    it('do not get a role whose time is over', async () => {
      const { rows } = await test.database.owner.query<{ id: number }>(
        `select id from unit where level = 'district' and valid_to = '2025-06-30' limit 1`,
      );
      const district = await seedOrganisation(test.database.owner, {
        kind: 'district-body',
        unitId: rows[0]?.id,
        validTo: '2025-06-30',
      });
      const answer = await post('', aUser({ organisationId: district, roles: ['district-officer'] }));
      expect(answer.status).toBe(422);
    });
  });

  describe('asked for again with the same Idempotency-Key', () => {
    it('are the same user, and his password is not told again', async () => {
      const body = aUser();
      const first = await post('', body, key('tao-le-thi-hoa'));
      const second = await post('', body, key('tao-le-thi-hoa'));
      const { id } = first.body as UserAnswer;
      expect(first.status).toBe(201);
      expect(second.status).toBe(409);
      expect(second.body).toMatchObject({
        code: 'http.answeredOnce',
        subject: { kind: 'user', id },
      });
      expect(JSON.stringify(second.body)).not.toContain((first.body as UserAnswer).temporaryPassword);
      expect(await acts(id)).toEqual(['users.user.create']);
    });

    it('are a conflict with another body', async () => {
      await post('', aUser(), key('hai-noi-dung'));
      const other = await post('', aUser(), key('hai-noi-dung'));
      expect(other.status).toBe(409);
      expect(other.body).toMatchObject({ code: 'http.idempotencyKeyReused' });
    });

    it('are one user when both come at the same time', async () => {
      const body = aUser();
      const twins = await Promise.all([post('', body, key('song-sinh')), post('', body, key('song-sinh'))]);
      expect(twins.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    });

    it('leave no password behind, sealed or not', async () => {
      const first = await post('', aUser(), key('khong-lo-mat-khau'));
      const { id } = first.body as UserAnswer;
      await post(`/${id}/password-reset`, {}, { 'If-Match': '"1"', ...key('khong-lo-lan-hai') });
      const { rows } = await test.database.owner.query<{ key: string; answer: Buffer | null }>(
        `select key, answer from idempotency_key where key like 'khong-lo-%' order by key`,
      );
      expect(rows).toEqual([
        { key: 'khong-lo-lan-hai', answer: null },
        { key: 'khong-lo-mat-khau', answer: null },
      ]);
    });
  });

  describe('with a temporary password', () => {
    it('have three days for it, and are told after that to ask for another', async () => {
      const user = await create();
      await age(user, '71 hours 59 minutes');
      expect((await auth.login(user.login, user.temporaryPassword)).status).toBe(200);
      await age(user, '72 hours');
      const late = await auth.login(user.login, user.temporaryPassword);
      expect(late.status).toBe(401);
      expect(late.body).toMatchObject({
        code: 'auth.temporaryPasswordLapsed',
        title: 'Mật khẩu tạm thời đã hết hạn: hãy đề nghị quản trị hệ thống cấp lại',
      });
      expect((await auth.login(user.login, 'không phải mật khẩu này')).body).toMatchObject({
        code: 'auth.wrongCredentials',
      });
    });

    it('do not choose another with one that has lapsed', async () => {
      const user = await create();
      const { accessToken } = await auth.tokensOf({ login: user.login, password: user.temporaryPassword });
      await age(user, '72 hours');
      const late = await auth.changePassword(accessToken, user.temporaryPassword, 'mưa rào trên mái tôn cũ');
      expect(late.body).toMatchObject({ code: 'auth.temporaryPasswordLapsed' });
    });

    it('get three more days with the next one', async () => {
      const user = await create();
      await age(user, '72 hours');
      const { body } = await post(`/${user.id}/password-reset`, {}, { 'If-Match': '"1"' });
      const { temporaryPassword } = body as UserAnswer;
      expect((await auth.login(user.login, temporaryPassword)).status).toBe(200);
    });

    it('keep one of their own for good', async () => {
      const user = await create();
      const { accessToken } = await auth.tokensOf({ login: user.login, password: user.temporaryPassword });
      const chosen = 'mưa rào trên mái tôn cũ';
      await auth.changePassword(accessToken, user.temporaryPassword, chosen);
      await age(user, '400 days');
      expect((await auth.login(user.login, chosen)).status).toBe(200);
    });
  });
});
