// @redis
import { DASHBOARD_PATH } from '../../src/operations/job-dashboard.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const bearer = { type: 'bearer' } as const;

describe('the page of background jobs', () => {
  let test: TestApp;
  let organisationId: number;
  beforeAll(async () => {
    test = await createTestApp();
    organisationId = await seedOrganisation(test.database.owner, { kind: 'system-operator' });
  });
  afterAll(() => test.close());

  const someone = async (role: 'administrator' | 'auditor'): Promise<{ id: string; token: string }> => {
    const user = await seedUser(test.database.owner, { organisationId, roles: [role] });
    return { id: user.id, token: await signIn(test, user) };
  };
  const passOf = async (token: string): Promise<string> => {
    const answer = await test.http().post('/v1/jobs/passes').auth(token, bearer).expect(201);
    expect(answer.body).toEqual({ path: DASHBOARD_PATH, seconds: 900 });
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/; Path=\/jobs; Max-Age=900; HttpOnly; SameSite=Strict$/);
    return cookie.split(';')[0] ?? '';
  };
  const open = (path: string, cookie: string) => test.http().get(path).set('Cookie', cookie);

  it('opens to the administrator’s browser, and shows the queue', async () => {
    const cookie = await passOf((await someone('administrator')).token);
    const page = await open('/jobs', cookie).expect(200);
    expect(page.headers['content-type']).toContain('text/html');
    const script = /src="(static\/js\/main[^"]+)"/.exec(page.text)?.[1] ?? 'missing';
    await open(`/jobs/${script}`, cookie).expect(200);
    const queues = await open('/jobs/api/queues', cookie).expect(200);
    expect(queues.body.queues).toEqual([expect.objectContaining({ readOnlyMode: true })]);
  });

  it('changes nothing', async () => {
    const cookie = await passOf((await someone('administrator')).token);
    const queues = await open('/jobs/api/queues', cookie).expect(200);
    const [{ name }] = queues.body.queues as [{ name: string }];
    const answer = await test.http().put(`/jobs/api/queues/${name}/pause`).set('Cookie', cookie);
    expect([answer.status, answer.body.code]).toEqual([403, 'http.forbidden']);
  });

  it('is shut to everybody else, with a problem like any other', async () => {
    const none = await test.http().get('/jobs').expect(401);
    expect(none.body).toMatchObject({ code: 'http.unauthenticated' });
    await test.http().get('/jobs/api/queues').expect(401);
    const { token } = await someone('administrator');
    await open('/jobs', `jobs_pass=${token}`).expect(401);
    const auditor = await someone('auditor');
    await test.http().post('/v1/jobs/passes').auth(auditor.token, bearer).expect(403);
  });

  it('takes a pass for no token, and shuts with the session', async () => {
    const { id, token } = await someone('administrator');
    const cookie = await passOf(token);
    await test.http().get('/v1/auth/me').auth(cookie.slice('jobs_pass='.length), bearer).expect(401);
    await test.database.owner.query(
      `update session set revoked_at = now(), revoked_reason = 'logout' where user_id = $1`,
      [id],
    );
    await open('/jobs/api/queues', cookie).expect(401);
  });
});
