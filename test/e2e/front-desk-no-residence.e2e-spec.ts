import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
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
import { requests } from '../setup/people-factory.js';
import { anApplication } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const basis = 'Không ở nơi thường trú, chưa xác định được nơi ở hiện tại';
const FOUND_BEFORE = { actFoundOn: '2026-06-26', basis };
const FOUND_AFTER = { actFoundOn: '2026-07-01', basis };
const OLD_PAPERS = ['application', 'determination-result', 'identity-copy'];

/** NĐ 116/2021 Art 28(1), NĐ 163/2026 Art 89(1)b: where the act was found, for a public facility or reformatory. */
describe('the front desk: no stable residence', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, '/v1/facility-rehabilitations');
  });
  afterAll(() => test.close());

  const registeredBefore = async (): Promise<FacilityRehabilitationDto> => {
    await at(test, desk, BEFORE);
    const { committeeOfficer } = desk.scene.tokens;
    const { id } = await somebody(test, committeeOfficer);
    const body = oldFacilityApplication(id, {
      ...{ door: 'public', items: OLD_PAPERS, withoutResidence: FOUND_BEFORE },
    });
    return opened(routes, committeeOfficer, body);
  };

  it('finds every other door closed, by the article of each law', async () => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    const { id } = await somebody(test, policeOfficer);
    const { post } = requests(test);
    const without = { withoutResidence: FOUND_AFTER };
    const answers = [
      await post(policeOfficer, '/v1/home-rehabilitations', {
        ...anApplication({ personId: id }),
        ...without,
      }),
      await routes.open(policeOfficer, newFacilityApplication(id, { door: 'private', ...without })),
      await post(policeOfficer, '/v1/substitution-registrations', newTreatmentApplication(id, without)),
    ];
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([409, 'rehabilitation.onlyPublicFacility']);
      expect(body.article).toContain('Điều 89 khoản 1 điểm b');
    }
    const old = { ...without, withoutResidence: FOUND_BEFORE };
    const before = await routes.open(
      desk.staff.privateOfficer,
      oldFacilityApplication(id, { door: 'private', ...old }),
    );
    expect(before.body).toMatchObject({ code: 'rehabilitation.onlyPublicFacility', regime: 'R2' });
    expect(before.body.article).toContain('116/2021/NĐ-CP');
  });

  it('from 01/07/2026 is registered by the police who found the act, wherever the person is entered', async () => {
    await at(test, desk, AFTER);
    const { policeOfficer, headOfPolice } = desk.scene.tokens;
    const { id } = await somebody(test, policeOfficer);
    const plain = await routes.open(policeOfficer, newFacilityApplication(id, { door: 'public' }));
    expect([plain.status, plain.body.code]).toEqual([409, 'rehabilitation.notResidentHere']);
    const later = { door: 'public', withoutResidence: { actFoundOn: '2026-07-03', basis } };
    const early = await routes.open(policeOfficer, newFacilityApplication(id, later));
    expect([early.status, early.body.errors[0].pointer]).toEqual([422, '/handedInAt']);
    const body = newFacilityApplication(id, { door: 'public', withoutResidence: FOUND_AFTER });
    const file = await opened(routes, policeOfficer, body);
    expect(file).toMatchObject({
      status: 'registered',
      withoutResidence: FOUND_AFTER,
      deadlines: [{ dueAt: '2026-07-03T01:30:00.000Z' }],
    });
    const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '61/QĐ-CAX' };
    expect(await routes.done(headOfPolice, file, 'decision', decision)).toMatchObject({ status: 'decided' });
  });

  it('to 30/06/2026 is registered by the committee where the act was, and goes on by an outside decision', async () => {
    const { committeeOfficer, chairman } = desk.scene.tokens;
    const file = await registeredBefore();
    expect(file).toMatchObject({ status: 'awaiting-outside-decision', deadlines: [] });
    const own = { decidedAt: '2026-06-29T09:00:00+07:00', number: '12/QĐ-UBND' };
    const refused = await routes.step(chairman, file, 'decision', own).expect(403);
    expect(refused.body).toMatchObject({ code: 'authority.notCompetent', competent: null });
    const outside = { ...own, number: '345/QĐ-UBND', body: 'Cơ quan ghi trong quyết định' };
    const decided = await routes.done(committeeOfficer, file, 'outside-decision', outside);
    expect(decided.status).toBe('outside-decided');
    const referral = { referredAt: '2026-06-29T09:10:00+07:00', organisationId: desk.places.publicFacility };
    const referred = await routes.done(committeeOfficer, decided, 'referrals', referral);
    const contract = {
      signedAt: '2026-06-29T09:30:00+07:00',
      number: '03/HĐ-CN',
      startsOn: '2026-06-29',
      months: 6,
    };
    const signed = await routes.done(desk.staff.publicOfficer, referred, 'contract', contract);
    expect(signed).toMatchObject({
      status: 'contracted',
      term: { months: 6 },
      deadlines: [{ rule: 'public-facility.report', organisationId: desk.places.publicFacility }],
    });
    const notice = {
      notifiedAt: '2026-06-29T09:50:00+07:00',
      organisationId: desk.scene.organisations.committee,
    };
    const told = await routes.done(desk.staff.publicOfficer, signed, 'notices', notice);
    expect(told).toMatchObject({ status: 'under-way', deadlines: [{ status: 'met' }] });
  });

  it('is not registered there by the facility, nor by the police', async () => {
    await at(test, desk, BEFORE);
    for (const token of [desk.staff.publicOfficer, desk.scene.tokens.policeOfficer]) {
      const { id } = await somebody(test, token);
      const body = oldFacilityApplication(id, {
        ...{ door: 'public', items: OLD_PAPERS, withoutResidence: FOUND_BEFORE },
      });
      const refused = await routes.open(token, body).expect(403);
      expect(refused.body).toMatchObject({
        act: 'register-without-residence',
        competent: { organisationKind: 'commune-peoples-committee' },
      });
    }
  });

  it('goes to the police on 01/07/2026 undecided, whose reception starts their 24 hours', async () => {
    const file = await registeredBefore();
    await at(test, desk, AFTER);
    const { headOfPolice } = desk.scene.tokens;
    const moved = await routes.keptBy(headOfPolice, file.id, desk.scene.organisations.police);
    expect(moved).toMatchObject({ status: 'awaiting-reception', deadlines: [] });
    const body = { receivedAt: '2026-07-02T08:00:00+07:00' };
    const received = await routes.done(headOfPolice, moved, 'reception', body);
    expect(received).toMatchObject({
      status: 'registered',
      deadlines: [{ rule: 'home-rehabilitation.decision', regime: 'R3', dueAt: '2026-07-03T01:00:00.000Z' }],
    });
  });
});
