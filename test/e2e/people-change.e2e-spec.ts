import type { PersonDto } from '../../src/people/person.dto.js';
import { tokenOf } from '../setup/factories.js';
import { aCitizenId, aMinor, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;
const AN_GIANG = 2_100_091;

const bearer = { type: 'bearer' } as const;

describe('changing a person', () => {
  let test: TestApp;
  let officer: string;
  let head: string;
  let neighbour: string;
  let superior: string;
  let get: Requests['get'];
  let post: Requests['post'];
  let patch: Requests['patch'];
  beforeAll(async () => {
    test = await createTestApp();
    officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    head = await tokenOf(test, { kind: 'commune-police', role: 'head-of-commune-police' });
    neighbour = await tokenOf(test, {
      kind: 'commune-police',
      role: 'head-of-commune-police',
      unit: VINH_THUAN,
    });
    superior = await tokenOf(test, {
      kind: 'provincial-police',
      role: 'provincial-police-director',
      unit: AN_GIANG,
    });
    ({ get, post, patch } = requests(test));
  });
  afterAll(() => test.close());

  const read = (token: string, id: string) => get(token, `/v1/persons/${id}`);
  const correct = (token: string, person: Pick<PersonDto, 'id' | 'version'>, body: object) =>
    patch(token, `/v1/persons/${person.id}`, body).set('If-Match', `"${person.version}"`);
  const voiding = (token: string, person: PersonDto, reason = 'Nhập trùng một người đã có') =>
    post(token, `/v1/persons/${person.id}/void`, { reason }).set('If-Match', `"${person.version}"`);

  describe('correcting', () => {
    it('changes what was wrong and keeps what stood there', async () => {
      const person = await registerPerson(test, officer);
      const answer = await correct(officer, person, {
        fullName: 'Nguyễn Văn Bính',
        birth: { year: 1990 },
        reason: 'Đã đối chiếu giấy khai sinh',
      }).expect(200);
      expect(answer.body).toMatchObject({
        fullName: 'Nguyễn Văn Bính',
        birth: { date: null, year: 1990 },
        sex: 'male',
        version: 2,
      });
      expect(answer.headers['etag']).toBe('"2"');
      const before = await get(officer, `/v1/persons/${person.id}/corrections`).expect(200);
      expect(before.body.items).toEqual([
        expect.objectContaining({
          fields: ['fullName', 'birth'],
          before: { fullName: 'Nguyễn Văn Bình', birth: { date: '1991-04-16', year: 1991 } },
          reason: 'Đã đối chiếu giấy khai sinh',
        }),
      ]);
      await get(neighbour, `/v1/persons/${person.id}/corrections`).expect(404);
    });

    it('is found by the new name and no longer by the old one', async () => {
      const person = await registerPerson(test, officer, { fullName: 'Quách Thị Lầm' });
      await correct(officer, person, { fullName: 'Quách Thị Đúng', reason: 'Ghi nhầm' }).expect(200);
      const names = async (q: string): Promise<unknown> =>
        (await post(officer, '/v1/persons/search', { q }).expect(200)).body.items.map(
          (item: { fullName: string }) => item.fullName,
        );
      expect(await names('quach dung')).toEqual(['Quách Thị Đúng']);
      expect(await names('quach lam')).toEqual([]);
    });

    it('needs the version that was read', async () => {
      const person = await registerPerson(test, officer);
      const body = { sex: 'female', reason: 'Ghi nhầm' };
      await test.http().patch(`/v1/persons/${person.id}`).auth(officer, bearer).send(body).expect(428);
      await correct(officer, person, body).expect(200);
      const stale = await correct(officer, person, { sex: 'unknown', reason: 'Ghi nhầm' }).expect(412);
      expect(stale.body).toMatchObject({ code: 'http.staleVersion' });
    });

    it.each<[string, object, string]>([
      ['nothing but a reason', {}, ''],
      ['what is already there', { fullName: 'Nguyễn Văn Bình' }, ''],
      ['a birth to come', { birth: { year: 2199 } }, '/birth/year'],
      ['a name with digits', { fullName: 'Bình 2' }, '/fullName'],
      ['a reason for no identifier while there is one', { noIdentifierReason: 'Mất' }, '/noIdentifierReason'],
      ['an identifier, which is replaced and not corrected', { identifiers: [] }, '/identifiers'],
    ])('refuses %s', async (_what, change, pointer) => {
      const person = await registerPerson(test, officer);
      const answer = await correct(officer, person, { ...change, reason: 'Thử' }).expect(422);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
    });

    it('refuses a correction without a reason', async () => {
      const person = await registerPerson(test, officer);
      const answer = await correct(officer, person, { sex: 'female' }).expect(422);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/reason' })]);
    });
  });

  describe('adding and ending', () => {
    it('replaces an identifier and keeps the old one with the reason', async () => {
      const person = await registerPerson(test, officer);
      const path = `/v1/persons/${person.id}/identifiers`;
      const identifier = { kind: 'citizen-id', value: aCitizenId() };
      const refused = await post(officer, path, identifier).expect(409);
      expect(refused.body).toMatchObject({ code: 'people.stillValid', id: person.identifiers[0]?.id });
      const replaces = { id: person.identifiers[0]?.id, reason: 'Nhập nhầm số' };
      const answer = await post(officer, path, { ...identifier, replaces }).expect(201);
      expect(answer.body).toMatchObject({
        version: 2,
        identifiers: [
          { value: identifier.value, endedAt: null },
          { id: replaces.id, endedReason: 'Nhập nhầm số', endedAt: expect.stringMatching(/Z$/) },
        ],
      });
    });

    it('forgets the reason for having none once there is an identifier', async () => {
      const minor = (await post(officer, '/v1/persons', aMinor()).expect(201)).body as PersonDto;
      const value = '091211000777';
      const answer = await post(officer, `/v1/persons/${minor.id}/identifiers`, {
        kind: 'citizen-id',
        value,
      }).expect(201);
      expect(answer.body).toMatchObject({ noIdentifierReason: null, identifiers: [{ value }] });
    });

    it('ends an address on the eve of the next one', async () => {
      const person = await registerPerson(test, officer);
      const previous = person.addresses[0]?.id;
      const next = { kind: 'current', unitId: VINH_THUAN, detail: 'Tổ 3', fromOn: '2025-08-15' };
      await post(officer, `/v1/persons/${person.id}/addresses`, next).expect(409);
      const answer = await post(officer, `/v1/persons/${person.id}/addresses`, {
        ...next,
        replaces: { id: previous, reason: 'Chuyển chỗ ở' },
      }).expect(201);
      expect(answer.body.addresses).toMatchObject([
        { unitName: 'Xã Vĩnh Thuận', fromOn: '2025-08-15', untilOn: null },
        { id: previous, untilOn: '2025-08-14', endedReason: 'Chuyển chỗ ở' },
      ]);
    });

    it('adds a phone, and ends one that is somebody else’s', async () => {
      const person = await registerPerson(test, officer);
      await post(officer, `/v1/persons/${person.id}/contacts`, {
        kind: 'email',
        value: 'binh@example.vn',
      }).expect(201);
      const answer = await post(officer, `/v1/persons/${person.id}/endings`, {
        part: 'contact',
        id: person.contacts[0]?.id,
        reason: 'Số của người khác',
      }).expect(200);
      expect(answer.body.contacts).toMatchObject([
        { value: 'binh@example.vn', endedAt: null },
        { value: '0912345678', endedReason: 'Số của người khác' },
      ]);
      await post(officer, `/v1/persons/${person.id}/endings`, {
        part: 'contact',
        id: person.contacts[0]?.id,
        reason: 'Lần nữa',
      }).expect(422);
    });

    it('adds a guardian of a minor, and none of an adult', async () => {
      const guardian = { relation: 'father', fullName: 'Lê Văn Tám', fromOn: '2011-03-05' };
      const minor = (await post(officer, '/v1/persons', aMinor()).expect(201)).body as PersonDto;
      const answer = await post(officer, `/v1/persons/${minor.id}/guardians`, guardian).expect(201);
      expect(answer.body.guardians).toHaveLength(2);
      const adult = await registerPerson(test, officer);
      await post(officer, `/v1/persons/${adult.id}/guardians`, guardian).expect(422);
    });

    it('does not end what belongs to another person', async () => {
      const [one, other] = [await registerPerson(test, officer), await registerPerson(test, officer)];
      const ending = { part: 'identifier', id: other.identifiers[0]?.id, reason: 'Nhầm' };
      const answer = await post(officer, `/v1/persons/${one.id}/endings`, ending).expect(422);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/id' })]);
      expect((await read(officer, other.id).expect(200)).body.identifiers).toMatchObject([{ endedAt: null }]);
    });

    it('is closed to who only reads and hidden from who does not see', async () => {
      const { id } = await registerPerson(test, officer);
      const contact = { kind: 'phone', value: '0987654321' };
      await post(neighbour, `/v1/persons/${id}/contacts`, contact).expect(404);
      await post(superior, `/v1/persons/${id}/contacts`, contact).expect(403);
    });
  });

  describe('voiding', () => {
    it('keeps the entry readable, finds it no more and changes it no more', async () => {
      const person = await registerPerson(test, head, { fullName: 'Tạ Văn Trùng' });
      const answer = await voiding(head, person).expect(200);
      expect(answer.body).toMatchObject({ voidReason: 'Nhập trùng một người đã có', version: 2 });
      await read(officer, person.id).expect(200);
      const found = await post(officer, '/v1/persons/search', { q: 'tạ trùng' }).expect(200);
      expect(found.body.items).toEqual([]);
      const lookup = await post(officer, '/v1/persons/lookup', {
        kind: 'citizen-id',
        value: person.identifiers[0]?.value,
      }).expect(200);
      expect(lookup.body.items).toEqual([]);
      const refused = await correct(head, { id: person.id, version: 2 }, { sex: 'female', reason: 'Thử' });
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'people.voided' });
      await voiding(head, { ...person, version: 2 }).expect(409);
    });

    it('is for the head alone, with the version read', async () => {
      const person = await registerPerson(test, head);
      await voiding(officer, person).expect(403);
      await post(head, `/v1/persons/${person.id}/void`, { reason: 'Nhầm' }).expect(428);
      await voiding(head, { ...person, version: 9 }).expect(412);
      await voiding(neighbour, person).expect(404);
    });
  });
});
