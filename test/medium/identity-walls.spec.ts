import { v7 as uuidv7 } from 'uuid';
import { ROLE_NAMES, ROLES } from '../../src/identity/roles.js';
import { SUPERVISION } from '../../src/identity/supervision.js';
import { asApp, type Ask, type Claim } from '../setup/as-app.js';
import { seedOrganisation, seedUser, type SeededUser } from '../setup/factories.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

const FORBIDDEN = '42501';
const FOREIGN_KEY = '23503';
const EXCLUDED = '23P01';

const as = (user: SeededUser, organisationId: number): Claim => ({ userId: user.id, organisationId });

/** Another body of a kind, where the seeds stand: in the commune or the province. */
const TWIN = `insert into organisation (kind, sector, name, name_folded, unit_id, valid_from, valid_to)
  select $1, $2, 'Cơ quan thứ hai', 'co quan thu hai', unit_id, $3::date, $4::date from organisation
  where kind = case when $1 like 'provincial-%' then 'provincial-police' else 'commune-police' end limit 1`;

describe('the walls around accounts in the database', () => {
  let database: TestDatabase;
  let police: number;
  let committee: number;
  let operator: number;
  let officer: SeededUser;
  let colleague: SeededUser;
  let neighbour: SeededUser;
  let administrator: SeededUser;
  let superior: SeededUser;
  let province: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { owner } = database;
    police = await seedOrganisation(owner, { kind: 'commune-police' });
    committee = await seedOrganisation(owner, { kind: 'commune-peoples-committee' });
    province = await seedOrganisation(owner, { kind: 'provincial-police', unitCode: '91' });
    operator = await seedOrganisation(owner, { kind: 'system-operator' });
    officer = await seedUser(owner, { organisationId: police, roles: ['commune-police-officer'] });
    colleague = await seedUser(owner, { organisationId: police, roles: ['head-of-commune-police'] });
    neighbour = await seedUser(owner, { organisationId: committee, roles: ['commune-officer'] });
    superior = await seedUser(owner, { organisationId: province, roles: ['provincial-officer'] });
    administrator = await seedUser(owner, { organisationId: operator, roles: ['administrator'] });
    for (const user of [officer, colleague]) await seedSession(user);
  });
  afterAll(() => database.drop());

  const asOfficer = (): Claim => as(officer, police);
  const asAdministrator = (): Claim => as(administrator, operator);

  const ask = <T>(claim: Claim, work: (ask: Ask) => Promise<T>): Promise<T> => asApp(database, claim, work);

  const idsOf = async (claim: Claim, table: string, column = 'id'): Promise<readonly unknown[]> => {
    const rows = await ask(claim, (run) => run<{ id: unknown }>(`select ${column} as id from ${table}`));
    return rows.map((row) => row.id).toSorted();
  };

  /** The SQLSTATE of the refusal; null when the statement was accepted. */
  const refusal = (claim: Claim, sql: string, parameters: readonly unknown[] = []): Promise<string | null> =>
    ask(claim, (run) =>
      run(sql, parameters).then(
        () => null,
        (error: { code: string }) => error.code,
      ),
    );

  const changed = async (claim: Claim, sql: string, parameters: readonly unknown[] = []): Promise<number> =>
    (await ask(claim, (run) => run(`${sql} returning 1`, parameters))).length;

  async function seedSession(user: SeededUser): Promise<void> {
    const id = uuidv7();
    await database.owner.query(
      `insert into session (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')`,
      [id, user.id],
    );
    await database.owner.query('insert into refresh_token (hash, session_id) values ($1, $2)', [
      Buffer.from(id),
      id,
    ]);
  }

  const give = (role: string, kind: string): Promise<string | null> =>
    refusal(
      asAdministrator(),
      'insert into user_role (user_id, role, organisation_kind) values ($1, $2, $3)',
      [officer.id, role, kind],
    );

  it('hold the same roles and the same supervision as the code', async () => {
    const roles = await database.owner.query<object>(
      'select role, organisation_kind as kind from role_organisation_kind',
    );
    const rules = await database.owner.query<object>(
      `select viewer_kind as viewer, viewer_sector as sector, subject_kind as subject,
         nullif(valid_from, '-infinity')::text as "from", nullif(valid_to, 'infinity')::text as "to" from supervision`,
    );
    const inCode = ROLE_NAMES.flatMap((role) =>
      ROLES[role].organisationKinds.map((kind) => ({ role, kind })),
    );
    const rulesInCode = SUPERVISION.flatMap(({ viewer, sector = null, subjects, from = null, to = null }) =>
      subjects.map((subject) => ({ viewer, sector, subject, from, to })),
    );
    expect(roles.rows).toHaveLength(inCode.length);
    expect(roles.rows).toEqual(expect.arrayContaining(inCode));
    expect(rules.rows).toHaveLength(rulesInCode.length);
    expect(rules.rows).toEqual(expect.arrayContaining(rulesInCode));
  });

  it.each([
    'user_account',
    'user_role',
    'user_credential',
    'session',
    'refresh_token',
    'user_move',
    'api_client',
    'api_client_secret',
    'second_factor',
    'recovery_code',
    'login_challenge',
    'login_failure',
    'known_place',
    'audit_event',
  ])('show nothing of %s where nobody acts', async (table) => {
    expect(await ask({}, (run) => run(`select 1 from ${table}`))).toEqual([]);
  });

  describe('let an officer', () => {
    it('see the staff of his own organisation alone', async () => {
      expect(await idsOf(asOfficer(), 'user_account')).toEqual([officer.id, colleague.id].toSorted());
      expect(await idsOf(asOfficer(), 'user_role', 'user_id')).toEqual([officer.id, colleague.id].toSorted());
    });

    it('see his own sessions alone, and no token and no hash', async () => {
      expect(await idsOf(asOfficer(), 'session', 'user_id')).toEqual([officer.id]);
      expect(await idsOf(asOfficer(), 'refresh_token', 'session_id')).toEqual([]);
      expect(await idsOf(asOfficer(), 'user_credential', 'user_id')).toEqual([]);
    });

    it.each([
      [
        'make an account',
        `insert into user_account (id, login, full_name, organisation_id, organisation_kind)
          select gen_random_uuid(), 'ke.gian', 'Kẻ Gian', id, kind from organisation where kind = 'commune-police'`,
      ],
      [
        'give himself a role',
        `insert into user_role (user_id, role, organisation_kind)
          values (app.user_id(), 'head-of-commune-police', 'commune-police')`,
      ],
      [
        'start a session',
        `insert into session (id, user_id, expires_at)
          values (gen_random_uuid(), app.user_id(), now() + interval '1 year')`,
      ],
      ['lengthen his session', `update session set expires_at = 'infinity'`],
      ['write into the closure', `update organisation_closure set reads_until = 'infinity'`],
      [
        'add a supervision',
        `insert into supervision (viewer_kind, subject_kind, valid_from, valid_to)
          values ('commune-police', 'methadone-clinic', '-infinity', 'infinity')`,
      ],
      [
        'found an organisation',
        `insert into organisation (kind, name, name_folded, valid_from)
          values ('ministry-department', 'Cục thử', 'cuc thu', '2026-01-01')`,
      ],
      ['overwrite a hash', `update user_credential set password_hash = ''`],
      [
        'forge an entry of the audit',
        `insert into audit_event (id, legal_at, user_id, organisation_id, action)
          values (gen_random_uuid(), now(), gen_random_uuid(), app.org_id(), 'auth.login')`,
      ],
    ])('not %s', async (_name, sql) => {
      expect(await refusal(asOfficer(), sql)).toBe(FORBIDDEN);
    });

    it('not change an account, a role, an organisation', async () => {
      expect(await changed(asOfficer(), `update user_account set full_name = 'Kẻ Gian'`)).toBe(0);
      expect(await changed(asOfficer(), 'update user_account set organisation_id = 1')).toBe(0);
      expect(await changed(asOfficer(), 'delete from user_role')).toBe(0);
      expect(await changed(asOfficer(), `update organisation set name = 'x'`)).toBe(0);
    });

    it('set his own password and nobody else’s', async () => {
      const sql = `select app.set_password($1, '$argon2id$v=19$x', false)`;
      expect(await refusal(asOfficer(), sql, [officer.id])).toBeNull();
      expect(await refusal(asOfficer(), sql, [colleague.id])).toBe(FORBIDDEN);
      expect(await refusal({}, sql, [officer.id])).toBe(FORBIDDEN);
      expect(await refusal({ system: 'login' }, sql, [officer.id])).toBe(FORBIDDEN);
    });

    it('offer and confirm a second factor of his own alone, and read no secret of it', async () => {
      const [id, codes] = [uuidv7(), [Buffer.from('one')]];
      const offer = `select app.offer_second_factor($1, '\\x01')`;
      const confirm = 'select app.confirm_second_factor($1, 7, $2) as done';
      const found = await ask(asOfficer(), async (run) => {
        await run(offer, [id]);
        await run(`select set_config('app.user_id', $1, true)`, [colleague.id]);
        const stolen = await run(confirm, [id, codes]);
        await run(`select set_config('app.user_id', $1, true)`, [officer.id]);
        return [
          ...stolen,
          ...(await run(confirm, [id, codes])),
          ...(await run(confirm, [id, codes])),
          ...(await run('select 1 from second_factor')),
          ...(await run('select second_factor_since is not null as since from user_account where id = $1', [
            officer.id,
          ])),
        ];
      });
      expect(found).toEqual([{ done: false }, { done: true }, { done: false }, { since: true }]);
      expect(await refusal({ system: 'login' }, offer, [id])).toBe(FORBIDDEN);
      expect(await refusal(asOfficer(), 'select app.end_second_factor($1)', [colleague.id])).toBe(FORBIDDEN);
    });

    it('end his session, and not revive it', async () => {
      const found = await ask(asOfficer(), async (run) => {
        await run(`update session set revoked_at = now(), revoked_reason = 'signed-out'`);
        await run('update session set revoked_at = null, revoked_reason = null');
        return run<{ ended: boolean }>('select revoked_at is not null as ended from session');
      });
      expect(found).toEqual([{ ended: true }]);
    });
  });

  it('let the superior body see the staff below, a neighbour not', async () => {
    const seen = await idsOf(as(superior, province), 'user_account');
    expect(seen).toEqual([superior.id, officer.id, colleague.id, neighbour.id].toSorted());
    expect(await idsOf(as(neighbour, committee), 'user_account')).toEqual([neighbour.id]);
  });

  describe('let an administrator', () => {
    it('see every account, no hash and no token', async () => {
      expect(await idsOf(asAdministrator(), 'user_account')).toHaveLength(5);
      expect(await idsOf(asAdministrator(), 'user_credential', 'user_id')).toEqual([]);
      expect(await idsOf(asAdministrator(), 'refresh_token', 'session_id')).toEqual([]);
    });

    it('set a password for others that is temporary whatever he says', async () => {
      const sql = `select app.set_password($1, '$argon2id$v=19$x', false)`;
      const rows = await ask(asAdministrator(), async (run) => {
        await run(sql, [officer.id]);
        await run(`select set_config('app.user_id', '', true), set_config('app.system', 'login', true)`);
        return run('select temporary from user_credential where user_id = $1', [officer.id]);
      });
      expect(rows).toEqual([{ temporary: true }]);
    });

    it('end the second factor of others, never his own', async () => {
      const sql = 'select app.end_second_factor($1)';
      expect(await refusal(asAdministrator(), sql, [officer.id])).toBeNull();
      expect(await refusal(asAdministrator(), sql, [administrator.id])).toBe(FORBIDDEN);
    });

    it('admit clients of bodies that may have an integrator alone, in his own name, and revive none', async () => {
      const sql = `insert into api_client (id, name, organisation_id, organisation_kind, scopes, created_by, expires_at)
        select gen_random_uuid(), 'Cổng thử', id, kind, '{units.read}', $2, now() + interval '1 day'
        from organisation where id = $1`;
      expect(await refusal(asAdministrator(), sql, [province, administrator.id])).toBeNull();
      expect(await refusal(asAdministrator(), sql, [police, administrator.id])).toBe(FOREIGN_KEY);
      expect(await refusal(asAdministrator(), sql, [province, officer.id])).toBe(FORBIDDEN);
      expect(await refusal(as(superior, province), sql, [province, superior.id])).toBe(FORBIDDEN);
      const revived = await ask(asAdministrator(), async (run) => {
        await run(sql, [province, administrator.id]);
        await run(`update api_client set revoked_at = now(), revoked_reason = 'Thử'`);
        return run('update api_client set revoked_at = null, revoked_reason = null returning 1');
      });
      expect(revived).toEqual([]);
    });

    it('give roles of the organisation’s kind alone', async () => {
      expect(await give('head-of-commune-police', 'commune-police')).toBeNull();
      expect(await give('commune-chairman', 'commune-police')).toBe(FOREIGN_KEY);
      expect(await give('commune-chairman', 'commune-peoples-committee')).toBe(FOREIGN_KEY);
      expect(await give('administrator', 'commune-police')).toBe(FOREIGN_KEY);
    });

    it.each([
      ['commune-police', null, '2020-01-01', null],
      ['commune-police', null, '2015-01-01', '2020-01-01'],
      ['commune-police', null, '2026-01-01', '2099-12-31'],
      ['commune-peoples-committee', null, '2026-01-01', '2026-01-01'],
      ['provincial-police', null, '2026-01-01', '2026-12-31'],
    ])('found no second %s for a unit, for no day', async (kind, sector, from, to) => {
      expect(await refusal(asAdministrator(), TWIN, [kind, sector, from, to])).toBe(EXCLUDED);
    });

    it.each([
      ['the one before', 'commune-police', null, '2015-01-01', '2019-12-31'],
      ['a second clinic', 'methadone-clinic', null, '2020-01-01', null],
    ])('found %s', async (_name, ...columns) => {
      expect(await refusal(asAdministrator(), TWIN, columns)).toBeNull();
    });

    it.each([
      ['labour', EXCLUDED],
      ['health', EXCLUDED],
      ['other', null],
    ])('found a second department of a province for %s: %p', async (sector, expected) => {
      const found = await ask(asAdministrator(), async (run) => {
        const columns = ['provincial-department', sector, '2020-01-01', '2026-12-31'];
        await run(TWIN, columns);
        return run(TWIN, columns).then(
          () => null,
          (error: { code: string }) => error.code,
        );
      });
      expect(found).toBe(expected);
    });

    it('do nothing of it once he is locked', async () => {
      await database.owner.query(
        `update user_account set locked_at = now(), locked_reason = 'Nghỉ việc' where id = $1`,
        [administrator.id],
      );
      expect(await idsOf(asAdministrator(), 'user_account')).toEqual([administrator.id]);
      await database.owner.query('update user_account set locked_at = null, locked_reason = null');
    });
  });

  describe('let the maker of the first administrator', () => {
    const FIRST: Claim = { system: 'first-administrator' };

    it('do nothing once there is one', async () => {
      const organisation = `insert into organisation (kind, name, name_folded, valid_from)
        values ('system-operator', 'Trung tâm', 'trung tam', '2026-01-01')`;
      expect(await refusal(FIRST, organisation)).toBe(FORBIDDEN);
      expect(await refusal(FIRST, `select app.set_password($1, '$argon2id$', true)`, [officer.id])).toBe(
        FORBIDDEN,
      );
    });
  });
});
