import { createTestApp, type TestApp } from '../setup/test-app.js';
import { seedOrganisation, seedUser, signIn, tokenOf } from '../setup/factories.js';

describe('signing in', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  it('gives tokens, the organisation and the roles', async () => {
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, {
      kind: 'commune-police',
      name: 'Công an xã Vĩnh Phong',
    });
    const user = await seedUser(owner, { organisationId, roles: ['commune-police-officer'] });
    const answer = await test
      .http()
      .post('/v1/auth/login')
      .send({ login: user.login, password: user.password })
      .expect(200);
    expect(answer.body).toMatchObject({
      userId: user.id,
      organisation: { id: organisationId, kind: 'commune-police', name: 'Công an xã Vĩnh Phong' },
      roles: ['commune-police-officer'],
      passwordChangeRequired: false,
    });
    const token = await signIn(test, user);
    const me = await test.http().get('/v1/auth/me').set('Authorization', `Bearer ${token}`).expect(200);
    expect(me.body).toMatchObject({ login: user.login });
    const other = await tokenOf(test, { kind: 'commune-police', role: 'head-of-commune-police' });
    await test.http().get('/v1/clock').auth(other, { type: 'bearer' }).expect(200);
    await test
      .http()
      .post('/v1/clock/travel')
      .auth(other, { type: 'bearer' })
      .send({ to: '2026-07-02T08:30:00+07:00' })
      .expect(403);
  });
});
