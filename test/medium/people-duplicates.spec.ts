import { v7 as uuidv7 } from 'uuid';
import { nameKey, nameWords } from '../../src/people/name.rules.js';
import { asApp, type Ask, type Claim } from '../setup/as-app.js';
import { seedOrganisation, VINH_PHONG } from '../setup/factories.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

const VINH_THUAN = 2_331_069;
/** Before 01/07/2025, a part of what is Vĩnh Phong now. */
const THI_TRAN_VINH_THUAN = 1_331_051;
const FORBIDDEN = '42501';
const NUMBER = Buffer.alloc(16, 7);
const PHONE = Buffer.alloc(16, 9);

interface Seed {
  readonly name?: string;
  readonly born?: string | null;
  readonly by?: number;
  readonly numbers?: readonly Buffer[];
  readonly phones?: readonly Buffer[];
  readonly unitId?: number;
}

const as = (organisationId: number): Claim => ({ userId: uuidv7(), organisationId });
const finder: Claim = { system: 'duplicate-finder' };

const CHECK = `select person_id as id, same_identifier as number, same_contact as phone, other_citizen_id as other,
  same_commune as commune from app.check_duplicates($1, $2, $3, $4, $4, $5, $6)`;
const question = (seed: Seed = {}): readonly unknown[] => [
  nameWords(seed.name ?? 'Nguyễn Văn Bình').map((word) => word.folded),
  seed.born === undefined ? '1991-04-16' : seed.born,
  1991,
  seed.numbers ?? [],
  seed.phones ?? [],
  [seed.unitId ?? VINH_PHONG],
];

