import type { Response } from 'supertest';
import { seedOrganisation, seedUser, signIn, tokenOf } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface ClientAnswer {
  readonly id: string;
  readonly clientSecret: string;
  readonly version: number;
  readonly secrets: readonly { readonly id: string; readonly endsAt: string | null }[];
}

const IN_A_YEAR = new Date(Date.now() + 365 * 86_400_000).toISOString();

const version = (number: number): Record<string, string> => ({ 'If-Match': `"${number}"` });

describe('API clients', () => {
  let test: TestApp;
  let administrator: string;
  let province: number;
  beforeAll(async () => {
    test = await createTestApp();
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    province = await seedOrganisation(test.database.owner, { kind: 'provincial-police', unitCode: '91' });
  });
  afterAll(() => test.close());

  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    test
      .http()
      .post(`/v1/api-clients${path}`)
      .auth(administrator, { type: 'bearer' })
      .set(headers)
      .send(body);
  const aClient = (overrides: object = {}): object => ({
    name: 'Cổng dịch vụ công tỉnh An Giang',
    organisationId: province,
    scopes: ['units.read', 'cases.read'],
    expiresAt: IN_A_YEAR,
    ...overrides,
  });
  const create = async (overrides: object = {}): Promise<ClientAnswer> => {
    const answer = await post('', aClient(overrides));
    expect(answer.status).toBe(201);
    return answer.body as ClientAnswer;
  };
  const ask = ({ id }: Pick<ClientAnswer, 'id'>, clientSecret: string): Promise<Response> =>
    test.http().post('/v1/auth/client-token').send({ clientId: id, clientSecret });
  const tokenFor = async (client: ClientAnswer): Promise<string> =>
    ((await ask(client, client.clientSecret)).body as { accessToken: string }).accessToken;
  const get = (path: string, token: string): Promise<Response> =>
    test.http().get(path).auth(token, { type: 'bearer' });
  const listed = async (query: string): Promise<readonly string[]> => {
    const { body } = await get(`/v1/api-clients?${query}`, administrator);
    return (body as { items: ClientAnswer[] }).items.map(({ id }) => id);
  };

  it('are admitted with a secret that is told once and kept nowhere', async () => {
    const key = { 'Idempotency-Key': 'cong-dvc' };
    const first = await post('', aClient(), key);
    const { clientSecret, ...client } = first.body as ClientAnswer;
    expect(clientSecret).toMatch(/^hscn_[\w-]{43}$/);
    expect(client).toMatchObject({ organisation: { id: province }, lastUsedAt: null, revokedAt: null });
    const again = await post('', aClient(), key);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'http.answeredOnce', subject: { kind: 'api-client' } });
    const read = await get(`/v1/api-clients/${client.id}`, administrator);
    expect(read.text).not.toContain(clientSecret);
    const { rows } = await test.database.owner.query<{ row: string }>(
      `select concat(to_jsonb(s), to_jsonb(c)) as row from api_client_secret s join api_client c on c.id = s.client_id
       union all select answer::text from idempotency_key`,
    );
    for (const { row } of rows) expect(row ?? '').not.toContain(clientSecret);
  });

  it('get no more time when their organisation has ended', async () => {
    const { owner } = test.database;
    const ending = await seedOrganisation(owner, { kind: 'provincial-police', unitCode: '92' });
    const client = await create({ organisationId: ending });
    await owner.query(`update organisation set valid_to = current_date - 2 where id = $1`, [ending]);
    const extended = await post(
      `/${client.id}/secret-rotation`,
      { overlapHours: 0, expiresAt: IN_A_YEAR },
      { 'If-Match': '"1"' },
    );
    expect(extended.status).toBe(409);
    expect(extended.body).toMatchObject({ code: 'clients.organisationEnded' });
  });

  it('read what their scopes allow, for their organisation, and nothing else', async () => {
    const client = await create();
    const answer = await ask(client, client.clientSecret);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ expiresInSeconds: 900, scopes: ['units.read', 'cases.read'] });
    expect(answer.body).not.toHaveProperty('refreshToken');
    const { accessToken } = answer.body as { accessToken: string };
    expect((await get('/v1/units?limit=1', accessToken)).status).toBe(200);
    expect((await get('/v1/cases', accessToken)).body).toMatchObject({ items: [] });
    for (const path of [
      '/v1/organisations',
      '/v1/auth/me',
      '/v1/auth/sessions',
      '/v1/users',
      '/v1/api-clients',
    ]) {
      expect((await get(path, accessToken)).status).toBe(403);
    }
    const read = await get(`/v1/api-clients/${client.id}`, administrator);
    expect((read.body as { lastUsedAt: string | null }).lastUsedAt).not.toBeNull();
  });

  it('change nothing, whatever their scopes are in the database', async () => {
    const client = await create();
    await test.database.owner.query(
      `update api_client set scopes = '{units.read,people.register,users.manage}' where id = $1`,
      [client.id],
    );
    const token = await tokenFor(client);
    const register = await test
      .http()
      .post('/v1/persons')
      .auth(token, { type: 'bearer' })
      .send({ fullName: 'Kim Sà Rinh' });
    expect(register.status).toBe(403);
    expect((await get('/v1/users', token)).status).toBe(403);
    expect((await get('/v1/units?limit=1', token)).status).toBe(200);
  });

  it('stand in the audit under their own name', async () => {
    const client = await create({ scopes: ['cases.read'] });
    const token = await tokenFor(client);
    await get('/v1/cases/01890a5d-ac96-774b-bcce-b302099a8057', token);
    const { rows } = await test.database.owner.query<{
      action: string;
      organisation_id: number;
      detail: object;
    }>('select action, organisation_id, detail from audit_event where user_id = $1', [client.id]);
    expect(rows).toMatchObject([
      {
        action: 'request.refused',
        organisation_id: province,
        detail: { client: true, code: 'cases.notFound' },
      },
    ]);
    const operator = await seedOrganisation(test.database.owner, { kind: 'system-operator' });
    const auditor = await signIn(
      test,
      await seedUser(test.database.owner, { organisationId: operator, roles: ['auditor'] }),
    );
    const events = await get(`/v1/audit-events?user=${client.id}`, auditor);
    expect(events.body).toMatchObject({ items: [{ userId: client.id, detail: { client: true } }] });
    expect((await get(`/v1/api-clients/${client.id}`, auditor)).body).toMatchObject({
      name: 'Cổng dịch vụ công tỉnh An Giang',
    });
    const acts = await get(`/v1/audit-events?subject=${client.id}`, auditor);
    expect((acts.body as { items: { action: string }[] }).items.map(({ action }) => action)).toEqual([
      'auth.client-token',
      'clients.client.create',
    ]);
  });

  it('are stopped at once when they are revoked, for good', async () => {
    const client = await create();
    const token = await tokenFor(client);
    expect((await get('/v1/units?limit=1', token)).status).toBe(200);
    const reason = { reason: 'Hết hợp đồng kết nối' };
    const revoked = await post(`/${client.id}/revocation`, reason, version(1));
    expect(revoked.body).toMatchObject({ revokedReason: 'Hết hợp đồng kết nối', secrets: [], version: 2 });
    const refused = await get('/v1/units?limit=1', token);
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({
      code: 'auth.clientEnded',
      title: 'Ứng dụng kết nối đã bị thu hồi hoặc hết hạn: hãy liên hệ quản trị hệ thống',
    });
    expect((await ask(client, client.clientSecret)).body).toMatchObject({ code: 'auth.clientEnded' });
    expect((await post(`/${client.id}/revocation`, reason, version(2))).body).toMatchObject({
      code: 'clients.revoked',
    });
    const rotated = await post(`/${client.id}/secret-rotation`, { overlapHours: 0 }, version(2));
    expect(rotated.body).toMatchObject({ code: 'clients.revoked' });
  });

  it('end with their day', async () => {
    const client = await create();
    const token = await tokenFor(client);
    await test.database.owner.query('update api_client set expires_at = now() where id = $1', [client.id]);
    expect((await get('/v1/units?limit=1', token)).body).toMatchObject({ code: 'auth.clientEnded' });
    expect((await ask(client, client.clientSecret)).body).toMatchObject({ code: 'auth.clientEnded' });
  });

  describe('get another secret', () => {
    it('beside the one before, as long as the overlap lasts', async () => {
      const client = await create();
      const old = await tokenFor(client);
      const rotated = await post(`/${client.id}/secret-rotation`, { overlapHours: 24 }, version(1));
      const next = rotated.body as ClientAnswer;
      expect(next.secrets).toMatchObject([{ endsAt: expect.any(String) }, { endsAt: null }]);
      expect((await ask(client, client.clientSecret)).status).toBe(200);
      expect((await ask(client, next.clientSecret)).status).toBe(200);
      await test.database.owner.query(
        'update api_client_secret set ends_at = now() where ends_at is not null',
      );
      expect((await ask(client, client.clientSecret)).body).toMatchObject({ code: 'auth.wrongClient' });
      expect((await get('/v1/units?limit=1', old)).body).toMatchObject({ code: 'auth.clientEnded' });
      expect((await get('/v1/units?limit=1', await tokenFor(next))).status).toBe(200);
    });

    it('in place of one that got out, at once', async () => {
      const client = await create();
      const stolen = await tokenFor(client);
      const rotated = await post(`/${client.id}/secret-rotation`, { overlapHours: 0 }, version(1));
      expect((rotated.body as ClientAnswer).secrets).toHaveLength(1);
      expect((await get('/v1/units?limit=1', stolen)).status).toBe(401);
      expect((await ask(client, client.clientSecret)).status).toBe(401);
    });
  });

  it('are told nothing apart from wrong, and refusals are on record', async () => {
    const client = await create();
    const unknown = { id: '01890a5d-ac96-774b-bcce-b302099a8057' };
    const [wrong, nobody] = [await ask(client, 'hscn_sai'), await ask(unknown, client.clientSecret)];
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(wrong.body).toMatchObject({
      code: 'auth.wrongClient',
      title: (nobody.body as { title: string }).title,
    });
    const { rows } = await test.database.owner.query(
      `select outcome, detail from audit_event where subject_id = $1 and action = 'auth.client-token'`,
      [client.id],
    );
    expect(rows).toEqual([{ outcome: 'refused', detail: { code: 'auth.wrongClient' } }]);
  });

  it.each<[string, object, string, string]>([
    ['no scope', { scopes: [] }, '/scopes', 'field.someOf'],
    ['a scope that changes', { scopes: ['people.register'] }, '/scopes', 'field.someOf'],
    ['a scope of a person at work', { scopes: ['auth.self'] }, '/scopes', 'field.someOf'],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt', 'client.expiry'],
    ['no end to speak of', { expiresAt: '2099-01-01T00:00:00Z' }, '/expiresAt', 'client.expiry'],
    ['no organisation', { organisationId: 999_999 }, '/organisationId', 'organisation.unknown'],
  ])('are not admitted with %s', async (_name, overrides, pointer, code) => {
    const refused = await post('', aClient(overrides));
    expect(refused.status).toBe(422);
    expect((refused.body as { errors: object[] }).errors).toMatchObject([{ pointer, code }]);
  });

  it('are not admitted for a commune', async () => {
    const police = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
    expect((await post('', aClient({ organisationId: police }))).body).toMatchObject({
      errors: [{ pointer: '/organisationId', code: 'client.organisationKind' }],
    });
  });

  it('are listed newest first, those that work or those that do not', async () => {
    const [first, second] = [await create({ scopes: ['law.read'] }), await create({ scopes: ['law.read'] })];
    await post(`/${first.id}/revocation`, { reason: 'Thử' }, version(1));
    expect(await listed('limit=2')).toEqual([second.id, first.id]);
    expect(await listed(`ended=false&organisationId=${province}`)).toContain(second.id);
    expect(await listed('ended=false')).not.toContain(first.id);
    expect(await listed('ended=true')).toContain(first.id);
  });

  it('are administered by administrators alone', async () => {
    const director = await tokenOf(test, {
      kind: 'provincial-police',
      role: 'provincial-police-director',
      unit: '91',
    });
    expect((await get('/v1/api-clients', director)).status).toBe(403);
    const asked = await test
      .http()
      .post('/v1/api-clients')
      .auth(director, { type: 'bearer' })
      .send(aClient());
    expect(asked.status).toBe(403);
  });
});
