import type { DuplicateDto, PossibleDuplicateDto } from '../../src/people/duplicate-check.dto.js';
import type { PersonLinkDto } from '../../src/people/person-link.dto.js';
import type { PersonDto } from '../../src/people/person.dto.js';
import { tokenOf, VINH_PHONG } from '../setup/factories.js';
import { aCitizenId, aMinor, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

const VINH_THUAN = 2_331_069;
const AN_GIANG = 2_100_091;
const NOBODY = '01890a5d-ac96-774b-bcce-b302099a8057';
const EVIDENCE = { evidence: ['identity-papers'], reason: 'Đã đối chiếu thẻ căn cước' };

const described = (person: PersonDto) => ({
  fullName: person.fullName,
  birth: { date: person.birth.date },
  identifiers: person.identifiers.map(({ kind, value }) => ({ kind, value })),
});
const pairOf = (all: readonly PossibleDuplicateDto[], id: string) =>
  all.find((pair) => pair.persons.some((person) => person.id === id));

describe('duplicates', () => {
  let test: TestApp;
  let officer: string;
  let head: string;
  let neighbour: string;
  let province: string;
  let clinician: string;
  let get: Requests['get'];
  let post: Requests['post'];
  beforeAll(async () => {
    test = await createTestApp();
    officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    head = await tokenOf(test, { kind: 'commune-police', role: 'head-of-commune-police' });
    neighbour = await tokenOf(test, {
      kind: 'commune-police',
      role: 'head-of-commune-police',
      unit: VINH_THUAN,
    });
    province = await tokenOf(test, { kind: 'provincial-police', role: 'provincial-officer', unit: AN_GIANG });
    clinician = await tokenOf(test, { kind: 'methadone-clinic', role: 'clinician' });
    ({ get, post } = requests(test));
  });
  afterAll(() => test.close());

  const check = (token: string, body: object) => post(token, '/v1/persons/duplicate-check', body);
  const found = async (token: string, body: object): Promise<readonly DuplicateDto[]> =>
    (await check(token, body).expect(200)).body.items;
  const pairs = async (token: string, query = ''): Promise<readonly PossibleDuplicateDto[]> =>
    (await get(token, `/v1/possible-duplicates?limit=200${query}`).expect(200)).body.items;
  const awaitPair = (token: string, id: string) =>
    eventually(
      async () => pairOf(await pairs(token), id),
      (pair) => pair !== undefined,
    );
  /** One person, registered by two communes that do not see each other's register. */
  async function registeredTwice(fullName: string): Promise<readonly [here: PersonDto, there: PersonDto]> {
    const entry = {
      fullName,
      identifiers: [{ kind: 'citizen-id', value: aCitizenId() }],
      contacts: [],
    } as const;
    return [await registerPerson(test, officer, entry), await registerPerson(test, neighbour, entry)];
  }

  const link = (token: string, one: PersonDto, other: Pick<PersonDto, 'id'>) =>
    post(token, `/v1/persons/${one.id}/links`, { otherPersonId: other.id, ...EVIDENCE });
  const links = async (token: string, { id }: PersonDto): Promise<readonly PersonLinkDto[]> =>
    (await get(token, `/v1/persons/${id}/links`).expect(200)).body.items;
  const events = async (token: string, { id }: PersonDto) =>
    (await get(token, `/v1/persons/${id}/audit-events`).expect(200)).body.items as {
      action: string;
      subjectId: string | null;
    }[];

  describe('at entry', () => {
    it('are told with the reasons, before and after the registration', async () => {
      const known = await registerPerson(test, officer, { fullName: 'Quách Thị Mỹ Duyên', contacts: [] });
      const asked = { ...described(known), fullName: 'Quách Mỹ Duyên' };
      const told = {
        person: {
          id: known.id,
          fullName: 'Quách Thị Mỹ Duyên',
          birthYear: 1991,
          sex: 'male',
          commune: { unitId: VINH_PHONG, name: 'Xã Vĩnh Phong' },
        },
        reasons: ['same-identifier', 'similar-name-birth-date'],
        score: 100,
        likelihood: 'strong',
      };
      expect(await found(officer, asked)).toEqual([told]);
      const { possibleDuplicates } = (
        await post(officer, '/v1/persons', {
          ...asked,
          sex: 'male',
          addresses: [{ kind: 'current', unitId: VINH_PHONG, fromOn: '2025-07-01' }],
        }).expect(201)
      ).body;
      expect(possibleDuplicates).toEqual([told]);
    });

    it('are found of a minor without papers, and a twin is possible at most', async () => {
      const { body } = await post(officer, '/v1/persons', aMinor({ fullName: 'Danh Hoàng Phúc' })).expect(
        201,
      );
      const { sex, birth, contacts, addresses } = aMinor();
      const again = { fullName: 'Danh Hoàng Phúc', sex, birth, contacts, addresses };
      expect((await found(officer, again))[0]).toMatchObject({
        person: { id: body.id },
        likelihood: 'strong',
      });
      const [twin] = await found(officer, { ...again, fullName: 'Danh Hoàng Phát' });
      expect(twin).toMatchObject({ person: { id: body.id }, likelihood: 'possible' });
    });

    it('leave a stranger the same answer, whether or not the person is in the register elsewhere', async () => {
      const known = await registerPerson(test, officer, { fullName: 'Châu Văn Kín' });
      for (const token of [neighbour, clinician]) {
        const held = await check(token, described(known)).expect(200);
        const free = await check(token, {
          ...described(known),
          identifiers: [{ kind: 'citizen-id', value: aCitizenId() }],
          fullName: 'Châu Thị Không',
        }).expect(200);
        expect(held.body).toEqual({ items: [] });
        expect(held.text).toBe(free.text);
      }
      const registered = await registerPerson(test, neighbour, {
        fullName: known.fullName,
        identifiers: known.identifiers.map(({ kind, value }) => ({ kind, value: value ?? '' })),
        contacts: [],
      });
      expect(registered).toMatchObject({ possibleDuplicates: [], warnings: [] });
    });

    it('find no voided entry', async () => {
      const known = await registerPerson(test, head, { fullName: 'Tạ Thị Nhầm' });
      await post(head, `/v1/persons/${known.id}/void`, { reason: 'Nhập trùng' })
        .set('If-Match', '"1"')
        .expect(200);
      expect(await found(officer, described(known))).toEqual([]);
    });

    it('refuse what is malformed, in Vietnamese', async () => {
      const answer = await check(officer, {
        fullName: 'Bình',
        birth: {},
        identifiers: [{ kind: 'citizen-id', value: '12' }],
      }).expect(422);
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ pointer: '/birth', detail: expect.stringContaining('Ghi ngày sinh') }),
        expect.objectContaining({ pointer: '/identifiers/0/value' }),
      ]);
    });

    it('count as searches, sixty a minute', async () => {
      const eager = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
      await check(eager, { fullName: 'Bình', birth: { year: 1990 } }).expect(200);
      const full = `update person_search_use set searches = 60, minute = date_trunc('minute', now())`;
      await test.database.owner.query(full);
      const refused = await check(eager, { fullName: 'Bình', birth: { year: 1990 } }).expect(429);
      expect(refused.body.code).toBe('people.tooManySearches');
      await test.database.owner.query('update person_search_use set searches = 0');
    });

    it('leave one audit row with those shown, and nothing of what was typed', async () => {
      const known = await registerPerson(test, officer, { fullName: 'Kiều Văn Ghi' });
      await found(officer, described(known));
      const { rows } = await test.database.owner.query<{ event: string }>(
        `select e::text as event from audit_event e where action = 'people.duplicates.checked' and $1 = any (persons)`,
        [known.id],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.event.toLowerCase()).not.toMatch(/kiều|kieu|ghi/);
    });
  });

  describe('across communes', () => {
    it('come to the superior of both, and neither commune hears of the other', async () => {
      const [here, there] = await registeredTwice('Lý Thị Hai Nơi');
      const pair = await awaitPair(province, here.id);
      expect(pair).toMatchObject({
        likelihood: 'strong',
        reasons: ['same-identifier', 'same-name-birth-date', 'same-name-year-commune'],
      });
      expect(pair?.persons.map((person) => person.id).toSorted()).toEqual([here.id, there.id].toSorted());
      for (const token of [head, neighbour]) {
        const seen = await pairs(token);
        expect(pairOf(seen, here.id) ?? pairOf(seen, there.id)).toBeUndefined();
      }
      await get(officer, '/v1/possible-duplicates').expect(403);
      await get(clinician, '/v1/possible-duplicates').expect(403);
    });

    it('come once and by strength, page by page', async () => {
      await registeredTwice('Lâm Thị Trang Một');
      const [last] = await registeredTwice('Lâm Thị Trang Hai');
      await awaitPair(province, last.id);
      const all = await pairs(province, '&atLeast=likely');
      const scores = all.map((pair) => pair.score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      const first = await get(province, '/v1/possible-duplicates?limit=1').expect(200);
      const next = await get(
        province,
        `/v1/possible-duplicates?limit=1&cursor=${first.body.nextCursor}`,
      ).expect(200);
      expect([first.body.items[0].id, next.body.items[0].id]).toEqual(all.slice(0, 2).map((pair) => pair.id));
    });

    it('are found as well when the number is added later', async () => {
      const value = aCitizenId();
      const known = await registerPerson(test, officer, {
        fullName: 'Đinh Thị Thêm',
        birth: { year: 1970 },
        identifiers: [{ kind: 'citizen-id', value }],
        contacts: [],
      });
      const later = await registerPerson(test, neighbour, {
        fullName: 'Cao Văn Khác',
        identifiers: [],
        noIdentifierReason: 'Mất giấy tờ',
        contacts: [],
      });
      await post(neighbour, `/v1/persons/${later.id}/identifiers`, { kind: 'citizen-id', value }).expect(201);
      expect((await awaitPair(province, known.id))?.reasons).toEqual(['same-identifier']);
    });

    it('are dismissed by the superior, once, with the reason', async () => {
      const [here] = await registeredTwice('Mai Văn Sinh Đôi');
      const pair = await awaitPair(province, here.id);
      const dismiss = (token: string) =>
        post(token, `/v1/possible-duplicates/${pair?.id}/dismissal`, { reason: 'Hai anh em sinh đôi' });
      await dismiss(neighbour).expect(404);
      await dismiss(officer).expect(403);
      await dismiss(province).expect(204);
      expect((await dismiss(province).expect(409)).body.code).toBe('people.duplicateClosed');
      expect(pairOf(await pairs(province), here.id)).toBeUndefined();
    });
  });

  describe('links', () => {
    it('are made by the superior of both keepers, who alone sees them; nobody sees more than before', async () => {
      const [here, there] = await registeredTwice('Ngô Thị Liên Kết');
      await awaitPair(province, here.id);
      const made = await link(province, here, there).expect(201);
      expect(made.body).toMatchObject({
        other: { id: there.id },
        holds: true,
        evidence: ['identity-papers'],
      });
      expect(await links(province, there)).toMatchObject([{ id: made.body.id, other: { id: here.id } }]);
      expect(await links(head, here)).toEqual([]);
      expect(await links(neighbour, there)).toEqual([]);
      await get(neighbour, `/v1/persons/${here.id}/links`).expect(404);
      await get(head, `/v1/persons/${there.id}`).expect(404);
      expect(pairOf(await pairs(province), here.id)).toBeUndefined();
    });

    it('are made by the head of the body that acts on both, not by his officers', async () => {
      const one = await registerPerson(test, officer, { fullName: 'Vũ Thị Một' });
      const two = await registerPerson(test, officer, { fullName: 'Vũ Thị Một' });
      await link(officer, one, two).expect(403);
      const answer = await link(head, one, two).expect(201);
      expect((await link(head, two, one).expect(409)).body.code).toBe('people.alreadyLinked');
      expect(await links(officer, one)).toMatchObject([{ id: answer.body.id, other: { id: two.id } }]);
    });

    it('answer the same for a person elsewhere as for nobody', async () => {
      const [here, there] = await registeredTwice('Hồ Văn Vắng');
      const hidden = await link(head, here, there).expect(404);
      const absent = await link(head, here, { id: NOBODY }).expect(404);
      expect({ ...hidden.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
    });

    it('are refused with itself, with a voided entry, and by who only reads one of them', async () => {
      const [one, two] = [
        await registerPerson(test, head, { fullName: 'Bùi Thị Tự' }),
        await registerPerson(test, head, { fullName: 'Bùi Thị Tự' }),
      ];
      expect((await link(head, one, one).expect(422)).body.errors[0].pointer).toBe('/otherPersonId');
      const there = await registerPerson(test, neighbour, { fullName: 'Bùi Thị Tự' });
      await test.database.owner.query(
        `insert into person_access (person_id, organisation_id, reason, acts, from_on)
         select $1, organisation_id, 'former-keeper', false, '2026-01-01' from person_access where person_id = $2`,
        [there.id, one.id],
      );
      expect((await link(head, one, there).expect(403)).body).toMatchObject({
        code: 'people.mayNotLink',
        title: expect.stringContaining('cả hai bản ghi'),
      });
      await post(head, `/v1/persons/${two.id}/void`, { reason: 'Nhập trùng' })
        .set('If-Match', '"1"')
        .expect(200);
      expect((await link(head, one, two).expect(409)).body.code).toBe('people.voided');
    });

    it('are undone with a reason and stay on record; the pair does not come again by itself', async () => {
      const [here, there] = await registeredTwice('Phan Văn Gỡ');
      await awaitPair(province, here.id);
      const { id } = (await link(province, here, there).expect(201)).body as PersonLinkDto;
      const undo = (token: string) => post(token, `/v1/person-links/${id}/unlink`, { reason: 'Ghi nhầm số' });
      await undo(neighbour).expect(404);
      await undo(officer).expect(403);
      expect((await undo(province).expect(200)).body).toMatchObject({
        holds: false,
        unlinkReason: 'Ghi nhầm số',
      });
      expect((await undo(province).expect(409)).body.code).toBe('people.notLinked');
      expect(pairOf(await pairs(province), here.id)).toBeUndefined();
      await link(province, here, there).expect(201);
      expect((await links(province, here)).map((each) => each.holds)).toEqual([true, false]);
    });

    it('show in the record of one entry as a reading, to those who do not see the other', async () => {
      const [here, there] = await registeredTwice('Dương Thị Dấu');
      await awaitPair(province, here.id);
      await link(province, here, there).expect(201);
      await links(province, here);
      const told = JSON.stringify(await events(head, here));
      expect(told).not.toMatch(/link|possible-duplicate|compare/);
      expect(told).not.toContain(there.id);
      expect((await events(head, here)).map((event) => event.action)).toContain('people.person.read');
      expect((await events(province, here)).map((event) => event.action)).toContain('people.link.made');
    });

    it('ask for a session on every route', async () => {
      for (const path of [
        'persons/duplicate-check',
        `persons/${NOBODY}/links`,
        `person-links/${NOBODY}/unlink`,
      ]) {
        await test.http().post(`/v1/${path}`).send({}).expect(401);
      }
      await test.http().post(`/v1/possible-duplicates/${NOBODY}/dismissal`).send({}).expect(401);
      await test.http().get('/v1/possible-duplicates').expect(401);
      await test.http().get(`/v1/persons/${NOBODY}/links`).expect(401);
    });
  });
});
