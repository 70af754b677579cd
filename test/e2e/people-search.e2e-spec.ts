import type { PersonSummaryDto } from '../../src/people/person-search.dto.js';
import { tokenOf, VINH_PHONG } from '../setup/factories.js';
import { aCitizenId, registerPerson } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;
const AN_GIANG = 2_100_091;
const bearer = { type: 'bearer' } as const;

const NAMES = [
  'Nguyễn Mạnh Hùng',
  'Nguyễn Mạnh Hưng',
  'Nguyễn Thị Thuý Hằng',
  'Trần Hùng Nguyên',
  'Lê Văn Tám',
  'Lê Thị Như Ý',
  "H'Hen Niê",
  'Đặng Thuỳ Trâm',
];

describe('finding persons', () => {
  let test: TestApp;
  let officer: string;
  let neighbour: string;
  let superior: string;
  beforeAll(async () => {
    test = await createTestApp();
    officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    neighbour = await tokenOf(test, {
      kind: 'commune-police',
      role: 'commune-police-officer',
      unit: VINH_THUAN,
    });
    superior = await tokenOf(test, {
      kind: 'provincial-police',
      role: 'provincial-officer',
      unit: AN_GIANG,
    });
    for (const fullName of NAMES) await registerPerson(test, officer, { fullName });
    await registerPerson(test, neighbour, { fullName: 'Nguyễn Mạnh Hùng' });
  });
  afterAll(() => test.close());

  const search = (token: string, body: object) =>
    test.http().post('/v1/persons/search').auth(token, bearer).send(body);
  const lookUp = (token: string, body: object) =>
    test.http().post('/v1/persons/lookup').auth(token, bearer).send(body);
  const names = async (q: string, token = officer): Promise<readonly string[]> => {
    const answer = await search(token, { q }).expect(200);
    return (answer.body.items as PersonSummaryDto[]).map((item) => item.fullName);
  };

  it.each<[string, string, readonly string[]]>([
    [
      'without accents, the newest entries first',
      'nguyen manh hung',
      ['Nguyễn Mạnh Hưng', 'Nguyễn Mạnh Hùng'],
    ],
    ['with accents, the very ones first', 'Nguyễn Mạnh Hùng', ['Nguyễn Mạnh Hùng', 'Nguyễn Mạnh Hưng']],
    ['with other accents, the very ones first', 'Nguyễn Mạnh Hưng', ['Nguyễn Mạnh Hưng', 'Nguyễn Mạnh Hùng']],
    ['decomposed', 'Mạnh Hùng'.normalize('NFD'), ['Nguyễn Mạnh Hùng', 'Nguyễn Mạnh Hưng']],
    ['in capitals', 'MẠNH HÙNG', ['Nguyễn Mạnh Hùng', 'Nguyễn Mạnh Hưng']],
    ['in any order', 'hùng nguyễn', ['Nguyễn Mạnh Hùng', 'Trần Hùng Nguyên', 'Nguyễn Mạnh Hưng']],
    ['by the beginning of a word', 'ta', ['Lê Văn Tám']],
    ['by beginnings of several words', 'le ta', ['Lê Văn Tám']],
    ['by an accented beginning', 'tá', ['Lê Văn Tám']],
    ['with the tone on another letter of the syllable', 'Thúy', ['Nguyễn Thị Thuý Hằng', 'Đặng Thuỳ Trâm']],
    ['with đ as d', 'dang', ['Đặng Thuỳ Trâm']],
    ['by a word of one letter', 'ý', ['Lê Thị Như Ý']],
    ['not by one letter of a longer word', 'h', []],
    ['without the apostrophe', 'hhen', ["H'Hen Niê"]],
    ['with it', "H'Hen", ["H'Hen Niê"]],
    ['not by the middle of a word', 'guyen', []],
    ['not by words of two persons', 'tam hung', []],
    ['not by wildcards', '% hung', ['Trần Hùng Nguyên', 'Nguyễn Mạnh Hưng', 'Nguyễn Mạnh Hùng']],
  ])('finds %s', async (_how, q, expected) => {
    expect(await names(q)).toEqual(expected);
  });

  it('shows enough to choose by, and nothing that identifies', async () => {
    const answer = await search(officer, { q: 'Lê Văn Tám' }).expect(200);
    expect(answer.body).toEqual({
      items: [
        {
          id: expect.any(String),
          fullName: 'Lê Văn Tám',
          birthYear: 1991,
          sex: 'male',
          commune: { unitId: VINH_PHONG, name: 'Xã Vĩnh Phong' },
        },
      ],
      nextCursor: null,
    });
  });

  it('finds within scope alone: own, and for the superior of all below', async () => {
    expect(await names('manh hung', neighbour)).toEqual(['Nguyễn Mạnh Hùng']);
    expect(await names('lê văn tám', neighbour)).toEqual([]);
    expect(await names('Mạnh Hùng', superior)).toEqual([
      'Nguyễn Mạnh Hùng',
      'Nguyễn Mạnh Hùng',
      'Nguyễn Mạnh Hưng',
    ]);
  });

  it('pages through all matches, the very tones first, without gap or repetition', async () => {
    const pages: PersonSummaryDto[] = [];
    let cursor: string | undefined;
    do {
      const answer = await search(superior, { q: 'Hùng', limit: 1, cursor }).expect(200);
      expect(answer.body.items).toHaveLength(1);
      pages.push(...(answer.body.items as PersonSummaryDto[]));
      cursor = (answer.body.nextCursor as string | null) ?? undefined;
    } while (cursor !== undefined);
    expect(pages.map((item) => item.fullName)).toEqual([
      'Nguyễn Mạnh Hùng',
      'Trần Hùng Nguyên',
      'Nguyễn Mạnh Hùng',
      'Nguyễn Mạnh Hưng',
    ]);
    expect(new Set(pages.map((item) => item.id)).size).toBe(4);
  });

  it.each<[string, object, number, object]>([
    ['no letter', { q: '%% 12' }, 422, { pointer: '/q' }],
    ['nothing', { q: '' }, 422, { pointer: '/q' }],
    ['eleven words', { q: 'a b c d e g h i k l m' }, 422, { pointer: '/q' }],
    ['more than fifty a page', { q: 'hung', limit: 51 }, 422, { pointer: '/limit' }],
    [
      'a field of another route',
      { q: 'hung', identifier: '091091004321' },
      422,
      { pointer: '/identifier', code: 'field.unknown' },
    ],
    ['a cursor of another list', { q: 'hung', cursor: 'WyIyMDI2LTA3LTAyIl0' }, 422, { code: 'field.cursor' }],
  ])('refuses %s', async (_what, body, status, fault) => {
    const answer = await search(officer, body).expect(status);
    expect(answer.body.errors).toEqual([expect.objectContaining(fault)]);
  });

  describe('by a whole value', () => {
    it('finds the holder by identifier or phone, also by a replaced card, within scope alone', async () => {
      const value = aCitizenId();
      const { id, identifiers } = await registerPerson(test, officer, {
        fullName: 'Bùi Văn Thẻ',
        identifiers: [{ kind: 'old-id', value: '371234567' }],
        contacts: [{ kind: 'phone', value: '0977 000 111' }],
      });
      await test
        .http()
        .post(`/v1/persons/${id}/identifiers`)
        .auth(officer, bearer)
        .send({ kind: 'citizen-id', value, replaces: { id: identifiers[0]?.id, reason: 'Đổi thẻ' } })
        .expect(201);
      for (const asked of [
        { kind: 'citizen-id', value },
        { kind: 'old-id', value: '371234567' },
        { kind: 'phone', value: '+84977000111' },
      ]) {
        const answer = await lookUp(officer, asked).expect(200);
        expect(answer.body.items).toMatchObject([{ id, fullName: 'Bùi Văn Thẻ' }]);
        expect((await lookUp(neighbour, asked).expect(200)).body).toEqual({ items: [] });
      }
      expect((await lookUp(superior, { kind: 'citizen-id', value }).expect(200)).body.items).toHaveLength(1);
    });

    it.each([
      [{ kind: 'citizen-id', value: '0910910' }, '/value'],
      [{ kind: 'phone', value: 'không' }, '/value'],
      [{ kind: 'name', value: 'Bình' }, '/kind'],
    ])('refuses %j', async (body, pointer) => {
      const answer = await lookUp(officer, body).expect(422);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
    });
  });

  it('stops the sixty-first search of a user within a minute, look-ups included', async () => {
    const eager = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    const { owner } = test.database;
    await search(eager, { q: 'hung' }).expect(200);
    await owner.query('update person_search_use set searches = 59, minute = date_trunc($1, now())', [
      'minute',
    ]);
    await search(eager, { q: 'hung' }).expect(200);
    await owner.query('update person_search_use set minute = date_trunc($1, now())', ['minute']);
    const refused = await search(eager, { q: 'hung' }).expect(429);
    expect(refused.body).toMatchObject({ code: 'people.tooManySearches' });
    expect(refused.headers['retry-after']).toBe('60');
    await lookUp(eager, { kind: 'old-id', value: '371234567' }).expect(429);
    await owner.query(`update person_search_use set minute = minute - interval '1 minute'`);
    await search(eager, { q: 'hung' }).expect(200);
  });
});
