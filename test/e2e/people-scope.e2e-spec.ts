import type { PersonDto } from '../../src/people/person.dto.js';
import { tokenOf } from '../setup/factories.js';
import { aPerson, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;
const AN_GIANG = 2_100_091;

const bearer = { type: 'bearer' } as const;

describe('who sees a person', () => {
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

  describe('scope', () => {
    it('lets a colleague and the superior read, and nobody of another commune', async () => {
      const { id } = await registerPerson(test, officer);
      await read(head, id).expect(200);
      await read(superior, id).expect(200);
      const refused = await read(neighbour, id).expect(404);
      const absent = await read(neighbour, '01890a5d-ac96-774b-bcce-b302099a8057').expect(404);
      expect({ ...refused.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
    });

    it('does not show the commune committee what the police registered', async () => {
      const { id } = await registerPerson(test, officer);
      const committee = await tokenOf(test, { kind: 'commune-peoples-committee', role: 'commune-officer' });
      await read(committee, id).expect(404);
    });

    it('asks for a session on every route', async () => {
      const { id } = await registerPerson(test, officer);
      await test.http().post('/v1/persons').send(aPerson()).expect(401);
      await test.http().get(`/v1/persons/${id}`).expect(401);
      await test.http().patch(`/v1/persons/${id}`).send({}).expect(401);
      await test.http().get(`/v1/persons/${id}/audit-events`).expect(401);
      await test.http().get(`/v1/persons/${id}/corrections`).expect(401);
      for (const path of ['identifiers', 'addresses', 'contacts', 'guardians', 'endings', 'void']) {
        await test.http().post(`/v1/persons/${id}/${path}`).send({}).expect(401);
      }
      for (const path of ['search', 'lookup']) {
        await test.http().post(`/v1/persons/${path}`).send({}).expect(401);
      }
    });

    it('shows no person to an administrator or an auditor', async () => {
      const { id } = await registerPerson(test, officer);
      for (const role of ['administrator', 'auditor'] as const) {
        await read(await tokenOf(test, { kind: 'system-operator', role }), id).expect(403);
      }
    });

    it('lets the superior read, not change', async () => {
      const provincial = await tokenOf(test, {
        kind: 'provincial-police',
        role: 'provincial-officer',
        unit: AN_GIANG,
      });
      const person = await registerPerson(test, officer);
      await correct(provincial, person, { sex: 'unknown', reason: 'Thử' }).expect(403);
      await test
        .http()
        .patch(`/v1/persons/${person.id}`)
        .auth(neighbour, bearer)
        .set('If-Match', '"1"')
        .send({ sex: 'unknown', reason: 'Thử' })
        .expect(404);
    });

    it('keeps a person out of addresses that logs would show', async () => {
      await get(officer, '/v1/persons?identifier=091091004321').expect(404);
      await get(officer, '/v1/persons?q=nguyen').expect(404);
    });
  });

  describe('who looked', () => {
    it('tells the head who read and who was refused, newest first, page by page', async () => {
      const { id } = await registerPerson(test, officer);
      await read(superior, id).expect(200);
      await read(neighbour, id).expect(404);
      const path = `/v1/persons/${id}/audit-events`;
      const first = await get(head, `${path}?limit=2`).expect(200);
      expect(first.body.items.map((event: { action: string }) => event.action)).toEqual([
        'confidential',
        'people.person.read',
      ]);
      expect(first.body.items[0]).toMatchObject({ outcome: 'refused', organisationId: null, userId: null });
      const rest = await get(head, `${path}?limit=2&cursor=${first.body.nextCursor}`).expect(200);
      expect(rest.body.items.map((event: { action: string }) => event.action)).toEqual([
        'people.person.registered',
      ]);
      await get(officer, path).expect(403);
      await get(neighbour, path).expect(404);
    });

    it('shows bodies outside the line all alike, and nothing of a clinic', async () => {
      const { id } = await registerPerson(test, officer);
      const clinician = await tokenOf(test, { kind: 'methadone-clinic', role: 'clinician' });
      await read(neighbour, id).expect(404);
      await read(clinician, id).expect(404);
      const { body } = await get(head, `/v1/persons/${id}/audit-events`).expect(200);
      const [shown, ...before] = body.items;
      expect(shown).toMatchObject({
        ...{ userId: null, organisationId: null, system: null, subjectKind: null, subjectId: null },
        ...{ action: 'confidential', outcome: 'refused', requestId: null, detail: {} },
      });
      expect(before).toMatchObject([{ action: 'people.person.registered' }]);
    });

    it('tells the superior of both who tried', async () => {
      const { id } = await registerPerson(test, officer);
      await read(neighbour, id).expect(404);
      const { body } = await get(superior, `/v1/persons/${id}/audit-events?limit=1`).expect(200);
      expect(body.items[0]).toMatchObject({ action: 'request.refused', outcome: 'refused', subjectId: id });
      expect(body.items[0].organisationId).toEqual(expect.any(Number));
    });

    it('leaves no personal data in the record', async () => {
      const person = await registerPerson(test, officer, { fullName: 'Kiều Văn Dấu' });
      await post(officer, '/v1/persons/search', { q: 'Kiều Văn Dấu' }).expect(200);
      const value = person.identifiers[0]?.value ?? '';
      await post(officer, '/v1/persons/lookup', { kind: 'citizen-id', value }).expect(200);
      const { rows } = await test.database.owner.query<{ event: string; action: string }>(
        'select e::text as event, action from audit_event e where $1 = any (persons) order by at',
        [person.id],
      );
      expect(rows.map(({ action }) => action)).toEqual([
        'people.person.registered',
        'people.person.searched',
        'people.person.looked-up',
      ]);
      for (const { event } of rows) {
        expect(event).not.toContain(value);
        expect(event.toLowerCase()).not.toMatch(/kiều|kieu|dấu/);
      }
    });
  });
});
