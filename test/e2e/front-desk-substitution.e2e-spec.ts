import type { SubstitutionRegistrationDto } from '../../src/rehabilitation/substitution/substitution-answer.dto.js';
import { groundsOf } from '../setup/facility-files.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  BEFORE,
  doorRoutes,
  newTreatmentApplication,
  oldTreatmentApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const DECISION = { decidedAt: '2026-06-29T09:00:00+07:00', number: '14/QĐ-UBND' };

const openLimits = ({ deadlines }: SubstitutionRegistrationDto) =>
  deadlines.filter(({ status }) => status === 'open');

describe('the front desk: substitution treatment', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<SubstitutionRegistrationDto>;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, '/v1/substitution-registrations');
  });
  afterAll(() => test.close());

  const before = async (overrides: object = {}): Promise<SubstitutionRegistrationDto> => {
    await at(test, desk, BEFORE);
    const { committeeOfficer } = desk.scene.tokens;
    const { id } = await somebody(test, committeeOfficer, { unitId: desk.scene.unitId });
    return opened(routes, committeeOfficer, oldTreatmentApplication(id, overrides));
  };
  const after = async (minor = false, overrides: object = {}): Promise<SubstitutionRegistrationDto> => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    const { id, guardianId } = await somebody(test, policeOfficer, { unitId: desk.scene.unitId, minor });
    const consent = minor ? { guardianConsent: { guardianId, on: '2026-07-01' } } : {};
    return opened(routes, policeOfficer, newTreatmentApplication(id, { ...consent, ...overrides }));
  };
  const decided = async (): Promise<SubstitutionRegistrationDto> =>
    routes.done(desk.scene.tokens.chairman, await before(), 'decision', {
      ...DECISION,
      organisationId: desk.places.clinic,
    });

  it('to 30/06/2026: the chairman decides in 3 working days, by form 24', async () => {
    const file = await before();
    expect(file).toMatchObject({
      status: 'registered',
      deadlines: [{ rule: 'home-rehabilitation.decision', regime: 'R2', dueAt: '2026-07-02T17:00:00.000Z' }],
    });
    const police = await routes.step(desk.scene.tokens.headOfPolice, file, 'decision', DECISION);
    expect(police.status).toBe(404);
    const answer = await routes.done(desk.scene.tokens.chairman, file, 'decision', DECISION);
    expect(answer).toMatchObject({
      status: 'decided',
      decision: { form: { instrument: 'nd-116-2021', appendix: 'II', number: '24' } },
    });
    expect(openLimits(answer)).toMatchObject([
      { rule: 'voluntary.start', dueAt: '2026-07-06T17:00:00.000Z' },
    ]);
  });

  it('then the clinic tells of start and end in 5 working days each', async () => {
    const { clinician } = desk.staff;
    const file = await routes.read(clinician, (await decided()).id);
    const begun = { startedAt: '2026-06-29T09:20:00+07:00' };
    const own = await routes.step(desk.scene.tokens.chairman, file, 'treatment-start', begun).expect(403);
    expect(own.body).toMatchObject({ competent: { organisationKind: 'methadone-clinic' } });
    const started = await routes.done(clinician, file, 'treatment-start', begun);
    expect(started).toMatchObject({ status: 'started', clinic: { organisationId: desk.places.clinic } });
    expect(openLimits(started)).toMatchObject([
      {
        rule: 'substitution.clinic-report',
        organisationId: desk.places.clinic,
        dueAt: '2026-07-06T17:00:00.000Z',
      },
    ]);
    const notice = { notice: 'started', notifiedAt: '2026-06-29T09:30:00+07:00' };
    const told = await routes.done(clinician, started, 'notices', notice);
    expect(told.status).toBe('in-treatment');
    const ended = await routes.done(clinician, told, 'treatment-end', {
      endedAt: '2026-06-29T09:40:00+07:00',
    });
    expect(openLimits(ended)).toHaveLength(1);
    const last = { notice: 'ended', notifiedAt: '2026-06-29T09:45:00+07:00' };
    const closed = await routes.done(clinician, ended, 'notices', last);
    expect(closed).toMatchObject({ status: 'ended', next: [] });
    expect(openLimits(closed)).toEqual([]);
  });

  it('says why it ended, which grounds compulsory rehabilitation; of who stayed away, after 5 working days', async () => {
    const { clinician } = desk.staff;
    const { headOfPolice } = desk.scene.tokens;
    const begun = { startedAt: '2026-06-29T09:20:00+07:00' };
    const inTreatment = async (): Promise<SubstitutionRegistrationDto> => {
      const started = await routes.done(clinician, await decided(), 'treatment-start', begun);
      const notice = { notice: 'started', notifiedAt: '2026-06-29T09:30:00+07:00' };
      return routes.done(clinician, started, 'notices', notice);
    };
    const files = [await inTreatment(), await inTreatment()] as const;
    await at(test, desk, '2026-07-07T10:00:00+07:00');
    const { police } = desk.scene.organisations;
    const [away, expelled] = [
      await routes.keptBy(clinician, files[0].id, police),
      await routes.keptBy(clinician, files[1].id, police),
    ];
    const end = { endedAt: '2026-07-06T23:59:00+07:00', cause: 'self-terminated' };
    const bare = await routes.step(clinician, away, 'treatment-end', end).expect(422);
    expect(bare.body.errors[0].pointer).toBe('/missedSince');
    const since = { ...end, missedSince: '2026-06-29T15:00:00+07:00' };
    const early = await routes.step(clinician, away, 'treatment-end', since).expect(409);
    expect(early.body).toMatchObject({ code: 'rehabilitation.notSelfTerminated', from: '2026-07-07' });
    const late = { ...since, endedAt: '2026-07-07T00:00:00+07:00' };
    await routes.done(clinician, away, 'treatment-end', late);
    expect(await groundsOf(test, headOfPolice, away.personId)).toEqual([
      'substitution-failed: substitution-terminated',
    ]);
    const breach = { endedAt: '2026-07-07T08:00:00+07:00', cause: 'breach' };
    await routes.done(clinician, expelled, 'treatment-end', breach);
    expect(await groundsOf(test, headOfPolice, expelled.personId)).toEqual([
      'substitution-failed: substitution-ended-for-breach',
    ]);
  });

  it('is entered by the keeper in the clinic’s name', async () => {
    const file = await decided();
    const begun = { startedAt: '2026-06-29T09:20:00+07:00', actedBy: desk.places.clinic };
    const started = await routes.done(desk.scene.tokens.committeeOfficer, file, 'treatment-start', begun);
    expect(started).toMatchObject({ status: 'started', clinic: { organisationId: desk.places.clinic } });
  });

  describe('that did not begin', () => {
    const reason = 'Không đến cơ sở điều trị';

    it('is recorded by the committee after 5 working days, and not a moment too early', async () => {
      const { chairman, committeeOfficer } = desk.scene.tokens;
      const registered = await before({
        handedInAt: '2026-06-17T08:30:00+07:00',
        determination: { on: '2026-06-16', facility: 'Trạm y tế', toldAt: '2026-06-16T15:00:00+07:00' },
      });
      const decision = { decidedAt: '2026-06-18T09:00:00+07:00', number: '11/QĐ-UBND' };
      const file = await routes.done(chairman, registered, 'decision', decision);
      const failure = { at: '2026-06-25T23:59:00+07:00', reason };
      const early = await routes.step(committeeOfficer, file, 'start-failure', failure).expect(409);
      expect(early.body).toMatchObject({ code: 'rehabilitation.startStillPossible', from: '2026-06-26' });
      const late = { ...failure, at: '2026-06-26T00:00:00+07:00' };
      const failed = await routes.done(committeeOfficer, file, 'start-failure', late);
      expect(failed).toMatchObject({ status: 'start-failed', next: [] });
      expect(failed.deadlines.find(({ rule }) => rule === 'voluntary.start')?.status).toBe('lapsed');
    });

    it('is recorded by the police where it was decided before 01/07/2026, by the limit of that law', async () => {
      const file = await decided();
      await at(test, desk, '2026-07-07T10:00:00+07:00');
      const { policeOfficer } = desk.scene.tokens;
      const moved = await routes.keptBy(policeOfficer, file.id, desk.scene.organisations.police);
      expect(moved.status).toBe('decided-awaiting-clinic');
      const failure = { at: '2026-07-06T08:00:00+07:00', reason };
      const early = await routes.step(policeOfficer, moved, 'start-failure', failure).expect(409);
      expect(early.body).toMatchObject({ code: 'rehabilitation.startStillPossible', from: '2026-07-07' });
      const late = { ...failure, at: '2026-07-07T08:00:00+07:00' };
      const failed = await routes.done(policeOfficer, moved, 'start-failure', late);
      expect(failed).toMatchObject({ status: 'start-failed', next: [] });
      expect(openLimits(failed)).toEqual([]);
    });

    it('is nothing of a person on whom nobody decided', async () => {
      const file = await after();
      expect(file.next.map(({ step }) => step)).not.toContain('start-failed');
      const failure = { at: '2026-07-02T09:30:00+07:00', reason };
      const { policeOfficer } = desk.scene.tokens;
      const refused = await routes.step(policeOfficer, file, 'start-failure', failure).expect(409);
      expect(refused.body).toMatchObject({ code: 'cases.stepNotAllowed', state: 'awaiting-clinic' });
    });
  });

  it('from 01/07/2026 nobody decides: the clinic’s notice in 24 hours ends the registration', async () => {
    const { headOfPolice, policeOfficer } = desk.scene.tokens;
    const { clinician } = desk.staff;
    const file = await after();
    expect(file).toMatchObject({ status: 'awaiting-clinic', deadlines: [], decision: null });
    const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '71/QĐ-CAX' };
    const refused = await routes.step(headOfPolice, file, 'decision', decision).expect(403);
    expect(refused.body).toMatchObject({ code: 'authority.notCompetent', regime: 'R3', competent: null });
    expect(await routes.status(clinician, file.id)).toBe(404);
    const referral = { referredAt: '2026-07-02T09:00:00+07:00', organisationId: desk.places.clinic };
    const referred = await routes.done(policeOfficer, file, 'referrals', referral);
    const eligible = await routes.done(clinician, referred, 'eligibility', {
      foundAt: '2026-07-02T09:30:00+07:00',
    });
    expect(openLimits(eligible)).toMatchObject([
      {
        rule: 'substitution.clinic-report',
        organisationId: desk.places.clinic,
        dueAt: '2026-07-03T02:30:00.000Z',
      },
    ]);
    const notice = { notice: 'accepted', notifiedAt: '2026-07-02T09:50:00+07:00' };
    const accepted = await routes.done(clinician, eligible, 'notices', notice);
    expect(accepted).toMatchObject({
      status: 'accepted',
      next: [{ step: 'treatment-left' }, { step: 'died' }],
    });
    // What is owed because of the treatment is for the police alone: the clinic learns nothing of it.
    expect(openLimits(accepted)).toEqual([]);
  });

  it('is registered by the wrong body of neither law', async () => {
    await at(test, desk, AFTER);
    const { committeeOfficer, policeOfficer } = desk.scene.tokens;
    const mine = await somebody(test, committeeOfficer, { unitId: desk.scene.unitId });
    const late = await routes.open(committeeOfficer, newTreatmentApplication(mine.id)).expect(403);
    expect(late.body).toMatchObject({ competent: { organisationKind: 'commune-police' } });
    const theirs = await somebody(test, policeOfficer, { unitId: desk.scene.unitId });
    const early = await routes.open(policeOfficer, oldTreatmentApplication(theirs.id)).expect(403);
    expect(early.body).toMatchObject({ competent: { organisationKind: 'commune-peoples-committee' } });
  });

  it('asks for form 09 and the result, and a minor’s representative for a written consent', async () => {
    const adult = await after(false, { items: [], determination: undefined });
    expect(adult.dossier.missing.map(({ code }) => code)).toEqual(['application', 'determination-result']);
    expect(adult.dossier.missing[0]?.citation.text).toContain('141/2024/NĐ-CP');
    const minor = await after(true);
    expect(minor.dossier.missing).toMatchObject([
      { code: 'guardian-consent', citation: { text: 'Nghị định 141/2024/NĐ-CP, Điều 29 khoản 1' } },
    ]);
    const supplement = { receivedAt: '2026-07-02T09:00:00+07:00', items: ['guardian-consent'] };
    const complete = await routes.done(desk.scene.tokens.policeOfficer, minor, 'supplements', supplement);
    expect(complete.status).toBe('awaiting-clinic');
  });

  it('says what is missing where the dossier of a day is not on record', async () => {
    await at(test, desk, '2024-12-16T10:00:00+07:00');
    const { formerOfficer } = desk.scene.tokens;
    const where = { unitId: desk.scene.formerUnitId, since: '2024-01-01' };
    const { id } = await somebody(test, formerOfficer, where);
    const determination = { on: '2024-12-12', facility: 'Trạm y tế', toldAt: '2024-12-12T08:00:00+07:00' };
    const absent = await routes
      .open(
        formerOfficer,
        oldTreatmentApplication(id, { determination, handedInAt: '2024-12-14T09:00:00+07:00' }),
      )
      .expect(409);
    expect(absent.body).toMatchObject({ code: 'rehabilitation.dossierLawAbsent', knownFrom: '2024-12-15' });
    expect(absent.body.detail).toContain('90/2016/NĐ-CP');
    const known = await opened(
      routes,
      formerOfficer,
      oldTreatmentApplication(id, { determination, handedInAt: '2024-12-16T09:00:00+07:00' }),
    );
    expect(known.status).toBe('registered');
  });

  it('goes undecided to the police on 01/07/2026 and waits for the clinic, the old time limit superseded', async () => {
    const file = await before();
    await at(test, desk, AFTER);
    const { headOfPolice, policeOfficer } = desk.scene.tokens;
    const moved = await routes.keptBy(headOfPolice, file.id, desk.scene.organisations.police);
    expect(moved).toMatchObject({
      status: 'awaiting-clinic',
      deadlines: [{ rule: 'home-rehabilitation.decision', status: 'superseded' }],
    });
    const referral = { referredAt: '2026-07-02T09:00:00+07:00', organisationId: desk.places.clinic };
    expect((await routes.done(policeOfficer, moved, 'referrals', referral)).status).toBe('awaiting-clinic');
  });

  it('takes the chairman’s decision of before entered late, and waits for the clinic all the same', async () => {
    const file = await before();
    await at(test, desk, AFTER);
    const { headOfPolice } = desk.scene.tokens;
    const moved = await routes.keptBy(headOfPolice, file.id, desk.scene.organisations.police);
    const body = { ...DECISION, actedBy: desk.scene.organisations.committee };
    const late = await routes.done(headOfPolice, moved, 'decision', body);
    expect(late).toMatchObject({ status: 'decided-awaiting-clinic', decision: { regime: 'R2' } });
    expect(late.deadlines.find(({ rule }) => rule === 'home-rehabilitation.decision')).toMatchObject({
      status: 'met',
    });
  });

  it('takes back what the clinic told by mistake, and shows a neighbour nothing', async () => {
    const file = await decided();
    const begun = { startedAt: '2026-06-29T09:20:00+07:00' };
    const started = await routes.done(desk.staff.clinician, file, 'treatment-start', begun);
    expect(await routes.annul(desk.scene.tokens.chairman, started, 'treatment-started')).toBe(201);
    const back = await routes.read(desk.scene.tokens.chairman, file.id);
    expect(back).toMatchObject({ status: 'decided', clinic: null });
    expect(openLimits(back)).toMatchObject([{ rule: 'voluntary.start' }]);
    expect(await routes.status(desk.staff.neighbourHead, file.id)).toBe(404);
  });
});
