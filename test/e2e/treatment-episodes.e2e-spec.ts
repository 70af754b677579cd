import type { TreatmentEpisodeDto } from '../../src/treatment/episode/episode-answer.dto.js';
import type { ActiveProtocolDto, ProtocolDto } from '../../src/treatment/protocol/protocol.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { FollowedFile, outcomesOf } from '../setup/compulsory-files.js';
import { beginDetoxification } from '../setup/detoxification.js';
import { asApp } from '../setup/as-app.js';
import { userOf } from '../setup/dosing-site.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { aMinor, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
import { seedPaper } from '../setup/seeded-paper.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

type Part = 'steps' | 'notices' | 'moves' | 'termination-proposals';
type Episode = FollowedFile<TreatmentEpisodeDto, Part>;

const ROUTES = '/v1/treatment-episodes';
const ADMISSION = 'substitution.clinic-report';
const START = 'methadone.start-report';
const END = 'methadone.end-report';
const at = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;

const anAdmission = (personId: string, day: string, overrides: object = {}): object => ({
  ...{ kind: 'methadone-treatment', personId, appliedAt: at(day, '08:00') },
  ...{ papers: ['application', 'determination-result'], ...overrides },
});

const cedemex = (day: string, file: HomeRehabilitationDto, overrides: object = {}): object =>
  anAdmission(file.personId, day, {
    ...{ kind: 'cedemex-treatment', papers: [], parentCaseId: file.id },
    ...{ appliedAt: at(day, '09:55'), ...overrides },
  });

