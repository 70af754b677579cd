import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import {
  atPrivateFacility,
  auditOf,
  FIRST_STAGES,
  groundsOf,
  openLimits,
  papersOf,
  throughStages,
} from '../setup/facility-files.js';
import { seedOrganisation, seedUser, signIn, VINH_PHONG } from '../setup/factories.js';
import {
  arrangeFrontDesk,
  at,
  doorRoutes,
  oldFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { requests } from '../setup/people-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

/**
 * A private facility by a contract for the first stages, then home, under Luật 120/2025: one file, one term of 24 months,
 * certified by the commune police in its last 24 hours.
 */
describe('rehabilitation at a private facility, to its end', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  let file: FacilityRehabilitationDto;
  let officer: string;
  let head: string;
  let police: string;
  let headOfPolice: string;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, '/v1/facility-rehabilitations');
    ({ privateOfficer: officer, privateHead: head } = desk.staff);
    ({ policeOfficer: police, headOfPolice } = desk.scene.tokens);
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

  story('private facility first, then home', (chapter) => {
    const part = { certifiedAt: '2026-10-31T09:00:00+07:00', number: '07/GXN-CSCN' };

    chapter('is received: the facility owes its report, its notice and its certificate', async () => {
      file = await atPrivateFacility(test, desk, routes, '2026-10-31');
      const place = desk.places.privateFacility;
      expect(file).toMatchObject({
        status: 'under-way',
        term: { startsOn: '2026-07-02', endsOn: '2028-07-02' },
        place: { organisationId: place, contractEndsOn: '2026-10-31' },
        course: { term: { endsOn: '2028-07-02', countedDays: 0, remainingDays: 731 } },
      });
      expect(openLimits(file)).toEqual({
        'private-facility.reception-report': ['2026-07-03T02:30:00.000Z', place],
        'private-facility.pre-end-notice': ['2026-10-01T17:00:00.000Z', place],
        'private-facility.certificate': ['2026-10-31T17:00:00.000Z', place],
      });
      await on('2026-07-02', '16:00');
      await take(officer, 'reports', { at: '2026-07-02T15:00:00+07:00', about: 'reception' });
      expect(openLimits(file)).not.toHaveProperty('private-facility.reception-report');
    });

    chapter('goes through stages that the facility enters; nobody else’s facility does', async () => {
      await on('2026-10-10');
      file = await throughStages(routes, officer, file, [FIRST_STAGES[0], FIRST_STAGES[1], FIRST_STAGES[3]]);
      await take(officer, 'stages', { stage: 'education', at: '2026-07-14T08:00:00+07:00' });
      const stage = { stage: 'reintegration', at: '2026-10-10T08:00:00+07:00' };
      expect(await refused(desk.staff.publicOfficer, 'stages', stage)).toEqual([404, 'cases.notFound']);
      expect(await refused(desk.staff.neighbourHead, 'stages', stage)).toEqual([404, 'cases.notFound']);
      const breach = { at: '2026-10-10T08:00:00+07:00', kind: 'other', account: 'Gây mất trật tự' };
      expect(await refused(officer, 'breaches', breach)).toEqual([409, 'cases.stepNotAllowed']);
      await take(officer, 'end-notice', { at: '2026-09-30T08:00:00+07:00' });
      expect(file.course?.endAnnouncedAt).toBe('2026-09-30T01:00:00.000Z');
    });

    chapter('is not let go before three stages are done, nor by who may not certify', async () => {
      await on('2026-10-31');
      const lacking = await routes.step(head, file, 'part-certificate', part);
      expect([lacking.status, lacking.body.code]).toEqual([409, 'rehabilitation.stagesLacking']);
      expect(lacking.body.lacking).toMatchObject([{ stage: 'education', fault: 'open' }]);
      await take(officer, 'stage-ends', { stage: 'education', at: '2026-10-13T16:00:00+07:00' });
      expect(await refused(officer, 'part-certificate', part)).toEqual([403, 'http.forbidden']);
      expect(await refused(headOfPolice, 'part-certificate', part)).toEqual([403, 'authority.notCompetent']);
      expect(await refused(desk.staff.neighbourHead, 'part-certificate', part)).toEqual([
        404,
        'cases.notFound',
      ]);
      const whole = await routes.step(head, file, 'completion', part);
      expect([whole.status, whole.body.code]).toEqual([409, 'rehabilitation.termNotOver']);
      expect(whole.body.from).toBe('2028-07-01T17:00:00.000Z');
    });

    chapter('gets the certificate of its part: time stands still, and it is no termination', async () => {
      await take(head, 'part-certificate', { ...part, receivedAt: '2026-10-31T09:30:00+07:00' });
      expect(file).toMatchObject({
        status: 'to-continue',
        certificates: [{ number: '07/GXN-CSCN', form: { instrument: 'nd-163-2026', number: '30' } }],
      });
      expect(openLimits(file)).toEqual({
        'private-facility.report': ['2026-11-01T02:00:00.000Z', desk.places.privateFacility],
        'private-facility.person-report': ['2026-11-02T17:00:00.000Z', desk.scene.organisations.police],
      });
      await on('2026-11-02');
      file = await routes.read(police, file.id);
      expect(file.course?.term).toMatchObject({
        ...{ endsOn: null, paused: true, countedDays: 121, remainingDays: 610 },
      });
      expect(await groundsOf(test, headOfPolice, file.personId)).toEqual([]);
      const early = { at: '2026-11-02T09:00:00+07:00', reason: 'Không đến' };
      expect(await refused(police, 'rest-failure', early)).toEqual([409, 'rehabilitation.limitStillRuns']);
      await take(officer, 'reports', { at: '2026-10-31T15:00:00+07:00', about: 'end' });
    });

    chapter('is taken over by the commune police: what was served counts, the rest runs on', async () => {
      const record = { at: '2026-11-02T09:30:00+07:00' };
      expect(await refused(head, 'continuation', record)).toEqual([403, 'authority.notCompetent']);
      await take(police, 'continuation', record);
      expect(file).toMatchObject({ status: 'at-home', term: { endsOn: '2028-07-02' } });
      expect(file.course?.term).toMatchObject({ endsOn: '2028-07-04', countedDays: 121 });
      const why = file.course?.term?.explanation;
      expect(why?.citations.map(({ text }) => text)).toContain('Luật 120/2025/QH15, Điều 32 khoản 2 điểm b');
      expect(why?.steps.map(({ vi }) => vi).join(' ')).toContain('đến trước ngày 03/11/2026: 2 ngày');
      expect(openLimits(file)).toEqual({
        'voluntary.pre-end-notice': ['2028-06-04T17:00:00.000Z', desk.scene.organisations.police],
        'voluntary.certificate': ['2028-07-04T17:00:00.000Z', desk.scene.organisations.police],
      });
    });

    chapter('is followed at home by the commune; the facility has no more part in it', async () => {
      await on('2026-12-01');
      const account = { at: '2026-12-01T08:00:00+07:00', account: 'Chấp hành tốt' };
      expect(await refused(officer, 'evaluations', account)).toEqual([403, 'cases.readOnly']);
      await take(police, 'evaluations', account);
      const { body: seen } = await requests(test).get(police, `/v1/cases/${file.id}`).expect(200);
      // No decision of the commune on rehabilitation at home: no time limit for that on monitoring, which is owed.
      const missing = (seen.warnings as { code: string }[]).map(({ code }) => code).toSorted();
      expect(missing).toEqual(['helpers.no-support-worker', 'monitoring.owed']);
      const breach = { at: '2026-12-01T08:30:00+07:00', kind: 'other', account: 'Gây mất trật tự' };
      await take(police, 'breaches', breach);
      // From the day after the record on.
      expect(file.course?.term).toMatchObject({ paused: false, countedDays: 150 });
      expect(file.course?.breaches).toMatchObject([{ rung: 1, consequence: 'reminder' }]);
      expect(file.course?.lacking.map(({ stage }) => stage)).toEqual(['reintegration']);
    });

    chapter(
      'is served by a provider and lost for two days: the commune writes it down, the facility may not',
      async () => {
        await on('2026-12-05');
        const service = { step: 'service-began', at: '2026-12-02T08:00:00+07:00', provider: 'Trạm Y tế xã' };
        expect(await refused(officer, 'services', service)).toEqual([403, 'cases.readOnly']);
        await take(police, 'services', service);
        expect(openLimits(file)['voluntary.provider-report']).toEqual([
          '2026-12-03T01:00:00.000Z',
          desk.scene.organisations.police,
        ]);
        await take(police, 'services', { step: 'service-reported', at: '2026-12-02T16:00:00+07:00' });
        await take(police, 'whereabouts', {
          ...{ step: 'disappeared', at: '2026-12-03T08:00:00+07:00' },
          reason: 'Gia đình không liên lạc được',
        });
        expect(file).toMatchObject({
          status: 'missing-from-home',
          course: { term: { endsOn: '2028-07-04' } },
        });
        expect(openLimits(file)).toHaveProperty(['voluntary.certificate']);
        await take(police, 'whereabouts', {
          ...{ step: 'found-again', at: '2026-12-05T08:00:00+07:00' },
          reason: 'Ở nhà người thân',
        });
        expect(file).toMatchObject({ status: 'at-home', course: { term: { paused: false } } });
      },
    );

    chapter('is announced and certified at its moved end, by the head of the commune police', async () => {
      await on('2028-06-06');
      await take(police, 'end-notice', { at: '2028-06-03T08:00:00+07:00' });
      await take(police, 'stages', { stage: 'reintegration', at: '2028-06-05T08:00:00+07:00' });
      await on('2028-07-04', '01:00');
      const certificate = { certifiedAt: '2028-07-03T23:59:00+07:00', number: '31/GXN-CAX' };
      const early = await routes.step(headOfPolice, file, 'completion', certificate);
      expect([early.status, early.body.from]).toEqual([409, '2028-07-03T17:00:00.000Z']);
      const inTime = { ...certificate, certifiedAt: '2028-07-04T00:30:00+07:00' };
      expect(await refused(head, 'completion', inTime)).toEqual([403, 'authority.notCompetent']);
      await take(headOfPolice, 'completion', inTime);
      expect(file).toMatchObject({ status: 'completed', next: [] });
      expect(openLimits(file)).toEqual({});
      expect(await papersOf(test, file.id)).toEqual([
        'decide-private-facility nd-163-2026 22',
        'receive-private-facility nd-163-2026 24',
        'certify-part-at-facility nd-163-2026 30',
        'reception-record nd-163-2026 24',
        'certify-home-rehabilitation nd-163-2026 28',
      ]);
      expect(await groundsOf(test, headOfPolice, file.personId)).toEqual([]);
    });

    chapter('left an audit row of each step, with the person', async () => {
      const actions = await auditOf(test, file.id, file.personId);
      const steps = ['reception-reported', 'stage-began', 'end-announced', 'part-certified', 'reported'];
      for (const step of [...steps, 'continued-at-home', 'breach-recorded', 'completed-at-home']) {
        expect(actions).toContain(`rehabilitation.private.${step}`);
      }
    });
  });

  story('the whole term at the facility', (chapter) => {
    chapter('is certified by its head, told to the police, and the person reports', async () => {
      file = await atPrivateFacility(test, desk, routes);
      await on('2028-07-02', '08:00');
      file = await throughStages(routes, officer, file, FIRST_STAGES);
      await take(officer, 'stages', { stage: 'reintegration', at: '2028-06-03T08:00:00+07:00' });
      await take(head, 'completion', { certifiedAt: '2028-07-02T07:00:00+07:00', number: '40/GXN-CSCN' });
      expect(file.status).toBe('certificate-issued');
      expect(openLimits(file)).toMatchObject({
        'private-facility.report': ['2028-07-03T00:00:00.000Z', desk.places.privateFacility],
        'private-facility.person-report': ['2028-07-04T17:00:00.000Z', desk.scene.organisations.police],
      });
      await take(police, 'person-report', { at: '2028-07-02T07:50:00+07:00' });
      expect(file.status).toBe('presented');
      await take(officer, 'reports', { at: '2028-07-02T07:55:00+07:00', about: 'end' });
      expect(file).toMatchObject({ status: 'completed', next: [] });
      expect(openLimits(file)).toEqual({});
    });

    chapter('or the person does not report: completion stands, found after the two days', async () => {
      file = await atPrivateFacility(test, desk, routes);
      await on('2028-07-05', '08:00');
      file = await throughStages(routes, officer, file, FIRST_STAGES);
      await take(officer, 'stages', { stage: 'reintegration', at: '2028-06-03T08:00:00+07:00' });
      await take(head, 'completion', { certifiedAt: '2028-07-02T07:00:00+07:00', number: '41/GXN-CSCN' });
      await take(officer, 'reports', { at: '2028-07-02T09:00:00+07:00', about: 'end' });
      const missed = { at: '2028-07-04T23:59:00+07:00', reason: 'Không đến trình diện' };
      expect(await refused(police, 'person-report-failure', missed)).toEqual([
        409,
        'rehabilitation.limitStillRuns',
      ]);
      await take(police, 'person-report-failure', { ...missed, at: '2028-07-05T00:00:00+07:00' });
      expect(file.status).toBe('completed');
    });
  });

  story('whoever leaves has terminated after two working days', (chapter) => {
    chapter('is away since a Friday evening, and not yet gone on Tuesday', async () => {
      file = await atPrivateFacility(test, desk, routes);
      await on('2026-07-08');
      await take(officer, 'leaving', { at: '2026-07-03T20:00:00+07:00', reason: 'Tự ý rời cơ sở' });
      expect(file.status).toBe('absent');
      expect(openLimits(file)).toMatchObject({
        'voluntary.absence-self-termination': ['2026-07-07T17:00:00.000Z', desk.scene.organisations.police],
      });
      const body = { at: '2026-07-07T23:59:00+07:00', reason: 'Chưa trở lại cơ sở' };
      const early = await routes.step(officer, file, 'self-termination', body);
      expect([early.status, early.body.code]).toEqual([409, 'rehabilitation.notSelfTerminated']);
      expect(early.body).toMatchObject({ leftOn: '2026-07-03', from: '2026-07-08' });
      await take(officer, 'self-termination', { ...body, at: '2026-07-08T00:00:00+07:00' });
      expect(file.status).toBe('termination-to-report');
      expect(Object.keys(openLimits(file)).toSorted()).toEqual([
        'private-facility.reception-report',
        'private-facility.report',
      ]);
      await take(officer, 'reports', { at: '2026-07-08T08:00:00+07:00', about: 'reception' });
      expect(await groundsOf(test, headOfPolice, file.personId)).toEqual([
        'voluntary-failed: rehabilitation-terminated',
      ]);
      await take(officer, 'reports', { at: '2026-07-08T09:00:00+07:00', about: 'end' });
      expect(file).toMatchObject({ status: 'self-terminated', next: [] });
    });

    chapter('or came back in time, and nothing is left of it', async () => {
      file = await atPrivateFacility(test, desk, routes);
      await on('2026-07-08');
      await take(officer, 'leaving', { at: '2026-07-03T20:00:00+07:00', reason: 'Tự ý rời cơ sở' });
      await take(officer, 'return', { at: '2026-07-04T08:00:00+07:00' });
      expect(file).toMatchObject({ status: 'under-way', course: { term: { endsOn: '2028-07-02' } } });
      expect(openLimits(file)).not.toHaveProperty('voluntary.absence-self-termination');
      const use = { at: '2026-07-06T08:00:00+07:00', account: 'Xét nghiệm dương tính' };
      await take(officer, 'drug-use', use);
      expect(await groundsOf(test, headOfPolice, file.personId)).toEqual([
        'use-during-rehabilitation: drug-use',
      ]);
    });
  });

  story('whose facility is suspended registers the rest in three days', (chapter) => {
    const displaced = { at: '2026-07-10T08:00:00+07:00', cause: 'suspended', reason: 'QĐ 12/QĐ-CAT' };

    chapter('and goes on at home, or it is found that he did not', async () => {
      file = await atPrivateFacility(test, desk, routes);
      await on('2026-07-14');
      expect(await refused(officer, 'displacement', displaced)).toEqual([403, 'cases.readOnly']);
      await take(police, 'displacement', displaced);
      expect(file).toMatchObject({ status: 'displaced', course: { term: { paused: true } } });
      expect(openLimits(file)).toMatchObject({
        'private-facility.displaced-registration': [
          '2026-07-13T17:00:00.000Z',
          desk.scene.organisations.police,
        ],
      });
      const failure = { at: '2026-07-14T00:00:00+07:00', reason: 'Không đến đăng ký' };
      expect(await refused(officer, 'rest-failure', failure)).toEqual([403, 'cases.readOnly']);
      await take(police, 'rest-failure', failure);
      expect(file).toMatchObject({ status: 'rest-not-registered', next: [] });
      expect(await groundsOf(test, headOfPolice, file.personId)).toEqual([
        'voluntary-failed: not-registered',
      ]);
      file = await atPrivateFacility(test, desk, routes);
      await on('2026-07-14');
      await take(police, 'displacement', displaced);
      await take(police, 'continuation', { at: '2026-07-13T08:00:00+07:00' });
      expect(file).toMatchObject({ status: 'at-home', course: { term: { endsOn: '2028-07-05' } } });
      expect(await groundsOf(test, headOfPolice, file.personId)).toEqual([]);
    });

    chapter('or goes on at another facility, which then owes what the first one did', async () => {
      const other = await seedOrganisation(test.database.owner, {
        kind: 'private-rehabilitation-facility',
        unitId: VINH_PHONG,
      });
      const role = 'rehabilitation-centre-officer' as const;
      const user = await seedUser(test.database.owner, { organisationId: other, roles: [role] });
      const elsewhere = await signIn(test, user);
      file = await atPrivateFacility(test, desk, routes);
      await on('2026-07-14');
      await take(police, 'displacement', displaced);
      const reception = {
        receivedAt: '2026-07-14T09:00:00+07:00',
        contractNumber: '3/HĐ-CN',
        contractSignedOn: '2026-07-14',
      };
      expect(await refused(officer, 'admission', reception)).toEqual([409, 'cases.stepNotAllowed']);
      await take(police, 'rest-registration', { at: '2026-07-13T09:00:00+07:00', organisationId: other });
      expect(file.status).toBe('to-receive');
      expect(await refused(officer, 'admission', reception)).toEqual([422, 'rehabilitation.wrongPlace']);
      await take(elsewhere, 'admission', reception);
      expect(file).toMatchObject({
        ...{ status: 'under-way', place: { organisationId: other }, term: { endsOn: '2028-07-02' } },
        course: { term: { endsOn: '2028-07-06', countedDays: 8 } },
      });
      expect(openLimits(file)).toMatchObject({
        'private-facility.certificate': ['2028-07-06T17:00:00.000Z', other],
      });
      const stage = { stage: 'intake', at: '2026-07-14T09:30:00+07:00' };
      expect(await refused(officer, 'stages', stage)).toEqual([403, 'cases.readOnly']);
      await take(elsewhere, 'stages', stage);
    });

    chapter(
      'of a contract of before 01/07/2026 goes to the police that are told, under his old term',
      async () => {
        await on('2026-06-29');
        const { id } = await somebody(test, officer);
        file = await opened(routes, officer, oldFacilityApplication(id, { door: 'private' }));
        await take(officer, 'contract', {
          ...{ signedAt: '2026-06-29T09:00:00+07:00', number: '8/HĐ-CN', startsOn: '2026-06-29', months: 6 },
        });
        const { committee, police: told } = desk.scene.organisations;
        await take(officer, 'notices', {
          notifiedAt: '2026-06-29T09:30:00+07:00',
          organisationId: committee,
        });
        await on('2026-07-14');
        expect(
          await refused(officer, 'displacement', { ...displaced, at: '2026-06-30T23:59:00+07:00' }),
        ).toEqual([403, 'authority.notCompetent']);
        await take(officer, 'displacement', { ...displaced, organisationId: told });
        expect(openLimits(file)).toMatchObject({
          'private-facility.displaced-registration': ['2026-07-13T17:00:00.000Z', told],
        });
        await take(police, 'continuation', { at: '2026-07-13T08:00:00+07:00' });
        expect(file).toMatchObject({ status: 'at-home', course: { term: { endsOn: '2027-01-01' } } });
        expect(openLimits(file)).toEqual({
          'voluntary.pre-end-notice': ['2026-12-02T17:00:00.000Z', told],
          'voluntary.certificate': ['2027-01-01T17:00:00.000Z', told],
        });
        await take(police, 'evaluations', { at: '2026-07-14T08:00:00+07:00', account: 'Chấp hành tốt' });
        expect(file.course?.lacking.map(({ stage }) => stage)).toEqual([
          'intake',
          'detoxification',
          'education',
        ]);
      },
    );

    chapter('of a contract that ends, no law says when: nothing is held against anybody', async () => {
      file = await atPrivateFacility(test, desk, routes);
      await on('2026-07-20');
      await take(police, 'displacement', { ...displaced, cause: 'contract-ended' });
      expect(Object.keys(openLimits(file))).toContain('private-facility.rest-registration');
      const failure = { at: '2026-07-20T08:00:00+07:00', reason: 'Không đến đăng ký' };
      expect(await refused(police, 'rest-failure', failure)).toEqual([409, 'rehabilitation.noLimitByLaw']);
      await take(police, 'continuation', { at: '2026-07-20T09:00:00+07:00' });
      expect(file.status).toBe('at-home');
    });
  });
});
