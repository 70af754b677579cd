import type { Response } from 'supertest';
import { authClient, type AuthClient } from '../setup/auth-client.js';
import { seedOrganisation, seedUser, signIn, tokenOf, type SeededUser } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const REASON = 'Quyết định điều động số 21/QĐ-CAT ngày 25/07/2026';

describe('a user who is moved to another organisation', () => {
  let test: TestApp;
  let auth: AuthClient;
  let administrator: string;
  let police: number;
  let committee: number;
  let user: SeededUser;
  beforeAll(async () => {
    test = await createTestApp();
    auth = authClient(test);
    const { owner } = test.database;
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    police = await seedOrganisation(owner, { kind: 'commune-police', name: 'Công an xã Vĩnh Phong' });
    committee = await seedOrganisation(owner, { kind: 'commune-peoples-committee' });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    user = await seedUser(test.database.owner, { organisationId: police, roles: ['head-of-commune-police'] });
  });

  const move = async (body: object, version = 1, token = administrator, id = user.id): Promise<Response> =>
    test
      .http()
      .post(`/v1/users/${id}/moves`)
      .auth(token, { type: 'bearer' })
      .set('If-Match', `"${version}"`)
      .send({ organisationId: committee, roles: ['commune-chairman'], reason: REASON, ...body });

  it('works there from now on, with the roles of there, and signs in anew', async () => {
    const { accessToken, refreshToken } = await auth.tokensOf(user);
    const moved = await move({});
    expect(moved.status).toBe(200);
    expect(moved.headers['etag']).toBe('"2"');
    expect(moved.body).toMatchObject({ organisation: { id: committee }, roles: ['commune-chairman'] });
    expect((await auth.me(accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
    expect((await auth.refresh(refreshToken)).status).toBe(401);
    const again = await auth.login(user.login, user.password);
    expect(again.body).toMatchObject({ organisation: { id: committee }, roles: ['commune-chairman'] });
  });

  it('leaves behind what he did for the former organisation, and the record of why he went', async () => {
    const before = await signIn(test, user);
    await test.http().get('/v1/audit-events').auth(before, { type: 'bearer' }).expect(200);
    await move({});
    const { body } = await test
      .http()
      .get(`/v1/users/${user.id}/moves`)
      .auth(administrator, { type: 'bearer' });
    expect(body).toMatchObject({
      items: [
        {
          from: { id: police, name: 'Công an xã Vĩnh Phong' },
          to: { id: committee },
          fromRoles: ['head-of-commune-police'],
          toRoles: ['commune-chairman'],
          reason: REASON,
        },
      ],
    });
    const { rows } = await test.database.owner.query<{ organisation_id: number }>(
      `select organisation_id from audit_event where user_id = $1 and action = 'audit.events.read'`,
      [user.id],
    );
    expect(rows).toEqual([{ organisation_id: police }]);
    const acts = await test.database.owner.query<{ detail: object }>(
      `select detail from audit_event where subject_id = $1 and action = 'users.user.move'`,
      [user.id],
    );
    expect(acts.rows).toEqual([
      {
        detail: {
          from: police,
          to: committee,
          fromRoles: ['head-of-commune-police'],
          roles: ['commune-chairman'],
        },
      },
    ]);
  });

  it('is seen by the new colleagues, no longer by the old', async () => {
    const old = await tokenOf(test, { kind: 'commune-police', role: 'head-of-commune-police' });
    const fresh = await tokenOf(test, { kind: 'commune-peoples-committee', role: 'commune-chairman' });
    const seenBy = async (token: string): Promise<number> =>
      (await test.http().get(`/v1/users/${user.id}`).auth(token, { type: 'bearer' })).status;
    expect([await seenBy(old), await seenBy(fresh)]).toEqual([200, 404]);
    await move({});
    expect([await seenBy(old), await seenBy(fresh)]).toEqual([404, 200]);
  });

  it.each<[string, object, string, string]>([
    ['roles of another kind', { roles: ['head-of-commune-police'] }, '/roles', 'user.roleNotOfKind'],
    ['no organisation', { organisationId: 999_999 }, '/organisationId', 'organisation.unknown'],
    ['no reason', { reason: ' ' }, '/reason', 'field.textLength'],
  ])('is refused with %s', async (_name, body, pointer, code) => {
    const refused = await move(body);
    expect(refused.status).toBe(422);
    expect((refused.body as { errors: object[] }).errors).toMatchObject([{ pointer, code }]);
  });

  it('is refused to where he is, to a body that has ended, on a stale version', async () => {
    const ended = await seedOrganisation(test.database.owner, {
      kind: 'methadone-clinic',
      validTo: '2024-12-31',
    });
    expect((await move({ organisationId: police, roles: ['head-of-commune-police'] })).body).toMatchObject({
      errors: [{ pointer: '/organisationId', code: 'user.sameOrganisation' }],
    });
    expect((await move({ organisationId: ended, roles: ['clinician'] })).body).toMatchObject({
      errors: [{ pointer: '/organisationId', code: 'user.organisationEnded' }],
    });
    expect((await move({}, 7)).status).toBe(412);
    expect((await auth.login(user.login, user.password)).body).toMatchObject({
      organisation: { id: police },
    });
  });

  it('is moved by administrators alone, never by himself', async () => {
    expect((await move({}, 1, await signIn(test, user))).status).toBe(403);
    const me = (await auth.me(administrator)).body as { userId: string };
    expect((await move({}, 1, administrator, me.userId)).body).toMatchObject({ code: 'users.notOnOneself' });
  });
});
