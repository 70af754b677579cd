import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import {
  BEFORE_THE_LAW,
  broughtToThePolice,
  decidedBefore,
  handedInBefore,
  homeFiles,
  type HomeFiles,
} from '../setup/home-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const FIRST_MORNING = '2026-07-01T07:00:00+07:00';
const SECOND_MORNING = '2026-07-02T10:00:00+07:00';

/** Before 01/07/2026 the people's committee registers and its chairman decides; on that day open files go over. */
describe('home rehabilitation across 01/07/2026', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let files: HomeFiles;
  let get: Requests['get'];
  let post: Requests['post'];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    files = homeFiles(test);
    ({ get, post } = requests(test));
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, BEFORE_THE_LAW));

  /** Registered at the committee, undecided, taken over by the police by law. */
  const takenOver = async (instant: string): Promise<HomeRehabilitationDto> =>
    broughtToThePolice(test, scene, await handedInBefore(test, scene), instant);
  const received = async (): Promise<HomeRehabilitationDto> => {
    const file = await takenOver(SECOND_MORNING);
    const body = { receivedAt: '2026-07-02T08:00:00+07:00' };
    const answer = await files.step(scene.tokens.policeOfficer, file, 'reception', body).expect(201);
    return answer.body as HomeRehabilitationDto;
  };
  const decide = (file: HomeRehabilitationDto) =>
    files.step(scene.tokens.headOfPolice, file, 'decision', {
      decidedAt: '2026-07-02T09:30:00+07:00',
      number: '02/QĐ-CAX',
    });

  it('gives the committee three working days, and takes the papers of NĐ 116/2021', async () => {
    const file = await handedInBefore(test, scene);
    expect(file).toMatchObject({ status: 'registered', receptionAt: null });
    expect(file.deadlines).toEqual([
      expect.objectContaining({ regime: 'R2', status: 'open', dueAt: '2026-07-02T17:00:00.000Z' }),
    ]);
    const incomplete = await handedInBefore(test, scene, { items: ['application'] });
    expect(incomplete.status).toBe('awaiting-supplement');
  });

  it('refuses the police before the law makes them competent', async () => {
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const body = anOldApplication({ personId });
    const answer = await post(scene.tokens.policeOfficer, '/v1/home-rehabilitations', body).expect(403);
    expect(answer.body).toMatchObject({
      code: 'authority.notCompetent',
      regime: 'R2',
      competent: { organisationKind: 'commune-peoples-committee' },
    });
  });

  it('lets the chairman decide on a term of 6 to 12 months, and on no other', async () => {
    const file = await handedInBefore(test, scene);
    const decision = (fields: object) =>
      files.step(scene.tokens.chairman, file, 'decision', {
        decidedAt: '2026-06-29T08:45:00+07:00',
        number: '08/QĐ-UBND',
        startsOn: '2026-06-30',
        ...fields,
      });
    const missing = await decision({}).expect(422);
    expect(missing.body).toMatchObject({
      errors: [{ pointer: '/months', code: 'rehabilitation.termMissing' }],
    });
    for (const months of [5, 13]) {
      const outside = await decision({ months }).expect(422);
      expect(outside.body).toMatchObject({
        errors: [{ pointer: '/months', code: 'rehabilitation.monthsOutOfRange' }],
      });
    }
    const answer = await decision({ months: 6 }).expect(201);
    expect(answer.body).toMatchObject({
      status: 'decided',
      decision: { regime: 'R2', form: { instrument: 'nd-116-2021', appendix: 'II', number: '24' } },
      term: { startsOn: '2026-06-30', endsOn: '2026-12-30', months: 6 },
    });
  });

  it('moves open files to the commune police on 01/07/2026 and closes the old time limit as superseded', async () => {
    const moved = await takenOver(FIRST_MORNING);
    expect(moved).toMatchObject({
      status: 'awaiting-reception',
      keeperOrganisationId: scene.organisations.police,
    });
    expect(moved.deadlines).toEqual([
      expect.objectContaining({ regime: 'R2', status: 'superseded', closedAt: '2026-06-30T17:00:00.000Z' }),
    ]);
    expect(moved.deadlines[0]?.closedReason).toContain('Điều 56 khoản 2');
    const inbox = await get(scene.tokens.policeOfficer, '/v1/notifications').expect(200);
    expect(inbox.body.items).toContainEqual(
      expect.objectContaining({ kind: 'case.received', subjectId: moved.id }),
    );
  });

  it('lets the committee read what it gave away, and no longer act', async () => {
    const { id } = await takenOver(FIRST_MORNING);
    const { chairman } = scene.tokens;
    const seen = await files.read(chairman, id);
    expect(seen.status).toBe('awaiting-reception');
    const body = {
      decidedAt: '2026-07-01T06:50:00+07:00',
      number: '09/QĐ-UBND',
      startsOn: '2026-07-01',
      months: 6,
    };
    const answer = await files.step(chairman, seen, 'decision', body).expect(403);
    expect(answer.body).toMatchObject({
      code: 'authority.notCompetent',
      competent: { role: 'head-of-commune-police', article: expect.stringContaining('Điều 91 khoản 1') },
    });
    const end = { at: '2026-07-01T06:50:00+07:00', reason: 'Người đăng ký xin rút' };
    const reader = await files.step(chairman, seen, 'withdrawal', end).expect(403);
    expect(reader.body).toMatchObject({
      code: 'cases.readOnly',
      keeperOrganisationId: scene.organisations.police,
    });
  });

  it('does not let the police decide before their reception record', async () => {
    const file = await takenOver(FIRST_MORNING);
    const body = { decidedAt: '2026-07-01T06:55:00+07:00', number: '01/QĐ-CAX' };
    const answer = await files.step(scene.tokens.headOfPolice, file, 'decision', body).expect(409);
    expect(answer.body).toMatchObject({ code: 'cases.stepNotAllowed', state: 'awaiting-reception' });
  });

  it('starts the 24 hours with the reception record, marked as an interpretation', async () => {
    const file = await received();
    expect(file).toMatchObject({ status: 'registered', receptionAt: '2026-07-02T01:00:00.000Z' });
    const open = file.deadlines.find((deadline) => deadline.status === 'open');
    expect(open).toMatchObject({ regime: 'R3', dueAt: '2026-07-03T01:00:00.000Z' });
    const path = `/v1/deadlines/${open?.id}/explanation`;
    const { body: explanation } = await get(scene.tokens.policeOfficer, path).expect(200);
    expect(explanation.mark).toBe('interpretation');
    const sentences = explanation.steps.map((each: { vi: string }) => each.vi).join('\n');
    expect(sentences).toContain('trước ngày 01/07/2026');
    expect(sentences).toContain('biên bản tiếp nhận (02/07/2026)');
  });

  it('governs the file by the new law: 24 months from the reception record', async () => {
    const answer = await decide(await received()).expect(201);
    expect(answer.body).toMatchObject({
      status: 'decided',
      decision: { regime: 'R3', form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' } },
      term: { startsOn: '2026-07-02', endsOn: '2028-07-02', months: 24 },
    });
  });

  it('leaves the term of a file that was decided before, under the old law, and says so', async () => {
    const file = await broughtToThePolice(test, scene, await decidedBefore(test, scene), SECOND_MORNING);
    expect(file).toMatchObject({ status: 'decided', term: { months: 6, endsOn: '2026-12-30' } });
    const path = `/v1/home-rehabilitations/${file.id}/law`;
    const { body } = await get(scene.tokens.headOfPolice, path).expect(200);
    const regimeOf = (aspect: string): string =>
      body.aspects.find((each: { aspect: string }) => each.aspect === aspect).regime;
    expect([regimeOf('term'), regimeOf('authority'), regimeOf('aftercare')]).toEqual(['R2', 'R3', 'R3']);
  });

  it('asks an application that is still incomplete for the papers of the new law', async () => {
    const incomplete = await handedInBefore(test, scene, { items: ['application'] });
    const file = await broughtToThePolice(test, scene, incomplete, SECOND_MORNING);
    const body = {
      receivedAt: '2026-07-02T09:40:00+07:00',
      items: ['determination-result', 'identity-copy'],
    };
    const answer = await files.step(scene.tokens.policeOfficer, file, 'supplements', body).expect(201);
    expect(answer.body.status).toBe('awaiting-supplement');
    expect(answer.body.dossier.missing).toEqual([expect.objectContaining({ code: 'curriculum-vitae' })]);
  });

  it('keeps the history as it was known on a past day', async () => {
    const { id } = (await decide(await received()).expect(201)).body as HomeRehabilitationDto;
    const knownAt = encodeURIComponent('2026-06-30T12:00:00+07:00');
    const path = `/v1/cases/${id}/history?knownAt=${knownAt}`;
    const past = await get(scene.tokens.headOfPolice, path).expect(200);
    expect(past.body).toMatchObject({ status: 'registered', items: [{ type: 'registered' }] });
    expect(await files.historyOf(scene.tokens.headOfPolice, id)).toEqual([
      'registered',
      'competence-moved',
      'reception-recorded',
      'decided',
    ]);
  });
});
