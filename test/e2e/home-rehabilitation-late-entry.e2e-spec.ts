import type { CaseDto, HistoryDto } from '../../src/cases/case.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { anApplication, anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const limitsToDecide = (deadlines: CaseDto['deadlines']): CaseDto['deadlines'] =>
  deadlines.filter(({ rule }) => rule === 'home-rehabilitation.decision');

/** What happened before 01/07/2026 and is entered after the file went to the police; and what was entered by mistake. */
describe('home rehabilitation, entered late or by mistake', () => {
  let test: TestApp;
  let scene: VinhThuan;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
  });
  afterAll(() => test.close());

  const bearer = { type: 'bearer' } as const;
  const read = async (id: string): Promise<HomeRehabilitationDto> =>
    (await test.http().get(`/v1/home-rehabilitations/${id}`).auth(scene.tokens.headOfPolice, bearer))
      .body as HomeRehabilitationDto;
  const caseOf = async (id: string, token = scene.tokens.headOfPolice): Promise<CaseDto> =>
    (await test.http().get(`/v1/cases/${id}`).auth(token, bearer).expect(200)).body as CaseDto;
  const post = (id: string, version: number, path: string, body: object, token = scene.tokens.headOfPolice) =>
    test.http().post(path.replace('{id}', id)).auth(token, bearer).set('If-Match', `"${version}"`).send(body);
  const step = (file: HomeRehabilitationDto, name: string, body: object, token?: string) =>
    post(file.id, file.version, `/v1/home-rehabilitations/{id}/${name}`, body, token);

  /** Handed in at the committee on 29/06/2026, with the police since 01/07/2026. */
  const movedFile = async (
    items?: HomeRehabilitationDto['dossier']['items'],
  ): Promise<HomeRehabilitationDto> => {
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
    const personId = await aResident(test, scene.tokens.committeeOfficer, scene.unitId);
    const body = anOldApplication({ personId, ...(items && { items }) });
    const { id } = await apply(test, scene.tokens.committeeOfficer, body);
    await onDay(test, scene, '2026-07-01T08:00:00+07:00');
    return eventually(
      () => read(id),
      (file) => file.keeperOrganisationId === scene.organisations.police,
    );
  };
  const decidedFile = async (): Promise<HomeRehabilitationDto> => {
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId }));
    const body = { decidedAt: '2026-07-02T09:30:00+07:00', number: '15/QĐ-CAX' };
    return (await step(file, 'decision', body).expect(201)).body as HomeRehabilitationDto;
  };
  const annul = async (file: HomeRehabilitationDto, type: string, token?: string) => {
    const event = (await caseOf(file.id)).history.find((each) => each.type === type);
    const body = { eventId: event?.id, reason: 'Ghi nhầm số quyết định' };
    return post(file.id, file.version, '/v1/cases/{id}/annulments', body, token);
  };
  const oldDecision = (overrides: object = {}): object => ({
    decidedAt: '2026-06-30T16:00:00+07:00',
    number: '11/QĐ-UBND',
    startsOn: '2026-07-01',
    months: 6,
    actedBy: scene.organisations.committee,
    ...overrides,
  });

  it('takes the chairman’s decision of 30/06/2026 from the police that keep the file now', async () => {
    const file = await movedFile();
    expect(file.status).toBe('awaiting-reception');
    const answer = await step(file, 'decision', oldDecision()).expect(201);
    expect(answer.body).toMatchObject({
      status: 'decided',
      decision: {
        regime: 'R2',
        organisationId: scene.organisations.committee,
        form: { instrument: 'nd-116-2021', number: '24' },
      },
      term: { startsOn: '2026-07-01', endsOn: '2027-01-01', months: 6 },
    });
    expect((answer.body as HomeRehabilitationDto).deadlines).toEqual([
      expect.objectContaining({ regime: 'R2', status: 'met', closedAt: '2026-06-30T09:00:00.000Z' }),
      // The person's own time limit to begin, of the law of the decision's day.
      expect.objectContaining({
        rule: 'voluntary.start',
        regime: 'R2',
        status: 'open',
        dueAt: '2026-07-07T17:00:00.000Z',
      }),
    ]);
  });

  it('asks that the body be named, and that it kept the file then', async () => {
    const file = await movedFile();
    const unnamed = await step(file, 'decision', oldDecision({ actedBy: undefined })).expect(403);
    expect(unnamed.body).toMatchObject({
      code: 'authority.notCompetent',
      regime: 'R2',
      competent: { organisationKind: 'commune-peoples-committee' },
    });
    const stranger = { actedBy: scene.organisations.neighbourPolice };
    const wrong = await step(file, 'decision', oldDecision(stranger)).expect(422);
    expect(wrong.body).toMatchObject({
      keptBy: scene.organisations.committee,
      errors: [{ pointer: '/actedBy', code: 'cases.notKeptThen' }],
    });
    const afterwards = oldDecision({ decidedAt: '2026-07-01T07:30:00+07:00' });
    const late = await step(file, 'decision', afterwards).expect(422);
    expect(late.body).toMatchObject({ keptBy: scene.organisations.police });
    const giver = await step(file, 'decision', oldDecision(), scene.tokens.chairman).expect(403);
    expect(giver.body).toMatchObject({ code: 'cases.readOnly' });
    expect(await read(file.id)).toMatchObject({ status: 'awaiting-reception', version: file.version });
  });

  it('registers papers that came on 30/06/2026: the limit of the old law ran for hours and was superseded', async () => {
    const file = await movedFile(['application']);
    const body = {
      receivedAt: '2026-06-30T15:00:00+07:00',
      items: ['determination-result', 'identity-copy'],
      actedBy: scene.organisations.committee,
    };
    const answer = await step(file, 'supplements', body).expect(201);
    expect(answer.body).toMatchObject({
      status: 'awaiting-reception',
      registeredAt: '2026-06-30T08:00:00.000Z',
      receptionAt: null,
    });
    expect((answer.body as HomeRehabilitationDto).deadlines).toEqual([
      expect.objectContaining({ regime: 'R2', status: 'superseded', closedAt: '2026-06-30T17:00:00.000Z' }),
    ]);
  });

  it('takes a withdrawal of before the move', async () => {
    const file = await movedFile();
    const body = { at: '2026-06-30T10:00:00+07:00', reason: 'Người đăng ký xin rút hồ sơ' };
    const answer = await step(file, 'withdrawal', body).expect(201);
    expect(answer.body).toMatchObject({ status: 'withdrawn' });
    expect((answer.body as HomeRehabilitationDto).deadlines).toEqual([
      expect.objectContaining({ status: 'lapsed', closedAt: '2026-06-30T03:00:00.000Z' }),
    ]);
    const { history } = await caseOf(file.id);
    expect(history.map((event) => [event.type, event.reason])).toEqual([
      ['registered', null],
      ['withdrawn', 'Người đăng ký xin rút hồ sơ'],
      ['competence-moved', null],
    ]);
  });

  it('shows the history as it was known before the late entry, and as it is', async () => {
    const file = await movedFile();
    await onDay(test, scene, '2026-07-01T09:00:00+07:00');
    await step(file, 'withdrawal', { at: '2026-06-30T10:00:00+07:00', reason: 'Xin rút hồ sơ' }).expect(201);
    const cut = async (query: string): Promise<HistoryDto> =>
      (
        await test
          .http()
          .get(`/v1/cases/${file.id}/history?${query}`)
          .auth(scene.tokens.headOfPolice, bearer)
          .expect(200)
      ).body as HistoryDto;
    const known = await cut('knownAt=2026-07-01T01:30:00Z');
    expect([known.status, known.items.length]).toEqual(['awaiting-reception', 2]);
    const asOf = await cut('asOf=2026-06-30T12:00:00Z');
    expect([asOf.status, asOf.items.length]).toEqual(['withdrawn', 2]);
    expect((await cut('asOf=2026-07-02T00:00:00Z')).status).toBe('withdrawn');
  });

  describe('a step entered by mistake', () => {
    it('is annulled with its reason, and the clock runs from where it ran', async () => {
      const file = await decidedFile();
      const answer = await annul(file, 'decided');
      expect(answer.status).toBe(201);
      const { history, status, deadlines } = answer.body as CaseDto;
      expect(status).toBe('registered');
      expect(history.map((event) => event.type)).toEqual(['registered', 'decided', 'annulled']);
      expect(history[2]).toMatchObject({ replacesId: history[1]?.id, reason: 'Ghi nhầm số quyết định' });
      expect(limitsToDecide(deadlines).map((each) => [each.status, each.dueAt])).toEqual([
        ['void', '2026-07-03T01:30:00.000Z'],
        ['open', '2026-07-03T01:30:00.000Z'],
      ]);
      // The time limit to begin fell with the decision that had started it.
      expect(deadlines.filter(({ rule }) => rule === 'voluntary.start')).toMatchObject([{ status: 'void' }]);
      const again = await read(file.id);
      expect(again).toMatchObject({ decision: null, term: null });
      const body = { decidedAt: '2026-07-02T09:30:00+07:00', number: '16/QĐ-CAX' };
      const corrected = await step(again, 'decision', body).expect(201);
      expect(corrected.body).toMatchObject({ status: 'decided', decision: { number: '16/QĐ-CAX' } });
    });

    it('brings back a file that had ended', async () => {
      const file = await decidedFile();
      const end = { at: '2026-07-02T09:45:00+07:00', reason: 'Ghi nhầm người' };
      const died = (await step(file, 'death', end).expect(201)).body as HomeRehabilitationDto;
      const answer = await annul(died, 'died');
      expect(answer.body).toMatchObject({ status: 'decided', closedOn: null, closedReason: null });
    });

    it('leaves the time limit met that another step had met', async () => {
      const file = await decidedFile();
      const end = { at: '2026-07-02T09:45:00+07:00', reason: 'Ghi nhầm người' };
      const voided = (await step(file, 'void', end).expect(201)).body as HomeRehabilitationDto;
      const { deadlines } = (await annul(voided, 'voided')).body as CaseDto;
      expect(limitsToDecide(deadlines)).toEqual([
        expect.objectContaining({ status: 'met', closedReason: '15/QĐ-CAX' }),
      ]);
      // The time limit to begin had ended with the file, and runs again from the decision.
      const toBegin = deadlines.filter(({ rule }) => rule === 'voluntary.start');
      expect(toBegin.map((each) => [each.status, each.startsAt])).toEqual([
        ['void', '2026-07-02T02:30:00.000Z'],
        ['open', '2026-07-02T02:30:00.000Z'],
      ]);
    });

    it('is not annulled in a file that has ended before its end is', async () => {
      const file = await decidedFile();
      const end = { at: '2026-07-02T09:45:00+07:00', reason: 'Chết do bệnh' };
      const died = (await step(file, 'death', end).expect(201)).body as HomeRehabilitationDto;
      const refused = await annul(died, 'decided');
      expect([refused.status, refused.body.code, refused.body.laterStep]).toEqual([
        409,
        'cases.laterStepImpossible',
        'died',
      ]);
      expect(await caseOf(file.id)).toMatchObject({ status: 'died', closedOn: '2026-07-02' });
    });

    it('gives the limit of the old law back to the law that ended it, and the right decision meets it', async () => {
      const file = await movedFile();
      const wrong = (await step(file, 'decision', oldDecision({ number: '10/QĐ-UBND' })).expect(201))
        .body as HomeRehabilitationDto;
      const annulled = (await annul(wrong, 'decided')).body as CaseDto;
      expect(annulled.status).toBe('awaiting-reception');
      expect(limitsToDecide(annulled.deadlines).map((each) => [each.status, each.closedAt])).toEqual([
        ['void', '2026-06-30T09:00:00.000Z'],
        ['superseded', '2026-06-30T17:00:00.000Z'],
      ]);
      const right = await step(await read(file.id), 'decision', oldDecision()).expect(201);
      const { deadlines } = right.body as HomeRehabilitationDto;
      expect(limitsToDecide(deadlines).map((each) => each.status)).toEqual(['void', 'met']);
    });

    it('leaves a limit that the law ended, where the file ended after it', async () => {
      const file = await movedFile();
      const end = { at: '2026-07-01T07:30:00+07:00', reason: 'Ghi nhầm người' };
      const gone = (await step(file, 'withdrawal', end).expect(201)).body as HomeRehabilitationDto;
      const { status, deadlines } = (await annul(gone, 'withdrawn')).body as CaseDto;
      expect(status).toBe('awaiting-reception');
      expect(deadlines.map((each) => each.status)).toEqual(['superseded']);
    });

    it('does not tell why to who reads the time limit alone', async () => {
      const file = await movedFile();
      const wrong = (await step(file, 'decision', oldDecision()).expect(201)).body as HomeRehabilitationDto;
      await annul(wrong, 'decided');
      const { body } = await test
        .http()
        .get('/v1/deadlines?status=closed')
        .auth(scene.tokens.chairman, bearer)
        .expect(200);
      expect(body.items).toContainEqual(
        expect.objectContaining({ status: 'void', closedReason: 'annulled' }),
      );
      expect(JSON.stringify(body)).not.toContain('Ghi nhầm');
    });

    it('does not count at a moment before it was annulled, as far as is known now', async () => {
      const file = await decidedFile();
      const before = '2026-07-02T02:45:00.000Z';
      const at = async (): Promise<HistoryDto> =>
        (
          await test
            .http()
            .get(`/v1/cases/${file.id}/history?asOf=${before}`)
            .auth(scene.tokens.headOfPolice, bearer)
            .expect(200)
        ).body as HistoryDto;
      expect((await at()).status).toBe('decided');
      await annul(file, 'decided');
      expect((await at()).status).toBe('registered');
    });

    it('is refused where a later step rests on it, to officers, to other bodies, and twice', async () => {
      const file = await decidedFile();
      expect((await annul(file, 'decided', scene.tokens.policeOfficer)).status).toBe(403);
      expect((await annul(file, 'decided', scene.tokens.neighbourPoliceOfficer)).status).toBe(403);
      const registered = await annul(file, 'registered');
      expect([registered.status, registered.body.code]).toEqual([409, 'cases.notAnnullable']);
      await annul(file, 'decided');
      const again = await annul(await read(file.id), 'decided');
      expect([again.status, again.body.code]).toEqual([409, 'cases.notAnnullable']);
      const unknown = { eventId: file.id, reason: 'Ghi nhầm' };
      const { version } = await read(file.id);
      const answer = await post(file.id, version, '/v1/cases/{id}/annulments', unknown).expect(422);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/eventId' })]);
    });

    it('names the later step, where a reception is annulled after the decision', async () => {
      const moved = await movedFile();
      const body = { receivedAt: '2026-07-01T07:30:00+07:00' };
      const received = (await step(moved, 'reception', body).expect(201)).body as HomeRehabilitationDto;
      const decision = { decidedAt: '2026-07-01T07:45:00+07:00', number: '01/QĐ-CAX' };
      const file = (await step(received, 'decision', decision).expect(201)).body as HomeRehabilitationDto;
      const refused = await annul(file, 'reception-recorded');
      expect([refused.status, refused.body.code, refused.body.laterStep]).toEqual([
        409,
        'cases.laterStepImpossible',
        'decided',
      ]);
      await annul(file, 'decided');
      await annul(await read(file.id), 'reception-recorded');
      expect(await read(file.id)).toMatchObject({ status: 'awaiting-reception', receptionAt: null });
      expect((await read(file.id)).deadlines.map((each) => each.status)).toEqual([
        'superseded',
        'void',
        'void',
        'void',
        'void',
      ]);
    });
  });
});
