import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import type { SubstitutionRegistrationDto } from '../../src/rehabilitation/substitution/substitution-answer.dto.js';
import { seedOrganisation, unitIdByCode } from '../setup/factories.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  BEFORE,
  doorRoutes,
  newFacilityApplication,
  newTreatmentApplication,
  oldFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

/** A ward of Hà Nội. */
const BA_DINH = '00004';
const DECISION = { decidedAt: '2026-07-02T09:00:00+07:00', number: '41/QĐ-CAX' };
const LETTER = {
  sentAt: '2026-07-02T09:10:00+07:00',
  arrivedAt: '2026-07-02T09:30:00+07:00',
  number: '42/CV-CAX',
};
const DESIGNATION = { designatedAt: '2026-07-02T09:40:00+07:00', number: '55/QĐ-CAT' };
const FAILURES = '/v1/registration-failures';

describe('the front desk refuses', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  let facility: DoorRoutes<FacilityRehabilitationDto>;
  let substitution: DoorRoutes<SubstitutionRegistrationDto>;
  let elsewhere: number;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    http = requests(test);
    facility = doorRoutes(test, '/v1/facility-rehabilitations');
    substitution = doorRoutes(test, '/v1/substitution-registrations');
    elsewhere = await seedOrganisation(test.database.owner, {
      kind: 'public-rehabilitation-facility',
      unitId: await unitIdByCode(test.database.owner, BA_DINH),
    });
  });
  afterAll(() => test.close());

  const resident = async (token: string): Promise<string> =>
    (await somebody(test, token, { unitId: desk.scene.unitId })).id;
  const registered = async (door: string): Promise<FacilityRehabilitationDto> => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    return opened(facility, policeOfficer, newFacilityApplication(await resident(policeOfficer), { door }));
  };
  const proposed = async (): Promise<FacilityRehabilitationDto> => {
    const { headOfPolice } = desk.scene.tokens;
    const decided = await facility.done(headOfPolice, await registered('public'), 'decision', DECISION);
    return facility.done(headOfPolice, decided, 'proposal', LETTER);
  };

  describe('a place that', () => {
    it('the commune police choose themselves: others designate the public facility', async () => {
      const file = await registered('public');
      const body = { ...DECISION, organisationId: desk.places.publicFacility };
      const { headOfPolice } = desk.scene.tokens;
      const refused = await facility.step(headOfPolice, file, 'decision', body).expect(422);
      expect(refused.body.errors).toMatchObject([
        { pointer: '/organisationId', code: 'rehabilitation.placeDesignatedLater' },
      ]);
      expect(await facility.status(desk.staff.publicOfficer, file.id)).toBe(404);
    });

    it('lies in a province of which the designator does not dispose', async () => {
      const { director, ministryOfficer } = desk.staff;
      const away = { ...DESIGNATION, organisationId: elsewhere };
      const own = { ...DESIGNATION, organisationId: desk.places.publicFacility };
      const file = await proposed();
      const refused = await facility.step(director, file, 'designation', away).expect(409);
      expect(refused.body.code).toBe('rehabilitation.facilityOfProvince');
      const asked = await facility.done(director, file, 'designation-request', {
        sentAt: '2026-07-02T09:35:00+07:00',
        number: '58/CV-CAT',
        organisationId: desk.places.ministry,
        wanted: 'facility-elsewhere',
      });
      const near = await facility.step(ministryOfficer, asked, 'ministry-designation', own).expect(409);
      expect(near.body.code).toBe('rehabilitation.facilityOfProvince');
      expect(await facility.done(ministryOfficer, asked, 'ministry-designation', away)).toMatchObject({
        status: 'designated',
        place: { organisationId: elsewhere },
      });
    });

    it('another body is to name: a body that was asked signs for none but itself', async () => {
      const { director } = desk.staff;
      const asked = await facility.done(director, await proposed(), 'designation-request', {
        sentAt: '2026-07-02T09:35:00+07:00',
        number: '58/CV-CAT',
        organisationId: desk.places.ministry,
        wanted: 'facility-elsewhere',
      });
      const forged = { ...DESIGNATION, organisationId: elsewhere, actedBy: desk.places.ministry };
      const refused = await facility.step(director, asked, 'ministry-designation', forged).expect(403);
      expect(refused.body.code).toBe('cases.readOnly');
      // The keeper may: the ministry need not use this program.
      const { headOfPolice } = desk.scene.tokens;
      expect(await facility.done(headOfPolice, asked, 'ministry-designation', forged)).toMatchObject({
        status: 'designated',
      });
    });

    it('the law of that day does not know: no reformatory until 30/06/2026', async () => {
      await at(test, desk, BEFORE);
      const { committeeOfficer } = desk.scene.tokens;
      const person = await somebody(test, committeeOfficer);
      const file = await opened(
        facility,
        committeeOfficer,
        oldFacilityApplication(person.id, {
          door: 'public',
          items: ['application', 'identity-copy', 'determination-result'],
          withoutResidence: { actFoundOn: '2026-06-26', basis: 'Không xác định được nơi ở' },
        }),
      );
      const decided = await facility.done(committeeOfficer, file, 'outside-decision', {
        decidedAt: '2026-06-29T09:00:00+07:00',
        number: '3/QĐ-UBND',
        body: 'Ủy ban nhân dân tỉnh An Giang',
      });
      const referral = { referredAt: '2026-06-29T09:10:00+07:00' };
      const wrong = { ...referral, organisationId: desk.places.reformatory };
      const refused = await facility.step(committeeOfficer, decided, 'referrals', wrong).expect(422);
      expect(refused.body.errors[0].code).toBe('rehabilitation.wrongPlace');
      const right = { ...referral, organisationId: desk.places.publicFacility };
      expect((await facility.done(committeeOfficer, decided, 'referrals', right)).status).toBe(
        'outside-decided',
      );
    });
  });

  describe('a moment that', () => {
    it.each([
      ['designation', { designatedAt: '2026-07-02T09:20:00+07:00', number: '55/QĐ-CAT' }, '/designatedAt'],
      [
        'designation-request',
        { sentAt: '2026-07-02T09:20:00+07:00', number: '57/CV-CAT', wanted: 'facility-elsewhere' },
        '/sentAt',
      ],
    ])('answers a letter before it came: %s', async (step, body, pointer) => {
      const isRequest = step === 'designation-request';
      const organisationId = isRequest ? desk.places.ministry : desk.places.publicFacility;
      const file = await proposed();
      const refused = await facility
        .step(desk.staff.director, file, step, { ...body, organisationId })
        .expect(422);
      expect(refused.body.errors).toMatchObject([{ pointer, code: 'rehabilitation.tooEarly' }]);
    });

    it('lies before the decision or after the reception, for a contract with a private facility', async () => {
      const file = await facility.done(
        desk.scene.tokens.headOfPolice,
        await registered('private'),
        'decision',
        {
          ...DECISION,
          organisationId: desk.places.privateFacility,
        },
      );
      const body = { receivedAt: '2026-07-02T09:30:00+07:00', contractNumber: '1/HĐ-CN' };
      const { privateOfficer } = desk.staff;
      const early = { ...body, contractSignedOn: '2026-07-01' };
      const refused = await facility.step(privateOfficer, file, 'admission', early).expect(422);
      const pointer = '/contractSignedOn';
      expect(refused.body.errors).toMatchObject([{ pointer, code: 'rehabilitation.tooEarly' }]);
      const later = { ...body, contractSignedOn: '2026-07-03' };
      const after = await facility.step(privateOfficer, file, 'admission', later).expect(422);
      expect(after.body.errors).toMatchObject([{ pointer, code: 'rehabilitation.tooLate' }]);
      const right = { ...body, contractSignedOn: '2026-07-02' };
      expect((await facility.done(privateOfficer, file, 'admission', right)).status).toBe('under-way');
    });

    it.each([
      ['determination', '/determination/on'],
      ['withoutResidence', '/withoutResidence/actFoundOn'],
    ])('lies before the birth: %s', async (_name, pointer) => {
      await at(test, desk, BEFORE);
      const { committeeOfficer } = desk.scene.tokens;
      const dayOf = (of: string): string => (of === pointer ? '1990-01-01' : '2026-06-26');
      const on = dayOf('/determination/on');
      const actFoundOn = dayOf('/withoutResidence/actFoundOn');
      const body = oldFacilityApplication((await somebody(test, committeeOfficer)).id, {
        door: 'public',
        items: ['application', 'identity-copy', 'determination-result'],
        determination: { on, facility: 'Trung tâm Y tế', toldAt: '2026-06-26T15:00:00+07:00' },
        withoutResidence: { actFoundOn, basis: 'Không xác định được nơi ở' },
      });
      const refused = await facility.open(committeeOfficer, body).expect(422);
      expect(refused.body.errors).toMatchObject([{ pointer, code: 'rehabilitation.beforeBirth' }]);
    });
  });

  it('the contract of a public facility, which receives by the decision', async () => {
    const body = { ...DESIGNATION, organisationId: desk.places.publicFacility };
    const file = await facility.done(desk.staff.director, await proposed(), 'designation', body);
    const admission = { receivedAt: '2026-07-02T09:50:00+07:00', contractNumber: '1/HĐ-CN' };
    const refused = await facility.step(desk.staff.publicOfficer, file, 'admission', admission).expect(422);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/contractNumber', code: 'rehabilitation.contractOfPrivateAlone' },
    ]);
  });

  it('the application of a person who has died, and keeps one of before', async () => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    const personId = await resident(policeOfficer);
    const first = await opened(
      facility,
      policeOfficer,
      newFacilityApplication(personId, { door: 'private' }),
    );
    const death = { at: '2026-07-02T09:00:00+07:00', reason: 'Giấy báo tử' };
    await facility.done(policeOfficer, first, 'death', death);
    const late = newTreatmentApplication(personId, { handedInAt: '2026-07-02T09:30:00+07:00' });
    const refused = await substitution.open(policeOfficer, late).expect(409);
    expect(refused.body).toMatchObject({ code: 'rehabilitation.personDied', caseId: first.id });
    expect((await substitution.open(policeOfficer, newTreatmentApplication(personId))).status).toBe(201);
  });

  it('to close a file to a clinic that another referral still names', async () => {
    await at(test, desk, AFTER);
    const { policeOfficer, headOfPolice } = desk.scene.tokens;
    const { clinician } = desk.staff;
    const personId = await resident(policeOfficer);
    const file = await opened(substitution, policeOfficer, newTreatmentApplication(personId));
    const referral = { referredAt: '2026-07-02T09:10:00+07:00', organisationId: desk.places.clinic };
    const once = await substitution.done(policeOfficer, file, 'referrals', referral);
    const twice = await substitution.done(policeOfficer, once, 'referrals', {
      ...referral,
      referredAt: '2026-07-02T09:11:00+07:00',
    });
    expect(await substitution.annul(headOfPolice, twice, 'referred')).toBe(201);
    expect((await substitution.read(clinician, file.id)).status).toBe('awaiting-clinic');
  });

  it('to take a person from a facility that has another file about him', async () => {
    await at(test, desk, AFTER);
    const { policeOfficer, headOfPolice } = desk.scene.tokens;
    const { privateOfficer } = desk.staff;
    const personId = await resident(policeOfficer);
    const atFacility = async (): Promise<FacilityRehabilitationDto> => {
      const body = newFacilityApplication(personId, { door: 'private' });
      const file = await opened(facility, policeOfficer, body);
      const decision = { ...DECISION, organisationId: desk.places.privateFacility };
      return facility.done(headOfPolice, file, 'decision', decision);
    };
    const first = await atFacility();
    const end = { at: '2026-07-02T09:10:00+07:00', reason: 'Ghi nhầm lần cai nghiện' };
    await facility.done(headOfPolice, first, 'void', end);
    const second = await atFacility();
    expect(await facility.annul(headOfPolice, second, 'decided')).toBe(201);
    expect(await facility.status(privateOfficer, second.id)).toBe(404);
    expect(await facility.status(privateOfficer, first.id)).toBe(200);
    await http.get(privateOfficer, `/v1/persons/${personId}`).expect(200);
  });

  describe('a failure to register', () => {
    const TOLD = {
      determination: { on: '2026-07-01', facility: 'Trung tâm Y tế', toldAt: '2026-07-01T08:00:00+07:00' },
      basis: 'Đã thông báo kết quả, không đến đăng ký',
      foundAt: '2026-07-02T09:00:00+07:00',
    } as const;
    beforeEach(() => at(test, desk, '2026-07-03T16:00:00+07:00'));

    it('that is on record, also where two officers enter it at once', async () => {
      const { headOfPolice } = desk.scene.tokens;
      const body = { personId: await resident(headOfPolice), ...TOLD };
      const answers = await Promise.all([1, 2, 3].map(() => http.post(headOfPolice, FAILURES, body)));
      const refused = answers.filter(({ status }) => status === 409);
      const recorded = answers.find(({ status }) => status === 201)?.body as { id: string } | undefined;
      expect(refused.map(({ body: { code, failureId } }) => [code, failureId])).toEqual([
        ['rehabilitation.failureOnRecord', recorded?.id],
        ['rehabilitation.failureOnRecord', recorded?.id],
      ]);
      await http
        .post(headOfPolice, `${FAILURES}/${recorded?.id}/void`, { reason: 'Ghi nhầm ngày' })
        .set('If-Match', '"1"')
        .expect(201);
      await http.post(headOfPolice, FAILURES, body).expect(201);
    });

    it('of a child under twelve', async () => {
      const { headOfPolice } = desk.scene.tokens;
      const child = await registerPerson(test, headOfPolice, {
        birth: { date: '2014-07-03' },
        identifiers: [],
        noIdentifierReason: 'Chưa làm thẻ căn cước',
        addresses: [
          { kind: 'current', unitId: desk.scene.unitId, detail: 'Ấp Kinh 1', fromOn: '2025-07-01' },
        ],
      });
      const refused = await http.post(headOfPolice, FAILURES, { personId: child.id, ...TOLD }).expect(409);
      expect(refused.body.code).toBe('rehabilitation.underTwelve');
    });

    it.each([
      [
        '/determination/on',
        'rehabilitation.beforeBirth',
        { determination: { ...TOLD.determination, on: '1990-01-01' } },
      ],
      [
        '/foundAt',
        'rehabilitation.tooEarly',
        { withoutResidence: { actFoundOn: '2026-07-03', basis: 'Không rõ nơi ở' } },
      ],
      [
        '/determination/on',
        'rehabilitation.tooLate',
        { determination: { ...TOLD.determination, on: '2026-07-02' } },
      ],
      [
        '/determination/toldAt',
        'rehabilitation.tooLate',
        { determination: { ...TOLD.determination, toldAt: '2026-07-02T10:00:00+07:00' } },
      ],
      [
        '/determination/toldAt',
        'cases.inTheFuture',
        { determination: { ...TOLD.determination, toldAt: '2026-07-03T16:01:00+07:00' } },
      ],
    ])('with a day out of order: %s', async (pointer, code, overrides) => {
      const { headOfPolice } = desk.scene.tokens;
      const body = { personId: await resident(headOfPolice), ...TOLD, ...overrides };
      const refused = await http.post(headOfPolice, FAILURES, body).expect(422);
      expect(refused.body.errors).toMatchObject([{ pointer, code }]);
    });

    it('of who handed his papers in before the result was told', async () => {
      const { headOfPolice, policeOfficer } = desk.scene.tokens;
      const personId = await resident(policeOfficer);
      const { determination: _later, ...papers } = anApplication({ personId });
      const application = {
        ...papers,
        handedInAt: '2026-07-01T07:30:00+07:00',
        items: ['application', 'curriculum-vitae', 'identity-copy'],
      };
      const { body: file } = await http
        .post(policeOfficer, '/v1/home-rehabilitations', application)
        .expect(201);
      const refused = await http.post(headOfPolice, FAILURES, { personId, ...TOLD }).expect(409);
      expect(refused.body).toMatchObject({ code: 'rehabilitation.registeredInTime', caseId: file.id });
    });

    it('of the dead', async () => {
      const { headOfPolice, policeOfficer } = desk.scene.tokens;
      const personId = await resident(policeOfficer);
      const application = anApplication({
        personId,
        handedInAt: '2026-07-01T07:30:00+07:00',
        determination: { ...TOLD.determination, toldAt: '2026-07-01T07:00:00+07:00' },
      });
      const opening = await http.post(policeOfficer, '/v1/home-rehabilitations', application).expect(201);
      await http
        .post(policeOfficer, `/v1/home-rehabilitations/${opening.body.id}/death`, {
          at: '2026-07-01T07:45:00+07:00',
          reason: 'Giấy báo tử',
        })
        .set('If-Match', `"${opening.body.version}"`)
        .expect(201);
      const refused = await http.post(headOfPolice, FAILURES, { personId, ...TOLD }).expect(409);
      expect(refused.body.code).toBe('rehabilitation.personDied');
    });

    it('no longer for an old file whose term is over', async () => {
      await at(test, desk, '2026-06-30T10:00:00+07:00');
      const { chairman, committeeOfficer } = desk.scene.tokens;
      const personId = await resident(committeeOfficer);
      const long = anOldApplication({
        personId,
        handedInAt: '2025-08-01T08:30:00+07:00',
        determination: { on: '2025-07-31', facility: 'Trung tâm Y tế', toldAt: '2025-07-31T15:00:00+07:00' },
      });
      const opening = await http.post(committeeOfficer, '/v1/home-rehabilitations', long).expect(201);
      await http
        .post(chairman, `/v1/home-rehabilitations/${opening.body.id}/decision`, {
          decidedAt: '2025-08-04T08:30:00+07:00',
          number: '9/QĐ-UBND',
          startsOn: '2025-08-05',
          months: 6,
        })
        .set('If-Match', `"${opening.body.version}"`)
        .expect(201);
      const again = { on: '2026-06-22', facility: 'Trung tâm Y tế', toldAt: '2026-06-22T15:00:00+07:00' };
      const body = { personId, ...TOLD, determination: again, foundAt: '2026-06-30T08:00:00+07:00' };
      await http.post(chairman, FAILURES, body).expect(201);
    });
  });
});
