import pg from 'pg';
import { Database } from '../../src/platform/database/database.js';
import { Deadlines } from '../../src/reminders/deadlines.js';
import { REMINDER_SWEEP } from '../../src/reminders/reminder.jobs.js';
import { ReminderFiring } from '../../src/reminders/reminder-firing.js';
import { asApp, type Ask, type Claim } from '../setup/as-app.js';
import { seedOrganisation, seedUser, signIn, unitIdByCode } from '../setup/factories.js';
import { anActor, requests } from '../setup/people-factory.js';
import { sentStatements } from '../setup/sent-statements.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

/** Tables that grow for as long as the service runs. */
const GROWING = ['case_file', 'deadline', 'notification', 'reminder'] as const;
const TODAY = '2026-07-02';
const INBOX = '/v1/notifications';

/** What a commune has of each, and a province of a hundred communes; the tables hold ten times that. */
const IN_COMMUNE = 24;
const IN_PROVINCE = 105 * IN_COMMUNE;

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[];
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/**
 * The statements of work lists, inboxes and reminders as the application sends them, planned as its own role under
 * row-level security, in a country of a thousand communes.
 */
describe('what grows is read by an index', () => {
  let test: TestApp;
  const sent = sentStatements();
  let officer: Claim & { readonly token: string };
  let superior: Claim & { readonly token: string };
  let unitId: number;
  let provinceId: number;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    const { owner } = test.database;
    provinceId = await unitIdByCode(owner, '91');
    unitId = await unitIdByCode(owner, '31069');
    await fill(owner);
    officer = await somebody('commune-police', unitId, 'commune-police-officer');
    superior = await somebody('provincial-police', provinceId, 'provincial-officer');
    await owner.query('analyze');
  });
  afterAll(() => test.close());

  async function somebody(
    kind: Parameters<typeof seedOrganisation>[1]['kind'],
    unit: number,
    role: Parameters<typeof seedUser>[1]['roles'][number],
  ): Promise<Claim & { readonly token: string }> {
    const { owner } = test.database;
    const { rows } = await owner.query<{ id: number }>(
      'select id from organisation where kind = $1 and unit_id = $2',
      [kind, unit],
    );
    const organisationId = rows[0]?.id ?? (await seedOrganisation(owner, { kind, unitId: unit }));
    const user = await seedUser(owner, { organisationId, roles: [role] });
    const token = await signIn(test, user);
    return { userId: user.id, organisationId, token, today: TODAY };
  }

  /** Where one of the statements sent reads a growing table from end to end, or more of its rows than told. */
  const readTooMuch = async (claim: Claim, most: number): Promise<readonly object[]> => {
    const ofGrowing = sent.all.filter(({ sql }) =>
      GROWING.some((table) => new RegExp(`\\b${table}\\b`).test(sql)),
    );
    expect(ofGrowing).not.toEqual([]);
    const plans = await asApp(test.database, claim, async (ask) => {
      const found: Plan[] = [];
      for (const { sql, parameters } of ofGrowing) {
        const explained = await ask<Explained>(`explain (analyze, format json) ${sql}`, parameters);
        found.push(...explained.flatMap(plansOf), ...(await keptPlan(ask, sql, parameters)));
      }
      return found;
    });
    return plans
      .flatMap(nodesOf)
      .map((node) => ({ table: node['Relation Name'] ?? '', by: node['Node Type'], rows: rowsRead(node) }))
      .filter(({ table }) => (GROWING as readonly string[]).includes(table))
      .filter(({ by, rows }) => by.includes('Seq Scan') || rows > most);
  };

  const LISTS: readonly string[] = [
    '/v1/cases',
    '/v1/cases?status=registered',
    '/v1/cases?kind=home-rehabilitation',
    '/v1/cases?awaitingReassignment=false',
    '/v1/deadlines',
    '/v1/deadlines?status=overdue',
    '/v1/deadlines?status=met',
    '/v1/deadlines?status=closed',
    '/v1/deadlines?provisional=true',
    '/v1/deadlines?calendarYear=2026',
    '/v1/deadlines/by-unit',
    INBOX,
    `${INBOX}?unread=true`,
  ];

  it.each(LISTS)('by %s of a commune', async (path) => {
    const { body } = await requests(test).get(officer.token, path).expect(200);
    expect(body.items).not.toEqual([]);
    expect(await readTooMuch(officer, IN_COMMUNE)).toEqual([]);
  });

  it.each([...LISTS.filter((path) => !path.startsWith(INBOX)), '/v1/cases?unit=', '/v1/deadlines?unit='])(
    'by %s of a province',
    async (path) => {
      const asked = path.endsWith('unit=') ? `${path}${unitId}` : path;
      const { body } = await requests(test).get(superior.token, asked).expect(200);
      expect(body.items).not.toEqual([]);
      expect(await readTooMuch(superior, IN_PROVINCE)).toEqual([]);
    },
  );

  it.each([
    ['a commune', () => officer, IN_COMMUNE],
    ['a province', () => superior, IN_PROVINCE],
  ])('by all changes of the deadlines of %s', async (_name, reader, most) => {
    const { token } = reader();
    const { changes } = (await requests(test).get(token, '/v1/deadlines?limit=1').expect(200)).body;
    const [, ...rest] = JSON.parse(Buffer.from(changes, 'base64url').toString()) as unknown[];
    const since = Buffer.from(JSON.stringify(['3', ...rest])).toString('base64url');
    sent.forget();
    const { body } = await requests(test)
      .get(token, `/v1/deadlines?limit=5&changedSince=${since}`)
      .expect(200);
    expect(body.items.length + body.removed.length).toBe(5);
    expect(await readTooMuch(reader(), most)).toEqual([]);
  });

  it('by the second page', async () => {
    const first = await requests(test).get(superior.token, '/v1/deadlines?limit=5').expect(200);
    sent.forget();
    await requests(test)
      .get(superior.token, `/v1/deadlines?limit=5&cursor=${first.body.nextCursor}`)
      .expect(200);
    expect(await readTooMuch(superior, IN_PROVINCE)).toEqual([]);
  });

  it('by the sweep of reminders', async () => {
    await test.app.get(ReminderFiring).sweep({}, REMINDER_SWEEP);
    expect(await readTooMuch({ system: REMINDER_SWEEP.name, today: TODAY }, IN_PROVINCE)).toEqual([]);
  });

  it('by whoever closes a deadline', async () => {
    const { owner } = test.database;
    const { rows } = await owner.query<{ id: string; rule: string }>(
      'select subject_id as id, rule from deadline limit 1',
    );
    const { id: subjectId = '', rule = '' } = rows[0] ?? {};
    await test.app.get(Database).write(anActor(officer.organisationId ?? 0), async (tx) => {
      const end = { subjectId, rule, at: tx.now, outcome: 'void', reason: 'thử' } as const;
      await test.app.get(Deadlines).close(tx, end);
    });
    expect(await readTooMuch(officer, IN_COMMUNE)).toEqual([]);
  });
});

