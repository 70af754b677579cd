import { AuditLog } from '../../src/audit/audit-log.js';
import {
  createFirstAdministrator,
  FirstAdministratorError,
  type FirstAdministratorInput,
} from '../../src/identity/first-administrator.js';
import { Database } from '../../src/platform/database/database.js';
import { authClient } from '../setup/auth-client.js';
import { TEST_PASSWORD } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

describe('the first administrator', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());
  beforeEach(() =>
    test.database.owner.query(`
      delete from refresh_token; delete from session; delete from known_place; delete from user_role; delete from user_credential;
      delete from user_account; delete from organisation_closure; delete from organisation; delete from audit_event`),
  );

  const make = (overrides: Partial<FirstAdministratorInput> = {}): Promise<string | null> =>
    createFirstAdministrator(test.app.get(Database), test.app.get(AuditLog), {
      login: 'quan.tri',
      fullName: 'Phạm Văn Nam',
      organisationName: 'Trung tâm dữ liệu An Giang',
      password: TEST_PASSWORD,
      ...overrides,
    });

  it('signs in with the password given and administers', async () => {
    expect(await make()).toBeNull();
    const { body } = await authClient(test).login('quan.tri', TEST_PASSWORD);
    expect(body).toMatchObject({
      fullName: 'Phạm Văn Nam',
      organisation: { kind: 'system-operator', name: 'Trung tâm dữ liệu An Giang' },
      roles: ['administrator'],
      passwordChangeRequired: false,
    });
    const { accessToken } = body as { accessToken: string };
    await test.http().get('/v1/users').auth(accessToken, { type: 'bearer' }).expect(200);
  });

  it('has to replace a password that was made', async () => {
    const password = await make({ password: null });
    const { body } = await authClient(test).login('quan.tri', password ?? '');
    expect(body).toMatchObject({ passwordChangeRequired: true });
  });

  it('is made once', async () => {
    await make();
    await expect(make({ login: 'quan.tri.hai' })).rejects.toThrow(FirstAdministratorError);
  });

  it('is made once by two commands at the same time', async () => {
    const twins = await Promise.allSettled([
      make({ login: 'quan.tri.mot' }),
      make({ login: 'quan.tri.hai' }),
    ]);
    expect(twins.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it.each<[string, Partial<FirstAdministratorInput>]>([
    ['a common password', { password: 'matkhau123456' }],
    ['a short password', { password: 'ngắn' }],
    ['a login in capitals', { login: 'Admin' }],
    ['no name', { fullName: ' ' }],
    ['no organisation', { organisationName: '' }],
  ])('is not made with %s', async (_name, overrides) => {
    await expect(make(overrides)).rejects.toThrow(FirstAdministratorError);
    const { rows } = await test.database.owner.query('select 1 from user_account');
    expect(rows).toEqual([]);
  });

  it('leaves a record of its making', async () => {
    await make();
    const { rows } = await test.database.owner.query('select action, system, outcome from audit_event');
    expect(rows).toEqual([
      { action: 'users.first-administrator.create', system: 'first-administrator', outcome: 'done' },
    ]);
  });
});
