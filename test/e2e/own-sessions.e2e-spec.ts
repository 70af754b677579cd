import type { Response } from 'supertest';
import { authClient, type AuthClient, type Tokens } from '../setup/auth-client.js';
import { seedOrganisation, seedUser, tokenOf, type SeededUser } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface SessionAnswer {
  readonly id: string;
  readonly device: string | null;
  readonly ended: boolean;
  readonly ending: string | null;
  readonly current: boolean;
}

describe('sessions', () => {
  let test: TestApp;
  let auth: AuthClient;
  let administrator: string;
  let police: number;
  let user: SeededUser;
  let colleague: SeededUser;
  beforeAll(async () => {
    test = await createTestApp();
    auth = authClient(test);
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    police = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    const roles = ['commune-police-officer'] as const;
    user = await seedUser(test.database.owner, { organisationId: police, roles });
    colleague = await seedUser(test.database.owner, {
      organisationId: police,
      roles: ['head-of-commune-police'],
    });
  });

  const from = async (device: string, who: SeededUser = user): Promise<Tokens> => {
    const { login, password } = who;
    const answer = await test
      .http()
      .post('/v1/auth/login')
      .set('User-Agent', device)
      .send({ login, password });
    return answer.body as Tokens;
  };
  const get = (path: string, token: string): Promise<Response> =>
    test.http().get(path).auth(token, { type: 'bearer' });
  const post = (path: string, token: string): Promise<Response> =>
    test.http().post(path).auth(token, { type: 'bearer' });
  const own = async (token: string, query = ''): Promise<readonly SessionAnswer[]> =>
    ((await get(`/v1/auth/sessions${query}`, token)).body as { items: SessionAnswer[] }).items;
  const idOf = async (device: string, token: string): Promise<string> =>
    (await own(token)).find((session) => session.device === device)?.id ?? '';

  it('are shown to their owner with the device, newest first, and no token', async () => {
    const first = await from('Máy bàn/1 (Windows)');
    const second = await from('Telephone/2');
    const answer = await get('/v1/auth/sessions', second.accessToken);
    const { items } = answer.body as { items: SessionAnswer[] };
    expect(items.map(({ device, current, ended }) => [device, current, ended])).toEqual([
      ['Telephone/2', true, false],
      ['M y b n/1 (Windows)', false, false],
    ]);
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(
      ['createdAt', 'current', 'device', 'ended', 'ending', 'endsAt', 'id', 'lastUsedAt'].toSorted(),
    );
    expect(answer.text).not.toContain(first.refreshToken);
  });

  it('are told page by page', async () => {
    await from('one');
    await from('two');
    const { accessToken } = await from('three');
    const first = await get('/v1/auth/sessions?limit=2', accessToken);
    const { nextCursor } = first.body as { nextCursor: string };
    const rest = await own(accessToken, `?limit=2&cursor=${nextCursor}`);
    expect(rest.map(({ device }) => device)).toEqual(['one']);
  });

  it('end one by one at once, and are told why', async () => {
    const lost = await from('lost');
    const { accessToken } = await from('kept');
    const id = await idOf('lost', accessToken);
    expect((await post(`/v1/auth/sessions/${id}/ending`, accessToken)).status).toBe(204);
    expect((await auth.me(lost.accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
    expect((await auth.refresh(lost.refreshToken)).status).toBe(401);
    expect((await auth.me(accessToken)).status).toBe(200);
    const ended = await own(accessToken, '?ended=true');
    expect(ended).toMatchObject([{ id, ended: true, ending: 'ended-by-owner' }]);
    expect((await own(accessToken, '?ended=false')).map(({ device }) => device)).toEqual(['kept']);
  });

  it('end all but the one that asks', async () => {
    const others = [await from('one'), await from('two')];
    const { accessToken } = await from('kept');
    expect((await post('/v1/auth/sessions/ending', accessToken)).status).toBe(204);
    for (const other of others) expect((await auth.me(other.accessToken)).status).toBe(401);
    expect((await auth.me(accessToken)).status).toBe(200);
  });

  it('are nobody else’s to see or to end', async () => {
    const theirs = await from('theirs', colleague);
    const { accessToken } = await from('mine');
    const id = await idOf('theirs', theirs.accessToken);
    const refused = await post(`/v1/auth/sessions/${id}/ending`, accessToken);
    expect(refused.status).toBe(404);
    expect(refused.body).toMatchObject({ title: 'Không tìm thấy phiên làm việc này' });
    expect((await auth.me(theirs.accessToken)).status).toBe(200);
    for (const token of [accessToken, theirs.accessToken]) {
      expect((await get(`/v1/users/${user.id}/sessions`, token)).status).toBe(403);
      expect((await post(`/v1/users/${user.id}/sessions/ending`, token)).status).toBe(403);
    }
  });

  it('are shown to administrators, who end one or all, on record', async () => {
    const lost = await from('lost');
    const other = await from('other');
    const path = `/v1/users/${user.id}/sessions`;
    const id = await idOf('lost', other.accessToken);
    const listed = (await get(path, administrator)).body as { items: SessionAnswer[] };
    expect(listed.items.map(({ device, current }) => [device, current])).toEqual([
      ['other', false],
      ['lost', false],
    ]);
    await post(`${path}/${id}/ending`, administrator);
    expect((await auth.me(lost.accessToken)).status).toBe(401);
    expect((await auth.me(other.accessToken)).status).toBe(200);
    await post(`${path}/ending`, administrator);
    expect((await auth.me(other.accessToken)).status).toBe(401);
    const { rows } = await test.database.owner.query<{ action: string }>(
      `select action from audit_event where subject_id = $1 and action like 'auth.sessions.%' and user_id <> $1
       order by at, id`,
      [user.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'auth.sessions.read',
      'auth.sessions.end',
      'auth.sessions.end-all',
    ]);
  });

  it('whose refresh token came twice are told of at the next sign-in, once', async () => {
    const stolen = await from('stolen');
    await auth.refresh(stolen.refreshToken);
    await auth.refresh(stolen.refreshToken);
    const next = (await auth.login(user.login, user.password)).body as { reusedTokenAt: string | null };
    expect(Date.parse(next.reusedTokenAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect((await auth.login(user.login, user.password)).body).toMatchObject({ reusedTokenAt: null });
    const ended = await own((await from('now')).accessToken, '?ended=true');
    expect(ended).toMatchObject([{ device: 'stolen', ending: 'refresh-token-reused' }]);
  });
});
