import type { RegistrationFailureDto } from '../../src/rehabilitation/failure/registration-failure.dto.js';
import { AFTER, arrangeFrontDesk, at, somebody, type FrontDesk } from '../setup/front-desk.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const FAILURES = '/v1/registration-failures';
const HOME = '/v1/home-rehabilitations';
const RESULT = {
  on: '2026-07-01',
  facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
  toldAt: '2026-07-01T08:00:00+07:00',
};

/** What the files in scope say of a person agrees, whichever of his entries they are about. */
describe('the front desk about one person', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    http = requests(test);
  });
  afterAll(() => test.close());
  beforeEach(() => at(test, desk, AFTER));

  const resident = async (): Promise<string> =>
    (await somebody(test, desk.scene.tokens.policeOfficer, { unitId: desk.scene.unitId })).id;
  const failed = (personId: string) =>
    http.post(desk.scene.tokens.headOfPolice, FAILURES, {
      personId,
      determination: RESULT,
      basis: 'Đã thông báo kết quả tại nhà, không đến đăng ký',
      foundAt: '2026-07-02T09:00:00+07:00',
    });
  const applied = (personId: string, overrides: object = {}) =>
    http.post(desk.scene.tokens.policeOfficer, HOME, {
      ...anApplication({ personId, determination: RESULT, handedInAt: '2026-07-01T15:00:00+07:00' }),
      ...overrides,
    });
  const INCOMPLETE = {
    determination: undefined,
    items: ['application', 'curriculum-vitae', 'identity-copy'],
  };
  const changed = (path: string, version: number, body: object) =>
    http.post(desk.scene.tokens.headOfPolice, path, body).set('If-Match', `"${version}"`);
  const voided = ({ id }: RegistrationFailureDto) =>
    changed(`${FAILURES}/${id}/void`, 1, { reason: 'Người này đã đăng ký trong thời hạn' });

  const linked = (one: string, other: string) =>
    http.post(desk.scene.tokens.headOfPolice, `/v1/persons/${one}/links`, {
      otherPersonId: other,
      reason: 'Cùng một người, đăng ký hai lần',
      evidence: ['identity-papers'],
    });
  const twice = async (): Promise<readonly [string, string]> => {
    const [one, other] = [await resident(), await resident()];
    await linked(one, other).expect(201);
    return [one, other];
  };

  describe('who failed to register', () => {
    it('did not register in time, until the record of it is voided', async () => {
      const personId = await resident();
      const failure = (await failed(personId).expect(201)).body as RegistrationFailureDto;
      const refused = await applied(personId).expect(409);
      expect(refused.body).toMatchObject({ code: 'rehabilitation.failureStands', failureId: failure.id });
      await voided(failure).expect(201);
      const file = (await applied(personId).expect(201)).body;
      expect(file).toMatchObject({ status: 'registered', registration: { inTime: true } });
    });

    it('registers late all the same', async () => {
      const personId = await resident();
      await failed(personId).expect(201);
      const late = await applied(personId, { handedInAt: '2026-07-02T09:30:00+07:00' }).expect(201);
      expect(late.body).toMatchObject({ status: 'registered', registration: { inTime: false } });
    });

    it('did not hand his papers in before the result either', async () => {
      const personId = await resident();
      const failure = (await failed(personId).expect(201)).body as RegistrationFailureDto;
      const early = await applied(personId, { ...INCOMPLETE, handedInAt: '2026-07-01T07:30:00+07:00' });
      expect([early.status, early.body.failureId]).toEqual([409, failure.id]);
    });

    it('has no file opened again that says otherwise', async () => {
      const personId = await resident();
      const file = (await applied(personId).expect(201)).body;
      const end = { at: '2026-07-01T15:30:00+07:00', reason: 'Ghi nhầm người' };
      const gone = (await changed(`${HOME}/${file.id}/void`, file.version, end).expect(201)).body;
      await failed(personId).expect(201);
      const { headOfPolice } = desk.scene.tokens;
      const { history } = (await http.get(headOfPolice, `/v1/cases/${file.id}`).expect(200)).body;
      const eventId = history.find(({ type }: { type: string }) => type === 'voided')?.id;
      const path = `/v1/cases/${file.id}/annulments`;
      const again = await changed(path, gone.version, { eventId, reason: 'Đúng người' }).expect(409);
      expect(again.body.code).toBe('rehabilitation.failureStands');
    });

    it('whichever of both is entered first, where they are entered at once', async () => {
      const personId = await resident();
      const answers = await Promise.all([failed(personId), applied(personId)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    });
  });

  describe('who has two entries that are linked', () => {
    it('has one open file of a kind', async () => {
      const [one, other] = await twice();
      const file = (await applied(one).expect(201)).body;
      const second = await applied(other).expect(409);
      expect(second.body).toMatchObject({ code: 'cases.openFileExists', caseId: file.id });
    });

    it('has one, however many ask at once for either', async () => {
      const answers = await Promise.all((await twice()).map((personId) => applied(personId)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    });

    it('registered in time under the other', async () => {
      const [one, other] = await twice();
      const file = (await applied(one).expect(201)).body;
      const refused = await failed(other).expect(409);
      expect(refused.body).toMatchObject({ code: 'rehabilitation.registeredInTime', caseId: file.id });
    });

    it('failed to register once, and did not register in time under the other', async () => {
      const [one, other] = await twice();
      const failure = (await failed(one).expect(201)).body as RegistrationFailureDto;
      const again = await failed(other).expect(409);
      expect(again.body).toMatchObject({ code: 'rehabilitation.failureOnRecord', failureId: failure.id });
      const late = await applied(other).expect(409);
      expect(late.body).toMatchObject({ code: 'rehabilitation.failureStands', failureId: failure.id });
    });

    it('has no papers added in time while the other says that he failed to register', async () => {
      const [one, other] = [await resident(), await resident()];
      const file = (await applied(one, INCOMPLETE).expect(201)).body;
      const failure = (await failed(other).expect(201)).body as RegistrationFailureDto;
      await linked(one, other).expect(201);
      const refused = await changed(`${HOME}/${file.id}/supplements`, file.version, {
        receivedAt: '2026-07-02T09:30:00+07:00',
        items: ['determination-result'],
        determination: RESULT,
      }).expect(409);
      expect(refused.body).toMatchObject({ code: 'rehabilitation.failureStands', failureId: failure.id });
    });

    it('has died under both', async () => {
      const [one, other] = await twice();
      const file = (await applied(one).expect(201)).body;
      const death = { at: '2026-07-01T16:00:00+07:00', reason: 'Giấy báo tử' };
      await changed(`${HOME}/${file.id}/death`, file.version, death).expect(201);
      const late = await applied(other, { handedInAt: '2026-07-01T17:00:00+07:00' }).expect(409);
      expect(late.body).toMatchObject({ code: 'rehabilitation.personDied', caseId: file.id });
      const record = await failed(other).expect(409);
      expect(record.body).toMatchObject({ code: 'rehabilitation.personDied', caseId: file.id });
    });
  });
});
