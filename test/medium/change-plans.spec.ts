import type pg from 'pg';
import { plansOf, scansOf } from '../bench/plans.js';
import { auditChanges } from '../../src/audit/audit.queries.js';
import { CASE_CHANGES } from '../../src/cases/case.queries.js';
import { USER_CHANGES } from '../../src/identity/user.queries.js';
import type { ChangeFeed } from '../../src/platform/database/changes.js';
import { rowFeed } from '../../src/platform/database/row-feeds.js';
import { FAILURE_CHANGES } from '../../src/rehabilitation/failure/registration-failure.record.js';
import { DEADLINE_CHANGES } from '../../src/reminders/deadline.queries.js';
import { deliveryChanges } from '../../src/reminders/delivery.service.js';
import { notificationChanges } from '../../src/reminders/notification.queries.js';
import { UNIT_CHANGES } from '../../src/units/unit.queries.js';
import type { Claim } from '../setup/as-app.js';
import { seedOrganisation, seedUser, unitIdByCode } from '../setup/factories.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

/** What each body of the country has, so that a commune has this and a province about a hundred times as much. */
const IN_COMMUNE = 20;
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** The one that is not empty. */
const AUDIT_MONTH = `audit_event_${new Date().toISOString().slice(0, 7).replace('-', '_')}`;
const GROWING: ReadonlySet<string> = new Set([
  'case_file',
  'case_access',
  'person_access',
  'deadline',
  'registration_failure',
  'user_account',
  'user_move',
  'case_event',
  'attachment',
  'paper',
  'given_number',
  'notification',
  'notification_read',
  'delivery',
  'session',
  'unit',
  AUDIT_MONTH,
]);

/** The statements of the feeds, those within functions that act as the owner too, as the application's role runs them. */
describe('changes are found by an index', () => {
  let database: TestDatabase;
  let commune: Claim;
  let province: Claim;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { owner } = database;
    await fill(owner);
    commune = await somebody('commune-police', '31069', 'commune-police-officer');
    province = await somebody('provincial-police', '91', 'provincial-officer');
    await owner.query('analyze');
  });
  afterAll(() => database.drop());

  async function somebody(
    kind: 'commune-police' | 'provincial-police',
    unitCode: string,
    role: Parameters<typeof seedUser>[1]['roles'][number],
  ): Promise<Claim> {
    const { owner } = database;
    const { rows } = await owner.query<{ id: number }>(
      'select id from organisation where kind = $1 and unit_id = $2',
      [kind, await unitIdByCode(owner, unitCode)],
    );
    const organisationId = rows[0]?.id ?? (await seedOrganisation(owner, { kind, unitCode }));
    const { id: userId } = await seedUser(owner, { organisationId, roles: [role] });
    return { userId, organisationId, today: '2026-07-02' };
  }

  const xidNow = async (): Promise<string> => {
    const sql = 'select pg_snapshot_xmin(pg_current_snapshot())::text as now';
    return (await database.owner.query<{ now: string }>(sql)).rows[0]?.now ?? '0';
  };
  const readTooMuch = async (
    claim: Claim,
    sql: string,
    parameters: readonly unknown[],
    most: number,
  ): Promise<readonly string[]> => {
    const plans = await plansOf(database, claim, sql, parameters);
    const nodes = plans.flatMap((plan) => scansOf(plan, (table) => GROWING.has(table)));
    expect(nodes).not.toEqual([]);
    return nodes
      .filter(({ how, rows }) => how.includes('Seq Scan') || rows > most)
      .map(({ how, table, rows }) => `${how} on ${table}: ${rows}`);
  };

  const FEEDS: readonly [string, ChangeFeed][] = [
    ['files', CASE_CHANGES],
    ['deadlines', DEADLINE_CHANGES],
    ['failures to register', FAILURE_CHANGES],
    ['users', USER_CHANGES],
  ];
  it.each(FEEDS)('of %s, all of them and none', async (_name, { changed }) => {
    const now = await xidNow();
    for (const [claim, most] of [
      [commune, 10 * IN_COMMUNE],
      [province, 300 * IN_COMMUNE],
    ] as const) {
      expect(await readTooMuch(claim, changed, ['3', NOBODY, now, 6], most)).toEqual([]);
      expect(await readTooMuch(claim, changed, [now, NOBODY, now, 6], most)).toEqual([]);
    }
  });

  /** Of one parent or owner, who has few: what the others have is not read. */
  const SMALL: readonly [string, (of: Own) => ChangeFeed][] = [
    ['steps', ({ file }) => rowFeed({ table: 'case_event', of: ['case_id', file] })],
    ['attachments', ({ file }) => rowFeed({ table: 'attachment', of: ['subject_id', file] })],
    ['papers', ({ file }) => rowFeed({ table: 'paper', of: ['case_id', file] })],
    ['numbers', ({ register }) => rowFeed({ table: 'given_number', of: ['register_id', register] })],
    ['notices', notificationChanges],
    ['mails', deliveryChanges],
    ['sessions', ({ userId }) => rowFeed({ table: 'session', of: ['user_id', userId] })],
    ['units', () => UNIT_CHANGES],
    ['the audit of a line', () => auditChanges({ roles: ['head-of-commune-police'] })],
  ];
  it.each(SMALL)('of %s', async (_name, feedOf) => {
    const [own] = await ownOf(database.owner, commune);
    const { userId = '', organisationId = 0 } = commune;
    const feed = feedOf({ userId, organisationId, file: '', register: '', ...own });
    const now = await xidNow();
    for (const since of ['3', now]) {
      const parameters = [since, feed.first === 0 ? 0 : NOBODY, now, 6, ...(feed.values ?? [])];
      expect(await readTooMuch(commune, feed.changed, parameters, 3 * IN_COMMUNE)).toEqual([]);
    }
  });

  it.each(FEEDS.filter(([, { passed }]) => passed !== null))('of %s by the days', async (_name, feed) => {
    const parameters = ['2026-06-30', NOBODY, 6];
    expect(await readTooMuch(commune, feed.passed ?? '', parameters, 10 * IN_COMMUNE)).toEqual([]);
  });
});

