import { DataSource } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import { recoverAdministrator } from '../../src/identity/administrator-recovery.js';
import { Credentials } from '../../src/identity/credentials.js';
import {
  createFirstAdministrator,
  AdministratorError,
  type FirstAdministratorInput,
} from '../../src/identity/first-administrator.js';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { Database } from '../../src/platform/database/database.js';
import { IdempotencyStore } from '../../src/platform/database/idempotency-store.js';
import { authClient } from '../setup/auth-client.js';
import { seedOrganisation, seedUser, TEST_PASSWORD } from '../setup/factories.js';
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
      delete from user_account; delete from organisation_closure; delete from organisation; delete from audit_event; delete from login_failure`),
  );

  const make = (overrides: Partial<FirstAdministratorInput> = {}): Promise<string | null> =>
    createFirstAdministrator(test.app.get(Database), test.app.get(AuditLog), {
      login: 'quan.tri',
      fullName: 'Phạm Văn Nam',
      organisationName: 'Trung tâm dữ liệu An Giang',
      password: TEST_PASSWORD,
      ...overrides,
    });

  const recover = async (login: string, password: string | null, url: string): Promise<string | null> => {
    const { config } = test.database;
    const dataSource = new DataSource(dataSourceOptions({ ...config.database, url }));
    await dataSource.initialize();
    try {
      const database = new Database(dataSource, test.app.get(IdempotencyStore), config);
      const credentials = new Credentials(database, test.app.get(BlindIndex), config);
      return await recoverAdministrator(database, credentials, test.app.get(AuditLog), { login, password });
    } finally {
      await dataSource.destroy();
    }
  };

  const asOwner = (login: string, password: string | null = null): Promise<string | null> =>
    recover(login, password, test.database.config.database.ownerUrl ?? '');

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
    await expect(make({ login: 'quan.tri.hai' })).rejects.toThrow(AdministratorError);
  });

  it('is made again where every other one is locked, and never before', async () => {
    await make();
    await test.database.owner.query(`update user_account set locked_at = now(), locked_reason = 'Thử'`);
    await make({ login: 'quan.tri.hai' });
    expect((await authClient(test).login('quan.tri.hai', TEST_PASSWORD)).status).toBe(200);
    await expect(make({ login: 'quan.tri.ba' })).rejects.toThrow(AdministratorError);
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
    await expect(make(overrides)).rejects.toThrow(AdministratorError);
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

  describe('who cannot sign in', () => {
    it('gets another password from whoever owns the database, is unlocked, and needs no lost device', async () => {
      await make();
      const auth = authClient(test);
      const { accessToken } = await auth.tokensOf({ login: 'quan.tri', password: TEST_PASSWORD });
      for (let i = 0; i < 5; i++) await auth.login('quan.tri', 'đã quên mất rồi');
      await test.database.owner.query(
        `update user_account set locked_at = now(), locked_reason = 'Thử', second_factor_since = now()`,
      );
      const made = await asOwner('Quan.Tri');
      expect((await auth.login('quan.tri', made ?? '')).body).toMatchObject({ passwordChangeRequired: true });
      expect((await auth.me(accessToken)).body).toMatchObject({ code: 'auth.sessionEnded' });
      const { rows } = await test.database.owner.query(
        `select a.system, u.login from audit_event a join user_account u on u.id::text = a.subject_id::text
         where a.action = 'users.administrator.recover'`,
      );
      expect(rows).toEqual([{ system: 'administrator-recovery', login: 'quan.tri' }]);
    });

    it('keeps a password that was given for good', async () => {
      await make();
      expect(await asOwner('quan.tri', 'mưa rào trên mái tôn cũ')).toBeNull();
      const { body } = await authClient(test).login('quan.tri', 'mưa rào trên mái tôn cũ');
      expect(body).toMatchObject({ passwordChangeRequired: false });
    });

    it('gets none that is common', async () => {
      await make();
      await expect(asOwner('quan.tri', 'matkhau123456')).rejects.toThrow(AdministratorError);
    });

    it('gets nothing through the application’s role', async () => {
      await make();
      await expect(recover('quan.tri', null, test.database.config.database.url)).rejects.toThrow();
      expect((await authClient(test).login('quan.tri', TEST_PASSWORD)).status).toBe(200);
    });

    it('is an administrator, nobody else', async () => {
      await make();
      const organisationId = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
      const officer = await seedUser(test.database.owner, {
        organisationId,
        roles: ['commune-police-officer'],
      });
      await expect(asOwner(officer.login)).rejects.toThrow(AdministratorError);
      await expect(asOwner('khong.co.ai')).rejects.toThrow(AdministratorError);
      expect((await authClient(test).login(officer.login, officer.password)).status).toBe(200);
    });
  });
});
