import { PossibleDuplicateService } from '../../src/people/possible-duplicate.service.js';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { anActor } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { idleMachine, p95Of } from './measure.js';
import { organisationOf, seedBodies, seedPeople } from './seed-people.js';

const PERSONS = 100_000;
/** More than a register of this size would ever have open at once. */
const PAIRS = 30_000;
const LIMIT_MS = 100;
const CROWDED = '79';

const OFFICERS: readonly (readonly [who: string, kind: string, unitCode: string])[] = [
  ['a commune', 'commune-police', '31069'],
  ['a province', 'provincial-police', '91'],
  ['a province with a fifth of all', 'provincial-police', CROWDED],
];

describe(`among ${PAIRS.toLocaleString('en')} pairs that may be one person`, () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
    const { owner, config } = test.database;
    await seedBodies(owner);
    await seedPeople(owner, PERSONS, CROWDED, new BlindIndex(config));
    // Half of them within a province, the others across: those nobody sees.
    await owner.query(
      `with placed as (
         select a.person_id, u.parent_id as province, row_number() over (partition by u.parent_id order by a.id) as place,
           row_number() over (order by a.id) as number
         from person_access a join organisation o on o.id = a.organisation_id join unit u on u.id = o.unit_id
         where a.acts)
       insert into possible_duplicate (id, person_low, person_high, reasons, score, found_at)
       select gen_random_uuid(), least(one, other), greatest(one, other), '{same-name-birth-date}', 60 + number % 40, now()
       from (
         select a.person_id as one, b.person_id as other, a.number
         from placed a join placed b on b.province = a.province and b.place = a.place + 1 where a.number % 2 = 0
         union all
         select a.person_id, b.person_id, a.number from placed a join placed b on b.number = a.number + 1
         where a.number % 2 = 1) pair
       order by number % 4999
       limit $1
       on conflict do nothing`,
      [PAIRS],
    );
    await owner.query('vacuum analyze');
  });
  afterAll(() => test.close());
  beforeEach(idleMachine, 3_600_000);

  it.each(OFFICERS)('the list answers %s in time', async (who, kind, unitCode) => {
    const actor = anActor(await organisationOf(test.database.owner, kind, unitCode));
    const list = () => test.app.get(PossibleDuplicateService).list(actor, { limit: 50 });
    process.stdout.write(`${(await list()).items.length} shown\n`);
    expect(await p95Of(`${who}, pairs`, list)).toBeLessThanOrEqual(LIMIT_MS);
  });
});