describe('duplicates in the database', () => {
  let database: TestDatabase;
  let police: number;
  let neighbours: number;
  let clinic: number;
  let province: number;
  let health: number;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { owner } = database;
    police = await seedOrganisation(owner, { kind: 'commune-police' });
    neighbours = await seedOrganisation(owner, { kind: 'commune-police', unitId: VINH_THUAN });
    clinic = await seedOrganisation(owner, { kind: 'methadone-clinic' });
    province = await seedOrganisation(owner, { kind: 'provincial-police', unitCode: '91' });
    health = await seedOrganisation(owner, { kind: 'provincial-department', unitCode: '91' });
  });
  afterAll(() => database.drop());
  beforeEach(() => database.owner.query('truncate person cascade; truncate person_search, person_match'));

  const ask = <T>(claim: Claim, work: (run: Ask) => Promise<T>): Promise<T> => asApp(database, claim, work);

  /** Through the triggers, in the order in which a registration writes. */
  async function seedPerson(seed: Seed = {}): Promise<string> {
    const { owner } = database;
    const { name = 'Nguyễn Văn Bình', born = '1991-04-16', by = police } = seed;
    const id = uuidv7();
    await owner.query(
      `insert into person (id, full_name, name_key, birth_date, birth_year, sex, registered_by_organisation_id, registered_at)
       values ($1, $2, $3, $4, 1991, 'male', $5, now())`,
      [id, name, nameKey(name), born, by],
    );
    await owner.query(
      `insert into person_access (person_id, organisation_id, reason, acts, from_on)
       values ($1, $2, 'registered', true, '2026-01-01')`,
      [id, by],
    );
    for (const value of seed.numbers ?? []) await addNumber(id, value);
    for (const value of seed.phones ?? []) {
      await owner.query(
        `insert into person_contact (id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at)
         values ($1, $2, 'phone', '\\x00', $3, 1, now())`,
        [uuidv7(), id, value],
      );
    }
    await owner.query(
      `insert into person_address (id, person_id, kind, unit_id, from_on, recorded_at)
       values ($1, $2, 'current', $3, '2020-01-01', now())`,
      [uuidv7(), id, seed.unitId ?? VINH_PHONG],
    );
    return id;
  }

  async function addNumber(id: string, value: Buffer): Promise<void> {
    await database.owner.query(
      `insert into person_identifier (id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at)
       values ($1, $2, 'citizen-id', '\\x00', $3, 1, now())`,
      [uuidv7(), id, value],
    );
  }

  const check = (claim: Claim, seed: Seed = {}): Promise<{ id: string }[]> =>
    ask(claim, (run) => run<{ id: string }>(CHECK, question(seed)));

  const pairs = async (): Promise<readonly object[]> =>
    (
      await database.owner.query(
        'select score, dismissed_at is null as open from possible_duplicate order by id',
      )
    ).rows;
  /** As the finder would, for good. */
  const keep = (one: string, other: string, score: number) =>
    database.owner.query(
      `with actor as materialized (select set_config('app.system', 'duplicate-finder', false))
       select app.keep_possible_duplicate(gen_random_uuid(), $1, $2, '{same-contact}', $3) from actor`,
      [one, other, score],
    );
  const pairsSeenBy = (organisation: number) =>
    ask(as(organisation), (run) => run<{ score: number }>('select score from possible_duplicate'));

  describe('the check', () => {
    it.each<[string, Seed, Seed, object]>([
      [
        'the number',
        { name: 'Lê Thị Hoa', born: null, numbers: [NUMBER] },
        { numbers: [NUMBER] },
        { number: true },
      ],
      [
        'the phone',
        { name: 'Lê Thị Hoa', born: null, phones: [PHONE] },
        { phones: [PHONE] },
        { phone: true },
      ],
      ['the name, other marks, and the day', { name: 'Nguyễn Vân Bính' }, {}, { other: false }],
      ['a missing word and the day', { name: 'Nguyễn Bình' }, {}, { number: false }],
      ['the name and the year', { born: null }, { born: null }, { commune: true }],
      ['the commune under its old name', { born: null, unitId: THI_TRAN_VINH_THUAN }, {}, { commune: true }],
    ])('finds by %s', async (_what, known, asked, facts) => {
      const id = await seedPerson(known);
      expect(await check(as(police), asked)).toEqual([expect.objectContaining({ id, ...facts })]);
    });

    it('tells that both hold a number, and not the same', async () => {
      await seedPerson({ numbers: [Buffer.alloc(16, 1)] });
      expect(await check(as(police), { numbers: [NUMBER] })).toMatchObject([{ other: true }]);
    });

    it.each<[string, Seed, Seed]>([
      ['another name on the day', { name: 'Trần Quốc Tuấn' }, {}],
      ['a similar name on another day', { name: 'Nguyễn Bình' }, { born: '1991-05-17' }],
      ['the number of nobody', { name: 'Trần Quốc Tuấn', numbers: [PHONE] }, { numbers: [NUMBER] }],
    ])('leaves out %s', async (_what, known, asked) => {
      await seedPerson(known);
      expect(await check(as(police), asked)).toEqual([]);
    });

    it('tells nothing of persons out of scope', async () => {
      await seedPerson({ by: neighbours, numbers: [NUMBER], phones: [PHONE] });
      const all = { numbers: [NUMBER], phones: [PHONE] };
      expect(await check(as(police), all)).toEqual([]);
      expect(await check(as(clinic), all)).toEqual([]);
      expect(await check(as(neighbours), all)).toHaveLength(1);
      expect(await check(as(province), all)).toHaveLength(1);
      expect(await check({}, all)).toEqual([]);
      expect(await check(finder, all)).toEqual([]);
    });

    it('is over with the access', async () => {
      const id = await seedPerson({ numbers: [NUMBER] });
      await database.owner.query(`update person_access set until_on = '2026-06-30' where person_id = $1`, [
        id,
      ]);
      expect(await check(as(police), { numbers: [NUMBER] })).toEqual([]);
    });

    it('finds no voided entry, and a corrected one by what stands there now', async () => {
      const id = await seedPerson({ numbers: [NUMBER] });
      await database.owner.query(`update person set birth_date = '1991-09-02' where id = $1`, [id]);
      expect(await check(as(police), { born: '1991-09-02', name: 'Nguyễn Bình' })).toHaveLength(1);
      expect(await check(as(police), { name: 'Nguyễn Bình' })).toEqual([]);
      await database.owner.query(`update person set voided_at = now(), void_reason = 'x' where id = $1`, [
        id,
      ]);
      expect(await check(as(police), { numbers: [NUMBER] })).toEqual([]);
    });

    it('counts as a search', async () => {
      const claim = as(police);
      const refused = ask(claim, async (run) => {
        for (let n = 0; n < 61; n++) await run(CHECK, question());
      });
      await expect(refused).rejects.toMatchObject({ constraint: 'person_search_rate' });
    });
  });

  describe('the comparison with the whole register', () => {
    const FIND = `select person_id as id from app.find_duplicates($1, '{nguyen,van,binh}', $2, $2, $3)`;
    const find = (claim: Claim, id: string) =>
      ask(claim, (run) => run<{ id: string }>(FIND, [id, [NUMBER], [PHONE]]));

    it('is made by one part of the program, and by no user', async () => {
      const id = await seedPerson({ numbers: [NUMBER] });
      const elsewhere = await seedPerson({ by: neighbours, numbers: [NUMBER] });
      expect(await find(finder, id)).toEqual([{ id: elsewhere }]);
      for (const claim of [as(police), as(province), {}, { system: 'login' }]) {
        expect(await find(claim, id)).toEqual([]);
        expect(await ask(claim, (run) => run('select * from app.entry_to_compare($1)', [id]))).toEqual([]);
      }
    });

    const KEEP = `select app.keep_possible_duplicate(gen_random_uuid(), $1, $2, '{same-contact}', $3)`;
    it('keeps a pair once, and brings a dismissed one again only when more speaks for it', async () => {
      const [one, other] = [await seedPerson(), await seedPerson({ by: neighbours })];
      await keep(one, other, 70);
      await keep(other, one, 75);
      expect(await pairs()).toEqual([{ score: 75, open: true }]);
      await database.owner.query(
        `update possible_duplicate set dismissed_at = now(), dismissed_by = gen_random_uuid(),
           dismissed_by_organisation_id = $1, dismiss_reason = 'x'`,
        [province],
      );
      await keep(one, other, 75);
      expect(await pairs()).toHaveLength(1);
      await keep(one, other, 95);
      expect(await pairs()).toContainEqual({ score: 95, open: true });
    });

    it('lets no user keep one', async () => {
      const [one, other] = [await seedPerson(), await seedPerson()];
      await ask(as(police), (run) => run(KEEP, [one, other, 70]));
      expect(await pairs()).toEqual([]);
    });

    it('shows a pair to who sees both, and to nobody who sees one', async () => {
      const [one, other] = [await seedPerson(), await seedPerson({ by: neighbours })];
      const treated = await seedPerson({ by: clinic });
      await keep(one, other, 80);
      await keep(one, treated, 90);
      expect(await pairsSeenBy(police)).toEqual([]);
      expect(await pairsSeenBy(neighbours)).toEqual([]);
      expect(await pairsSeenBy(clinic)).toEqual([]);
      expect(await pairsSeenBy(health)).toEqual([]);
      // That a person is at a clinic is not for the police to know, whatever they supervise.
      expect(await pairsSeenBy(province)).toEqual([{ score: 80 }]);
    });
  });

  describe('a link', () => {
    const LINK = `insert into person_link (id, person_low, person_high, reason, evidence, linked_at, linked_by,
      linked_by_organisation_id) values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2), 'x',
      '{own-statement}', now(), $3, $4)`;
    const UNLINK = `update person_link set unlinked_at = now(), unlinked_by = app.user_id(),
      unlinked_by_organisation_id = app.org_id(), unlink_reason = 'x' returning id`;
    const link = (
      claim: Claim,
      one: string,
      other: string,
      then: (run: Ask) => Promise<unknown> = async () => 'linked',
    ) =>
      ask(claim, async (run) => {
        await run(LINK, [one, other, claim.userId, claim.organisationId]);
        return then(run);
      }).catch((error: { code: string }) => error.code);
    const linkForGood = (one: string, other: string) =>
      database.owner.query(LINK, [one, other, uuidv7(), province]);

    it('is written by the body that acts on both and by one that supervises both, by nobody else', async () => {
      const [one, two] = [await seedPerson(), await seedPerson()];
      const other = await seedPerson({ by: neighbours });
      const treated = await seedPerson({ by: clinic });
      expect(await link(as(police), one, two)).toBe('linked');
      expect(await link(as(province), one, other)).toBe('linked');
      expect(await link(as(police), one, other)).toBe(FORBIDDEN);
      expect(await link(as(province), one, treated)).toBe(FORBIDDEN);
      expect(await link(as(health), one, treated)).toBe(FORBIDDEN);
    });

    it('is not for who only reads what he once kept', async () => {
      const [one, other] = [await seedPerson(), await seedPerson({ by: neighbours })];
      await database.owner.query(
        `insert into person_access (person_id, organisation_id, reason, acts, from_on)
         values ($1, $2, 'former-keeper', false, '2026-01-01')`,
        [other, police],
      );
      expect(await link(as(police), one, other)).toBe(FORBIDDEN);
      await linkForGood(one, other);
      expect(await ask(as(police), (run) => run('select 1 from person_link'))).toHaveLength(1);
      expect(await ask(as(police), (run) => run(UNLINK))).toEqual([]);
    });

    it('is made and undone in the own name alone, and undone once', async () => {
      const [one, other] = [await seedPerson(), await seedPerson()];
      const claim = as(police);
      const foreign = ask(claim, (run) => run(LINK, [one, other, uuidv7(), police]));
      await expect(foreign).rejects.toMatchObject({ code: FORBIDDEN });
      const inOthersName = link(claim, one, other, (run) =>
        run(UNLINK.replace('app.user_id()', 'gen_random_uuid()')),
      );
      expect(await inOthersName).toBe(FORBIDDEN);
      const counts = await link(claim, one, other, async (run) => [
        (await run(UNLINK)).length,
        (await run(UNLINK)).length,
      ]);
      expect(counts).toEqual([1, 0]);
    });

    it('is never changed otherwise, nor deleted', async () => {
      for (const sql of [
        `update person_link set reason = 'y'`,
        'delete from person_link',
        'delete from possible_duplicate',
      ]) {
        await expect(ask(as(police), (run) => run(sql))).rejects.toMatchObject({ code: FORBIDDEN });
      }
    });

    it('gives access to nobody, and is unseen by who sees one end', async () => {
      const [one, other] = [await seedPerson(), await seedPerson({ by: neighbours })];
      await linkForGood(one, other);
      for (const organisation of [police, neighbours]) {
        const seen = await ask(as(organisation), (run) =>
          run('select 1 from person_link union all select 1 from person where id = any ($1)', [[one, other]]),
        );
        expect(seen).toHaveLength(1);
      }
      expect(await ask(as(province), (run) => run('select 1 from person_link'))).toHaveLength(1);
    });

    it('joins whole clusters, as far as links hold', async () => {
      const [a, b, c, d] = [
        await seedPerson(),
        await seedPerson({ by: neighbours }),
        await seedPerson(),
        await seedPerson(),
      ];
      await linkForGood(a, b);
      await linkForGood(b, c);
      const cluster = async (id: string) =>
        (
          await database.owner.query<{ id: string }>('select id from app.identity_cluster($1) id', [id])
        ).rows.map((row) => row.id);
      expect((await cluster(a)).toSorted()).toEqual([a, b, c].toSorted());
      expect(await cluster(d)).toEqual([d]);
      await database.owner.query(
        `update person_link set unlinked_at = now(), unlinked_by = gen_random_uuid(), unlinked_by_organisation_id = $2,
           unlink_reason = 'x' where $1 in (person_low, person_high)`,
        [a, province],
      );
      expect(await cluster(a)).toEqual([a]);
    });

    it('lends the cluster, which looks past every scope, to no user', async () => {
      for (const sql of [
        'select app.identity_cluster($1)',
        `select app.duplicate_facts(array[$1]::uuid[], '{}', '{}', '{}', '{}')`,
      ]) {
        await expect(ask(as(province), (run) => run(sql, [uuidv7()]))).rejects.toMatchObject({
          code: FORBIDDEN,
        });
      }
    });
  });
});
