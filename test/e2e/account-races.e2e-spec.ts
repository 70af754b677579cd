import type { Response } from 'supertest';
import { authClient, type AuthClient } from '../setup/auth-client.js';
import { seedOrganisation, seedUser, signIn, tokenOf, type SeededUser } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

const NEW_PASSWORD = 'mưa rào trên mái tôn cũ';

/** What is done to an account while somebody is just signing in with it, or changing it. */
describe('at the same time', () => {
  let test: TestApp;
  let auth: AuthClient;
  let administrator: string;
  let police: number;
  let user: SeededUser;
  beforeAll(async () => {
    // Without a worker: its jobs would be counted among those who wait.
    test = await createTestApp({ APP_ROLE: 'api' });
    auth = authClient(test);
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    police = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    user = await seedUser(test.database.owner, {
      organisationId: police,
      roles: ['commune-police-officer'],
    });
  });

  const act = async (id: string, what: string, version: number, token = administrator): Promise<Response> =>
    test
      .http()
      .post(`/v1/users/${id}/${what}`)
      .auth(token, { type: 'bearer' })
      .set('If-Match', `"${version}"`)
      .send(what === 'locking' ? { reason: 'Nghỉ việc' } : {});

  const takeRole = async (id: string, token: string): Promise<Response> =>
    test
      .http()
      .put(`/v1/users/${id}/roles`)
      .auth(token, { type: 'bearer' })
      .set('If-Match', '"1"')
      .send({ roles: ['integrator'] });

  /** How many wait for a lock of this database. */
  async function waiting(count: number, done: () => boolean = () => false): Promise<void> {
    const sql = `select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    const ask = async (): Promise<number> => {
      // Within a transaction it would not see connections that began after the first look.
      await test.database.owner.query('select pg_stat_clear_snapshot()');
      return (await test.database.owner.query<{ count: number }>(sql)).rows[0]?.count ?? 0;
    };
    await eventually(ask, (found) => found >= count || done());
  }

  /** Keeps everybody from a table while the work begins. */
  async function whileHeld<T>(table: string, begin: () => Promise<T>): Promise<T> {
    const { owner } = test.database;
    await owner.query('begin');
    try {
      await owner.query(`lock table ${table} in access exclusive mode`);
      return await begin();
    } finally {
      await owner.query('commit');
    }
  }

  it.each([
    ['locked', 'locking'],
    ['given another password', 'password-reset'],
  ])('nobody who is being %s keeps a session that was just being started', async (_name, what) => {
    let settled = false;
    const [login, change] = await whileHeld('known_place', async () => {
      const first = auth.login(user.login, user.password);
      await waiting(1);
      const second = act(user.id, what, 1).finally(() => (settled = true));
      await waiting(2, () => settled);
      return [first, second] as const;
    });
    const { accessToken } = (await login).body as { accessToken: string };
    expect((await change).status).toBe(200);
    if (what === 'locking') await act(user.id, 'unlocking', 2);
    expect((await auth.me(accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
  });

  it('nobody overwrites the password that an administrator has just given', async () => {
    const { accessToken } = await auth.tokensOf(user);
    let settled = false;
    const [change, reset] = await whileHeld('login_failure', async () => {
      const first = auth.changePassword(accessToken, user.password, NEW_PASSWORD);
      await waiting(1);
      const second = act(user.id, 'password-reset', 1).finally(() => (settled = true));
      await waiting(2, () => settled);
      return [first, second] as const;
    });
    const { temporaryPassword } = (await reset).body as { temporaryPassword: string };
    expect((await change).body).toMatchObject({ code: 'auth.sessionEnded' });
    expect((await auth.login(user.login, NEW_PASSWORD)).status).toBe(401);
    expect((await auth.login(user.login, temporaryPassword)).status).toBe(200);
  });

  describe('two administrators, who are the last', () => {
    const admins: { readonly id: string; readonly token: string }[] = [];
    beforeEach(async () => {
      const { owner } = test.database;
      await owner.query(
        `update user_account set locked_at = now(), locked_reason = 'Thử' where organisation_kind = 'system-operator'`,
      );
      const organisationId = await seedOrganisation(owner, { kind: 'system-operator' });
      admins.length = 0;
      for (let i = 0; i < 2; i++) {
        const seeded = await seedUser(owner, { organisationId, roles: ['administrator'] });
        admins.push({ id: seeded.id, token: await signIn(test, seeded) });
      }
    });
    afterEach(() =>
      test.database.owner.query('update user_account set locked_at = null, locked_reason = null'),
    );
    const working = async (): Promise<number> => {
      const answers = await Promise.all(
        admins.map(({ token }) => test.http().get('/v1/users').auth(token, { type: 'bearer' })),
      );
      return answers.filter(({ status }) => status === 200).length;
    };
    it.each<[string, (id: string, token: string) => Promise<Response>]>([
      ['lock each other', (id, token) => act(id, 'locking', 1, token)],
      ['take the role from each other', takeRole],
    ])('do not both %s', async (_name, attack) => {
      const { owner } = test.database;
      const [one, two] = [admins[0], admins[1]];
      if (!one || !two) throw new Error('Two administrators are needed');
      await owner.query('begin');
      await owner.query('select 1 from user_account where id = any($1) for update', [[one.id, two.id]]);
      const answers = [attack(two.id, one.token), attack(one.id, two.token)];
      await waiting(2);
      await owner.query('commit');
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      expect(statuses.filter((status) => status < 300)).toHaveLength(1);
      expect(statuses.filter((status) => status >= 400 && status < 500)).toHaveLength(1);
      expect(await working()).toBe(1);
    });
  });
});
