import { tokenOf } from '../setup/factories.js';
import { aCitizenId, aMinor, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import type { PersonDto } from '../../src/people/person.dto.js';
import { METRICS } from '../../src/platform/observability/metrics.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

/** As a key that was taken out of the ring too early, or a damaged row, leaves it. */
describe('a value that no key opens', () => {
  let test: TestApp;
  let http: Requests;
  let officer: string;
  let person: PersonDto;
  let serial = 1_234_567;
  beforeAll(async () => {
    test = await createTestApp();
    http = requests(test);
    officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
  });
  afterAll(() => test.close());

  const owner = async <Row extends object>(sql: string): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql, [person.id])).rows;
  const spoil = (table: string, column: string): Promise<object[]> =>
    owner(
      `update ${table} set ${column} = '\\x000003e7'::bytea || substr(${column}, 5) where person_id = $1 returning 1`,
    );
  const read = async (): Promise<PersonDto> =>
    (await http.get(officer, `/v1/persons/${person.id}`).expect(200)).body as PersonDto;

  beforeEach(async () => {
    const identifiers = [{ kind: 'passport', value: `B${++serial}` }] as const;
    person = await registerPerson(test, officer, aMinor({ identifiers, noIdentifierReason: undefined }));
  });

  it.each([
    ['person_identifier', 'value_sealed', { identifiers: [{ value: null, unreadable: true }] }],
    ['person_contact', 'value_sealed', { contacts: [{ value: null, unreadable: true }] }],
    ['person_address', 'detail_sealed', { addresses: [{ detail: null, unreadable: true }] }],
    ['person_guardian', 'full_name_sealed', { guardians: [{ fullName: null, unreadable: true }] }],
    ['person_guardian', 'phone_sealed', { guardians: [{ phone: null, unreadable: true }] }],
  ])('in %s (%s) is told as such, and all else is shown', async (table, column, part) => {
    const entire = await read();
    expect(JSON.stringify(entire)).not.toContain('"unreadable":true');
    expect(await spoil(table, column)).toHaveLength(1);
    const found = await read();
    expect(found).toMatchObject(part);
    expect({ ...found, ...pick(entire, part) }).toEqual(entire);
    expect(await METRICS.getSingleMetricAsString('sealed_values_unreadable_total')).toMatch(
      new RegExp(`column="${table}.${column}".* [1-9]`),
    );
  });

  it('stays as it is, and another one may be entered beside it', async () => {
    await spoil('person_identifier', 'value_sealed');
    const [before] = await owner<{ id: string }>(
      'select id, value_sealed from person_identifier where person_id = $1',
    );
    const body = {
      kind: 'citizen-id',
      value: aCitizenId(),
      replaces: { id: before?.id, reason: 'Không đọc được' },
    };
    const seen = await read();
    await http
      .post(officer, `/v1/persons/${person.id}/identifiers`, body)
      .set('If-Match', `"${seen.version}"`)
      .expect(201);
    const rows = await owner<object>(
      'select id, value_sealed from person_identifier where person_id = $1 and ended_at is not null',
    );
    expect(rows).toEqual([before]);
  });
});

/** The parts of the person that the test has spoiled, as they were. */
function pick(entire: PersonDto, part: object): Partial<PersonDto> {
  return Object.fromEntries(Object.entries(entire).filter(([name]) => name in part));
}
