import type { RegistrationFailureDto } from '../../src/rehabilitation/failure/registration-failure.dto.js';
import { AFTER, arrangeFrontDesk, at, somebody, type FrontDesk } from '../setup/front-desk.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const PATH = '/v1/registration-failures';
const told = (on: string, toldAt: string): object => ({
  determination: { on, facility: 'Trung tâm Y tế khu vực Vĩnh Thuận', toldAt },
  basis: 'Đã thông báo kết quả tại nhà, không đến đăng ký',
});

describe('the front desk: failure to register', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    http = requests(test);
  });
  afterAll(() => test.close());

  const resident = async (token: string): Promise<string> =>
    (await somebody(test, token, { unitId: desk.scene.unitId })).id;
  const AFTER_TOLD = told('2026-07-01', '2026-07-01T08:00:00+07:00');
  const recorded = async (personId: string): Promise<RegistrationFailureDto> => {
    const body = { personId, ...AFTER_TOLD, foundAt: '2026-07-02T08:00:00+07:00' };
    const answer = await http.post(desk.scene.tokens.headOfPolice, PATH, body).expect(201);
    return answer.body as RegistrationFailureDto;
  };

  it('from 01/07/2026 is recorded by the head of the commune police after 24 hours, and explains itself', async () => {
    await at(test, desk, AFTER);
    const { headOfPolice, chairman } = desk.scene.tokens;
    const personId = await resident(headOfPolice);
    const early = { personId, ...AFTER_TOLD, foundAt: '2026-07-02T07:59:59+07:00' };
    const refused = await http.post(headOfPolice, PATH, early).expect(409);
    expect(refused.body).toMatchObject({
      code: 'rehabilitation.registrationStillPossible',
      from: '2026-07-02T01:00:00.000Z',
      detail: expect.stringMatching(/^Chỉ ghi nhận từ 08:00 Thứ năm 02\/07\/2026: /),
    });
    expect(JSON.stringify(refused.body.explanation)).toContain('Điều 89 khoản 1');
    const failure = await recorded(personId);
    expect(failure).toMatchObject({
      regime: 'R3',
      dueAt: '2026-07-02T01:00:00.000Z',
      signerOffice: 'Trưởng Công an cấp xã',
      form: { instrument: 'nd-163-2026', appendix: 'V', number: '34' },
      version: 1,
    });
    const theirs = await resident(chairman);
    const wrong = { personId: theirs, ...AFTER_TOLD, foundAt: '2026-07-02T09:00:00+07:00' };
    const body = (await http.post(chairman, PATH, wrong).expect(403)).body;
    expect(body).toMatchObject({ competent: { organisationKind: 'commune-police' } });
  });

  it('to 30/06/2026 by the chairman or the head of the police, after 5 working days', async () => {
    await at(test, desk, '2026-06-30T10:00:00+07:00');
    const { chairman, headOfPolice, committeeOfficer } = desk.scene.tokens;
    const old = told('2026-06-22', '2026-06-22T15:00:00+07:00');
    for (const token of [chairman, headOfPolice]) {
      const personId = await resident(token);
      const early = { personId, ...old, foundAt: '2026-06-29T23:00:00+07:00' };
      expect((await http.post(token, PATH, early)).status).toBe(409);
      const answer = await http
        .post(token, PATH, { ...early, foundAt: '2026-06-30T08:00:00+07:00' })
        .expect(201);
      expect(answer.body).toMatchObject({
        regime: 'R2',
        dueAt: '2026-06-29T17:00:00.000Z',
        form: { instrument: 'nd-116-2021', number: '27' },
      });
    }
    const personId = await resident(committeeOfficer);
    const officer = { personId, ...old, foundAt: '2026-06-30T08:00:00+07:00' };
    expect((await http.post(committeeOfficer, PATH, officer)).status).toBe(403);
  });

  it('keeps the limit that was running when the law changed', async () => {
    await at(test, desk, AFTER);
    const { headOfPolice } = desk.scene.tokens;
    const personId = await resident(headOfPolice);
    const running = told('2026-06-29', '2026-06-29T15:00:00+07:00');
    const body = { personId, ...running, foundAt: '2026-07-02T09:00:00+07:00' };
    const answer = await http.post(headOfPolice, PATH, body).expect(409);
    expect(answer.body.from).toBe('2026-07-06T17:00:00.000Z');
  });

  it('is refused for who registered in time, and for who lives elsewhere', async () => {
    await at(test, desk, AFTER);
    const { headOfPolice, policeOfficer } = desk.scene.tokens;
    const personId = await resident(policeOfficer);
    const file = await apply(test, policeOfficer, anApplication({ personId }));
    const body = {
      ...{ personId, ...told('2026-07-01', '2026-07-01T15:00:00+07:00') },
      foundAt: '2026-07-02T09:59:00+07:00',
    };
    expect((await http.post(headOfPolice, PATH, body)).body.code).toBe(
      'rehabilitation.registrationStillPossible',
    );
    await at(test, desk, '2026-07-02T16:00:00+07:00');
    const late = { ...body, foundAt: '2026-07-02T15:30:00+07:00' };
    const refused = await http.post(headOfPolice, PATH, late).expect(409);
    expect(refused.body).toMatchObject({ code: 'rehabilitation.registeredInTime', caseId: file.id });
    const stranger = (await somebody(test, headOfPolice)).id;
    const elsewhere = await http.post(headOfPolice, PATH, { ...late, personId: stranger }).expect(409);
    expect(elsewhere.body.code).toBe('rehabilitation.notResidentHere');
    const withoutResidence = { actFoundOn: '2026-07-01', basis: 'Không xác định được nơi ở' };
    await http.post(headOfPolice, PATH, { ...late, personId: stranger, withoutResidence }).expect(201);
  });

  it('is listed by person and unit, and voided with a reason by who recorded it', async () => {
    await at(test, desk, AFTER);
    const { headOfPolice, provincialOfficer } = desk.scene.tokens;
    const { neighbourHead } = desk.staff;
    const failure = await recorded(await resident(headOfPolice));
    const list = async (token: string, query: string): Promise<readonly string[]> => {
      const { body } = await http.get(token, `${PATH}?${query}`).expect(200);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    const mine = `person=${failure.personId}`;
    expect(await list(headOfPolice, mine)).toEqual([failure.id]);
    expect(await list(headOfPolice, `unit=${desk.scene.unitId}&limit=200`)).toContain(failure.id);
    expect(await list(headOfPolice, `unit=${desk.scene.neighbourUnitId}`)).toEqual([]);
    expect(await list(provincialOfficer, mine)).toEqual([failure.id]);
    expect(await list(neighbourHead, mine)).toEqual([]);
    await http.get(neighbourHead, `${PATH}/${failure.id}`).expect(404);
    const reason = { reason: 'Đã đăng ký tại xã khác trong thời hạn' };
    const path = `${PATH}/${failure.id}/void`;
    await http.post(neighbourHead, path, reason).set('If-Match', '"1"').expect(404);
    await http.post(headOfPolice, path, reason).expect(428);
    const voided = await http.post(headOfPolice, path, reason).set('If-Match', '"1"').expect(201);
    expect(voided.body).toMatchObject({ voidedOn: '2026-07-02', voidReason: reason.reason, version: 2 });
    await http.post(headOfPolice, path, reason).set('If-Match', '"1"').expect(412);
    await http.post(headOfPolice, path, reason).set('If-Match', '"2"').expect(409);
    expect(await list(headOfPolice, mine)).toEqual([]);
    expect(await list(headOfPolice, `${mine}&includeVoided=true`)).toEqual([failure.id]);
    const { rows } = await test.database.owner.query<{ action: string }>(
      `select action from audit_event where subject_id = $1 and action like 'rehabilitation.%' order by at, id`,
      [failure.id],
    );
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'rehabilitation.registration-failure.recorded',
        'rehabilitation.registration-failure.voided',
      ]),
    );
  });
});
