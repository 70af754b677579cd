import type { CompulsoryGroundsDto } from '../../src/rehabilitation/compulsory/compulsory-grounds.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { courseFiles, type CourseFiles } from '../setup/course-files.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const TODAY = '2026-08-10';

describe('the grounds of compulsory rehabilitation that a record amounts to', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let get: Requests['get'];
  let post: Requests['post'];
  let head: string;
  let step: CourseFiles['step'];
  let underWay: CourseFiles['underWay'];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get, post } = requests(test));
    head = scene.tokens.headOfPolice;
    ({ step, underWay } = courseFiles(test, scene));
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, '2026-07-02T09:00:00+07:00'));

  const breach = (file: HomeRehabilitationDto, day: string) =>
    step(file, 'breaches', {
      at: `${day}T09:00:00+07:00`,
      kind: 'other',
      account: 'Gây mất trật tự, đã lập biên bản',
    });
  const groundsOf = async (personId: string, query = ''): Promise<CompulsoryGroundsDto> =>
    (await get(head, `/v1/persons/${personId}/compulsory-grounds${query}`).expect(200))
      .body as CompulsoryGroundsDto;

  it('are none for who keeps to it, and none for two breaches', async () => {
    let file = await underWay();
    for (const day of ['2026-07-10', '2026-07-20']) file = await breach(file, day);
    expect(await groundsOf(file.personId)).toMatchObject({ on: TODAY, age: 'adult', grounds: [] });
  });

  it('are the third breach and the use that was found, each with the event and the article', async () => {
    let file = await underWay();
    for (const day of ['2026-07-10', '2026-07-20', '2026-08-03']) file = await breach(file, day);
    file = await step(file, 'drug-use', {
      at: '2026-08-05T09:00:00+07:00',
      account: 'Xét nghiệm dương tính',
    });
    const { grounds, explanation } = await groundsOf(file.personId);
    expect(grounds).toMatchObject([
      {
        ground: 'use-during-rehabilitation',
        citation: { text: 'Luật 120/2025/QH15, Điều 35 khoản 1 điểm b' },
        facts: [{ kind: 'drug-use', on: '2026-08-05', caseCode: file.code }],
      },
      {
        ground: 'breach',
        citation: { text: 'Luật 120/2025/QH15, Điều 35 khoản 1 điểm đ' },
        facts: [{ kind: 'breach-to-compulsory', on: '2026-08-03', caseId: file.id }],
      },
    ]);
    expect(explanation?.steps.map(({ vi }) => vi.slice(0, 2))).toEqual(['G2', 'G5']);
    expect(grounds[1]?.facts[0]?.recordId).toBe(file.course?.breaches[2]?.eventId);
    const before = await groundsOf(file.personId, '?on=2026-08-04');
    expect(before.grounds.map(({ ground }) => ground)).toEqual(['breach']);
  });

  it('are a termination by the person, which ends the file', async () => {
    const file = await step(await underWay(), 'self-termination', {
      at: '2026-08-06T09:00:00+07:00',
      reason: 'Bỏ điều trị, không tuân thủ quy định chuyên môn',
    });
    expect(file).toMatchObject({ status: 'self-terminated', next: [] });
    expect(file.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
    const { grounds } = await groundsOf(file.personId);
    expect(grounds).toMatchObject([
      { ground: 'voluntary-failed', facts: [{ kind: 'rehabilitation-terminated' }] },
    ]);
  });

  it('no longer count what was annulled', async () => {
    const file = await step(await underWay(), 'drug-use', {
      at: '2026-08-05T09:00:00+07:00',
      account: 'Xét nghiệm dương tính',
    });
    const eventId = file.course?.drugUse[0]?.eventId;
    await post(head, `/v1/cases/${file.id}/annulments`, { eventId, reason: 'Nhầm mẫu xét nghiệm' })
      .set('If-Match', `"${file.version}"`)
      .expect(201);
    expect((await groundsOf(file.personId)).grounds).toEqual([]);
  });

  it.each([
    ['a child', { year: 2016 }, null],
    ['somebody of 17, or perhaps 16', { year: 2009 }, 'minor'],
    ['somebody who may be 17', { year: 2008 }, 'minor'],
    ['an adult', { date: '2008-07-02' }, 'adult'],
  ])('take %s for what he is by the younger age', async (_who, birth, age) => {
    const { id } = await registerPerson(test, head, { birth });
    expect(await groundsOf(id)).toMatchObject({ age, grounds: [] });
  });

  it.each([
    ['?on=2021-12-31', 409, 'cases.lawAbsent'],
    ['?on=2026-02-30', 400, 'http.invalidParameter'],
    ['?day=2026-07-01', 400, 'http.invalidParameter'],
  ])('%s is answered by %i %s', async (query, status, code) => {
    const personId = await aResident(test, head, scene.unitId);
    const { body } = await get(head, `/v1/persons/${personId}/compulsory-grounds${query}`).expect(status);
    expect(body.code).toBe(code);
  });

  it('are for who decides, and of persons in scope alone', async () => {
    const personId = await aResident(test, head, scene.unitId);
    const path = `/v1/persons/${personId}/compulsory-grounds`;
    expect((await get(scene.tokens.policeOfficer, path)).status).toBe(403);
    const { chairman } = scene.tokens;
    expect((await get(chairman, path)).status).toBe(404);
    const { rows } = await test.database.owner.query(
      `select 1 from audit_event where action = 'rehabilitation.compulsory.grounds-read' and persons @> array[$1::uuid]`,
      [personId],
    );
    expect(rows).toEqual([]);
  });
});
