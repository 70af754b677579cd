import type { Response } from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { seedUser, signIn } from '../setup/factories.js';
import { homeFiles, type HomeFiles } from '../setup/home-files.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const HANDED_IN = '2025-06-27T08:30:00+07:00';
const DETERMINED = {
  on: '2025-06-26',
  facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
  toldAt: '2025-06-26T15:00:00+07:00',
} as const;

/** Xã Tân Thuận goes into xã Vĩnh Thuận on 01/07/2025; its committee reads until 31/12/2026. */
describe('the files of an absorbed commune', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let get: Requests['get'];
  let patch: Requests['patch'];
  let files: HomeFiles;
  let formerChairman: string;
  let undecided: HomeRehabilitationDto;
  let decided: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get, patch } = requests(test));
    files = homeFiles(test);
    const organisationId = scene.organisations.formerCommittee;
    const user = await seedUser(test.database.owner, { organisationId, roles: ['commune-chairman'] });
    formerChairman = await signIn(test, user);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await onDay(test, scene, '2025-06-27T09:00:00+07:00');
    undecided = await registered();
    decided = await decide(await registered());
  });

  async function registered(): Promise<HomeRehabilitationDto> {
    const address = { kind: 'current', unitId: scene.formerUnitId, fromOn: '2025-01-15' } as const;
    const { id } = await registerPerson(test, formerChairman, { addresses: [address] });
    const body = anOldApplication({ personId: id, handedInAt: HANDED_IN, determination: DETERMINED });
    return apply(test, formerChairman, body);
  }

  async function decide(file: HomeRehabilitationDto): Promise<HomeRehabilitationDto> {
    const body = {
      decidedAt: '2025-06-27T08:45:00+07:00',
      number: '08/QĐ-UBND',
      startsOn: '2025-06-28',
      months: 6,
    };
    return (await files.step(formerChairman, file, 'decision', body).expect(201))
      .body as HomeRehabilitationDto;
  }

  const read = async (token: string, { id }: HomeRehabilitationDto): Promise<Response> =>
    get(token, `/v1/home-rehabilitations/${id}`);
  /** Which of the two files of this test a list shows. */
  const caseIds = async (token: string): Promise<readonly string[]> => {
    const { body } = await get(token, '/v1/cases?limit=200').expect(200);
    const ids = (body.items as { id: string }[]).map(({ id }) => id);
    return ids.filter((id) => both().includes(id)).toSorted();
  };
  const both = (): readonly string[] => [undecided.id, decided.id].toSorted();
  /** Lets the day of the merger come, and the files go over. @returns the undecided one */
  const merge = async (): Promise<HomeRehabilitationDto> => {
    await onDay(test, scene, '2025-07-01T08:00:00+07:00');
    const { committeeOfficer } = scene.tokens;
    await files.keptBy(committeeOfficer, decided.id, scene.organisations.committee);
    return files.keptBy(committeeOfficer, undecided.id, scene.organisations.committee);
  };
  const die = async (): Promise<void> => {
    const file = await files.read(scene.tokens.chairman, decided.id);
    const end = { at: '2025-07-01T07:30:00+07:00', reason };
    const answer = await files.step(scene.tokens.chairman, file, 'death', end).expect(201);
    expect(answer.body).toMatchObject({ status: 'died' });
  };
  const reason = 'Đã đối chiếu giấy tờ';

  it('are seen before the merger by their own committee alone', async () => {
    expect(await caseIds(formerChairman)).toEqual(both());
    for (const token of [scene.tokens.committeeOfficer, scene.tokens.headOfPolice]) {
      expect((await read(token, undecided)).status).toBe(404);
      expect(await caseIds(token)).toEqual([]);
    }
  });

  it('go to the successor on the day of the merger, with the clock that runs', async () => {
    const moved = await merge();
    expect(moved.status).toBe('registered');
    expect(moved.deadlines).toEqual([
      {
        ...undecided.deadlines[0],
        organisationId: scene.organisations.committee,
        unitId: scene.unitId,
        status: 'open',
      },
    ]);
  });

  it('are not doubled, however often the move is looked for', async () => {
    await merge();
    const turnover = test.app.get(Turnover);
    await turnover.run({}, COMPETENCE_TURNOVER);
    await turnover.run({}, COMPETENCE_TURNOVER);
    for (const token of [scene.tokens.committeeOfficer, formerChairman]) {
      expect(await caseIds(token)).toEqual(both());
    }
    const { body } = await get(scene.tokens.committeeOfficer, `/v1/cases/${undecided.id}`).expect(200);
    expect(body.history.map((event: { type: string }) => event.type)).toEqual(['registered', 'keeper-moved']);
    expect(body.deadlines).toHaveLength(1);
    const notices = await get(scene.tokens.committeeOfficer, '/v1/notifications').expect(200);
    const received = (notices.body.items as { kind: string; subjectId: string }[]).filter(
      ({ kind, subjectId }) => kind === 'case.received' && subjectId === undecided.id,
    );
    expect(received).toHaveLength(1);
  });

  it('are read by the former committee during the handover, and changed no more', async () => {
    await merge();
    expect((await read(formerChairman, undecided)).status).toBe(200);
    const person = `/v1/persons/${undecided.personId}`;
    await get(formerChairman, person).expect(200);
    await patch(formerChairman, person, { sex: 'unknown', reason }).set('If-Match', '"1"').expect(403);
    const end = { at: '2025-07-01T07:00:00+07:00', reason };
    await files.step(formerChairman, undecided, 'withdrawal', end).expect(403);
    const newcomer = { fullName: 'Kim Thị Mới', birth: { year: 1990 }, sex: 'female', identifiers: [] };
    const body = { ...newcomer, noIdentifierReason: 'Chưa có', addresses: [], contacts: [], guardians: [] };
    const refused = await requests(test).post(formerChairman, '/v1/persons', body).expect(403);
    expect(refused.body).toMatchObject({
      code: 'organisations.ended',
      organisationId: scene.organisations.formerCommittee,
      successor: { id: scene.organisations.committee },
    });
    expect((refused.body as { detail: string }).detail).toMatch(/đã kết thúc từ 01\/07\/2025; .+ tiếp nhận/);
    const unseen = await registerPerson(test, scene.tokens.committeeOfficer);
    const answers = await Promise.all(
      [unseen.id, uuidv7()].map(async (personId) => {
        const determination = {
          on: '2025-06-30',
          facility: 'Trung tâm Y tế',
          toldAt: '2025-06-30T15:00:00+07:00',
        };
        const asked = anOldApplication({ personId, handedInAt: '2025-07-01T07:00:00+07:00', determination });
        return (await requests(test).post(formerChairman, '/v1/home-rehabilitations', asked)).body as object;
      }),
    );
    expect(answers[0]).toMatchObject({ status: 404 });
    expect(answers[0]).toEqual({ ...answers[1], requestId: expect.any(String) });
    const treatment = {
      personId: undecided.personId,
      handedInAt: '2025-07-01T07:00:00+07:00',
      items: ['application', 'identity-copy'],
    };
    const own = await requests(test).post(formerChairman, '/v1/substitution-registrations', treatment);
    expect(own.body).toMatchObject({ code: 'organisations.ended' });
  });

  it('are worked on by the successor, those too that were decided before they came', async () => {
    const now = await merge();
    const decision = {
      decidedAt: '2025-07-01T08:00:00+07:00',
      number: '01/QĐ-UBND',
      startsOn: '2025-07-02',
      months: 6,
    };
    const answer = await files.step(scene.tokens.chairman, now, 'decision', decision).expect(201);
    expect(answer.body).toMatchObject({
      status: 'decided',
      deadlines: [{ status: 'met' }, { rule: 'voluntary.start', status: 'open' }],
    });
    await die();
  });

  it('leave the former committee the day after the handover ends', async () => {
    await merge();
    await onDay(test, scene, '2026-12-31T23:50:00+07:00');
    expect((await read(formerChairman, undecided)).status).toBe(200);
    expect(await caseIds(formerChairman)).toEqual(both());
    await onDay(test, scene, '2027-01-01T00:10:00+07:00');
    expect((await read(formerChairman, undecided)).status).toBe(404);
    await get(formerChairman, `/v1/persons/${undecided.personId}`).expect(404);
    await get(formerChairman, `/v1/cases/${decided.id}`).expect(404);
    expect((await get(formerChairman, '/v1/cases').expect(200)).body.items).toEqual([]);
    const found = await requests(test)
      .post(formerChairman, '/v1/persons/search', { q: 'Nguyễn' })
      .expect(200);
    expect(found.body.items).toEqual([]);
  });

  it('leave the committee that gave the open one to the police on that day too, with its person', async () => {
    const { chairman, headOfPolice } = scene.tokens;
    await merge();
    await die();
    await onDay(test, scene, '2026-12-31T23:50:00+07:00');
    await files.keptBy(headOfPolice, undecided.id, scene.organisations.police);
    expect(await caseIds(chairman)).toEqual(both());
    await onDay(test, scene, '2027-01-01T00:10:00+07:00');
    expect((await read(chairman, undecided)).status).toBe(404);
    const person = `/v1/persons/${undecided.personId}`;
    await get(chairman, person).expect(404);
    await get(headOfPolice, person).expect(200);
    // The closed one stays where it ended.
    expect((await read(chairman, decided)).status).toBe(200);
  });
});
