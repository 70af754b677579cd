import { v7 as uuidv7 } from 'uuid';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { watchStatements, type StatementWatch } from '../setup/statements.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

type Method = 'get' | 'post';

const FILES = 12;

/**
 * What the routes that officers use all day ask of the database: whoever adds a statement says so here, and whoever adds
 * one for each row cannot. Who stands behind the token, begin, actor, audit and commit are among them.
 */
describe('statements of a request', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let watch: StatementWatch;
  let caseId: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    watch = watchStatements(test);
    for (let at = 0; at < FILES; at++) caseId = (await applied()).id;
  });
  afterAll(async () => {
    watch.stop();
    await test.close();
  });

  const tokenOf = (): string => scene.tokens.policeOfficer;

  const applied = async () =>
    apply(test, tokenOf(), anApplication({ personId: await aResident(test, tokenOf(), scene.unitId) }));

  async function statements(
    method: Method,
    path: string,
    input: object = {},
    { token = tokenOf(), version }: { token?: string; version?: number } = {},
  ): Promise<readonly string[]> {
    const requestId = uuidv7();
    const asked = test.http()[method](path).auth(token, { type: 'bearer' }).set('X-Request-Id', requestId);
    if (version !== undefined) void asked.set('If-Match', `"${version}"`);
    const answer = await (method === 'get' ? asked.query(input) : asked.send(input));
    expect(answer.status).toBeLessThan(300);
    return watch.of(requestId);
  }

  it('register an application', async () => {
    const personId = await aResident(test, tokenOf(), scene.unitId);
    expect(await statements('post', '/v1/home-rehabilitations', anApplication({ personId }))).toHaveLength(
      41,
    );
  });

  it('decide', async () => {
    const { id, version } = await applied();
    const body = { decidedAt: '2026-07-02T08:45:00+07:00', number: '15/QĐ-CAX' };
    const by = { token: scene.tokens.headOfPolice, version };
    expect(await statements('post', `/v1/home-rehabilitations/${id}/decision`, body, by)).toHaveLength(33);
  });

  it.each([
    ['read a file with its history', '', 10],
    ['read the history at a past moment', '/history', 8],
  ])('%s, whatever has happened in it', async (_what, below, wanted) => {
    expect(await statements('get', `/v1/cases/${caseId}${below}`)).toHaveLength(wanted);
    await addEvents(caseId, 30);
    expect(await statements('get', `/v1/cases/${caseId}${below}`)).toHaveLength(wanted);
  });

  it.each<[string, Method, string, object, number]>([
    ['list files by commune and status', 'get', '/v1/cases', { status: 'registered' }, 7],
    ['show the work list', 'get', '/v1/deadlines', {}, 8],
    ['search by name', 'post', '/v1/persons/search', { q: 'nguyen' }, 7],
  ])('%s, one row or many', async (_what, method, path, input, wanted) => {
    expect(await statements(method, path, { ...input, limit: 1 })).toHaveLength(wanted);
    expect(await statements(method, path, { ...input, limit: 50 })).toHaveLength(wanted);
  });

  async function addEvents(id: string, count: number): Promise<void> {
    await test.database.owner.query(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after)
       select gen_random_uuid(), $1, 'keeper-moved', '2026-07-02T09:00:00+07:00', 'instant', '2026-07-02T09:00:00+07:00',
         'competence-turnover', 'registered' from generate_series(1, $2::integer)`,
      [id, count],
    );
  }
});
