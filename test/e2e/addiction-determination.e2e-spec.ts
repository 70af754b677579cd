import type { AddictionDeterminationDto } from '../../src/rehabilitation/determination/determination-answer.dto.js';
import { aDossier, FollowedFile, openDossier, outcomesOf } from '../setup/compulsory-files.js';
import { aFinding, openManagement } from '../setup/drug-user-files.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { somebody } from '../setup/front-desk.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, aResident } from '../setup/rehabilitation-factory.js';
import { seedPaper } from '../setup/seeded-paper.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';
import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';

type DeterminationFile = FollowedFile<AddictionDeterminationDto, 'steps'>;

const ROUTES = '/v1/addiction-determinations';
const PAPERS = ['request', 'test-result', 'curriculum-vitae'] as const;
const at = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;

const outcomes = (file: DeterminationFile): readonly string[] => file.now.opens.map(({ outcome }) => outcome);

describe('the determination of addiction', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let centre: number;
  let otherCentre: number;
  let doctor: string;
  let stranger: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    const { owner } = test.database;
    centre = await seedOrganisation(owner, { kind: 'health-centre', unitId: scene.unitId });
    otherCentre = await seedOrganisation(owner, { kind: 'health-centre', unitId: scene.neighbourUnitId });
    const clinician = async (organisationId: number): Promise<string> =>
      signIn(test, await seedUser(owner, { organisationId, roles: ['clinician'] }));
    [doctor, stranger] = [await clinician(centre), await clinician(otherCentre)];
  });
  afterAll(() => test.close());

  const begun = async (
    token: string,
    body: object,
    wanted: 201 | string = 201,
    path = ROUTES,
  ): Promise<DeterminationFile> => {
    const answer = await http.post(token, path, body);
    if (!outcomesOf(answer).includes(wanted)) throw new Error(JSON.stringify(answer.body).slice(0, 800));
    return new FollowedFile(test, answer.body as AddictionDeterminationDto, ROUTES);
  };
  const aRequest = (personId: string, day: string, overrides: object = {}): object => ({
    ...{ personId, requestedAt: at(day), number: '5/ĐN-CAX', ground: 'managed-user' },
    ...{ organisationId: centre, papers: PAPERS, ...overrides },
  });
  /** A result of that day, told at noon. */
  const told = async (
    personId: string,
    day: string,
    result: 'addicted' | 'not-addicted',
    overrides: object = {},
  ): Promise<DeterminationFile> => {
    const file = await begun(scene.tokens.policeOfficer, aRequest(personId, day, overrides));
    await file.step(doctor, 'steps', { step: 'received', at: at(day, '10:00') });
    await file.step(doctor, 'steps', { step: 'resulted', at: at(day, '11:00'), result, number: '7/PKQ' });
    await file.step(doctor, 'steps', { step: 'told', at: at(day, '12:00') });
    return file;
  };

  it('is requested by police of the facility that gives the result in 5 days, and opens what the law says', async () => {
    const { policeOfficer, chairman, neighbourPoliceOfficer } = scene.tokens;
    await onDay(test, scene, at('2026-06-08', '18:00'));
    const personId = await aResident(test, policeOfficer, scene.unitId);
    const asked = aRequest(personId, '2026-06-01', { away: true, held: true });
    await begun(chairman, asked, 'authority.notCompetent');
    await begun(policeOfficer, asked, 'determination.papersMissing');
    const papers = [...PAPERS, 'custody-decision'];
    await begun(
      policeOfficer,
      { ...asked, papers, organisationId: scene.organisations.committee },
      'rehabilitation.notReferable',
    );
    await begun(policeOfficer, { ...asked, papers, ground: 'registering' }, 'determination.groundUnknown');
    const file = await begun(policeOfficer, { ...asked, papers });
    expect(file.now).toMatchObject({ status: 'requested', facilityOrganisationId: centre, missing: [] });
    expect(file.due('determination.send-staff')).toBe('2026-06-02T02:00:00.000Z');
    // The appendix of the decree was not read: its forms are not printed, and the answer says so.
    const { body: history } = await http.get(policeOfficer, `/v1/cases/${file.now.id}/history`).expect(200);
    const paper = { kind: 'step', eventId: history.items[0].id, signature: { capacity: 'in-person' } };
    const unread = await http.post(policeOfficer, `/v1/cases/${file.now.id}/papers`, paper);
    expect(unread.body).toMatchObject({
      ...{ code: 'documents.templateMissing', form: { instrument: 'nd-109-2021', number: '02' } },
      detail: expect.stringContaining('Nghị định 109/2021/NĐ-CP'),
    });
    // Nobody else sees it; who keeps it does not give the result.
    for (const token of [neighbourPoliceOfficer, stranger, chairman])
      await http.get(token, `${ROUTES}/${file.now.id}`).expect(404);
    const received = { step: 'received', at: at('2026-06-02') };
    await file.step(policeOfficer, 'steps', received, 'authority.notCompetent');
    await file.step(policeOfficer, 'steps', { ...received, actedBy: otherCentre }, 'cases.notKeptThen');
    await file.step(doctor, 'steps', { step: 'staff-sent', at: at('2026-06-01', '20:00') });
    await file.step(doctor, 'steps', received);
    expect(file.statusesOf('determination.send-staff')).toEqual(['met']);
    // Five days end on a Sunday, and so on the Monday.
    expect(file.due('determination.result')).toBe('2026-06-08T17:00:00.000Z');
    const result = { step: 'resulted', at: at('2026-06-05'), result: 'addicted', number: '7/PKQ' };
    await file.step(doctor, 'steps', { ...result, result: undefined }, 'rehabilitation.fieldMissing');
    await file.step(policeOfficer, 'steps', { ...result, actedBy: centre });
    expect([file.formOf('determine-addiction'), file.now.status]).toEqual(['05', 'determined']);
    expect(file.statusesOf('determination.result')).toEqual(['met']);
    expect(outcomes(file)).toEqual(['register-voluntary', 'stop-management']);
    expect(file.now.result?.validity.usableUntil).toBeNull();
    // Taken back, its limit runs again; entered again, it is told.
    await file.annul(scene.tokens.headOfPolice, 'resulted');
    expect([file.now.result, file.now.papers, file.statusesOf('determination.result')]).toEqual([
      null,
      [],
      ['void', 'open'],
    ]);
    await file.step(doctor, 'steps', result);
    await file.step(doctor, 'steps', { step: 'told', at: at('2026-06-05', '10:00') });
    expect(file.now.status).toBe('told');
    // 5 working days from the result, by the law of the day on which the person was told.
    expect(file.now.opens[0]).toMatchObject({
      outcome: 'register-voluntary',
      dueAt: '2026-06-12T17:00:00.000Z',
    });
    const over = { step: 'withdrawn', at: at('2026-06-05', '11:00'), reason: 'Không cần nữa' };
    await file.step(doctor, 'steps', over, 'cases.readOnly');
    await file.step(policeOfficer, 'steps', over, 'cases.stepNotAllowed');
  });

  it.each([
    ['managed-user', 'addicted', ['stop-management']],
    ['no-residence', 'addicted', ['register-public-facility']],
    ['aftercare', 'addicted', ['compulsory-ground']],
    ['no-residence', 'not-addicted', ['manage-user']],
    ['managed-user', 'not-addicted', ['decide-management-anew']],
  ] as const)('since 01/07/2026 of %s, %s, opens %p', async (ground, result, wanted) => {
    await onDay(test, scene, at('2026-07-06', '18:00'));
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const file = await told(personId, '2026-07-01', result, { ground, papers: [] });
    expect(outcomes(file)).toEqual(wanted);
    expect(file.now.missing.map(({ citation }) => citation.mark)).toEqual([
      'unverified',
      'unverified',
      'unverified',
    ]);
    expect(file.now.result?.validity.usableUntil).toBe('2027-01-01');
    const due = ground === 'no-residence' && result === 'addicted' ? '2026-07-02T05:00:00.000Z' : null;
    expect(file.now.opens[0]?.dueAt).toBe(due);
    // What it opens is found as evidence by whoever builds the dossier.
    const { body } = await http
      .get(scene.tokens.headOfPolice, `/v1/persons/${personId}/compulsory-grounds`)
      .expect(200);
    const evidence = (body.grounds as { ground: string; facts: { caseId: string; on: string }[] }[]).map(
      ({ ground: found, facts }) => [found, facts.map(({ caseId, on }) => [caseId, on])],
    );
    const isGround = wanted.some((outcome) => outcome === 'compulsory-ground');
    expect(evidence).toEqual(isGround ? [['relapse-in-aftercare', [[file.now.id, '2026-07-01']]]] : []);
  });

  it('takes its papers along where it was begun by mistake', async () => {
    await onDay(test, scene, at('2026-07-06', '18:00'));
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const file = await begun(scene.tokens.policeOfficer, aRequest(personId, '2026-07-06'));
    const reason = await seedPaper(test, file.now.id, scene.organisations.police);
    expect(await reason()).toBeNull();
    const wrong = { step: 'voided', at: at('2026-07-06', '10:00'), reason: 'Ghi nhầm người' };
    await file.step(scene.tokens.policeOfficer, 'steps', wrong);
    expect(await reason()).toBe('Ghi nhầm người');
  });

  it('serves the application that names it, held to the person, the result, the day and the telling', async () => {
    const { policeOfficer, headOfPolice } = scene.tokens;
    await onDay(test, scene, at('2026-07-06', '18:00'));
    const personId = await aResident(test, policeOfficer, scene.unitId);
    const file = await told(personId, '2026-07-06', 'addicted', { ground: 'registering' });
    const known = (await http.get(policeOfficer, `/v1/persons/${personId}/determinations`).expect(200)).body;
    expect(known.known).toMatchObject([
      { result: 'addicted', usable: true, determination: { on: '2026-07-06', recordId: file.now.id } },
    ]);
    const { determination } = known.known[0];
    const handedInAt = at('2026-07-06', '14:00');
    const apply = (body: object) =>
      http.post(
        policeOfficer,
        '/v1/home-rehabilitations',
        anApplication({ personId, handedInAt, determination, ...body }),
      );
    const refused = async (body: object): Promise<readonly unknown[]> => outcomesOf(await apply(body));
    const other = await aResident(test, policeOfficer, scene.unitId);
    expect(await refused({ personId: other })).toContain('determination.notOnRecord');
    expect(await refused({ determination: { ...determination, on: '2026-07-05' } })).toContain(
      'determination.notOnRecord',
    );
    const { body, status } = await apply({});
    expect([status, body.determination.recordId]).toEqual([201, file.now.id]);
    expect(body.registration.inTime).toBe(true);

    const clean = await told(other, '2026-07-06', 'not-addicted', { ground: 'managed-user' });
    const named = { ...determination, recordId: clean.now.id };
    expect(await refused({ personId: other, determination: named })).toContain('determination.notOnRecord');
    const list = (await http.get(policeOfficer, `/v1/persons/${other}/determinations`).expect(200)).body;
    expect(list.known).toMatchObject([{ result: 'not-addicted', usable: false }]);
    await http.get(scene.tokens.neighbourPoliceOfficer, `/v1/persons/${other}/determinations`).expect(404);

    // A compulsory dossier takes it as its paper, and the management of a user rests on it.
    const opened = await openDossier(test, headOfPolice, aDossier(personId, '2026-07-06'));
    const dossier = new FollowedFile(test, opened as CompulsoryDto);
    const paper = { at: at('2026-07-06', '15:00'), paper: 'determination-result', pages: 1 };
    await dossier.step(
      headOfPolice,
      'papers',
      { ...paper, determinationId: clean.now.id },
      'determination.notOnRecord',
    );
    await dossier.step(
      headOfPolice,
      'papers',
      { ...paper, paper: 'violation-record', determinationId: file.now.id },
      'rehabilitation.fieldNotOfStep',
    );
    await dossier.step(headOfPolice, 'papers', { ...paper, determinationId: file.now.id });
    const user = await openManagement(test, policeOfficer, aFinding(other, '2026-07-06'));
    const found = {
      step: 'residence-verified',
      at: at('2026-07-06', '09:30'),
      residence: 'none',
      reason: 'Không xác định',
    };
    await user.step(policeOfficer, 'steps', found);
    await user.step(headOfPolice, 'decisions', {
      step: 'notified',
      at: at('2026-07-06', '10:00'),
      number: '1/TB',
    });
    await user.step(policeOfficer, 'papers', { at: at('2026-07-06', '10:30'), papers: ['curriculum-vitae'] });
    const decision = { step: 'decided', at: at('2026-07-06', '13:00'), number: '2/QĐ' };
    await user.step(
      headOfPolice,
      'decisions',
      { ...decision, determinationId: file.now.id },
      'determination.notOnRecord',
    );
    await user.step(headOfPolice, 'decisions', { ...decision, determinationId: clean.now.id });
    expect(user.now.papersOnFile).toContain('determination-result');
    const stop = {
      step: 'stopped',
      at: at('2026-07-06', '14:00'),
      number: '3/QĐ',
      ground: 'determined-addicted',
    };
    await user.step(headOfPolice, 'decisions', stop, 'rehabilitation.fieldMissing');
    await user.step(
      headOfPolice,
      'decisions',
      { ...stop, determinationId: clean.now.id },
      'determination.notOnRecord',
    );
  });

  it('is given to who applies at the facility, a minor with a guardian, by the other form', async () => {
    await onDay(test, scene, at('2026-06-08', '18:00'));
    const path = `${ROUTES}/applications`;
    const minor = await somebody(test, doctor, { unitId: scene.unitId, minor: true });
    const wish = { personId: minor.id, receivedAt: at('2026-06-01'), papers: ['application'] };
    await begun(scene.tokens.policeOfficer, wish, 'authority.notCompetent', path);
    await begun(doctor, wish, 'determination.papersMissing', path);
    const consented = { ...wish, papers: ['application', 'guardian-consent'] };
    await begun(doctor, consented, 'rehabilitation.fieldMissing', path);
    const file = await begun(doctor, { ...consented, guardianId: minor.guardianId }, 201, path);
    await begun(doctor, { ...consented, guardianId: minor.guardianId }, 'cases.openFileExists', path);
    expect(file.now).toMatchObject({ status: 'received', voluntary: true, keeperOrganisationId: centre });
    expect(file.now.next.map(({ step }) => step)).toEqual(expect.arrayContaining(['resulted', 'withdrawn']));
    await file.step(doctor, 'steps', { step: 'resulted', at: at('2026-06-03'), result: 'addicted' });
    expect(file.formOf('determine-addiction-voluntary')).toBe('04');
    await file.step(doctor, 'steps', { step: 'told', at: at('2026-06-03', '10:00') });
    expect(outcomes(file)).toEqual(['register-voluntary']);
    // What only the facility sees is not named by others.
    await onDay(test, scene, at('2026-06-09', '18:00'));
    const old = await aResident(test, scene.tokens.committeeOfficer, scene.unitId);
    const determination = {
      on: '2026-06-03',
      facility: 'Trung tâm Y tế',
      toldAt: at('2026-06-03', '10:00'),
      recordId: file.now.id,
    };
    const handedInAt = at('2026-06-09');
    const answer = await http.post(
      scene.tokens.committeeOfficer,
      '/v1/home-rehabilitations',
      anOldApplication({ personId: old, handedInAt, determination }),
    );
    expect(outcomesOf(answer)).toContain('determination.notOnRecord');
  });
});
