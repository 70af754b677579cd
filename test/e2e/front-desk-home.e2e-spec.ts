import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { decidedBefore, handedInBefore, homeFiles, type HomeFiles } from '../setup/home-files.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const limit = (file: HomeRehabilitationDto) =>
  file.deadlines.find(({ rule, status }) => rule === 'voluntary.start' && status !== 'void');

/** From the decision to the beginning: 5 working days until 30/06/2026, 2 since, and what follows when they pass. */
describe('the front desk: home and community', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let files: HomeFiles;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    files = homeFiles(test);
  });
  afterAll(() => test.close());

  const decidedSince = async (): Promise<HomeRehabilitationDto> => {
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId }));
    const body = { decidedAt: '2026-07-02T08:45:00+07:00', number: '21/QĐ-CAX' };
    const answer = await files.step(scene.tokens.headOfPolice, file, 'decision', body).expect(201);
    return answer.body as HomeRehabilitationDto;
  };

  it('opens the time limit to begin with the decision, and meets it by the beginning', async () => {
    const file = await decidedSince();
    // Thursday 02/07: Friday and Monday are counted.
    expect(limit(file)).toMatchObject({ regime: 'R3', status: 'open', dueAt: '2026-07-06T17:00:00.000Z' });
    expect(file.next.map(({ step }) => step)).toEqual([
      ...['started', 'start-failed', 'force-majeure-ended', 'complained', 'complaint-decided'],
      ...['voided', 'died'],
    ]);
    expect(file.next[0]).toMatchObject({ dueAt: '2026-07-06T17:00:00.000Z' });
    await onDay(test, scene, '2026-07-03T10:00:00+07:00');
    const begun = { startedAt: '2026-07-03T08:00:00+07:00' };
    const answer = await files.step(scene.tokens.policeOfficer, file, 'start', begun).expect(201);
    expect(answer.body).toMatchObject({ status: 'started', startedAt: '2026-07-03T01:00:00.000Z' });
    expect(limit(answer.body)).toMatchObject({ status: 'met' });
  });

  it('keeps a late beginning as late', async () => {
    const file = await decidedSince();
    await onDay(test, scene, '2026-07-08T10:00:00+07:00');
    const begun = { startedAt: '2026-07-07T00:00:00+07:00' };
    const answer = await files.step(scene.tokens.policeOfficer, file, 'start', begun).expect(201);
    expect(limit(answer.body)).toMatchObject({ status: 'met-late' });
  });

  it.each([
    ['2026-07-06T23:59:59+07:00', 409],
    ['2026-07-07T00:00:00+07:00', 201],
  ])('a failure to begin that was found at %s: %s', async (found, status) => {
    const file = await decidedSince();
    await onDay(test, scene, '2026-07-07T08:00:00+07:00');
    const body = { at: found, reason: 'Đã đến nhà hai lần, không thực hiện cai nghiện' };
    const answer = await files.step(scene.tokens.policeOfficer, file, 'start-failure', body);
    expect(answer.status).toBe(status);
    if (status === 409) {
      expect(answer.body).toMatchObject({ code: 'rehabilitation.startStillPossible', from: '2026-07-07' });
      expect(answer.body.detail).toContain('07/07/2026');
      expect(JSON.stringify(answer.body.explanation)).toContain('Điều 4 khoản 8');
      return;
    }
    expect(answer.body).toMatchObject({ status: 'start-failed', next: [] });
    expect(limit(answer.body)).toMatchObject({ status: 'lapsed' });
  });

  it('counts five working days from a decision of the old law, whoever keeps the file when they pass', async () => {
    const file = await decidedBefore(test, scene);
    expect(limit(file)).toMatchObject({ regime: 'R2', dueAt: '2026-07-06T17:00:00.000Z' });
    await onDay(test, scene, '2026-07-07T08:00:00+07:00');
    const moved = await files.keptBy(scene.tokens.headOfPolice, file.id, scene.organisations.police);
    expect(limit(moved)).toMatchObject({ status: 'open', organisationId: scene.organisations.police });
    const early = { at: '2026-07-06T16:00:00+07:00', reason: 'Chưa thấy thực hiện' };
    const refused = await files.step(scene.tokens.headOfPolice, moved, 'start-failure', early).expect(409);
    expect(JSON.stringify(refused.body.explanation)).toContain('Điều 3 khoản 4');
    const late = { at: '2026-07-07T07:00:00+07:00', reason: 'Không thực hiện theo quyết định' };
    const answer = await files.step(scene.tokens.headOfPolice, moved, 'start-failure', late).expect(201);
    expect(answer.body).toMatchObject({ status: 'start-failed' });
  });

  it('takes the beginning back, and the time limit runs from where it ran', async () => {
    const file = await decidedSince();
    const begun = { startedAt: '2026-07-02T08:55:00+07:00' };
    const started = (await files.step(scene.tokens.policeOfficer, file, 'start', begun).expect(201))
      .body as HomeRehabilitationDto;
    const { body } = await test
      .http()
      .get(`/v1/cases/${file.id}`)
      .auth(scene.tokens.headOfPolice, { type: 'bearer' });
    const event = (body.history as { id: string; type: string }[]).find(({ type }) => type === 'started');
    await test
      .http()
      .post(`/v1/cases/${file.id}/annulments`)
      .auth(scene.tokens.headOfPolice, { type: 'bearer' })
      .set('If-Match', `"${started.version}"`)
      .send({ eventId: event?.id, reason: 'Ghi nhầm người' })
      .expect(201);
    const after = await files.read(scene.tokens.headOfPolice, file.id);
    expect(after).toMatchObject({ status: 'decided', startedAt: null });
    expect(limit(after)).toMatchObject({ status: 'open', dueAt: '2026-07-06T17:00:00.000Z' });
  });

  it('does not pass over a time limit that was lost: the step which meets it is not recorded', async () => {
    const file = await decidedSince();
    await test.database.owner.query(
      `update deadline set status = 'void', closed_at = now(), closed_reason = 'x', closing_recorded_at = now()
       where subject_id = $1 and status = 'open'`,
      [file.id],
    );
    const begun = { startedAt: '2026-07-02T08:55:00+07:00' };
    await files.step(scene.tokens.policeOfficer, file, 'start', begun).expect(500);
    expect(await files.read(scene.tokens.headOfPolice, file.id)).toMatchObject({ status: 'decided' });
  });

  it('lets nobody begin what is not decided, and shows a neighbour nothing', async () => {
    const undecided = await handedInBefore(test, scene);
    const begun = { startedAt: '2026-06-29T08:50:00+07:00' };
    const refused = await files.step(scene.tokens.committeeOfficer, undecided, 'start', begun).expect(409);
    expect(refused.body).toMatchObject({ code: 'cases.stepNotAllowed', allowedIn: ['decided'] });
    await files.step(scene.tokens.neighbourPoliceOfficer, undecided, 'start', begun).expect(404);
  });
});
