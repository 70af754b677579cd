import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** Before 01/07/2026 the people's committee registers and its chairman decides; on that day open files go over. */
describe('home rehabilitation across 01/07/2026', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let decidedBefore: HomeRehabilitationDto;
  let undecided: HomeRehabilitationDto;
  let incomplete: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
  });
  afterAll(() => test.close());

  const bearer = { type: 'bearer' } as const;
  const resident = (): Promise<string> => aResident(test, scene.tokens.committeeOfficer, scene.unitId);
  const read = async (id: string, token: string): Promise<HomeRehabilitationDto> =>
    (await test.http().get(`/v1/home-rehabilitations/${id}`).auth(token, bearer))
      .body as HomeRehabilitationDto;
  const step = (file: HomeRehabilitationDto, name: string, token: string, body: object) =>
    test
      .http()
      .post(`/v1/home-rehabilitations/${file.id}/${name}`)
      .auth(token, bearer)
      .set('If-Match', `"${file.version}"`)
      .send(body);

  it('gives the committee three working days, and takes the papers of NĐ 116/2021', async () => {
    const token = scene.tokens.committeeOfficer;
    undecided = await apply(test, token, anOldApplication({ personId: await resident() }));
    expect(undecided).toMatchObject({ status: 'registered', receptionAt: null });
    expect(undecided.deadlines).toEqual([
      expect.objectContaining({ regime: 'R2', status: 'open', dueAt: '2026-07-02T17:00:00.000Z' }),
    ]);
    const items = ['application'] as const;
    incomplete = await apply(test, token, anOldApplication({ personId: await resident(), items }));
    expect(incomplete.status).toBe('awaiting-supplement');
  });

  it('refuses the police before the law makes them competent', async () => {
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const answer = await test
      .http()
      .post('/v1/home-rehabilitations')
      .auth(scene.tokens.policeOfficer, bearer)
      .send(anOldApplication({ personId }))
      .expect(403);
    expect(answer.body).toMatchObject({
      code: 'authority.notCompetent',
      regime: 'R2',
      competent: { organisationKind: 'commune-peoples-committee' },
    });
  });

  it('lets the chairman decide on a term of 6 to 12 months, and on no other', async () => {
    const file = await apply(
      test,
      scene.tokens.committeeOfficer,
      anOldApplication({ personId: await resident() }),
    );
    const body = { decidedAt: '2026-06-29T08:45:00+07:00', number: '08/QĐ-UBND', startsOn: '2026-06-30' };
    const missing = await step(file, 'decision', scene.tokens.chairman, body).expect(422);
    expect(missing.body).toMatchObject({
      errors: [{ pointer: '/months', code: 'rehabilitation.termMissing' }],
    });
    const long = await step(file, 'decision', scene.tokens.chairman, { ...body, months: 13 }).expect(422);
    expect(long.body).toMatchObject({
      errors: [{ pointer: '/months', code: 'rehabilitation.monthsOutOfRange' }],
    });
    const answer = await step(file, 'decision', scene.tokens.chairman, { ...body, months: 6 }).expect(201);
    expect(answer.body).toMatchObject({
      status: 'decided',
      decision: { regime: 'R2', form: { instrument: 'nd-116-2021', appendix: 'II', number: '24' } },
      term: { startsOn: '2026-06-30', endsOn: '2026-12-30', months: 6 },
    });
    decidedBefore = answer.body as HomeRehabilitationDto;
  });

  it('moves open files to the commune police on 01/07/2026 and closes the old time limit as superseded', async () => {
    await onDay(test, scene, '2026-07-01T07:00:00+07:00');
    const moved = await eventually(
      () => read(undecided.id, scene.tokens.headOfPolice),
      (file) => file.status === 'awaiting-reception',
    );
    expect(moved).toMatchObject({ keeperOrganisationId: scene.organisations.police });
    expect(moved.deadlines).toEqual([
      expect.objectContaining({ regime: 'R2', status: 'superseded', closedAt: '2026-06-30T17:00:00.000Z' }),
    ]);
    expect(moved.deadlines[0]?.closedReason).toContain('Điều 56 khoản 2');
    undecided = moved;
    const inbox = await test
      .http()
      .get('/v1/notifications')
      .auth(scene.tokens.policeOfficer, bearer)
      .expect(200);
    expect(inbox.body.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'case.received', subjectId: undecided.id })]),
    );
  });

  it('lets the committee read what it gave away, and no longer act', async () => {
    const seen = await read(undecided.id, scene.tokens.chairman);
    expect(seen.status).toBe('awaiting-reception');
    const body = {
      decidedAt: '2026-07-01T06:50:00+07:00',
      number: '09/QĐ-UBND',
      startsOn: '2026-07-01',
      months: 6,
    };
    const answer = await step(seen, 'decision', scene.tokens.chairman, body).expect(403);
    expect(answer.body).toMatchObject({
      code: 'authority.notCompetent',
      competent: { role: 'head-of-commune-police', article: expect.stringContaining('Điều 91 khoản 1') },
    });
    const end = { at: '2026-07-01T06:50:00+07:00', reason: 'Người đăng ký xin rút' };
    const reader = await step(seen, 'withdrawal', scene.tokens.chairman, end).expect(403);
    expect(reader.body).toMatchObject({
      code: 'cases.readOnly',
      keeperOrganisationId: scene.organisations.police,
    });
  });

  it('does not let the police decide before their reception record', async () => {
    const body = { decidedAt: '2026-07-01T06:55:00+07:00', number: '01/QĐ-CAX' };
    const answer = await step(undecided, 'decision', scene.tokens.headOfPolice, body).expect(409);
    expect(answer.body).toMatchObject({ code: 'cases.stepNotAllowed', state: 'awaiting-reception' });
  });

  it('starts the 24 hours with the reception record, marked as an interpretation', async () => {
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    const body = { receivedAt: '2026-07-02T08:00:00+07:00' };
    const answer = await step(undecided, 'reception', scene.tokens.policeOfficer, body).expect(201);
    undecided = answer.body as HomeRehabilitationDto;
    expect(undecided).toMatchObject({ status: 'registered', receptionAt: '2026-07-02T01:00:00.000Z' });
    const open = undecided.deadlines.find((deadline) => deadline.status === 'open');
    expect(open).toMatchObject({ regime: 'R3', dueAt: '2026-07-03T01:00:00.000Z' });
    const { body: explanation } = await test
      .http()
      .get(`/v1/deadlines/${open?.id}/explanation`)
      .auth(scene.tokens.policeOfficer, bearer);
    expect(explanation.mark).toBe('interpretation');
    const sentences = explanation.steps.map((each: { vi: string }) => each.vi).join('\n');
    expect(sentences).toContain('trước ngày 01/07/2026');
    expect(sentences).toContain('biên bản tiếp nhận (02/07/2026)');
  });

  it('governs the file by the new law: 24 months from the reception record', async () => {
    const body = { decidedAt: '2026-07-02T09:30:00+07:00', number: '02/QĐ-CAX' };
    const answer = await step(undecided, 'decision', scene.tokens.headOfPolice, body).expect(201);
    expect(answer.body).toMatchObject({
      status: 'decided',
      decision: { regime: 'R3', form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' } },
      term: { startsOn: '2026-07-02', endsOn: '2028-07-02', months: 24 },
    });
  });

  it('leaves the term of a file that was decided before, under the old law, and says so', async () => {
    const file = await eventually(
      () => read(decidedBefore.id, scene.tokens.headOfPolice),
      (seen) => seen.keeperOrganisationId === scene.organisations.police,
    );
    expect(file).toMatchObject({ status: 'decided', term: { months: 6, endsOn: '2026-12-30' } });
    const { body } = await test
      .http()
      .get(`/v1/home-rehabilitations/${file.id}/law`)
      .auth(scene.tokens.headOfPolice, bearer)
      .expect(200);
    const regimeOf = (aspect: string): string =>
      body.aspects.find((each: { aspect: string }) => each.aspect === aspect).regime;
    expect([regimeOf('term'), regimeOf('authority'), regimeOf('aftercare')]).toEqual(['R2', 'R3', 'R3']);
  });

  it('asks an application that is still incomplete for the papers of the new law', async () => {
    const file = await eventually(
      () => read(incomplete.id, scene.tokens.policeOfficer),
      (seen) => seen.keeperOrganisationId === scene.organisations.police,
    );
    const body = {
      receivedAt: '2026-07-02T09:40:00+07:00',
      items: ['determination-result', 'identity-copy'],
    };
    const answer = await step(file, 'supplements', scene.tokens.policeOfficer, body).expect(201);
    expect(answer.body.status).toBe('awaiting-supplement');
    expect(answer.body.dossier.missing).toEqual([expect.objectContaining({ code: 'curriculum-vitae' })]);
  });

  it('keeps the history as it was known on a past day', async () => {
    const url = `/v1/cases/${undecided.id}/history`;
    const query = { knownAt: '2026-06-30T12:00:00+07:00' };
    const past = await test.http().get(url).query(query).auth(scene.tokens.headOfPolice, bearer).expect(200);
    expect(past.body).toMatchObject({ status: 'registered' });
    const now = await test.http().get(url).auth(scene.tokens.headOfPolice, bearer).expect(200);
    expect(now.body.items.map((event: { type: string }) => event.type)).toEqual([
      'registered',
      'competence-moved',
      'reception-recorded',
      'decided',
    ]);
  });
});
