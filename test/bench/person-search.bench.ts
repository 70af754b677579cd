import { PersonSearchService } from '../../src/people/person-search.service.js';
import { anActor } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { seedBodies, seedPeople } from './seed-people.js';

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 1_000_000);
const ROUNDS = 40;
const AN_GIANG = '91';
/** Given a fifth of all persons of the country: more than any province has, to see how the time grows. */
const CROWDED = '79';
const QUERIES = ['nguyen', 'Nguyễn', 'th', 'nguyen van', 'Nguyễn Văn Hùng', 'ý', 'khongco'];

/** Measured through the service: count, search, rows shown under row-level security, audit row, commit. */
describe(`name search among ${PERSONS.toLocaleString('en')} persons`, () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
    const { owner } = test.database;
    await seedBodies(owner);
    await seedPeople(owner, PERSONS, CROWDED);
    await owner.query('vacuum analyze');
  });
  afterAll(() => test.close());

  it.each<[string, string, string, number]>([
    ['a commune', 'commune-police', '31069', 100],
    ['a province', 'provincial-police', AN_GIANG, 100],
    ['a province with a fifth of all', 'provincial-police', CROWDED, 300],
  ])('answers an officer of %s in time', async (who, kind, unitCode, limitMs) => {
    const organisationId = await organisationOf(kind, unitCode);
    for (const q of QUERIES) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) times.push(await timed(organisationId, q));
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      process.stdout.write(`${who}, "${q}": p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms\n`);
      expect({ q, inTime: p95 <= limitMs }).toEqual({ q, inTime: true });
    }
  });

  async function organisationOf(kind: string, unitCode: string): Promise<number> {
    const { rows } = await test.database.owner.query<{ id: number }>(
      `select o.id from organisation o join unit u on u.id = o.unit_id
       where o.kind = $1 and u.code = $2 and u.valid_to is null`,
      [kind, unitCode],
    );
    return rows[0]?.id ?? 0;
  }

  /** Each time another user: nobody may search as often as this. */
  async function timed(organisationId: number, q: string): Promise<number> {
    const started = process.hrtime.bigint();
    await test.app.get(PersonSearchService).search(anActor(organisationId), { q, limit: 20 });
    return Number(process.hrtime.bigint() - started) / 1e6;
  }
});

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0;
}