const plansOf = (row: Explained): readonly Plan[] => row['QUERY PLAN'].map((plan) => plan.Plan);

/** The plan that a connection keeps for a statement which it has met a few times: made without knowing the values. */
async function keptPlan(ask: Ask, sql: string, parameters: readonly unknown[]): Promise<readonly Plan[]> {
  await ask('set local plan_cache_mode = force_generic_plan');
  await ask(`prepare kept as ${sql}`);
  const values = parameters.length > 0 ? `(${parameters.map(literal).join(', ')})` : '';
  const rows = await ask<Explained>(`explain (analyze, format json) execute kept${values}`);
  await ask('deallocate kept');
  await ask('set local plan_cache_mode = auto');
  return rows.flatMap(plansOf);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  return pg.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value));
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const rowsRead = (node: Plan): number =>
  node['Actual Loops'] *
  (node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0));

/** A police of each commune of ten provinces; each with deadlines of every state, their reminders, and notices. */
async function fill(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into organisation (kind, name, name_folded, unit_id, valid_from)
    select 'commune-police', 'Công an ' || u.name, 'cong an', u.id, '2020-01-01' from unit u
    where u.level = 'commune' and u.valid_from = '2025-07-01' and u.parent_id in (
      select id from unit where level = 'province' and valid_to is null order by code = '91' desc, code limit 10)`);
  await owner.query('select app.rebuild_organisation_closure()');
  await owner.query(`
    insert into deadline (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version,
      regime, starts_at, due_at, opened_at, calendar_years, calendar_versions, missing_years, status, closed_at,
      explanation)
    select gen_random_uuid(), 'case', gen_random_uuid(), 'HS-2026-' || n, o.id, o.unit_id, 'home-rehabilitation.decision',
      '2026-07-01', 'R3', due - interval '24 hours', due, due - interval '24 hours', years, years::integer[],
      years, status, case when status <> 'open' then due end, '{}'
    from organisation o, generate_series(1, 24) n
    cross join lateral (select now() + make_interval(hours => 12 * (n - 6), secs => o.id) as due,
      case n % 4 when 0 then 'met' when 1 then 'lapsed' else 'open' end as status,
      case when n % 7 = 0 then array[2026]::smallint[] else '{}' end as years) as made
    where o.kind = 'commune-police'`);
  // Triggers would make each person ready for search in each commune.
  await owner.query('set session_replication_role = replica');
  await owner.query(`
    insert into person (id, full_name, name_key, birth_year, sex, registered_by_organisation_id, registered_at)
    select gen_random_uuid(), 'Danh Sà Rây ' || n, 'danh sa ray', 1990, 'male', (select min(id) from organisation), now() from generate_series(1, 24) n`);
  await owner.query(`
    insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
    select p.id, o.id, 'keeper', true, '2026-07-01', o.id from person p, organisation o where o.kind = 'commune-police'`);
  await owner.query(`
    with file as (
      insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
      select gen_random_uuid(), 'home-rehabilitation', 'HS-' || o.id || '-' || row_number() over (), p.id, o.id,
        o.unit_id, 'registered', '2026-07-01'
      from person p, organisation o where o.kind = 'commune-police' returning id, keeper_organisation_id as keeper)
    insert into case_access (case_id, organisation_id, reason, acts, from_on)
    select id, keeper, 'keeper', true, '2026-07-01' from file`);
  await owner.query('reset session_replication_role');
  await owner.query(`
    insert into reminder (id, deadline_id, point, fire_at, escalates, cancelled_at)
    select gen_random_uuid(), id, point, due_at + shift, false, closed_at from deadline,
      (values ('before-6-hours', interval '-6 hours'), ('on', interval '0'), ('after-2-hours', interval '2 hours')) as p (point, shift)`);
  await owner.query(`
    update reminder set fired_at = fire_at where cancelled_at is null and fire_at < now() - interval '1 hour'`);
  await owner.query(`
    insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
    select gen_random_uuid(), o.id, 'deadline.approaching', 'case', gen_random_uuid(), '{"code": "HS"}',
      now() - make_interval(hours => n), n::text
    from organisation o, generate_series(1, 20) n`);
}
