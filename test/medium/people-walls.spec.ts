import { v7 as uuidv7 } from 'uuid';
import { legalDayOf } from '../../src/law/date.js';
import { PersonCorrectionService } from '../../src/people/person-correction.service.js';
import { PersonService } from '../../src/people/person.service.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { asApp, type Ask, type Claim } from '../setup/as-app.js';
import { seedOrganisation } from '../setup/factories.js';
import { aMinor, anActor } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;
const FORBIDDEN = '42501';
const TABLES = [
  'person',
  'person_access',
  'person_identifier',
  'person_address',
  'person_contact',
  'person_guardian',
  'person_correction',
] as const;

describe('the walls around persons in the database', () => {
  let test: TestApp;
  let police: number;
  let strangers: number;
  let province: number;
  let officer: UserActor;
  let person: string;

  beforeAll(async () => {
    test = await createTestApp();
    const { owner } = test.database;
    police = await seedOrganisation(owner, { kind: 'commune-police' });
    strangers = await seedOrganisation(owner, { kind: 'commune-police', unitId: VINH_THUAN });
    province = await seedOrganisation(owner, { kind: 'provincial-police', unitCode: '91' });
    officer = anActor(police);
    person = await registerWithEverything();
  });
  afterAll(() => test.close());

  async function registerWithEverything(): Promise<string> {
    const identifiers = [{ kind: 'passport', value: 'B1234567' }] as const;
    const { id, version } = await test.app
      .get(PersonService)
      .register(officer, aMinor({ identifiers, noIdentifierReason: undefined }));
    const correction = { sex: 'unknown', reason: 'Ghi nhầm' } as const;
    await test.app.get(PersonCorrectionService).correct(officer, id, version, correction);
    return id;
  }

  const as = (organisationId: number, today: string = legalDayOf(new Date())): Claim => ({
    userId: officer.userId,
    organisationId,
    today,
  });
  const ask = <T>(claim: Claim, work: (ask: Ask) => Promise<T>): Promise<T> =>
    asApp(test.database, claim, work);

  const countOf = async (claim: Claim, table: string): Promise<number> => {
    const [row] = await ask(claim, (run) => run<{ n: number }>(`select count(*)::int as n from ${table}`));
    return row?.n ?? -1;
  };

  /** The SQLSTATE of the refusal; otherwise how many rows were touched. */
  const attempt = (
    claim: Claim,
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<string | number> =>
    ask(claim, (run) =>
      run<{ n: number }>(
        `with done as (${sql} returning 1) select count(*)::int as n from done`,
        parameters,
      ).then(
        ([row]) => row?.n ?? -1,
        (error: { code: string }) => error.code,
      ),
    );
  /** Without `returning`, which itself asks whether the new row may be seen. */
  const insertion = (claim: Claim, sql: string, parameters: readonly unknown[]): Promise<string | null> =>
    ask(claim, (run) =>
      run(sql, parameters).then(
        () => null,
        (error: { code: string }) => error.code,
      ),
    );

  describe.each(TABLES)('%s', (table) => {
    it('shows its rows to the organisation with access and to its superior', async () => {
      expect(await countOf(as(police), table)).toBeGreaterThan(0);
      expect(await countOf(as(province), table)).toBeGreaterThan(0);
    });

    it.each<[string, () => Claim]>([
      ['another organisation', () => as(strangers)],
      ['nobody', () => ({})],
      ['a user without an organisation', () => ({ userId: officer.userId })],
      ['a part of the program with other rights', () => ({ system: 'outbox-relay' })],
      ['the organisation before its access began', () => as(police, '2019-12-31')],
    ])('shows nothing to %s', async (_who, claim) => {
      expect(await countOf(claim(), table)).toBe(0);
    });

    it('lets nobody delete', async () => {
      expect(await attempt(as(police), `delete from ${table}`)).toBe(FORBIDDEN);
    });
  });

  it.each(['person_search', 'person_search_use'])('lets nobody read %s itself', async (table) => {
    expect(await attempt(as(police), `delete from ${table}`)).toBe(FORBIDDEN);
    expect(await insertion(as(police), `select * from ${table}`, [])).toBe(FORBIDDEN);
  });

  it.each(['select app.index_person($1)', 'select app.person_changed()'])(
    'does not lend its own tools: %s',
    async (sql) => {
      const parameters = sql.includes('$1') ? [person] : [];
      expect(await insertion(as(police), sql, parameters)).toBe(FORBIDDEN);
    },
  );

  describe('granting access', () => {
    const GRANT = `insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
      values ($1, $2, 'keeper', true, '2026-07-01', $3)`;

    it('is refused to a stranger who knows the id, in his own name or in another', async () => {
      expect(await insertion(as(strangers), GRANT, [person, strangers, strangers])).toBe(FORBIDDEN);
      expect(await insertion(as(strangers), GRANT, [person, strangers, police])).toBe(FORBIDDEN);
      expect(await insertion(as(strangers), GRANT, [uuidv7(), strangers, strangers])).toBe(FORBIDDEN);
    });

    it('is refused to a superior, who reads only', async () => {
      expect(await insertion(as(province), GRANT, [person, province, province])).toBe(FORBIDDEN);
    });

    it('is refused to an organisation that gave the person away, though it registered him', async () => {
      const refused = ask(as(police), async (run) => {
        await run(GRANT, [person, strangers, police]);
        const [end] = await run(`select app.end_person_access($1, $2, 'registered', '2000-01-01') as ended`, [
          ...[person, police],
        ]);
        expect(end).toEqual({ ended: 1 });
        await run(GRANT, [person, police, police]);
      });
      await expect(refused).rejects.toMatchObject({ code: FORBIDDEN });
    });

    it('is open to the organisation that acts', async () => {
      expect(await insertion(as(police), GRANT, [person, strangers, police])).toBeNull();
    });

    it('is never changed by hand, and ended by nobody who does not act', async () => {
      expect(await attempt(as(police), `update person_access set until_on = 'infinity'`)).toBe(FORBIDDEN);
      const END = `select app.end_person_access($1, $2, 'registered', '2000-01-01') as ended`;
      for (const organisation of [strangers, province]) {
        expect(await ask(as(organisation), (run) => run(END, [person, police]))).toEqual([{ ended: 0 }]);
      }
    });
  });

  describe('writing', () => {
    it('is refused to who does not see, and to who only reads', async () => {
      for (const organisation of [strangers, province]) {
        expect(await attempt(as(organisation), `update person set full_name = 'X'`)).toBe(0);
        expect(
          await attempt(as(organisation), `update person_contact set ended_at = now(), ended_reason = 'x'`),
        ).toBe(0);
        expect(
          await insertion(
            as(organisation),
            `insert into person_contact (id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at)
             values (gen_random_uuid(), $1, 'phone', '', '', 1, now())`,
            [person],
          ),
        ).toBe(FORBIDDEN);
      }
    });

    it('never happens in the name of another organisation or another user', async () => {
      expect(
        await insertion(
          as(strangers),
          `insert into person (id, full_name, name_key, birth_year, sex, registered_by_organisation_id, registered_at)
           values (gen_random_uuid(), 'X', 'x', 1990, 'male', $1, now())`,
          [police],
        ),
      ).toBe(FORBIDDEN);
      expect(
        await insertion(
          as(police),
          `insert into person_correction (id, person_id, fields, before_sealed, reason, corrected_by, corrected_at)
           values (gen_random_uuid(), $1, '{sex}', '', 'x', gen_random_uuid(), now())`,
          [person],
        ),
      ).toBe(FORBIDDEN);
    });

    it.each([
      'update person_identifier set value_sealed = value_sealed',
      'update person_identifier set person_id = person_id',
      'update person_address set unit_id = unit_id',
      'update person_guardian set full_name_sealed = full_name_sealed',
      'update person set registered_by_organisation_id = registered_by_organisation_id',
      `update person_correction set reason = 'x'`,
    ])('never overwrites what is on record: %s', async (sql) => {
      expect(await attempt(as(police), sql)).toBe(FORBIDDEN);
    });
  });

  it('tells a stranger nothing through the functions that look past the walls', async () => {
    const answers = await ask(as(strangers), (run) =>
      run<{ sees: boolean; acts: boolean; isNew: boolean }>(
        `select app.sees_person($1) as sees, app.acts_on_person($1) as acts, app.person_is_new($1) as "isNew"`,
        [person],
      ),
    );
    expect(answers).toEqual([{ sees: false, acts: false, isNew: false }]);
    for (const events of [
      'app.person_audit($1, null, null, 100, null)',
      'app.person_audit_since($1, 0, $1, 9223372036854775807, 100)',
    ]) {
      expect(await ask(as(strangers), (run) => run(`select * from ${events}`, [person]))).toEqual([]);
    }
  });
});
