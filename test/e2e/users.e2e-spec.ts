import type { Response } from 'supertest';
import { authClient, type AuthClient } from '../setup/auth-client.js';
import { seedOrganisation, seedUser, signIn, tokenOf, type SeededUser } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface UserAnswer {
  readonly id: string;
  readonly login: string;
  readonly version: number;
  readonly temporaryPassword: string;
}

const version = (number: number): Record<string, string> => ({ 'If-Match': `"${number}"` });

describe('users', () => {
  let test: TestApp;
  let auth: AuthClient;
  let administrator: string;
  let police: number;
  let committee: number;
  let officer: SeededUser;
  beforeAll(async () => {
    test = await createTestApp();
    auth = authClient(test);
    const { owner } = test.database;
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    police = await seedOrganisation(owner, { kind: 'commune-police', name: 'Công an xã Vĩnh Phong' });
    committee = await seedOrganisation(owner, { kind: 'commune-peoples-committee' });
    officer = await seedUser(owner, { organisationId: police, roles: ['commune-police-officer'] });
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
  const get = (path: string, token: string): Promise<Response> =>
    test.http().get(`/v1/users${path}`).auth(token, { type: 'bearer' });
  const idsSeenBy = async (token: string): Promise<readonly string[]> =>
    ((await get('?limit=200', token)).body as { items: UserAnswer[] }).items.map(({ id }) => id);
  const acts = async (userId: string): Promise<readonly string[]> => {
    const { rows } = await test.database.owner.query<{ action: string }>(
      `select action from audit_event where subject_id = $1 and action like 'users.%' order by at, id`,
      [userId],
    );
    return rows.map(({ action }) => action);
  };

  describe('are seen', () => {
    it('by the head of their own body and the superior one, not by a neighbour', async () => {
      const head = await tokenOf(test, { kind: 'commune-police', role: 'head-of-commune-police' });
      const chairman = await tokenOf(test, { kind: 'commune-peoples-committee', role: 'commune-chairman' });
      const superior = await tokenOf(test, {
        kind: 'provincial-police',
        role: 'provincial-officer',
        unit: '91',
      });
      const stranger = await tokenOf(test, {
        kind: 'provincial-police',
        role: 'provincial-officer',
        unit: '92',
      });
      expect(await idsSeenBy(head)).toContain(officer.id);
      expect(await idsSeenBy(superior)).toContain(officer.id);
      expect(await idsSeenBy(chairman)).not.toContain(officer.id);
      expect(await idsSeenBy(stranger)).not.toContain(officer.id);
      expect((await get(`/${officer.id}`, head)).status).toBe(200);
      const hidden = await get(`/${officer.id}`, chairman);
      expect(hidden.status).toBe(404);
      expect(hidden.body).toMatchObject({ code: 'users.notFound', title: 'Không tìm thấy người dùng này' });
    });

    it('page by page, each once, by login', async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `&cursor=${cursor}`;
        const { body } = await get(`?limit=2&organisationId=${police}${query}`, administrator);
        const page = body as { items: UserAnswer[]; nextCursor: string | null };
        seen.push(...page.items.map(({ login }) => login));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual([...new Set(seen)].toSorted());
      expect(seen).toContain(officer.login);
    });

    it.each([
      ['?role=king', 'role'],
      ['?organisationId=abc', 'organisationId'],
      ['?locked=maybe', 'locked'],
      ['?limit=0', 'limit'],
      ['?cursor=xyz', 'cursor'],
      ['?q=hoa', 'q'],
      ['/12', 'userId'],
    ])('by a question without faults: %s', async (path, parameter) => {
      const answer = await get(path, administrator);
      expect(answer.status).toBe(400);
      expect((answer.body as { errors: object[] }).errors).toMatchObject([{ parameter }]);
    });
  });

  describe('when one is locked', () => {
    it('lose their sessions at once, and get in again when unlocked', async () => {
      const user = await seedUser(test.database.owner, {
        organisationId: police,
        roles: ['commune-police-officer'],
      });
      const { accessToken, refreshToken } = await auth.tokensOf(user);
      const locked = await post(`/${user.id}/locking`, { reason: 'Nghỉ việc từ 01/08/2026' }, version(1));
      expect(locked.body).toMatchObject({ lockedReason: 'Nghỉ việc từ 01/08/2026', version: 2 });
      expect(locked.headers['etag']).toBe('"2"');
      expect((await auth.me(accessToken)).status).toBe(401);
      expect((await auth.refresh(refreshToken)).status).toBe(401);
      expect((await auth.login(user.login, user.password)).body).toMatchObject({ code: 'auth.locked' });
      const unlocked = await post(`/${user.id}/unlocking`, {}, version(2));
      expect(unlocked.body).toMatchObject({ lockedAt: null, version: 3 });
      expect((await auth.me(accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
      expect((await auth.login(user.login, user.password)).status).toBe(200);
      expect(await acts(user.id)).toEqual(['users.user.lock', 'users.user.unlock']);
    });

    it('are refused without, with a stale and with a malformed version', async () => {
      const user = await create();
      const path = `/${user.id}/locking`;
      expect((await post(path, { reason: 'Thử' })).status).toBe(428);
      expect((await post(path, { reason: 'Thử' }, version(7))).status).toBe(412);
      expect((await post(path, { reason: 'Thử' }, { 'If-Match': '*' })).status).toBe(400);
    });

    it('are not locked twice, nor unlocked when they are not', async () => {
      const user = await create();
      expect((await post(`/${user.id}/unlocking`, {}, version(1))).body).toMatchObject({
        code: 'users.notLocked',
      });
      await post(`/${user.id}/locking`, { reason: 'Thử' }, version(1));
      const again = await post(`/${user.id}/locking`, { reason: 'Thử' }, version(2));
      expect(again.body).toMatchObject({ code: 'users.alreadyLocked' });
    });
  });

  it('get other roles from their next request on', async () => {
    const user = await seedUser(test.database.owner, {
      organisationId: police,
      roles: ['commune-police-officer'],
    });
    const token = await signIn(test, user);
    expect((await get('', token)).status).toBe(403);
    const changed = await test
      .http()
      .put(`/v1/users/${user.id}/roles`)
      .auth(administrator, { type: 'bearer' })
      .set(version(1))
      .send({ roles: ['head-of-commune-police'] });
    expect(changed.body).toMatchObject({ roles: ['head-of-commune-police'], version: 2 });
    expect((await get('', token)).status).toBe(200);
  });

  it('get a new password from an administrator when they forgot theirs', async () => {
    const user = await seedUser(test.database.owner, {
      organisationId: committee,
      roles: ['commune-officer'],
    });
    const token = await signIn(test, user);
    const { body } = await post(`/${user.id}/password-reset`, {}, version(1));
    const { temporaryPassword } = body as UserAnswer;
    expect((await auth.me(token)).status).toBe(401);
    expect((await auth.login(user.login, user.password)).status).toBe(401);
    expect((await auth.login(user.login, temporaryPassword)).body).toMatchObject({
      passwordChangeRequired: true,
    });
  });

  it('are not changed by their own hand: another administrator must', async () => {
    const { body } = await auth.me(administrator);
    const { userId } = body as { userId: string };
    for (const path of ['locking', 'password-reset']) {
      const answer = await post(`/${userId}/${path}`, { reason: 'Thử' }, version(1));
      expect(answer.status === 409 || answer.status === 422).toBe(true);
    }
    expect((await auth.me(administrator)).status).toBe(200);
  });

  it.each([
    ['post', '/v1/users'],
    ['post', '/v1/users/01890a5d-ac96-774b-bcce-b302099a8057/locking'],
    ['post', '/v1/users/01890a5d-ac96-774b-bcce-b302099a8057/unlocking'],
    ['post', '/v1/users/01890a5d-ac96-774b-bcce-b302099a8057/password-reset'],
    ['put', '/v1/users/01890a5d-ac96-774b-bcce-b302099a8057/roles'],
  ] as const)('are administered by administrators alone: %s %s', async (method, path) => {
    const token = await signIn(test, officer);
    const refused = await test.http()[method](path).auth(token, { type: 'bearer' }).set(version(1)).send({});
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ permission: 'users.manage' });
  });
});