describe('episodes of treatment', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let clinic: number;
  let otherClinic: number;
  let doctor: string;
  let colleague: string;
  let otherDoctor: string;
  let dispenser: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    const { owner } = test.database;
    clinic = await seedOrganisation(owner, { kind: 'methadone-clinic', unitId: scene.unitId });
    // Of another kind, which treats as well.
    otherClinic = await seedOrganisation(owner, { kind: 'health-centre', unitId: scene.neighbourUnitId });
    doctor = await staff(clinic, 'clinician');
    colleague = await staff(clinic, 'clinician');
    otherDoctor = await staff(otherClinic, 'clinician');
    dispenser = await staff(clinic, 'dispenser');
  });
  afterAll(() => test.close());

  const staff = async (organisationId: number, role: 'clinician' | 'dispenser'): Promise<string> =>
    signIn(test, await seedUser(test.database.owner, { organisationId, roles: [role] }));
  const opened = async (token: string, body: object, wanted: 201 | string = 201): Promise<Episode> => {
    const answer = await http.post(token, ROUTES, body);
    if (!outcomesOf(answer).includes(wanted))
      throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 800)}`);
    return new FollowedFile<TreatmentEpisodeDto, Part>(test, answer.body as TreatmentEpisodeDto, ROUTES);
  };
  const inTreatment = async (day: string): Promise<Episode> => {
    const personId = await aResident(test, doctor, scene.unitId);
    const episode = await opened(doctor, anAdmission(personId, day));
    await episode.step(doctor, 'steps', { step: 'admitted', at: at(day, '08:30') });
    await episode.step(doctor, 'steps', { step: 'consent-recorded', at: at(day, '08:40') });
    await episode.step(doctor, 'steps', { step: 'begun', at: at(day, '09:00') });
    return episode;
  };
  const rowOf = async ({ now }: Episode): Promise<object | undefined> => {
    const { rows } = await test.database.owner.query<object>(
      'select site_id, phase, consented_on::text from treatment_episode where case_id = $1',
      [now.id],
    );
    return rows[0];
  };
  const noticesOf = async (token: string): Promise<readonly Record<string, unknown>[]> => {
    const { body } = await http.get(token, '/v1/treatment-notices').expect(200);
    return (body as { items: Record<string, unknown>[] }).items.filter(({ id }) => !before.has(id));
  };
  /** What other tests told. */
  let before: ReadonlySet<unknown>;
  beforeEach(async () => {
    const { rows } = await test.database.owner.query<{ id: string }>('select id from treatment_notice');
    before = new Set(rows.map(({ id }) => id));
  });

  it('go from the application to the beginning and through phases; the commune learns what the form tells', async () => {
    const { committeeOfficer, policeOfficer } = scene.tokens;
    await onDay(test, scene, at('2026-05-04', '18:00'));
    const personId = await aResident(test, doctor, scene.unitId);
    const bare = anAdmission(personId, '2026-05-04', { papers: [] });
    await opened(committeeOfficer, bare, 'http.forbidden');
    await opened(otherDoctor, bare, 'http.notFound');
    const episode = await opened(doctor, bare);
    expect(episode.now).toMatchObject({
      ...{ status: 'applied', siteOrganisationId: clinic, protocol: null, unchecked: true, phase: null },
      ...{ papersKnown: true, programme: null, maintenancePrescription: { mostDays: 30 } },
      uncheckedBecause: { vi: expect.stringContaining('chưa có phác đồ') as string },
    });
    expect(episode.now.missing.map(({ paper, or }) => [paper, or])).toEqual([
      ['application', null],
      ['commune-decision', 'determination-result'],
    ]);
    await opened(doctor, bare, 'cases.openFileExists');
    const papers = ['application', 'commune-decision'];
    const admitted = { step: 'admitted', at: at('2026-05-04', '10:00') };
    await episode.step(doctor, 'steps', admitted, 'treatment.papersMissing');
    await episode.step(otherDoctor, 'steps', { ...admitted, papers }, 'cases.notFound');
    await episode.step(doctor, 'steps', { ...admitted, papers, number: '11/TN' });
    expect(episode.formOf('admit-to-treatment')).toBe('11');
    const begun = { step: 'begun', at: at('2026-05-04', '11:00') };
    await episode.step(doctor, 'steps', begun, 'treatment.consentMissing');
    await episode.step(doctor, 'steps', { step: 'consent-recorded', at: at('2026-05-04', '10:30') });
    expect(episode.due(START)).toBeUndefined();
    await episode.step(doctor, 'steps', begun);
    // Five working days after the beginning: NĐ 116/2021 Art 28(2).
    expect(episode.due(START)).toBe('2026-05-11T17:00:00.000Z');
    expect(await rowOf(episode)).toEqual({ site_id: clinic, phase: 'induction', consented_on: '2026-05-04' });

    const phase = (name: string, time: string): object => ({
      ...{ step: 'phase-changed', phase: name, at: at('2026-05-04', time) },
    });
    await episode.step(doctor, 'steps', phase('induction', '12:00'), 'treatment.samePhase');
    await episode.step(doctor, 'steps', phase('detoxification', '12:00'), 'treatment.otherPhase');
    await episode.step(doctor, 'steps', phase('maintenance', '12:00'));
    await episode.annul(doctor, 'phase-changed');
    expect([episode.now.phase, await rowOf(episode)]).toEqual([
      'induction',
      expect.objectContaining({ phase: 'induction' }),
    ]);
    await episode.step(doctor, 'steps', phase('adjustment', '13:00'));
    await episode.step(doctor, 'steps', { step: 'held', at: at('2026-05-04', '14:00'), reason: 'Nằm viện' });
    await episode.step(doctor, 'steps', phase('maintenance', '15:00'), 'cases.stepNotAllowed');
    await episode.step(doctor, 'steps', { step: 'resumed', at: at('2026-05-04', '16:00') });

    const notice = { kind: 'start', sentAt: at('2026-05-04', '17:00'), number: '12/TB' };
    const { committee, police, formerCommittee } = scene.organisations;
    const to = (organisationId: number): object => ({ ...notice, organisationId });
    await episode.step(doctor, 'notices', to(police), 'treatment.wrongAddressee');
    await episode.step(doctor, 'notices', to(formerCommittee), 'treatment.wrongAddressee');
    await episode.step(doctor, 'notices', { ...to(committee), kind: 'completion' }, 'cases.stepNotAllowed');
    // That he was admitted is another duty: who is told of it is not told of the start.
    const admission = { ...to(committee), kind: 'admission', sentAt: at('2026-05-04', '16:30') };
    await episode.step(doctor, 'notices', admission);
    expect(episode.statusesOf(START)).toEqual(['open']);
    await episode.step(doctor, 'notices', to(committee));
    expect(episode.statusesOf(START)).toEqual(['met']);
    const starts = async (): Promise<readonly Record<string, unknown>[]> =>
      (await noticesOf(committeeOfficer)).filter(({ kind }) => kind === 'start');
    const [told, ...others] = await starts();
    expect(others).toEqual([]);
    // Field by field: who, what, from when, by whom and why; no way to the file, no dose, no test.
    expect(Object.keys(told ?? {}).toSorted()).toEqual(NOTICE_FIELDS);
    expect(told).toMatchObject({
      ...{ kind: 'start', fullName: 'Nguyễn Văn Bình', birthYear: 1991, effectiveOn: '2026-05-04' },
      ...{ fromOrganisationId: clinic, number: '12/TB', ground: null, form: null, untilOn: null },
    });
    expect(JSON.stringify(told)).not.toContain(episode.now.id);
    expect(JSON.stringify(told)).not.toContain(personId);
    expect(await noticesOf(policeOfficer)).toEqual([]);
    expect(await noticesOf(scene.tokens.neighbourPoliceOfficer)).toEqual([]);
    for (const path of [`${ROUTES}/${episode.now.id}`, `${ROUTES}/${episode.now.id}/notices`]) {
      await http.get(committeeOfficer, path).expect(403);
      await http.get(dispenser, path).expect(403);
      await http.get(otherDoctor, path).expect(404);
    }
    await http.get(committeeOfficer, `/v1/cases/${episode.now.id}`).expect(404);
    await http.get(committeeOfficer, `/v1/persons/${personId}`).expect(404);
    await http.get(dispenser, `/v1/cases/${episode.now.id}`).expect(403);
    // Sent by mistake, it says so to who was told.
    await episode.annul(doctor, 'start-notified');
    expect(await starts()).toMatchObject([{ annulledReason: 'Ghi nhầm' }]);
    expect(episode.statusesOf(START)).toContain('open');
    // That nobody was told of the start is no excuse for the end: that is told by itself.
    await episode.step(doctor, 'steps', { step: 'completed', at: at('2026-05-04', '17:10') });
    expect(episode.statusesOf(END)).toEqual(['open']);
    await episode.step(doctor, 'notices', {
      ...{ kind: 'completion', sentAt: at('2026-05-04', '17:20'), organisationId: committee },
    });
    expect(episode.statusesOf(END)).toEqual(['met']);
    // Where his registration at the commune is open here, that file owes it: neither end makes a second limit.
    const registeredHere = async (): Promise<Episode> => {
      const other = await inTreatment('2026-05-04');
      const { owner } = test.database;
      const { rows } = await owner.query<{ id: string }>(
        `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
         values (gen_random_uuid(), 'substitution-treatment', 'HS-TT-' || right($1::text, 12), $2, $3, $4, 'in-treatment',
           '2026-05-03') returning id`,
        [other.now.id, other.now.personId, committee, scene.unitId],
      );
      await owner.query(
        `insert into case_access (case_id, organisation_id, reason, acts, from_on)
         values ($1, $2, 'keeper', true, '2026-05-03'), ($1, $3, 'referred', false, '2026-05-03')`,
        [rows[0]?.id, committee, clinic],
      );
      return other;
    };
    const stranger = {
      ...{ step: 'consent-recorded', at: at('2026-05-04', '17:15') },
      guardianId: '01890000-0000-7000-8000-000000000001',
    };
    const [completed, terminated] = [await registeredHere(), await registeredHere()];
    // A grown-up consents himself: a guardian who is nobody is not kept with it either.
    const nobody = await completed.step(doctor, 'steps', stranger, 'treatment.guardianUnknown');
    expect(nobody.errors).toMatchObject([{ pointer: '/guardianId' }]);
    await completed.step(doctor, 'steps', { step: 'completed', at: at('2026-05-04', '17:30') });
    await terminated.step(doctor, 'termination-proposals', {
      ...{ at: at('2026-05-04', '17:30'), ground: 'own-wish', days: [] },
    });
    await http
      .post(doctor, `/v1/termination-proposals/${terminated.now.proposals[0]?.id}/decision`, {
        ...{ decision: 'terminate', at: at('2026-05-04', '17:40'), reason: 'Theo đơn' },
      })
      .set('If-Match', '"1"')
      .expect(201);
    await terminated.reload(doctor);
    expect([completed, terminated].map((each) => [each.now.status, each.statusesOf(END)])).toEqual([
      ['completed', []],
      ['terminated', []],
    ]);
  });

  it('have a protocol that one enters and another signs; without one nothing is checked', async () => {
    await onDay(test, scene, at('2026-05-11', '18:00'));
    const body = {
      ...{ kind: 'methadone-treatment', basis: 'Phác đồ của cơ sở', inForceFrom: '2026-05-12' },
      values: { doseMax: 120_000, holdAfterMissedDays: 5 },
    };
    const unfit = { ...body.values, warnAfterMissedDays: 6 };
    const refused = await http.post(doctor, '/v1/treatment-protocols', { ...body, values: unfit });
    expect(outcomesOf(refused)).toContain('treatment.valueUnfit');
    const empty = await http.post(doctor, '/v1/treatment-protocols', { ...body, values: {} }).expect(422);
    expect(empty.body.errors).toMatchObject([
      { pointer: '/values', detail: expect.stringContaining('ít nhất một giá trị') as string },
    ]);
    const inPieces = { ...body, kind: 'cedemex-treatment', values: { doseMax: 12 } };
    const unnamed = await http.post(doctor, '/v1/treatment-protocols', inPieces).expect(422);
    expect(unnamed.body.errors).toMatchObject([{ pointer: '/values/doseUnit' }]);
    const entered = await http.post(doctor, '/v1/treatment-protocols', body).expect(201);
    const { id, number } = entered.body as ProtocolDto;
    expect(entered.body).toMatchObject({ number: 1, values: body.values, signedAt: null, version: 1 });
    const path = `/v1/treatment-protocols/${id}`;
    const sign = (token: string, version = 1): ReturnType<Requests['post']> =>
      http.post(token, `${path}/signature`, {}).set('If-Match', `"${version}"`);
    expect(outcomesOf(await sign(doctor))).toContain('treatment.ownEntry');
    expect(outcomesOf(await sign(otherDoctor))).toContain('treatment.protocolNotFound');
    expect(outcomesOf(await sign(colleague, 2))).toContain('http.staleVersion');
    await sign(colleague).expect(201);
    expect(outcomesOf(await sign(colleague, 2))).toContain('treatment.protocolSigned');
    await http.get(otherDoctor, path).expect(404);
    const active = async (day: string): Promise<number | null> => {
      const of = `/v1/organisations/${clinic}/treatment-protocol?on=${day}`;
      const answer = await http.get(doctor, of).expect(200);
      return (answer.body as ActiveProtocolDto).protocol?.number ?? null;
    };
    await http.get(otherDoctor, `/v1/organisations/${clinic}/treatment-protocol`).expect(404);
    expect([await active('2026-05-11'), await active('2026-05-12')]).toEqual([null, number]);
    const episode = await inTreatment('2026-05-11');
    expect(episode.now).toMatchObject({ protocol: null, unchecked: true });
    await onDay(test, scene, at('2026-05-12', '08:00'));
    await episode.reload(doctor);
    expect(episode.now).toMatchObject({ protocol: { id, number: 1 }, unchecked: false });
    // Where nobody else could sign, its author does, and each answer says so; once there is another, he does not.
    const alone = await seedOrganisation(test.database.owner, { kind: 'methadone-clinic' });
    const single = await staff(alone, 'clinician');
    await staff(alone, 'dispenser');
    const own = async (): Promise<ProtocolDto> =>
      (await http.post(single, '/v1/treatment-protocols', body).expect(201)).body as ProtocolDto;
    const signOwn = ({ id: which }: ProtocolDto) =>
      http.post(single, `/v1/treatment-protocols/${which}/signature`, {}).set('If-Match', '"1"');
    const signed = await signOwn(await own()).expect(201);
    expect(signed.body).toMatchObject({ signedByAuthor: true });
    const inForce = await http.get(single, `/v1/organisations/${alone}/treatment-protocol`).expect(200);
    expect((inForce.body as ActiveProtocolDto).protocol).toMatchObject({ signedByAuthor: true });
    expect((await http.get(doctor, path).expect(200)).body).toMatchObject({ signedByAuthor: false });
    await staff(alone, 'clinician');
    const next = await own();
    expect(outcomesOf(await signOwn(next))).toContain('treatment.ownEntry');
    // Nor does the database let him.
    const claim = { userId: userOf(single), organisationId: alone, today: '2026-05-12' };
    const sign2 = `update treatment_protocol set signed_by = entered_by, signed_at = now() where id = $1`;
    await expect(asApp(test.database, claim, (ask) => ask(sign2, [next.id]))).rejects.toThrow(
      'row-level security',
    );
  });

  it('move to another place with a summary, and are terminated on evidence that a person weighs', async () => {
    await onDay(test, scene, at('2026-06-01', '18:00'));
    const episode = await inTreatment('2026-06-01');
    const { id } = episode.now;
    const moveTo = (toOrganisationId: number): object => ({
      ...{ at: at('2026-06-01', '10:00'), summary: 'Đang khởi liều, tuân thủ tốt' },
      handOver: {
        ...{ toOrganisationId, reason: 'Người bệnh chuyển nơi ở' },
        ...{ answerBy: '2026-06-10', readsUntil: '2026-12-31' },
      },
    });
    await episode.step(doctor, 'moves', moveTo(scene.organisations.police), 'transfers.wrongReceiver');
    for (const givenOn of ['2026-05-31', '2026-06-02'])
      await episode.step(doctor, 'moves', { ...moveTo(otherClinic), givenOn }, 'treatment.day');
    await episode.step(doctor, 'moves', { ...moveTo(otherClinic), givenOn: '2026-06-01' });
    expect(episode.formOf('summarise-treatment')).toBe('14');
    const [summary] = episode.now.summaries;
    expect(summary?.givenOn).toBe('2026-06-01');
    await episode.reload(otherDoctor);
    expect(episode.now.summaries).toMatchObject([{ summary: 'Đang khởi liều, tuân thủ tốt' }]);
    const held = { step: 'held', at: at('2026-06-01', '11:00'), reason: 'Vắng' };
    await episode.step(otherDoctor, 'steps', held, 'cases.readOnly');
    const transfer = `/v1/transfers/${summary?.transferId}`;
    await http.post(otherDoctor, `${transfer}/acceptance`, {}).set('If-Match', '"1"').expect(201);
    expect(await rowOf(episode)).toMatchObject({ site_id: otherClinic, phase: 'induction' });
    // Looked for each day from now on, though nobody has ordered anything there.
    const { rows } = await test.database.owner.query(
      'select from_on::text as "fromOn", closes_at::text as "closesAt" from dosing_site where site_id = $1',
      [otherClinic],
    );
    expect(rows).toEqual([{ fromOn: '2026-06-01', closesAt: '24:00:00' }]);
    await episode.reload(otherDoctor);
    expect(episode.now.siteOrganisationId).toBe(otherClinic);
    await episode.step(doctor, 'steps', held, 'cases.readOnly');

    await onDay(test, scene, at('2026-07-06', '18:00'));
    const proposal = (ground: string, ...days: readonly string[]): object => ({
      ...{ at: at('2026-07-06', '09:00'), ground, days: days.map((on) => ({ on })), evidence: 'papers' },
    });
    const propose = 'termination-proposals' as const;
    await episode.step(doctor, propose, proposal('other-drugs'), 'cases.readOnly');
    await episode.step(otherDoctor, propose, proposal('offence'), 'treatment.groundUnknown');
    // Of what is recorded nowhere there is no record; of days that are, these days are not on it.
    const recorded = { ...proposal('own-wish'), evidence: 'records' };
    await episode.step(otherDoctor, propose, recorded, 'treatment.evidence');
    const unrecorded = { ...proposal('missed-days', '2026-06-07', '2026-07-06'), evidence: undefined };
    await episode.step(otherDoctor, propose, unrecorded, 'treatment.notAmounting');
    const short = proposal('missed-days', '2026-06-07', '2026-07-05');
    await episode.step(otherDoctor, propose, short, 'treatment.notAmounting');
    await episode.step(otherDoctor, propose, proposal('missed-days', '2026-07-07'), 'treatment.dayToCome');
    const tests = proposal('opioid-positive', '2026-06-08', '2026-06-15');
    await episode.step(otherDoctor, propose, tests, 'treatment.notAmounting');
    const enough = proposal('missed-days', '2026-06-07', '2026-07-06');
    await episode.step(otherDoctor, propose, enough);
    await episode.step(otherDoctor, propose, enough, 'treatment.alreadyProposed');
    expect(episode.now.proposals).toMatchObject([
      { ground: 'missed-days', amounts: true, state: 'open', evidence: 'papers' },
    ]);
    expect(JSON.stringify(episode.now.proposals[0]?.explanation)).toContain('By papers');
    const decide = async (decision: string, wanted: 201 | string = 201, version = 1): Promise<void> => {
      const open = episode.now.proposals.find(({ state }) => state === 'open');
      const answer = await http
        .post(otherDoctor, `/v1/termination-proposals/${open?.id}/decision`, {
          ...{ decision, at: at('2026-07-06', '10:00'), reason: 'Theo hồ sơ', number: '15/TB' },
        })
        .set('If-Match', `"${version}"`);
      expect(outcomesOf(answer)).toContain(wanted);
      if (answer.status === 201) episode.now = answer.body as TreatmentEpisodeDto;
    };
    await decide('reject', 'http.staleVersion', 2);
    await decide('reject');
    expect(episode.now).toMatchObject({ status: 'in-treatment', proposals: [{ state: 'rejected' }] });
    await episode.step(otherDoctor, propose, enough);
    await decide('terminate');
    expect(episode.now).toMatchObject({
      status: 'terminated',
      proposals: [{ state: 'rejected' }, { state: 'terminated' }],
    });
    expect(episode.formOf('terminate-treatment')).toBe('15');
    await episode.step(otherDoctor, propose, enough, 'cases.stepNotAllowed');
    const { police, neighbourPolice } = scene.organisations;
    const notice = (organisationId: number): object => ({
      ...{ kind: 'termination', sentAt: at('2026-07-06', '11:00'), organisationId },
    });
    // Since 01/07/2026 the commune police, of the commune where the person lives.
    const wrong = await episode.step(otherDoctor, 'notices', notice(clinic), 'treatment.wrongAddressee');
    expect(wrong.errors).toMatchObject([
      { detail: expect.stringContaining('ngày xảy ra việc được thông báo') },
    ]);
    const far = await episode.step(otherDoctor, 'notices', notice(neighbourPolice), 'treatment.otherCommune');
    expect(far.title).toContain('không cư trú hoặc đăng ký điều trị');
    await episode.step(otherDoctor, 'notices', notice(police));
    // Others are told of there, too.
    const terminations = async (): Promise<readonly object[]> =>
      (await noticesOf(scene.tokens.policeOfficer)).filter(({ kind }) => kind === 'termination');
    expect(await terminations()).toMatchObject([
      { ground: 'missed-days', form: { instrument: 'nd-141-2024', number: '15' } },
    ]);
    // Taken back, the file stays ended; then the termination itself can be taken back.
    await episode.annul(otherDoctor, 'termination-notified');
    expect(await terminations()).toMatchObject([{ annulledReason: 'Ghi nhầm' }]);
    const closedOn = async (): Promise<unknown> =>
      (await test.database.owner.query('select closed_on::text as on from case_file where id = $1', [id]))
        .rows;
    expect(await closedOn()).toEqual([{ on: '2026-07-06' }]);
    await episode.annul(otherDoctor, 'terminated');
    expect([episode.now.status, await closedOn()]).toEqual(['in-treatment', [{ on: null }]]);
  });

  it('are terminated on another ground by the article that it rests on, which who is told reads and nothing else', async () => {
    await onDay(test, scene, at('2026-07-06', '18:00'));
    const propose = 'termination-proposals' as const;
    const article = 'Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP';
    const note = 'Gây rối tại cơ sở, xem biên bản kín';
    const other = { at: at('2026-07-06', '09:00'), ground: 'other', days: [], note };
    const episode = await inTreatment('2026-07-06');
    const wrong = async (body: object): Promise<unknown> =>
      (await episode.step(doctor, propose, body, 'treatment.article')).errors;
    expect(await wrong(other)).toMatchObject([
      { pointer: '/article', detail: 'Căn cứ khác: nêu điều, khoản và văn bản làm căn cứ' },
    ]);
    expect(await wrong({ ...other, article: 'x' })).toMatchObject([{ pointer: '/article' }]);
    expect(await wrong({ ...other, ground: 'own-wish', article })).toMatchObject([{ pointer: '/article' }]);
    await episode.step(doctor, propose, { ...other, article });
    const [proposal] = episode.now.proposals;
    expect(proposal).toMatchObject({ ground: 'other', label: { vi: 'Căn cứ khác' }, article, note });
    await http
      .post(colleague, `/v1/termination-proposals/${proposal?.id}/decision`, {
        ...{ decision: 'terminate', at: at('2026-07-06', '10:00'), reason: 'Theo biên bản' },
      })
      .set('If-Match', '"1"')
      .expect(201);
    await episode.reload(doctor);
    const told = { kind: 'termination', sentAt: at('2026-07-06', '11:00') };
    await episode.step(doctor, 'notices', { ...told, organisationId: scene.organisations.police });
    const notice = (await noticesOf(scene.tokens.policeOfficer)).find(({ kind }) => kind === 'termination');
    expect(Object.keys(notice ?? {}).toSorted()).toEqual(NOTICE_FIELDS);
    expect(notice).toMatchObject({ ground: 'other', groundLabel: { vi: 'Căn cứ khác' }, article });
    for (const hidden of ['biên bản', 'Gây rối']) expect(JSON.stringify(notice)).not.toContain(hidden);
  });

  it('of a minor need the representative; of an episode that ends otherwise the proposal lapses', async () => {
    await onDay(test, scene, at('2026-07-06', '18:00'));
    const address = {
      kind: 'current',
      unitId: scene.unitId,
      detail: 'Ấp Kinh 2',
      fromOn: '2025-07-01',
    } as const;
    const minor = await registerPerson(test, doctor, aMinor({ addresses: [address] }));
    const programmed = { ...anAdmission(minor.id, '2026-07-06'), programmeCode: 'an-giang-2026' };
    await opened(doctor, programmed, 'request.invalidBody');
    const episode = await opened(doctor, anAdmission(minor.id, '2026-07-06'));
    const admitted = { step: 'admitted', at: at('2026-07-06', '09:00') };
    await episode.step(doctor, 'steps', admitted, 'treatment.papersMissing');
    await episode.step(doctor, 'steps', { ...admitted, papers: ['guardian-consent'] });
    // Twenty-four hours from the finding: NĐ 163/2026 Art 89(2).
    expect(episode.due(ADMISSION)).toBe('2026-07-07T02:00:00.000Z');
    const consent = { step: 'consent-recorded', at: at('2026-07-06', '10:00') };
    await episode.step(doctor, 'steps', consent, 'treatment.guardianMissing');
    const stranger = { ...consent, guardianId: minor.id };
    const nobody = await episode.step(doctor, 'steps', stranger, 'treatment.guardianUnknown');
    expect(nobody.errors).toMatchObject([{ pointer: '/guardianId' }]);
    await episode.step(doctor, 'steps', { ...consent, guardianId: minor.guardians[0]?.id });
    await episode.step(doctor, 'steps', { step: 'begun', at: at('2026-07-06', '11:00') });
    const { police, committee } = scene.organisations;
    const tell = (kind: string, organisationId: number, wanted: 201 | string = 201, days: object = {}) =>
      episode.step(
        doctor,
        'notices',
        { kind, sentAt: at('2026-07-06', '12:00'), organisationId, ...days },
        wanted,
      );
    // Since 01/07/2026 no text has the start told, and the acceptance goes to the police.
    await tell('start', committee, 'treatment.noticeUnknown');
    // The day of an admission is that of the step.
    for (const days of [{ fromOn: '2026-07-06' }, { untilOn: '2026-07-06' }])
      await tell('admission', police, 'request.invalidBody', days);
    expect(episode.now.next.map(({ step }) => step)).not.toContain('start-notified');
    // That the other text has the committee told as well meets nothing; nobody else is told.
    expect(episode.now.next.map(({ step }) => step)).toContain('admission-copied');
    await tell('admission', clinic, 'treatment.wrongAddressee');
    await tell('admission', committee);
    expect(episode.statusesOf(ADMISSION)).toEqual(['open']);
    await tell('admission', police);
    expect(episode.statusesOf(ADMISSION)).toEqual(['met']);
    const admissions = async (token: string): Promise<readonly unknown[]> =>
      (await noticesOf(token)).filter(({ kind }) => kind === 'admission');
    expect(await admissions(scene.tokens.committeeOfficer)).toMatchObject([
      {
        alsoByText: true,
        explanation: {
          steps: expect.arrayContaining([
            expect.objectContaining({
              citation: expect.objectContaining({ text: expect.stringContaining('141/2024/NĐ-CP, Điều 31') }),
            }),
          ]),
        },
      },
    ]);
    expect(await admissions(scene.tokens.policeOfficer)).toMatchObject([{ alsoByText: false }]);
    // NĐ 141/2024 Art 35(3)a: the list of doses for several days, and of whose stopped, goes to the committee.
    const days = { fromOn: '2026-07-07', untilOn: '2026-07-09', number: '03/DS' };
    await tell('multi-day', police, 'treatment.wrongAddressee', days);
    // Nobody gave him a dose to take home.
    await tell('multi-day', committee, 'treatment.noneTakenHome', days);
    await tell('multi-day-stopped', committee, 'treatment.noneTakenHome', { fromOn: '2026-07-08' });
    expect(episode.now.listOwedSince).toBeNull();
    await tell('multi-day', committee, 201, { ...days, byPapers: true });
    await tell('multi-day', committee, 'treatment.listToldAlready', { ...days, byPapers: true });
    const byPapers = { organisationId: police, byPapers: true };
    await tell('admission', police, 'treatment.byPapers', byPapers);
    const stopped = { fromOn: '2026-07-08', number: '03/DS' };
    await tell('multi-day-stopped', committee, 'rehabilitation.fieldMissing', { number: '03/DS' });
    await tell('multi-day-stopped', police, 'treatment.wrongAddressee', stopped);
    await tell('multi-day-stopped', committee, 201, { ...stopped, byPapers: true });
    const list = (await noticesOf(scene.tokens.committeeOfficer)).filter(({ number }) => number === '03/DS');
    expect(list.map(({ kind, effectiveOn, untilOn }) => [kind, effectiveOn, untilOn]).toSorted()).toEqual([
      ['multi-day', '2026-07-07', '2026-07-09'],
      ['multi-day-stopped', '2026-07-08', null],
    ]);
    for (const told of list) expect(Object.keys(told).toSorted()).toEqual(NOTICE_FIELDS);
    for (const told of list)
      expect(told).toMatchObject({
        explanation: { mark: 'unverified', steps: [{}, { mark: 'unverified' }] },
      });
    const proposal = { at: at('2026-07-06', '13:00'), ground: 'own-wish', days: [] };
    await episode.step(doctor, 'termination-proposals', proposal);
    await episode.step(doctor, 'steps', {
      step: 'completed',
      at: at('2026-07-06', '14:00'),
      number: '16/XN',
    });
    expect(episode.now).toMatchObject({
      status: 'completed',
      proposals: [{ state: 'lapsed', amounts: null }],
    });
    expect(episode.formOf('complete-treatment')).toBe('16');
    const completion = { kind: 'completion', sentAt: at('2026-07-06', '15:00') };
    const toPolice = { ...completion, organisationId: police };
    await episode.step(doctor, 'notices', toPolice, 'treatment.wrongAddressee');
    await episode.step(doctor, 'notices', { ...completion, organisationId: committee });
    // Who is refused is told of to the committee, with the reason in the paper and nowhere else.
    const refused = await opened(
      doctor,
      anAdmission(await aResident(test, doctor, scene.unitId), '2026-07-06'),
    );
    const refusal = { step: 'refused', at: at('2026-07-06', '09:00'), number: '17/TC' };
    const ofRefusal = { kind: 'refusal', sentAt: at('2026-07-06', '12:00'), number: '17/TC' };
    const toCommittee = { ...ofRefusal, organisationId: committee };
    await refused.step(doctor, 'notices', toCommittee, 'cases.stepNotAllowed');
    await refused.step(doctor, 'steps', refusal, 'rehabilitation.fieldMissing');
    await refused.step(doctor, 'steps', { ...refusal, reason: 'Không đủ điều kiện sức khỏe' });
    expect(refused.now.status).toBe('refused');
    expect(refused.formOf('refuse-treatment')).toBe('12');
    expect(refused.now.next.map(({ step }) => step)).toEqual(['refusal-notified']);
    await refused.step(doctor, 'steps', { step: 'admitted', at: at('2026-07-06') }, 'cases.stepNotAllowed');
    await refused.step(
      doctor,
      'notices',
      { ...ofRefusal, organisationId: police },
      'treatment.wrongAddressee',
    );
    await refused.step(doctor, 'notices', toCommittee);
    const told = (await noticesOf(scene.tokens.committeeOfficer)).filter(({ kind }) => kind === 'refusal');
    expect(told).toMatchObject([{ number: '17/TC', effectiveOn: '2026-07-06', form: { number: '12' } }]);
    expect(JSON.stringify(told)).not.toContain('sức khỏe');
    const wrong = await inTreatment('2026-07-06');
    const voidReason = await seedPaper(test, wrong.now.id, clinic);
    const end = { step: 'voided', at: at('2026-07-06', '15:00'), reason: 'Ghi nhầm người' };
    await wrong.step(doctor, 'steps', end);
    expect(await voidReason()).toBe('Ghi nhầm người');
    const child = await registerPerson(test, doctor, { ...aMinor(), birth: { date: '2016-03-05' } });
    await opened(doctor, anAdmission(child.id, '2026-07-06'), 'treatment.underTwelve');
  });

  it('with Cedemex hang on a rehabilitation whose keeper asked, while the programme takes in, and go on after it', async () => {
    const { formerOfficer, headOfPolice } = scene.tokens;
    await onDay(test, scene, at('2024-05-06', '18:00'));
    const { owner } = test.database;
    const centre = await seedOrganisation(owner, { kind: 'health-centre', unitId: scene.formerUnitId });
    const far = await seedOrganisation(owner, { kind: 'health-centre' });
    const physician = await staff(centre, 'clinician');
    const address = {
      kind: 'current',
      unitId: scene.formerUnitId,
      detail: 'Ấp 1',
      fromOn: '2020-07-01',
    } as const;
    const { id: personId } = await registerPerson(test, formerOfficer, { addresses: [address] });
    let rehabilitation = await apply(
      test,
      formerOfficer,
      anOldApplication({
        ...{ personId, handedInAt: at('2024-05-06') },
        determination: { on: '2024-05-03', facility: 'Trung tâm Y tế', toldAt: at('2024-05-03', '15:00') },
      }),
    );
    const ask = (
      token: string,
      file: HomeRehabilitationDto,
      organisationId: number,
      kind = 'cedemex-treatment',
    ): ReturnType<Requests['post']> =>
      http.post(token, `/v1/cases/${file.id}/treatment-requests`, { kind, organisationId });
    // Nobody asked: the health centre does not even know the person.
    await opened(physician, cedemex('2024-05-06', rehabilitation), 'http.notFound');
    const wrong = await ask(formerOfficer, rehabilitation, centre, 'methadone-treatment');
    expect(outcomesOf(wrong)).toContain('treatment.notTreatable');
    const police = await ask(formerOfficer, rehabilitation, scene.organisations.police);
    expect(outcomesOf(police)).toContain('treatment.wrongPlace');
    await ask(physician, rehabilitation, centre).expect(403);
    await ask(formerOfficer, rehabilitation, centre).expect(201);
    expect(outcomesOf(await ask(formerOfficer, rehabilitation, centre))).toContain('treatment.alreadyAsked');
    const listed = await http.get(physician, '/v1/treatment-requests').expect(200);
    expect(listed.body.items).toMatchObject([{ caseId: rehabilitation.id, personId, episodeId: null }]);
    // Of the rehabilitation it sees nothing.
    await http.get(physician, `/v1/cases/${rehabilitation.id}`).expect(404);
    await opened(
      physician,
      cedemex('2024-05-06', rehabilitation, { parentCaseId: undefined }),
      'rehabilitation.fieldMissing',
    );
    // Nobody is in detoxification yet.
    await opened(physician, cedemex('2024-05-06', rehabilitation), 'treatment.outsideStage');
    const chairman = await signIn(
      test,
      await seedUser(owner, {
        ...{ organisationId: scene.organisations.formerCommittee, roles: ['commune-chairman'] },
      }),
    );
    rehabilitation = await beginDetoxification(test, rehabilitation, {
      ...{ officer: formerOfficer, head: chairman, day: '2024-05-06', time: '09:50', months: 6 },
    });
    const early = { appliedAt: at('2024-05-06', '09:45') };
    await opened(physician, cedemex('2024-05-06', rehabilitation, early), 'treatment.outsideStage');
    const episode = await opened(physician, cedemex('2024-05-06', rehabilitation));
    expect(episode.now).toMatchObject({
      ...{ parentCaseId: rehabilitation.id, papersKnown: false, missing: [], decree: null, grounds: [] },
      programme: { code: 'kien-giang-cedemex-2021', act: '1302/QĐ-UBND', over: false },
    });
    await http.get(formerOfficer, `/v1/cases/${episode.now.id}`).expect(404);
    await episode.step(physician, 'steps', { step: 'admitted', at: at('2024-05-06', '10:00') });
    await episode.step(physician, 'steps', { step: 'consent-recorded', at: at('2024-05-06', '10:10') });
    await episode.step(physician, 'steps', { step: 'begun', at: at('2024-05-06', '10:20') });
    expect([episode.now.phase, episode.now.papers]).toEqual(['detoxification', []]);
    const notice = { kind: 'start', sentAt: at('2024-05-06', '11:00'), organisationId: 1 };
    await episode.step(physician, 'notices', notice, 'treatment.noticeUnknown');

    // In 2026 the programme is over: who is in treatment goes on, nobody else is taken in.
    await onDay(test, scene, at('2026-07-06', '18:00'));
    await episode.reload(physician);
    expect(episode.now.programme).toMatchObject({ over: true });
    await episode.step(physician, 'steps', { step: 'completed', at: at('2026-07-06', '09:00') });
    let later = await apply(
      test,
      headOfPolice,
      anApplication({
        personId: await aResident(test, headOfPolice, scene.unitId),
        handedInAt: at('2026-07-06'),
        determination: { on: '2026-07-05', facility: 'Trung tâm Y tế', toldAt: at('2026-07-05', '15:00') },
      }),
    );
    const present = await seedOrganisation(owner, { kind: 'health-centre', unitId: scene.unitId });
    const presentPhysician = await staff(present, 'clinician');
    await ask(headOfPolice, later, present).expect(201);
    const refused = await http.post(presentPhysician, ROUTES, cedemex('2026-07-06', later));
    expect(outcomesOf(refused)).toContain('treatment.noProgramme');
    expect(refused.body).toMatchObject({
      detail: expect.stringContaining('1302/QĐ-UBND') as string,
      programmes: [{ fromOn: '2021-01-01', untilOn: '2025-12-31', fault: 'over' }],
    });

    // An administrator enters another one, of this area alone, for one person.
    const programme = {
      ...{ code: 'an-giang-2026', kind: 'cedemex-treatment', name: 'Đề án tiếp theo', act: '215/QĐ-UBND' },
      ...{ actOn: '2026-07-01', unitId: scene.unitId, fromOn: '2026-07-01', quota: 1 },
    };
    await http.post(presentPhysician, '/v1/treatment-programmes', programme).expect(403);
    await http.post(scene.tokens.administrator, '/v1/treatment-programmes', programme).expect(201);
    const again = await http.post(scene.tokens.administrator, '/v1/treatment-programmes', programme);
    expect(outcomesOf(again)).toContain('treatment.programmeKnown');
    await ask(headOfPolice, later, far).expect(201);
    await opened(await staff(far, 'clinician'), cedemex('2026-07-06', later), 'treatment.noProgramme');
    await opened(presentPhysician, cedemex('2026-07-06', later), 'treatment.outsideStage');
    later = await beginDetoxification(test, later, {
      ...{ officer: headOfPolice, head: headOfPolice, day: '2026-07-06', time: '09:50' },
    });
    const next = await opened(presentPhysician, cedemex('2026-07-06', later));
    expect(next.now.programme).toMatchObject({ code: 'an-giang-2026' });
    const { body } = await http.get(physician, '/v1/treatment-programmes').expect(200);
    expect(body.items).toMatchObject([
      { code: 'an-giang-2026', quota: 1, enrolled: 1, shipped: false },
      { code: 'kien-giang-cedemex-2021', quota: null, enrolled: 1, shipped: true },
    ]);
  });
});

const NOTICE_FIELDS = [
  'alsoByText',
  'annulledAt',
  'annulledReason',
  'article',
  'birthYear',
  'effectiveOn',
  'explanation',
  'form',
  'fromName',
  'fromOrganisationId',
  'fullName',
  'ground',
  'groundLabel',
  'id',
  'kind',
  'label',
  'number',
  'sentAt',
  'toOrganisationId',
  'untilOn',
];
