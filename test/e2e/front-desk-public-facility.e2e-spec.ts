import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  BEFORE,
  doorRoutes,
  newFacilityApplication,
  oldFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const DESIGNATION = { designatedAt: '2026-07-02T09:40:00+07:00', number: '55/QĐ-CAT' };

const openLimits = ({ deadlines }: FacilityRehabilitationDto) =>
  deadlines.filter(({ status }) => status === 'open');

describe('the front desk: public facility and reformatory', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, '/v1/facility-rehabilitations');
  });
  afterAll(() => test.close());

  const workList = async (token: string): Promise<readonly { subjectId: string; rule: string }[]> => {
    const { body } = await requests(test).get(token, '/v1/deadlines?limit=200').expect(200);
    return body.items as { subjectId: string; rule: string }[];
  };

  it('to 30/06/2026: by contract with the facility, and told to the commune in 5 working days', async () => {
    await at(test, desk, BEFORE);
    const { publicOfficer } = desk.staff;
    const { id } = await somebody(test, publicOfficer);
    const file = await opened(routes, publicOfficer, oldFacilityApplication(id, { door: 'public' }));
    expect(file).toMatchObject({ door: 'public', status: 'taken-in' });
    const contract = {
      signedAt: '2026-06-29T09:30:00+07:00',
      number: '02/HĐ-CN',
      startsOn: '2026-06-30',
      months: 12,
    };
    const signed = await routes.done(publicOfficer, file, 'contract', contract);
    expect(signed).toMatchObject({
      term: { endsOn: '2027-06-30', months: 12 },
      termAbsent: null,
      deadlines: [{ rule: 'public-facility.report', dueAt: '2026-07-06T17:00:00.000Z' }],
    });
    const notice = {
      notifiedAt: '2026-06-29T09:50:00+07:00',
      organisationId: desk.scene.organisations.committee,
    };
    const told = await routes.done(publicOfficer, signed, 'notices', notice);
    expect(told).toMatchObject({ status: 'under-way', deadlines: [{ status: 'met' }] });
    const decision = { decidedAt: '2026-06-29T09:55:00+07:00', number: '09/QĐ-UBND' };
    const refused = await routes.step(desk.scene.tokens.chairman, told, 'decision', decision).expect(403);
    expect(refused.body).toMatchObject({ act: 'decide-public-facility', competent: null });
    const stranger = { ...notice, organisationId: desk.scene.organisations.neighbourPolice };
    const again = await opened(
      routes,
      publicOfficer,
      oldFacilityApplication((await somebody(test, publicOfficer)).id, { door: 'public' }),
    );
    const signedAgain = await routes.done(publicOfficer, again, 'contract', contract);
    const wrong = await routes.step(publicOfficer, signedAgain, 'notices', stranger).expect(422);
    expect(wrong.body.errors[0].code).toBe('rehabilitation.notReferable');
  });

  it('stays with the facility on 01/07/2026: a contract of before goes on, none is concluded any more', async () => {
    await at(test, desk, BEFORE);
    const { publicOfficer } = desk.staff;
    const takenIn = async (): Promise<FacilityRehabilitationDto> => {
      const { id } = await somebody(test, publicOfficer);
      return opened(routes, publicOfficer, oldFacilityApplication(id, { door: 'public' }));
    };
    const [first, second] = [await takenIn(), await takenIn()];
    await at(test, desk, AFTER);
    const contract = { number: '03/HĐ-CN', startsOn: '2026-06-30', months: 6 };
    const before = { ...contract, signedAt: '2026-06-29T09:30:00+07:00' };
    expect(await routes.done(publicOfficer, first, 'contract', before)).toMatchObject({
      status: 'contracted',
      keeperOrganisationId: desk.places.publicFacility,
      term: { endsOn: '2026-12-30' },
      deadlines: [{ rule: 'public-facility.report', regime: 'R2', status: 'open' }],
    });
    const after = { ...contract, signedAt: '2026-07-02T09:30:00+07:00' };
    const refused = await routes.step(publicOfficer, second, 'contract', after).expect(403);
    expect(refused.body).toMatchObject({ code: 'authority.notCompetent', regime: 'R3', competent: null });
    const now = await routes.read(publicOfficer, second.id);
    expect(now.next.map(({ step }) => step)).toEqual(['withdrawn', 'voided', 'died']);
  });

  it('is not taken in by a facility from 01/07/2026', async () => {
    await at(test, desk, AFTER);
    const { publicOfficer } = desk.staff;
    const { id } = await somebody(test, publicOfficer);
    const refused = await routes.open(publicOfficer, newFacilityApplication(id, { door: 'public' }));
    expect([refused.status, refused.body.code]).toEqual([403, 'authority.notCompetent']);
    expect(refused.body.competent).toMatchObject({ organisationKind: 'commune-police' });
  });

  const registered = async (minor = false): Promise<FacilityRehabilitationDto> => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    const person = await somebody(test, policeOfficer, { unitId: desk.scene.unitId, minor });
    const papers = ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'];
    const consent = { guardianId: person.guardianId, on: '2026-07-01' };
    const body = newFacilityApplication(person.id, {
      door: 'public',
      ...(minor && { items: [...papers, 'guardian-opinion'], guardianConsent: consent }),
    });
    return opened(routes, policeOfficer, body);
  };

  const decided = async (minor = false): Promise<FacilityRehabilitationDto> =>
    routes.done(desk.scene.tokens.headOfPolice, await registered(minor), 'decision', {
      decidedAt: '2026-07-02T09:00:00+07:00',
      number: '41/QĐ-CAX',
    });

  const proposed = async (minor = false): Promise<FacilityRehabilitationDto> =>
    routes.done(desk.scene.tokens.headOfPolice, await decided(minor), 'proposal', {
      sentAt: '2026-07-02T09:10:00+07:00',
      arrivedAt: '2026-07-02T09:30:00+07:00',
      number: '42/CV-CAX',
    });

  describe('from 01/07/2026', () => {
    it('does not ask the person for the letter that the police make themselves', async () => {
      const file = await registered();
      expect(file).toMatchObject({ status: 'registered', dossier: { complete: true, missing: [] } });
      expect(JSON.stringify(file.dossier.explanation)).toContain('không yêu cầu người đăng ký nộp');
    });

    it('goes from the commune to the province and to the facility, each in its own 24 hours', async () => {
      const { director, publicOfficer } = desk.staff;
      const file = await decided();
      expect(openLimits(file)).toMatchObject([
        {
          rule: 'public-facility.propose',
          organisationId: desk.scene.organisations.police,
          dueAt: '2026-07-03T02:00:00.000Z',
        },
      ]);
      const sent = await routes.done(desk.scene.tokens.headOfPolice, file, 'proposal', {
        sentAt: '2026-07-02T09:10:00+07:00',
        arrivedAt: '2026-07-02T09:30:00+07:00',
        number: '42/CV-CAX',
      });
      expect(openLimits(sent)).toMatchObject([
        {
          rule: 'public-facility.designate',
          organisationId: desk.scene.organisations.provincialPolice,
          dueAt: '2026-07-03T02:30:00.000Z',
        },
      ]);
      const owed = (await workList(director)).filter(({ subjectId }) => subjectId === file.id);
      expect(owed).toMatchObject([{ rule: 'public-facility.designate' }]);
      const body = { ...DESIGNATION, organisationId: desk.places.publicFacility };
      const named = await routes.done(director, sent, 'designation', body);
      expect(named).toMatchObject({
        status: 'designated',
        keeperOrganisationId: desk.scene.organisations.police,
        place: { organisationId: desk.places.publicFacility, admittedAt: null },
      });
      expect(openLimits(named)).toMatchObject([
        {
          rule: 'public-facility.transport',
          organisationId: desk.scene.organisations.police,
          dueAt: '2026-07-03T02:40:00.000Z',
        },
      ]);
      const record = { receivedAt: '2026-07-02T09:55:00+07:00' };
      const taken = await routes.done(publicOfficer, named, 'admission', record);
      expect(taken).toMatchObject({ status: 'under-way', place: { admittedAt: '2026-07-02T02:55:00.000Z' } });
      // Luật 120/2025 Art 34 does not say from which day: nothing is made up.
      expect(taken.term).toBeNull();
      expect(JSON.stringify(taken.termAbsent)).toContain('không nói thời hạn');
    });

    it('refuses the wrong body at each step, with who is competent', async () => {
      const { headOfPolice, provincialOfficer, chairman } = desk.scene.tokens;
      const file = await proposed();
      const body = { ...DESIGNATION, organisationId: desk.places.publicFacility };
      const commune = await routes.step(headOfPolice, file, 'designation', body).expect(403);
      expect(commune.body).toMatchObject({
        code: 'authority.notCompetent',
        competent: { organisationKind: 'provincial-police', role: 'provincial-police-director' },
      });
      const officer = await routes.step(provincialOfficer, file, 'designation', body).expect(403);
      expect(officer.body.code).toBe('http.forbidden');
      expect((await routes.step(chairman, file, 'designation', body)).status).toBe(404);
      expect((await routes.step(desk.staff.neighbourHead, file, 'designation', body)).status).toBe(404);
      expect((await routes.step(desk.staff.ministryOfficer, file, 'designation', body)).status).toBe(404);
      const privately = { ...DESIGNATION, organisationId: desk.places.privateFacility };
      const wrong = await routes.step(desk.staff.director, file, 'designation', privately).expect(422);
      expect(wrong.body.errors[0].code).toBe('rehabilitation.wrongPlace');
      const end = { at: '2026-07-02T09:45:00+07:00', reason: 'Không thuộc' };
      expect((await routes.step(desk.staff.director, file, 'void', end)).status).toBe(403);
    });

    it('sends a minor to a reformatory by the ministry’s department, never by the director', async () => {
      const { director, ministryOfficer, reformatoryOfficer } = desk.staff;
      const file = await proposed(true);
      const reformatory = { ...DESIGNATION, organisationId: desk.places.reformatory };
      const refused = await routes.step(director, file, 'designation', reformatory).expect(409);
      expect(refused.body.code).toBe('rehabilitation.reformatoryByMinistry');
      const asked = await routes.done(director, file, 'designation-request', {
        sentAt: '2026-07-02T09:35:00+07:00',
        number: '57/CV-CAT',
        organisationId: desk.places.ministry,
        wanted: 'reformatory',
      });
      expect(openLimits(asked)).toMatchObject([
        {
          rule: 'public-facility.designate-elsewhere',
          organisationId: desk.places.ministry,
          dueAt: '2026-07-03T02:35:00.000Z',
        },
      ]);
      const owed = (await workList(ministryOfficer)).map(({ subjectId }) => subjectId);
      expect(owed).toContain(file.id);
      const named = await routes.done(ministryOfficer, asked, 'ministry-designation', reformatory);
      expect(named).toMatchObject({
        status: 'designated',
        place: { organisationId: desk.places.reformatory },
      });
      const record = { receivedAt: '2026-07-02T09:58:00+07:00' };
      const taken = await routes.done(reformatoryOfficer, named, 'admission', record);
      expect(taken.status).toBe('under-way');
    });

    it('asks the ministry for no reformatory for an adult', async () => {
      const file = await proposed();
      const body = {
        sentAt: '2026-07-02T09:35:00+07:00',
        number: '58/CV-CAT',
        organisationId: desk.places.ministry,
        wanted: 'reformatory',
      };
      const refused = await routes.step(desk.staff.director, file, 'designation-request', body).expect(409);
      expect(refused.body.code).toBe('rehabilitation.reformatoryByMinistry');
      const elsewhere = { ...body, wanted: 'facility-elsewhere' };
      const asked = await routes.done(desk.staff.director, file, 'designation-request', elsewhere);
      expect(asked.status).toBe('designation-asked');
    });

    it('is entered by the commune police where the province does not use the system, and late', async () => {
      const file = await proposed();
      await at(test, desk, '2026-07-03T10:00:00+07:00');
      const body = {
        designatedAt: '2026-07-03T09:45:00+07:00',
        number: '56/QĐ-CAT',
        organisationId: desk.places.publicFacility,
        actedBy: desk.scene.organisations.provincialPolice,
      };
      const named = await routes.done(desk.scene.tokens.headOfPolice, file, 'designation', body);
      const limit = named.deadlines.find(({ rule }) => rule === 'public-facility.designate');
      expect(limit).toMatchObject({ status: 'met-late' });
      expect(await routes.status(desk.staff.publicOfficer, file.id)).toBe(200);
    });

    it('is recorded as not begun 2 working days after the designation, not before there was a place', async () => {
      const { policeOfficer } = desk.scene.tokens;
      const file = await proposed();
      await at(test, desk, '2026-07-08T10:00:00+07:00');
      const failure = { at: '2026-07-07T08:00:00+07:00', reason: 'Không đến cơ sở' };
      const nowhere = await routes.step(policeOfficer, file, 'start-failure', failure).expect(409);
      expect(nowhere.body).toMatchObject({ code: 'cases.stepNotAllowed', allowedIn: ['designated'] });
      const named = await routes.done(desk.staff.director, file, 'designation', {
        ...{ designatedAt: '2026-07-03T09:00:00+07:00', number: '55/QĐ-CAT' },
        organisationId: desk.places.publicFacility,
      });
      const early = await routes.step(policeOfficer, named, 'start-failure', failure).expect(409);
      expect(early.body).toMatchObject({ code: 'rehabilitation.startStillPossible', from: '2026-07-08' });
      expect(early.body.explanation.steps.at(-1)).toMatchObject({ mark: 'interpretation' });
      const late = { ...failure, at: '2026-07-08T08:00:00+07:00' };
      const failed = await routes.done(policeOfficer, named, 'start-failure', late);
      expect(failed).toMatchObject({ status: 'start-failed', next: [] });
    });

    it('takes a designation back: the facility reads no more, and the director owes it again', async () => {
      const { headOfPolice } = desk.scene.tokens;
      const body = { ...DESIGNATION, organisationId: desk.places.publicFacility };
      const named = await routes.done(desk.staff.director, await proposed(), 'designation', body);
      expect(await routes.annul(desk.staff.director, named, 'designated')).toBe(403);
      expect(await routes.annul(headOfPolice, named, 'designated')).toBe(201);
      const back = await routes.read(headOfPolice, named.id);
      expect(back).toMatchObject({ status: 'proposed', place: null });
      expect(openLimits(back)).toMatchObject([
        {
          rule: 'public-facility.designate',
          organisationId: desk.scene.organisations.provincialPolice,
          dueAt: '2026-07-03T02:30:00.000Z',
        },
      ]);
      expect(await routes.status(desk.staff.publicOfficer, named.id)).toBe(404);
      await requests(test).get(desk.staff.publicOfficer, `/v1/persons/${named.personId}`).expect(404);
    });
  });
});
