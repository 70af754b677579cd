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

const PATH = '/v1/facility-rehabilitations';
const CONTRACT = {
  signedAt: '2026-06-29T09:30:00+07:00',
  number: '07/HĐ-CN',
  startsOn: '2026-06-29',
  months: 6,
};
const ADMISSION = {
  receivedAt: '2026-07-02T09:30:00+07:00',
  contractNumber: '11/HĐ-CN',
  contractSignedOn: '2026-07-02',
};

describe('the front desk: private facility', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, PATH);
  });
  afterAll(() => test.close());

  const takenIn = async (overrides: object = {}): Promise<FacilityRehabilitationDto> => {
    await at(test, desk, BEFORE);
    const { id } = await somebody(test, desk.staff.privateOfficer);
    const body = oldFacilityApplication(id, { door: 'private', ...overrides });
    return opened(routes, desk.staff.privateOfficer, body);
  };

  const contracted = async (): Promise<FacilityRehabilitationDto> =>
    routes.done(desk.staff.privateOfficer, await takenIn(), 'contract', CONTRACT);

  describe('under the law to 30/06/2026', () => {
    it('is taken in by the facility, which asks nobody for a decision', async () => {
      const file = await takenIn();
      expect(file).toMatchObject({
        door: 'private',
        status: 'taken-in',
        keeperOrganisationId: desk.places.privateFacility,
        deadlines: [],
        decision: null,
      });
      expect(file.next.map(({ step }) => step)).toEqual(['contracted', 'withdrawn', 'voided', 'died']);
      expect(file.next[0]?.citation?.text).toContain('Điều 35 khoản 3 điểm c');
    });

    it('gives a supplement slip for what Art 35(2) asks for, no more', async () => {
      const file = await takenIn({ items: ['application'] });
      expect(file.status).toBe('awaiting-supplement');
      expect(file.dossier.missing).toMatchObject([
        { code: 'identity-copy', citation: { text: 'Nghị định 116/2021/NĐ-CP, Điều 35 khoản 2 điểm b' } },
      ]);
      const body = { receivedAt: '2026-06-29T09:00:00+07:00', items: ['identity-copy'] };
      const complete = await routes.done(desk.staff.privateOfficer, file, 'supplements', body);
      expect(complete.status).toBe('taken-in');
    });

    it('takes its term from the contract, of 6 to 12 months', async () => {
      const file = await takenIn();
      const long = await routes.step(desk.staff.privateOfficer, file, 'contract', {
        ...CONTRACT,
        months: 13,
      });
      expect([long.status, long.body.errors[0].pointer]).toEqual([422, '/months']);
      const signed = await routes.done(desk.staff.privateOfficer, file, 'contract', CONTRACT);
      expect(signed).toMatchObject({
        status: 'contracted',
        place: { organisationId: desk.places.privateFacility, contractNumber: '07/HĐ-CN' },
        term: { startsOn: '2026-06-29', endsOn: '2026-12-29', months: 6 },
        termAbsent: null,
      });
      expect(signed.deadlines).toMatchObject([
        {
          rule: 'private-facility.report',
          status: 'open',
          organisationId: desk.places.privateFacility,
          dueAt: '2026-07-06T17:00:00.000Z',
        },
      ]);
    });

    it('tells the commune, which reads the file from then on, and can decide nothing', async () => {
      const { chairman, committeeOfficer } = desk.scene.tokens;
      const file = await contracted();
      expect(await routes.status(chairman, file.id)).toBe(404);
      const notice = {
        notifiedAt: '2026-06-29T09:50:00+07:00',
        organisationId: desk.scene.organisations.committee,
      };
      const told = await routes.done(desk.staff.privateOfficer, file, 'notices', notice);
      expect(told).toMatchObject({ status: 'under-way', deadlines: [{ status: 'met' }] });
      expect(await routes.status(chairman, file.id)).toBe(200);
      const decision = { decidedAt: '2026-06-29T09:55:00+07:00', number: '09/QĐ-UBND' };
      const refused = await routes.step(chairman, told, 'decision', decision).expect(403);
      expect(refused.body).toMatchObject({
        code: 'authority.notCompetent',
        act: 'decide-private-facility',
        regime: 'R2',
        competent: null,
      });
      expect(refused.body.detail).toContain('không có quyết định này');
      const end = { at: '2026-06-29T09:55:00+07:00', reason: 'Không thuộc đơn vị' };
      const death = await routes.step(committeeOfficer, told, 'death', end).expect(403);
      expect(death.body.code).toBe('cases.readOnly');
    });

    it('is not taken in by the commune: the law names the facility', async () => {
      await at(test, desk, BEFORE);
      const { committeeOfficer } = desk.scene.tokens;
      const { id } = await somebody(test, committeeOfficer, { unitId: desk.scene.unitId });
      const refused = await routes
        .open(committeeOfficer, oldFacilityApplication(id, { door: 'private' }))
        .expect(403);
      expect(refused.body).toMatchObject({
        code: 'authority.notCompetent',
        competent: { organisationKind: 'private-rehabilitation-facility' },
      });
      expect(refused.body.detail).toContain('116/2021/NĐ-CP');
    });

    it('is nothing to the police of another commune, nor to another facility', async () => {
      const file = await contracted();
      const strangers = [desk.staff.neighbourHead, desk.staff.publicOfficer, desk.scene.tokens.headOfPolice];
      for (const stranger of strangers) {
        expect(await routes.status(stranger, file.id)).toBe(404);
        expect(
          (await routes.step(stranger, file, 'void', { at: CONTRACT.signedAt, reason: 'x' })).status,
        ).toBe(404);
      }
    });

    it('takes a contract back: term and time limit go, and the commune that was told reads no more', async () => {
      const { chairman } = desk.scene.tokens;
      const notice = {
        notifiedAt: '2026-06-29T09:50:00+07:00',
        organisationId: desk.scene.organisations.committee,
      };
      const told = await routes.done(desk.staff.privateOfficer, await contracted(), 'notices', notice);
      expect(await routes.annul(desk.staff.privateHead, told, 'commune-notified')).toBe(201);
      expect(await routes.status(chairman, told.id)).toBe(404);
      const again = await routes.read(desk.staff.privateHead, told.id);
      expect(again.deadlines.map(({ status }) => status)).toEqual(['void', 'open']);
      expect(await routes.annul(desk.staff.privateHead, again, 'contracted')).toBe(201);
      expect(await routes.read(desk.staff.privateHead, told.id)).toMatchObject({
        status: 'taken-in',
        term: null,
        place: null,
        deadlines: [{ status: 'void' }, { status: 'void' }],
      });
    });

    it('goes on under its old term after 01/07/2026, a contract entered late included', async () => {
      const file = await takenIn();
      await at(test, desk, AFTER);
      const late = await routes.done(desk.staff.privateOfficer, file, 'contract', CONTRACT);
      expect(late.term).toMatchObject({ months: 6, endsOn: '2026-12-29' });
      const { body } = await requests(test)
        .get(desk.staff.privateOfficer, `${PATH}/${file.id}/law`)
        .expect(200);
      const aspects = body.aspects as { aspect: string; regime: string; rule: string }[];
      expect(aspects.find(({ aspect }) => aspect === 'term')).toMatchObject({
        regime: 'R2',
        rule: 'transition-old-term',
      });
      const notice = {
        notifiedAt: '2026-07-02T09:50:00+07:00',
        organisationId: desk.scene.organisations.committee,
      };
      expect(await routes.done(desk.staff.privateOfficer, late, 'notices', notice)).toMatchObject({
        status: 'under-way',
        keeperOrganisationId: desk.places.privateFacility,
        deadlines: [
          { regime: 'R2', status: 'met' },
          { rule: 'private-facility.pre-end-notice', regime: 'R3', status: 'open' },
          { rule: 'private-facility.certificate', regime: 'R3', status: 'open' },
        ],
      });
    });

    it('stays with the facility without a contract on 01/07/2026, which can conclude none any more', async () => {
      const file = await takenIn();
      await at(test, desk, AFTER);
      const fresh = { ...CONTRACT, signedAt: '2026-07-02T09:00:00+07:00', startsOn: '2026-07-02' };
      const refused = await routes.step(desk.staff.privateOfficer, file, 'contract', fresh).expect(403);
      expect(refused.body).toMatchObject({ code: 'authority.notCompetent', regime: 'R3', competent: null });
      const now = await routes.read(desk.staff.privateOfficer, file.id);
      expect(now.keeperOrganisationId).toBe(desk.places.privateFacility);
      expect(now.next.map(({ step }) => step)).toEqual(['withdrawn', 'voided', 'died']);
    });
  });

  const registered = async (overrides: object = {}): Promise<FacilityRehabilitationDto> => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    const { id } = await somebody(test, policeOfficer, { unitId: desk.scene.unitId });
    const body = newFacilityApplication(id, { door: 'private', ...overrides });
    return opened(routes, policeOfficer, body);
  };

  const decided = async (referred = true): Promise<FacilityRehabilitationDto> => {
    const file = await registered();
    return routes.done(desk.scene.tokens.headOfPolice, file, 'decision', {
      decidedAt: '2026-07-02T09:00:00+07:00',
      number: '31/QĐ-CAX',
      ...(referred && { organisationId: desk.places.privateFacility }),
    });
  };

  describe('under the law from 01/07/2026', () => {
    it('is not taken in by a facility: the commune police register', async () => {
      await at(test, desk, AFTER);
      const { id } = await somebody(test, desk.staff.privateOfficer);
      const refused = await routes
        .open(desk.staff.privateOfficer, newFacilityApplication(id, { door: 'private' }))
        .expect(403);
      expect(refused.body).toMatchObject({
        code: 'authority.notCompetent',
        regime: 'R3',
        competent: { organisationKind: 'commune-police' },
      });
    });

    it('is registered with the dossier of home rehabilitation and decided within 24 hours', async () => {
      const file = await registered();
      expect(file).toMatchObject({
        status: 'registered',
        deadlines: [{ rule: 'home-rehabilitation.decision', dueAt: '2026-07-03T01:30:00.000Z' }],
      });
      const slip = await registered({ items: ['application', 'identity-copy'] });
      expect(slip.dossier.missing.map(({ code }) => code)).toEqual([
        'curriculum-vitae',
        'determination-result',
      ]);
    });

    it('is decided by form 22 and goes to the facility, which alone receives: 24 months from its record', async () => {
      const file = await decided();
      expect(file).toMatchObject({
        status: 'decided',
        decision: { form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' } },
        term: null,
        deadlines: [{ status: 'met' }, { rule: 'voluntary.start', status: 'open' }],
      });
      const seen = await routes.read(desk.staff.privateOfficer, file.id);
      expect(seen.id).toBe(file.id);
      const own = await routes
        .step(desk.scene.tokens.policeOfficer, file, 'admission', ADMISSION)
        .expect(403);
      expect(own.body).toMatchObject({ competent: { organisationKind: 'private-rehabilitation-facility' } });
      const received = await routes.done(desk.staff.privateOfficer, seen, 'admission', ADMISSION);
      expect(received).toMatchObject({
        status: 'under-way',
        keeperOrganisationId: desk.scene.organisations.police,
        place: { organisationId: desk.places.privateFacility, contractNumber: '11/HĐ-CN' },
        term: { startsOn: '2026-07-02', endsOn: '2028-07-02', months: 24 },
      });
      expect(received.deadlines.map(({ rule, status }) => `${rule} ${status}`)).toEqual([
        'home-rehabilitation.decision met',
        'voluntary.start met',
        'private-facility.reception-report open',
        'private-facility.pre-end-notice open',
        'private-facility.certificate open',
      ]);
      expect(JSON.stringify(received.term)).toContain('Điều 33 khoản 2');
    });

    it('lets the facility do its own part and nothing of the keeper’s', async () => {
      const file = await decided();
      const end = { at: '2026-07-02T09:40:00+07:00', reason: 'Cơ sở ghi' };
      const refused = await routes.step(desk.staff.privateOfficer, file, 'death', end).expect(403);
      expect(refused.body.code).toBe('cases.readOnly');
      const other = { ...ADMISSION, actedBy: desk.places.publicFacility };
      const wrong = await routes.step(desk.scene.tokens.policeOfficer, file, 'admission', other).expect(422);
      expect(wrong.body.errors[0].pointer).toBe('/actedBy');
      expect(await routes.status(desk.staff.publicOfficer, file.id)).toBe(404);
    });

    it('is entered by the keeper in the facility’s name, where that does not', async () => {
      const file = await decided(false);
      expect(await routes.status(desk.staff.privateOfficer, file.id)).toBe(404);
      const referral = {
        referredAt: '2026-07-02T09:10:00+07:00',
        organisationId: desk.places.privateFacility,
      };
      const referred = await routes.done(desk.scene.tokens.policeOfficer, file, 'referrals', referral);
      const body = { ...ADMISSION, actedBy: desk.places.privateFacility };
      const received = await routes.done(desk.scene.tokens.policeOfficer, referred, 'admission', body);
      expect(received).toMatchObject({
        status: 'under-way',
        place: { organisationId: desk.places.privateFacility },
      });
    });

    it('is recorded as not begun after 2 working days, and not a moment too early', async () => {
      const file = await decided();
      await at(test, desk, '2026-07-07T10:00:00+07:00');
      const { policeOfficer } = desk.scene.tokens;
      const failure = { at: '2026-07-06T23:59:00+07:00', reason: 'Không đến cơ sở' };
      const early = await routes.step(policeOfficer, file, 'start-failure', failure).expect(409);
      expect(early.body).toMatchObject({ code: 'rehabilitation.startStillPossible', from: '2026-07-07' });
      const late = { ...failure, at: '2026-07-07T00:00:00+07:00' };
      const failed = await routes.done(policeOfficer, file, 'start-failure', late);
      expect(failed).toMatchObject({
        status: 'start-failed',
        next: [],
        deadlines: [{ status: 'met' }, { rule: 'voluntary.start', status: 'lapsed' }],
      });
    });

    it('needs the contract, and a decision before it', async () => {
      const file = await decided();
      const bare = { receivedAt: ADMISSION.receivedAt };
      const missing = await routes.step(desk.staff.privateOfficer, file, 'admission', bare).expect(422);
      expect(missing.body.errors[0].pointer).toBe('/contractNumber');
      const undecided = await registered();
      const early = await routes.step(desk.scene.tokens.policeOfficer, undecided, 'admission', ADMISSION);
      expect(early.status).toBe(403);
      const elsewhere = {
        decidedAt: '2026-07-02T09:00:00+07:00',
        number: '32/QĐ-CAX',
        organisationId: desk.places.publicFacility,
      };
      const wrong = await routes
        .step(desk.scene.tokens.headOfPolice, undecided, 'decision', elsewhere)
        .expect(422);
      expect(wrong.body.errors).toMatchObject([
        { pointer: '/organisationId', code: 'rehabilitation.wrongPlace' },
      ]);
    });

    it('takes reception and decision back, one after the other', async () => {
      const { headOfPolice } = desk.scene.tokens;
      const received = await routes.done(desk.staff.privateOfficer, await decided(), 'admission', ADMISSION);
      expect(await routes.annul(headOfPolice, received, 'decided')).toBe(409);
      expect(await routes.annul(headOfPolice, received, 'received')).toBe(201);
      const back = await routes.read(headOfPolice, received.id);
      expect(back).toMatchObject({ status: 'decided', term: null, place: null });
      const open = back.deadlines.filter(({ status }) => status === 'open');
      expect(open).toMatchObject([{ rule: 'voluntary.start', dueAt: '2026-07-06T17:00:00.000Z' }]);
      expect(await routes.annul(headOfPolice, back, 'decided')).toBe(201);
      expect(await routes.status(desk.staff.privateOfficer, received.id)).toBe(404);
      const first = await routes.read(headOfPolice, received.id);
      expect(first).toMatchObject({ status: 'registered', decision: null });
      expect(first.deadlines.filter(({ status }) => status === 'open')).toMatchObject([
        { rule: 'home-rehabilitation.decision', dueAt: '2026-07-03T01:30:00.000Z' },
      ]);
    });
  });
});
