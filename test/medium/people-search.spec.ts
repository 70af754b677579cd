import { v7 as uuidv7 } from 'uuid';
import { nameKey, nameWords } from '../../src/people/name.rules.js';
import { searchWords } from '../../src/people/search.rules.js';
import { generator, inventedName } from '../bench/seed-people.js';
import { asApp, type Claim } from '../setup/as-app.js';
import { seedOrganisation, seedSuccession } from '../setup/factories.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

const VINH_THUAN = 2_331_069;
const VINH_BINH = 2_331_064;

interface Access {
  readonly organisationId: number;
  readonly fromOn?: string;
  readonly untilOn?: string;
  readonly reason?: string;
}

const as = (organisationId: number, today = '2026-07-02'): Claim => ({
  userId: uuidv7(),
  organisationId,
  today,
});

describe('the name search in the database', () => {
  let database: TestDatabase;
  let police: number;
  let committee: number;
  let neighbours: number;
  let province: number;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { owner } = database;
    police = await seedOrganisation(owner, { kind: 'commune-police' });
    committee = await seedOrganisation(owner, { kind: 'commune-peoples-committee' });
    neighbours = await seedOrganisation(owner, { kind: 'commune-police', unitId: VINH_THUAN });
    province = await seedOrganisation(owner, { kind: 'provincial-police', unitCode: '91' });
  });
  afterAll(() => database.drop());

  async function seedPerson(fullName: string, ...access: readonly Access[]): Promise<string> {
    const id = uuidv7();
    await database.owner.query(
      `insert into person (id, full_name, name_key, birth_year, sex, registered_by_organisation_id, registered_at)
       values ($1, $2, $3, 1990, 'unknown', $4, now())`,
      [id, fullName, nameKey(fullName), police],
    );
    for (const grant of access) await seedAccess(id, grant);
    return id;
  }

  async function seedAccess(id: string, grant: Access): Promise<void> {
    await database.owner.query(
      `insert into person_access (person_id, organisation_id, reason, acts, from_on, until_on)
       values ($1, $2, $3, true, $4, $5)`,
      [
        ...[id, grant.organisationId, grant.reason ?? 'registered'],
        ...[grant.fromOn ?? '2026-01-01', grant.untilOn ?? 'infinity'],
      ],
    );
  }

  const search = (claim: Claim, q: string, limit = 50): Promise<{ personId: string; exact: boolean }[]> => {
    const { folded, toned } = searchWords(q);
    return asApp(database, claim, (ask) =>
      ask(`select person_id as "personId", exact from app.search_persons($1, $2, null, null, $3)`, [
        folded,
        toned,
        limit,
      ]),
    );
  };
  const idsFound = async (claim: Claim, q: string): Promise<readonly string[]> =>
    (await search(claim, q)).map((match) => match.personId);

  it('finds on the days of access, the first and the last included', async () => {
    const id = await seedPerson('Phan Thị Ngày', {
      organisationId: police,
      fromOn: '2026-03-01',
      untilOn: '2026-06-30',
    });
    const found = async (today: string): Promise<boolean> =>
      (await idsFound(as(police, today), 'phan ngay')).includes(id);
    expect(await found('2026-02-28')).toBe(false);
    expect(await found('2026-03-01')).toBe(true);
    expect(await found('2026-06-30')).toBe(true);
    expect(await found('2026-07-01')).toBe(false);
  });

  it('does not bridge the gap between two periods of access', async () => {
    const id = await seedPerson(
      'Phan Văn Hở',
      { organisationId: police, fromOn: '2026-01-01', untilOn: '2026-01-31' },
      { organisationId: police, fromOn: '2026-03-01', reason: 'keeper' },
    );
    expect(await idsFound(as(police, '2026-02-15'), 'phan ho')).toEqual([]);
    expect(await idsFound(as(police, '2026-03-15'), 'phan ho')).toEqual([id]);
  });

  it('shows a person once, however many grants, organisations and words lead there', async () => {
    const id = await seedPerson(
      'Bríu Brang Brơi',
      { organisationId: police },
      { organisationId: police, reason: 'keeper', fromOn: '2026-02-01' },
      { organisationId: committee, reason: 'referred' },
      { organisationId: neighbours, reason: 'referred' },
    );
    expect(await idsFound(as(province), 'br br')).toEqual([id]);
    expect(await idsFound(as(police), 'briu brang')).toEqual([id]);
  });

  it('fills its pages although those found in many ways come many times', async () => {
    const grants = [police, committee, neighbours].map((organisationId) => ({ organisationId }));
    const ids = [];
    for (let n = 0; n < 12; n++) ids.push(await seedPerson('Kră Krông Kroa Kriêng', ...grants));
    const found = await search(as(province), 'kr', 10);
    expect(found).toHaveLength(10);
    expect(found.map((match) => match.personId)).toEqual(ids.toSorted().toReversed().slice(0, 10));
  });

  it('finds everybody by words of the name in any order, whole or begun, without accents', async () => {
    const random = generator(11);
    const pick = (most: number): number => Math.floor(random() * most);
    for (let n = 0; n < 60; n++) {
      const name = inventedName(random);
      const id = await seedPerson(name, { organisationId: police });
      const typed = nameWords(name)
        .map(({ folded }) => folded.slice(0, 2 + pick(folded.length)))
        .toSorted(() => random() - 0.5)
        .slice(0, 1 + pick(4));
      const found = await search(as(police), typed.join(' '), 101);
      expect({ name, typed, found: found.some((match) => match.personId === id) }).toMatchObject({
        found: true,
      });
      const [first] = await search(as(police), name, 101);
      expect({ name, first: first?.exact }).toEqual({ name, first: true });
    }
  });

  it('finds nothing for strangers, for nobody and for the program itself', async () => {
    await seedPerson('Đinh Công Kín', { organisationId: police });
    expect(await idsFound(as(neighbours), 'dinh')).toEqual([]);
    expect(await idsFound({}, 'dinh')).toEqual([]);
    expect(await idsFound({ system: 'outbox-relay' }, 'dinh')).toEqual([]);
    expect(await idsFound({ organisationId: police }, 'dinh')).toEqual([]);
  });

  it('finds the same among thousands of organisations, by the word alone', async () => {
    const { owner } = database;
    const ids = [];
    for (const body of [police, committee, neighbours])
      ids.push(await seedPerson('Khiếu Thị Khắp Nơi', { organisationId: body }));
    await seedPerson('Khiếu Văn Khác', { organisationId: police });
    const among = async (from: number, toned: boolean): Promise<readonly string[]> => {
      const { rows } = await owner.query<{ id: string }>(
        `select id from app.persons_named(
           array[$1, $2]::integer[] || array(select g from generate_series($3::integer, 2000000000, 1000000) g),
           'khap', 'khap' || chr(1114111), array['% khap%', '% khieu%'], array['%=1khap%'], $4, null, 20) id`,
        [police, neighbours, from, toned],
      );
      return rows.map(({ id }) => id);
    };
    await owner.query(`select set_config('app.today', '2026-07-02', false)`);
    const wanted = [ids[2], ids[0]].toSorted().toReversed();
    expect(await among(1, false)).toEqual(await among(2_000_000_001, false));
    expect([...(await among(1, false)), ...(await among(1, true))]).toEqual(wanted);
  });

  it('follows a succession of organisations', async () => {
    const { owner } = database;
    const old = await seedOrganisation(owner, {
      kind: 'commune-police',
      unitId: VINH_BINH,
      validTo: '2026-06-30',
    });
    const id = await seedPerson('Tạ Thị Kế Thừa', { organisationId: old });
    expect(await idsFound(as(neighbours), 'ke thua')).toEqual([]);
    await seedSuccession(owner, {
      predecessorId: old,
      successorId: neighbours,
      effectiveOn: '2026-07-01',
      handoverUntil: '2026-07-31',
    });
    expect(await idsFound(as(neighbours), 'ke thua')).toEqual([id]);
    expect(await idsFound(as(neighbours, '2026-06-30'), 'ke thua')).toEqual([]);
  });

  it('follows each later change of name, access and void', async () => {
    const { owner } = database;
    const id = await seedPerson('Cao Văn Trước', { organisationId: police });
    const rename = 'Cao Văn Sau';
    await owner.query('update person set full_name = $2, name_key = $3 where id = $1', [
      ...[id, rename, nameKey(rename)],
    ]);
    expect(await idsFound(as(police), 'cao truoc')).toEqual([]);
    expect(await idsFound(as(police), 'cao sau')).toEqual([id]);
    await owner.query(`update person_access set until_on = '2026-07-01' where person_id = $1`, [id]);
    expect(await idsFound(as(police), 'cao sau')).toEqual([]);
    await seedAccess(id, { organisationId: police, fromOn: '2026-07-02' });
    expect(await idsFound(as(police), 'cao sau')).toEqual([id]);
    await owner.query(`update person set voided_at = now(), void_reason = 'x' where id = $1`, [id]);
    expect(await idsFound(as(police), 'cao sau')).toEqual([]);
  });

  it('puts the very tones first, then the newest entry', async () => {
    const [hung, hungWithHorn] = [
      await seedPerson('Vũ Hùng', { organisationId: police }),
      await seedPerson('Vũ Hưng', { organisationId: police }),
    ];
    expect(await idsFound(as(police), 'Vũ Hùng')).toEqual([hung, hungWithHorn]);
    expect(await idsFound(as(police), 'Vũ Hưng')).toEqual([hungWithHorn, hung]);
    expect(await search(as(police), 'vu hung')).toEqual([
      { personId: hungWithHorn, exact: false },
      { personId: hung, exact: false },
    ]);
  });

  it.each([
    ['no word', [], []],
    ['eleven words', Array(11).fill('a'), Array(11).fill('0a')],
    ['words without their tones', ['hung'], []],
    ['a wildcard', ['h%'], ['0h']],
    ['a space', ['van hung'], ['0van']],
    ['an empty word', [''], ['']],
    ['an absent word', [null], [null]],
  ])('refuses %s', async (_what, folded, toned) => {
    const question = asApp(database, as(police), (ask) =>
      ask('select * from app.search_persons($1, $2, null, null, 10)', [folded, toned]),
    );
    await expect(question).rejects.toMatchObject({ code: '22023' });
  });

  it('never gives more than a page of a hundred, whatever is asked', async () => {
    for (let n = 0; n < 110; n++) await seedPerson('Ông Văn Đông', { organisationId: committee });
    expect(await search(as(committee), 'ong dong', 100_000)).toHaveLength(101);
  });
});
