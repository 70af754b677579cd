import type { Response } from 'supertest';
import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { seedUser, signIn } from '../setup/factories.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
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
  let formerChairman: string;
  let undecided: HomeRehabilitationDto;
  let decided: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get, patch } = requests(test));
    const organisationId = scene.organisations.formerCommittee;
    const user = await seedUser(test.database.owner, { organisationId, roles: ['commune-chairman'] });
    formerChairman = await signIn(test, user);
    await onDay(test, scene, '2025-06-27T09:00:00+07:00');
    undecided = await registered();
    decided = await decide(await registered());
  }, 60_000);
  afterAll(() => test.close());

  async function registered(): Promise<HomeRehabilitationDto> {
    const { rows } = await test.database.owner.query<{ unitId: number }>(
      'select unit_id as "unitId" from organisation where id = $1',
      [scene.organisations.formerCommittee],
    );
    const address = { kind: 'current', unitId: rows[0]?.unitId ?? 0, fromOn: '2025-01-15' } as const;
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
    return (await step(formerChairman, file, 'decision', body)).body as HomeRehabilitationDto;
  }

  const step = (
    token: string,
    { id, version }: HomeRehabilitationDto,
    name: string,
    body: object,
  ): PromiseLike<Response> =>
    requests(test)
      .post(token, `/v1/home-rehabilitations/${id}/${name}`, body)
      .set('If-Match', `"${version}"`);
  const read = async (token: string, { id }: HomeRehabilitationDto): Promise<Response> =>
    get(token, `/v1/home-rehabilitations/${id}`);
  const caseIds = async (token: string): Promise<readonly string[]> => {
    const { body } = await get(token, '/v1/cases').expect(200);
    return (body.items as { id: string }[]).map(({ id }) => id).toSorted();
  };
  const keptBy = async (token: string, file: HomeRehabilitationDto): Promise<HomeRehabilitationDto> =>
    eventually(
      async () => (await read(token, file)).body as HomeRehabilitationDto,
      ({ keeperOrganisationId }) => keeperOrganisationId === scene.organisations.committee,
    );
  const both = (): readonly string[] => [undecided.id, decided.id].toSorted();
  const reason = 'Đã đối chiếu giấy tờ';

  it('are seen before the merger by their own committee alone', async () => {
    expect(await caseIds(formerChairman)).toEqual(both());
    for (const token of [scene.tokens.committeeOfficer, scene.tokens.headOfPolice]) {
      expect((await read(token, undecided)).status).toBe(404);
      expect(await caseIds(token)).toEqual([]);
    }
  });

  it('go to the successor on the day of the merger, with the clock that runs', async () => {
    await onDay(test, scene, '2025-07-01T08:00:00+07:00');
    const moved = await keptBy(scene.tokens.committeeOfficer, undecided);
    await keptBy(scene.tokens.committeeOfficer, decided);
    expect(moved.status).toBe('registered');
    expect(moved.deadlines).toEqual([
      {
        ...undecided.deadlines[0],
        organisationId: scene.organisations.committee,
        status: 'open',
      },
    ]);
  });

  it('are not doubled, however often the move is looked for', async () => {
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
    expect((await read(formerChairman, undecided)).status).toBe(200);
    const person = `/v1/persons/${undecided.personId}`;
    await get(formerChairman, person).expect(200);
    await patch(formerChairman, person, { sex: 'unknown', reason }).set('If-Match', '"1"').expect(403);
    const end = { at: '2025-07-01T07:00:00+07:00', reason };
    expect((await step(formerChairman, undecided, 'withdrawal', end)).status).toBe(403);
    const newcomer = { fullName: 'Kim Thị Mới', birth: { year: 1990 }, sex: 'female', identifiers: [] };
    const body = { ...newcomer, noIdentifierReason: 'Chưa có', addresses: [], contacts: [], guardians: [] };
    await requests(test).post(formerChairman, '/v1/persons', body).expect(404);
  });

  it('are worked on by the successor, those too that were decided before they came', async () => {
    const { chairman } = scene.tokens;
    const now = (await read(chairman, undecided)).body as HomeRehabilitationDto;
    const decision = {
      decidedAt: '2025-07-01T08:00:00+07:00',
      number: '01/QĐ-UBND',
      startsOn: '2025-07-02',
      months: 6,
    };
    const answer = await step(chairman, now, 'decision', decision);
    expect(answer.body).toMatchObject({ status: 'decided', deadlines: [{ status: 'met' }] });
    const before = (await read(chairman, decided)).body as HomeRehabilitationDto;
    const death = await step(chairman, before, 'death', { at: '2025-07-01T07:30:00+07:00', reason });
    expect(death.body).toMatchObject({ status: 'died' });
  });

  it('leave the former committee the day after the handover ends', async () => {
    await onDay(test, scene, '2026-12-31T23:50:00+07:00');
    expect((await read(formerChairman, undecided)).status).toBe(200);
    expect(await caseIds(formerChairman)).toEqual(both());
    await onDay(test, scene, '2027-01-01T00:10:00+07:00');
    expect((await read(formerChairman, undecided)).status).toBe(404);
    await get(formerChairman, `/v1/persons/${undecided.personId}`).expect(404);
    await get(formerChairman, `/v1/cases/${decided.id}`).expect(404);
    expect(await caseIds(formerChairman)).toEqual([]);
    const found = await requests(test)
      .post(formerChairman, '/v1/persons/search', { q: 'Nguyễn' })
      .expect(200);
    expect(found.body.items).toEqual([]);
  });

  it('leave the committee that gave the open one to the police on that day too, with its person', async () => {
    const { chairman, headOfPolice } = scene.tokens;
    await eventually(
      async () => (await read(headOfPolice, undecided)).status,
      (status) => status === 200,
    );
    expect((await read(chairman, undecided)).status).toBe(404);
    const person = `/v1/persons/${undecided.personId}`;
    await get(chairman, person).expect(404);
    await get(headOfPolice, person).expect(200);
    // The closed one stays where it ended.
    expect((await read(chairman, decided)).status).toBe(200);
  });
});