interface Own {
  readonly userId: string;
  readonly organisationId: number;
  readonly file: string;
  readonly register: string;
}

/** A file and a register of a body. */
async function ownOf(owner: pg.Client, { organisationId }: Claim): Promise<Pick<Own, 'file' | 'register'>[]> {
  const { rows } = await owner.query<Pick<Own, 'file' | 'register'>>(
    `select f.id as file, r.id as register from case_file f join number_register r
       on r.organisation_id = f.keeper_organisation_id where f.keeper_organisation_id = $1 limit 1`,
    [organisationId],
  );
  return rows;
}

/** A police of each commune of ten provinces; each with users, persons, files, access, deadlines, failures. */
async function fill(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into organisation (kind, name, name_folded, unit_id, valid_from)
    select 'commune-police', 'Công an ' || u.name, 'cong an', u.id, '2020-01-01' from unit u
    where u.level = 'commune' and u.valid_from = '2025-07-01' and u.parent_id in (
      select id from unit where level = 'province' and valid_to is null order by code = '91' desc, code limit 10)`);
  await owner.query('select app.rebuild_organisation_closure()');
  // Without the triggers that index names for the search: nobody searches here.
  await owner.query(`set session_replication_role = replica`);
  await owner.query(`
    create temp table made as
    select gen_random_uuid() as person, gen_random_uuid() as file, o.id as organisation, o.unit_id as unit, n
    from organisation o, generate_series(1, ${IN_COMMUNE}) n where o.kind = 'commune-police'`);
  await owner.query(`
    insert into person (id, full_name, name_key, birth_year, sex, no_identifier_reason, registered_by_organisation_id,
      registered_at)
    select person, 'Danh Thị Ngọc Ánh', ' anh = ', 1990, 'female', 'Mất', organisation, now() from made`);
  await owner.query(`
    insert into person_access (person_id, organisation_id, reason, acts, from_on)
    select person, organisation, 'keeper', true, '2026-01-01' from made`);
  await owner.query(`
    insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
    select file, 'home-rehabilitation', 'HS-' || organisation || '-' || n, person, organisation, unit, 'registered',
      '2026-01-01' from made`);
  await owner.query(`
    insert into case_access (case_id, organisation_id, reason, acts, from_on, until_on)
    select file, organisation, 'keeper', true, '2026-01-01',
      case when n = 1 then date '2026-07-01' else 'infinity' end from made`);
  await owner.query(`
    insert into deadline (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version,
      regime, starts_at, due_at, opened_at, explanation)
    select gen_random_uuid(), 'case', file, 'HS', organisation, unit, 'home-rehabilitation.decision', '2026-07-01', 'R3',
      now(), now(), now(), '{}' from made`);
  await owner.query(`
    insert into registration_failure (id, person_id, organisation_id, unit_id, determination_on, determination_facility,
      told_at, found_at, basis, regime, due_at, explanation, signer_office, recorded_by)
    select gen_random_uuid(), person, organisation, unit, '2026-06-20', 'Trạm y tế', '2026-06-20', '2026-07-01',
      'Không đến', 'R2', '2026-06-27', '{}', 'Trưởng Công an cấp xã', gen_random_uuid() from made`);
  await owner.query(`
    insert into user_account (id, login, full_name, organisation_id, organisation_kind)
    select person, 'can.bo.' || person, 'Thạch Sa Mết', organisation, 'commune-police' from made`);
  await owner.query(`
    insert into user_move (id, user_id, from_organisation_id, to_organisation_id, from_roles, to_roles, reason, moved_by)
    select gen_random_uuid(), person, organisation, organisation + 1, '{}', '{}', 'Điều động', person from made`);
  await fillLists(owner);
  await owner.query(`set session_replication_role = default`);
}

/** What hangs on files, bodies and accounts, and is listed by them. */
async function fillLists(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after)
    select gen_random_uuid(), file, 'registered', now(), 'instant', now(), 'test', 'registered' from made`);
  await owner.query(`
    insert into attachment (id, subject_kind, subject_id, kind, media_type, size, sha256, storage_key, key_version,
      status, uploaded_by, organisation_id, added_at)
    select gen_random_uuid(), 'case', file, 'other', 'application/pdf', 1, sha256('x'), replace(file::text, '-', ''), 1,
      'unscanned', person, organisation, now() from made`);
  await owner.query(`
    insert into paper (id, case_id, organisation_id, act_organisation_id, kind, template, template_version, dated_on, capacity,
      content_sealed, content_hash, recorded_by, recorded_by_organisation_id, made_at)
    select gen_random_uuid(), file, organisation, organisation, 'reception-slip', 't', 1, '2026-07-01', 'in-person', '', '', person,
      organisation, now() from made`);
  await owner.query(`
    insert into number_register (id, organisation_id, kind, pattern, book_year, book_last, entered_by)
    select gen_random_uuid(), organisation, 'decision', '{number}', 2026, 0, person from made where n = 1`);
  await owner.query(`
    insert into given_number (register_id, organisation_id, kind, span, number, text, given_on, case_id, given_by)
    select r.id, m.organisation, 'decision', '2026', n, n::text, '2026-07-01', file, person
    from made m join number_register r on r.organisation_id = m.organisation`);
  await owner.query(`
    insert into notification (id, organisation_id, kind, subject_kind, subject_id, raised_at, once_key)
    select file, organisation, 'deadline.approaching', 'case', file, now(), n::text from made`);
  await owner.query('insert into notification_read (notification_id, user_id) select file, person from made');
  await owner.query(`
    insert into delivery (id, user_id, organisation_id, purpose, due_at)
    select gen_random_uuid(), person, organisation, 'notice', now() from made`);
  await owner.query(`
    insert into session (id, user_id, expires_at) select gen_random_uuid(), person, now() from made`);
  await owner.query(`
    insert into audit_event (id, legal_at, user_id, organisation_id, action)
    select gen_random_uuid(), now(), person, organisation, 'cases.case.read' from made`);
}
