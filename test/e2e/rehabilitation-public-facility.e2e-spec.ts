import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import { seedUser, signIn } from '../setup/factories.js';
import { auditOf, groundsOf, openLimits, papersOf, throughStages } from '../setup/facility-files.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  doorRoutes,
  newFacilityApplication,
  oldFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const PATH = {
  decision: { decidedAt: '2026-07-02T09:00:00+07:00', number: '71/QĐ-CAX' },
  proposal: {
    sentAt: '2026-07-02T09:10:00+07:00',
    arrivedAt: '2026-07-02T09:30:00+07:00',
    number: '72/CV-CAX',
  },
  designation: { designatedAt: '2026-07-02T09:40:00+07:00', number: '55/QĐ-CAT' },
};

/** Voluntary rehabilitation at a public facility, to its end: by a contract of 2025, and by a decision of 02/07/2026. */
describe('rehabilitation at a public facility, to its end', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  let file: FacilityRehabilitationDto;
  let officer: string;
  let head: string;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, '/v1/facility-rehabilitations');
    officer = desk.staff.publicOfficer;
    const role = 'rehabilitation-centre-director' as const;
    const user = { organisationId: desk.places.publicFacility, roles: [role] };
    head = await signIn(test, await seedUser(test.database.owner, user));
  });
  afterAll(() => test.close());

  const on = (day: string, time = '10:00') => at(test, desk, `${day}T${time}:00+07:00`);
  const take = async (token: string, name: string, body: object): Promise<void> => {
    file = await routes.done(token, file, name, body);
  };
  const refused = async (token: string, name: string, body: object): Promise<readonly unknown[]> => {
    const answer = await routes.step(token, file, name, body);
    return [answer.status, answer.body.code];
  };

  /** By contract from 01/12/2025 to 01/06/2026, the commune told. */
  const byContract = async (): Promise<void> => {
    await on('2025-12-01');
    const { id } = await somebody(test, officer);
    const application = oldFacilityApplication(id, {
      door: 'public',
      handedInAt: '2025-12-01T08:00:00+07:00',
      determination: {
        on: '2025-11-28',
        facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
        toldAt: '2025-11-28T15:00:00+07:00',
      },
    });
    file = await opened(routes, officer, application);
    const contract = { number: '02/HĐ-CN', startsOn: '2025-12-01', months: 6 };
    await take(officer, 'contract', { ...contract, signedAt: '2025-12-01T08:30:00+07:00' });
    const { committee } = desk.scene.organisations;
    await take(officer, 'notices', { notifiedAt: '2025-12-01T09:00:00+07:00', organisationId: committee });
  };

  story('by contract under the law of 2021', (chapter) => {
    const certificate = { certifiedAt: '2026-06-01T09:00:00+07:00', number: '05/GXN-CSCN' };

    chapter('owes no notice before its end, and three stages are enough', async () => {
      await byContract();
      expect(file).toMatchObject({ status: 'under-way', course: { term: { endsOn: '2026-06-01' } } });
      expect(openLimits(file)).toEqual({});
      await on('2026-06-01');
      const early = { ...certificate, certifiedAt: '2026-05-31T23:00:00+07:00' };
      expect(await refused(head, 'completion', early)).toEqual([409, 'rehabilitation.termNotOver']);
      expect(await refused(head, 'completion', certificate)).toEqual([409, 'rehabilitation.stagesLacking']);
      file = await throughStages(routes, officer, file, [
        ['intake', '2025-12-01', '2025-12-05'],
        ['detoxification', '2025-12-06', '2025-12-12'],
        ['education', '2025-12-13', '2026-05-20'],
      ]);
      expect(file.course?.lacking).toEqual([]);
    });

    chapter(
      'is certified by the head alone, by form 26b, and told to the committee in 5 working days',
      async () => {
        expect(await refused(officer, 'completion', certificate)).toEqual([403, 'http.forbidden']);
        expect(await refused(desk.scene.tokens.chairman, 'completion', certificate)).toEqual([
          403,
          'authority.notCompetent',
        ]);
        await take(head, 'completion', certificate);
        expect(file).toMatchObject({
          status: 'completion-to-report',
          certificates: [{ form: { number: '26b' } }],
        });
        expect(openLimits(file)).toEqual({
          'public-facility.report': ['2026-06-08T17:00:00.000Z', desk.places.publicFacility],
        });
        await take(officer, 'reports', { at: '2026-06-01T09:30:00+07:00', about: 'end' });
        expect(file).toMatchObject({ status: 'completed', next: [] });
        expect(openLimits(file)).toEqual({});
        expect(await papersOf(test, file.id)).toEqual([
          'contract-public-facility nd-116-2021 28',
          'certify-public-facility nd-116-2021 26b',
        ]);
      },
    );

    chapter('or is refused with the reasons when the term is over', async () => {
      await byContract();
      await on('2026-06-02');
      await take(head, 'completion-refusal', {
        at: '2026-06-02T09:00:00+07:00',
        reason: 'Chưa thực hiện giai đoạn giáo dục, tư vấn',
      });
      expect(file).toMatchObject({ status: 'not-completed', certificates: [], next: [] });
    });

    chapter(
      'five working days away by the law of the day of leaving, told by that of the day after',
      async () => {
        await byContract();
        await on('2026-07-01');
        await take(officer, 'leaving', { at: '2026-05-25T20:00:00+07:00', reason: 'Tự ý rời cơ sở' });
        expect(openLimits(file)).toMatchObject({
          'voluntary.absence-self-termination': ['2026-06-01T17:00:00.000Z', desk.places.publicFacility],
        });
        const body = { at: '2026-06-01T23:59:00+07:00', reason: 'Không trở lại' };
        const early = await routes.step(officer, file, 'self-termination', body);
        expect(early.body).toMatchObject({ code: 'rehabilitation.notSelfTerminated', from: '2026-06-02' });
        await take(officer, 'self-termination', { ...body, at: '2026-07-01T08:00:00+07:00' });
        expect(openLimits(file)).toEqual({
          'public-facility.report': ['2026-07-02T01:00:00.000Z', desk.places.publicFacility],
        });
        const { police } = desk.scene.organisations;
        const report = { at: '2026-07-01T09:00:00+07:00', about: 'end', organisationId: police };
        expect(await routes.status(desk.scene.tokens.headOfPolice, file.id)).toBe(404);
        await take(officer, 'reports', report);
        expect(file.status).toBe('self-terminated');
        expect(await routes.status(desk.scene.tokens.headOfPolice, file.id)).toBe(200);
        expect(await groundsOf(test, desk.scene.tokens.headOfPolice, file.personId)).toEqual([
          'voluntary-failed: rehabilitation-terminated',
        ]);
      },
    );
  });

  story('by decision under the law of 2025', (chapter) => {
    const { decision, proposal, designation } = PATH;
    const certificate = { certifiedAt: '2028-07-02T00:30:00+07:00', number: '09/GXN-CSCN' };

    chapter('has no term until a paper says from which day', async () => {
      const { policeOfficer, headOfPolice } = desk.scene.tokens;
      await at(test, desk, AFTER);
      const { id } = await somebody(test, policeOfficer, { unitId: desk.scene.unitId });
      file = await opened(routes, policeOfficer, newFacilityApplication(id, { door: 'public' }));
      await take(headOfPolice, 'decision', decision);
      await take(headOfPolice, 'proposal', proposal);
      const organisationId = desk.places.publicFacility;
      await take(desk.staff.director, 'designation', { ...designation, organisationId });
      await take(officer, 'admission', { receivedAt: '2026-07-02T09:55:00+07:00' });
      expect(file).toMatchObject({ status: 'under-way', term: null, course: { term: null } });
      expect(file.termAbsent?.steps.at(-1)?.vi).toContain('ghi ngày bắt đầu theo văn bản');
      expect(openLimits(file)).toEqual({});
      await on('2026-07-03');
      const written = { at: '2026-07-03T09:00:00+07:00', basis: 'Biên bản giao, nhận số 07/BB' };
      const late = await routes.step(officer, file, 'term', { ...written, startsOn: '2026-07-03' });
      expect([late.status, late.body.errors[0].code]).toEqual([422, 'rehabilitation.tooLate']);
      await take(officer, 'term', { ...written, startsOn: '2026-07-02' });
      expect(file).toMatchObject({ term: { endsOn: '2028-07-02', months: 24 }, termAbsent: null });
      expect(file.term?.explanation.mark).toBe('interpretation');
      expect(await refused(officer, 'term', { ...written, startsOn: '2026-07-02' })).toEqual([
        409,
        'rehabilitation.termStands',
      ]);
      expect(openLimits(file)).toEqual({
        'public-facility.pre-end-notice': ['2028-06-02T17:00:00.000Z', organisationId],
        'public-facility.certificate': ['2028-07-02T17:00:00.000Z', organisationId],
      });
    });

    chapter('stands still in prison, whoever tells it', async () => {
      const { policeOfficer } = desk.scene.tokens;
      await on('2027-02-01');
      const prison = { at: '2027-01-10T08:00:00+07:00', reason: 'Bản án số 04/2027/HS-ST' };
      expect(await refused(officer, 'imprisonment', prison)).toEqual([403, 'cases.readOnly']);
      await take(policeOfficer, 'imprisonment', prison);
      expect(file).toMatchObject({ status: 'in-prison', course: { term: { endsOn: null, paused: true } } });
      expect(openLimits(file)).toEqual({});
      await take(policeOfficer, 'release', { at: '2027-01-10T18:00:00+07:00' });
      expect(file.course?.term?.endsOn).toBe('2028-07-02');
    });

    chapter('asks for all five stages, and is certified by form 30 in its last 24 hours', async () => {
      await on('2028-07-02', '01:00');
      file = await throughStages(routes, officer, file, [
        ['intake', '2026-07-02', '2026-07-03'],
        ['detoxification', '2026-07-04', '2026-07-13'],
        ['education', '2026-07-14', '2026-10-13'],
        ['labour-therapy', '2026-07-14'],
      ]);
      expect(await refused(head, 'completion', certificate)).toEqual([409, 'rehabilitation.stagesLacking']);
      await take(officer, 'stages', { stage: 'reintegration', at: '2028-06-03T08:00:00+07:00' });
      await take(officer, 'end-notice', { at: '2028-06-01T08:00:00+07:00' });
      expect(await refused(desk.staff.privateHead, 'completion', certificate)).toEqual([
        404,
        'cases.notFound',
      ]);
      await take(head, 'completion', certificate);
      expect(file).toMatchObject({
        status: 'completed',
        certificates: [{ form: { instrument: 'nd-163-2026', number: '30' } }],
        next: [],
      });
      expect(openLimits(file)).toEqual({});
    });

    chapter('left an audit row of each step, with the person', async () => {
      const actions = await auditOf(test, file.id, file.personId);
      for (const step of ['term-written', 'imprisoned', 'released', 'end-announced', 'completed']) {
        expect(actions).toContain(`rehabilitation.public.${step}`);
      }
    });
  });
});
