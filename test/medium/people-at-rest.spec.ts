import { PersonCorrectionService } from '../../src/people/person-correction.service.js';
import { PersonSearchService } from '../../src/people/person-search.service.js';
import { PersonService } from '../../src/people/person.service.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { runInRequest } from '../../src/platform/http/request-context.js';
import { seedOrganisation } from '../setup/factories.js';
import { aMinor, anActor } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const CITIZEN_ID = '091211345678';
const PHONE = '0912777888';
const EMAIL = 'phuc.le@example.vn';
const DETAIL = 'Số 45, đường Bờ Kinh';
const MOTHER = 'Huỳnh Thị Sương';
const MOTHERS_PHONE = '0939555666';
const WRONG_NAME = 'Lê Hoàng Phước';

/** So that the kept answer, which shows everything, is among what is looked through. */
async function withIdempotencyKey(work: () => Promise<void>): Promise<void> {
  const idempotency = {
    route: 'POST /v1/persons',
    key: 'k',
    content: 'đăng ký',
    secret: false,
    taken: false,
  };
  await runInRequest({ requestId: 'thu-nghiem', locale: 'vi', idempotency }, work);
}

const withPassport = (value: string) =>
  aMinor({ identifiers: [{ kind: 'passport', value }], noIdentifierReason: undefined });

describe('persons at rest', () => {
  let test: TestApp;
  let officer: UserActor;
  beforeAll(async () => {
    test = await createTestApp();
    officer = anActor(await seedOrganisation(test.database.owner, { kind: 'commune-police' }));
    await withIdempotencyKey(async () => {
      const persons = test.app.get(PersonService);
      const { id, version } = await persons.register(
        officer,
        aMinor({
          fullName: WRONG_NAME,
          identifiers: [{ kind: 'citizen-id', value: CITIZEN_ID }],
          noIdentifierReason: undefined,
          addresses: [{ kind: 'current', unitId: 2_331_051, detail: DETAIL, fromOn: '2025-07-01' }],
          contacts: [
            { kind: 'phone', value: PHONE },
            { kind: 'email', value: EMAIL },
          ],
          guardians: [{ relation: 'mother', fullName: MOTHER, phone: MOTHERS_PHONE, fromOn: '2011-03-05' }],
        }),
      );
      await test.app
        .get(PersonCorrectionService)
        .correct(officer, id, version, { fullName: 'Lê Hoàng Phúc', reason: 'Ghi nhầm' });
      await test.app.get(PersonSearchService).lookUp(officer, { kind: 'citizen-id', value: CITIZEN_ID });
    });
  });
  afterAll(() => test.close());

  /** Every row of every table, as text: bytes show as hex. */
  async function everythingStored(): Promise<ReadonlyMap<string, string>> {
    const { owner } = test.database;
    const tables = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const contents = new Map<string, string>();
    for (const { name } of tables.rows) {
      const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${name} t`);
      contents.set(name, rows.map(({ row }) => row).join('\n'));
    }
    return contents;
  }

  it.each([
    ['identifiers', CITIZEN_ID],
    ['phones', PHONE],
    ['e-mail addresses', EMAIL],
    ['houses and streets', DETAIL],
    ['names of guardians', MOTHER],
    ['phones of guardians', MOTHERS_PHONE],
    ['what a correction replaced', WRONG_NAME],
  ])('never stand in the clear: %s', async (_what, plain) => {
    const hex = Buffer.from(plain, 'utf8').toString('hex');
    for (const [table, content] of await everythingStored()) {
      const found = content.includes(plain) || content.includes(hex);
      expect({ table, found }).toEqual({ table, found: false });
    }
  });

  it('are looked through where they stand: the search above can find', async () => {
    const contents = await everythingStored();
    expect(contents.get('public.person')).toContain('Lê Hoàng Phúc');
    expect(contents.get('public.person_identifier')).not.toBe('');
    expect(contents.get('public.idempotency_key')).not.toBe('');
  });

  it('give the same number another ciphertext in each row, and one fingerprint to find it by', async () => {
    await test.app
      .get(PersonService)
      .register(
        officer,
        aMinor({ identifiers: [{ kind: 'citizen-id', value: CITIZEN_ID }], noIdentifierReason: undefined }),
      );
    const { rows } = await test.database.owner.query<{ sealed: Buffer; print: Buffer }>(
      `select value_sealed as sealed, value_index as print from person_identifier where kind = 'citizen-id'`,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]?.print).toEqual(rows[1]?.print);
    expect(rows[0]?.sealed).not.toEqual(rows[1]?.sealed);
  });

  it('cannot be opened in another row', async () => {
    const { owner } = test.database;
    const actor = anActor(await seedOrganisation(owner, { kind: 'commune-police', unitId: 2_331_069 }));
    const persons = test.app.get(PersonService);
    const [one, other] = [
      await persons.register(actor, withPassport('B1111111')),
      await persons.register(actor, withPassport('B2222222')),
    ];
    await owner.query(
      `update person_identifier set value_sealed = (select value_sealed from person_identifier where person_id = $1)
       where person_id = $2`,
      [one.id, other.id],
    );
    await expect(persons.get(actor, other.id)).resolves.toMatchObject({
      identifiers: [{ value: null, unreadable: true }],
    });
    await expect(persons.get(actor, one.id)).resolves.toMatchObject({ identifiers: [{ value: 'B1111111' }] });
  });
});
