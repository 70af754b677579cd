import type pg from 'pg';
import { asApp, type Claim } from '../setup/as-app.js';
import { seedOrganisation, seedUser, signIn, unitIdByCode } from '../setup/factories.js';
import { requests } from '../setup/people-factory.js';
import { sentStatements } from '../setup/sent-statements.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const TODAY = '2026-07-02';
const PAGE = 20;
/** Pairs of each commune; the country has a thousand communes, the province a hundred. */
const IN_COMMUNE = 12;
/** Every tenth pair is of the province: a page and the rest of a block. */
const READ_FOR_A_PAGE = 10 * PAGE + 60;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** The list of possible duplicates in a country of a thousand communes, planned as the application's role. */
describe('possible duplicates are read until the page is full', () => {
  let test: TestApp;
  const sent = sentStatements();
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    await fill(test.database.owner);
  });
  afterAll(() => test.close());

  async function reader(
    kind: 'commune-police' | 'provincial-police',
    code: string,
  ): Promise<Claim & { token: string }> {
    const { owner } = test.database;
    const unitId = await unitIdByCode(owner, code);
    const { rows } = await owner.query<{ id: number }>(
      'select id from organisation where kind = $1 and unit_id = $2',
      [kind, unitId],
    );
    const organisationId = rows[0]?.id ?? (await seedOrganisation(owner, { kind, unitId }));
    const role = kind === 'commune-police' ? 'head-of-commune-police' : 'provincial-officer';
    const user = await seedUser(owner, { organisationId, roles: [role] });
    return { userId: user.id, organisationId, token: await signIn(test, user), today: TODAY };
  }

  it.each([
    ['a commune', 'commune-police', '31069', IN_COMMUNE, IN_COMMUNE],
    ['a province', 'provincial-police', '91', PAGE, READ_FOR_A_PAGE],
  ] as const)('of %s', async (_name, kind, code, shown, most) => {
    const { token, ...claim } = await reader(kind, code);
    await test.database.owner.query('analyze');
    const path = `/v1/possible-duplicates?limit=${PAGE}`;
    const { body } = await requests(test).get(token, path).expect(200);
    expect(body.items).toHaveLength(shown);
    const nodes = await asApp(test.database, claim, async (ask) => {
      const list = sent.all.find(({ sql }) => sql.includes('from possible_duplicate d'));
      if (!list) throw new Error('the list was not read');
      const rows = await ask<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        `explain (analyze, format json) ${list.sql}`,
        list.parameters,
      );
      return rows.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesOf(Plan));
    });
    const pairs = nodes.filter((node) => node['Relation Name'] === 'possible_duplicate').map(rowsRead);
    expect(pairs).toHaveLength(1);
    expect(Math.max(...pairs)).toBeLessThanOrEqual(most);
  });
});

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const rowsRead = (node: Plan): number =>
  node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0));

/** A police of each of a thousand communes with persons of its own, and pairs among them. */
async function fill(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into organisation (kind, name, name_folded, unit_id, valid_from)
    select 'commune-police', 'Công an ' || u.name, 'cong an', u.id, '2020-01-01' from unit u
    where u.level = 'commune' and u.valid_from = '2025-07-01' and u.parent_id in (
      select id from unit where level = 'province' and valid_to is null order by code = '91' desc, code limit 10)`);
  await owner.query('select app.rebuild_organisation_closure()');
  // Triggers would make each person ready for search.
  await owner.query('set session_replication_role = replica');
  await owner.query(`
    with made as (
      insert into person (id, full_name, name_key, birth_year, sex, registered_by_organisation_id, registered_at)
      select gen_random_uuid(), 'Danh Sà Rây ' || n, 'danh sa ray', 1990, 'male', o.id, now()
      from organisation o, generate_series(1, ${2 * IN_COMMUNE}) n where o.kind = 'commune-police'
      returning id, registered_by_organisation_id as organisation_id)
    insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
    select id, organisation_id, 'keeper', true, '2026-07-01', organisation_id from made`);
  await owner.query(`
    insert into possible_duplicate (id, person_low, person_high, reasons, score, found_at)
    select gen_random_uuid(), least(one, other), greatest(one, other), array['same-contact'], 1 + (hashtext(one::text) & 63), now()
    from (select person_id as one, lead(person_id) over (partition by organisation_id order by person_id) as other,
      row_number() over (partition by organisation_id order by person_id) as at from person_access) as person
    where at % 2 = 1 and other is not null`);
  await owner.query('reset session_replication_role');
}
