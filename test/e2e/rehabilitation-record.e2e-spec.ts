import type { CompulsoryGroundsDto } from '../../src/rehabilitation/compulsory/compulsory-grounds.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { RehabilitationOrdinalDto } from '../../src/rehabilitation/ordinal/ordinal.dto.js';
import { courseFiles, type CourseFiles } from '../setup/course-files.js';
import { decisionNumber } from '../setup/home-files.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
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

const unstated = (personId: string, handedInAt: string) => {
  const { ordinal: _ordinal, ...rest } = anApplication({ personId, handedInAt });
  return rest;
};

describe('which rehabilitation of a person it is', () => {
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

  const ordinalOf = async (personId: string, on: string): Promise<RehabilitationOrdinalDto> =>
    (await get(head, `/v1/persons/${personId}/rehabilitation-ordinal?on=${on}`).expect(200))
      .body as RehabilitationOrdinalDto;
  const correct = (file: { id: string; version: number }, value: number, token = head) =>
    post(token, `/v1/cases/${file.id}/ordinal-corrections`, {
      value,
      basis: 'Giấy chứng nhận số 12/GCN năm 2027',
    }).set('If-Match', `"${file.version}"`);

  it('is the second after one that began and was left, and its term is the longer one', async () => {
    const first = await underWay();
    const ended = await step(first, 'self-termination', { at: '2026-08-06T09:00:00+07:00', reason: 'Bỏ' });
    expect(await ordinalOf(first.personId, '2026-07-03')).toMatchObject({ value: 1, courses: [] });
    expect(await ordinalOf(first.personId, '2026-07-04')).toMatchObject({
      ...{ value: 2, ifOldLawCounts: 2, ifOldLawDoesNotCount: 2 },
      courses: [{ caseId: first.id, code: ended.code, begunOn: '2026-07-03' }],
    });
    const { body: second } = await post(
      head,
      '/v1/home-rehabilitations',
      unstated(first.personId, '2026-08-10T08:30:00+07:00'),
    ).expect(201);
    expect(second.ordinal).toEqual({ value: 2, basis: `Theo hồ sơ: ${first.code}` });
    const decided = await step(second, 'decision', {
      decidedAt: '2026-08-10T08:45:00+07:00',
      number: decisionNumber(),
    });
    expect(decided.term).toMatchObject({ months: 36 });
    expect((await correct(decided, 1)).body.code).toBe('cases.stepNotAllowed');
  });

  it('has to be stated where it hangs on what began under the old law', async () => {
    const personId = await aResident(test, head, scene.unitId);
    const { rows } = await test.database.owner.query<{ id: string }>(
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on, closed_on, closed_reason)
       values (gen_random_uuid(), 'home-rehabilitation', 'HS-2024-31069-000001', $1, $2, $3, 'completed', '2024-03-01', '2024-10-01', 'x')
       returning id`,
      [personId, scene.organisations.police, scene.unitId],
    );
    const caseId = rows[0]?.id;
    await test.database.owner.query(
      `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
       values ($1, $2, 'keeper', true, '2024-03-01', $2)`,
      [caseId, scene.organisations.police],
    );
    await test.database.owner.query(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_at, recorded_legal_at, system, status_after, facts)
       values (gen_random_uuid(), $1, 'started', '2024-03-05T02:00:00Z', 'instant', now(), now(), 'test', 'started', '{}')`,
      [caseId],
    );
    expect(await ordinalOf(personId, '2026-07-02')).toMatchObject({
      ...{ value: null, ifOldLawCounts: 2, ifOldLawDoesNotCount: 1 },
      explanation: { mark: 'interpretation' },
    });
    const refused = await post(
      head,
      '/v1/home-rehabilitations',
      unstated(personId, '2026-07-02T08:30:00+07:00'),
    ).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/ordinal', code: 'rehabilitation.ordinalOpen' }]);
    const stated = await apply(test, head, anApplication({ personId }));
    expect(stated.ordinal.value).toBe(1);
  });

  it('is corrected with evidence until the term is decided, by whoever keeps the file', async () => {
    const personId = await aResident(test, head, scene.unitId);
    const file = await apply(test, head, anApplication({ personId }));
    expect((await correct(file, 2, scene.tokens.neighbourPoliceOfficer)).status).toBe(404);
    expect((await correct(file, 51)).body.errors).toMatchObject([{ pointer: '/value' }]);
    const { body } = await correct(file, 2).expect(201);
    expect(body).toEqual({
      ...{ caseId: file.id, version: file.version + 1 },
      ordinal: { value: 2, basis: 'Giấy chứng nhận số 12/GCN năm 2027' },
    });
    expect((await correct(file, 3)).status).toBe(412);
    const { body: history } = await get(head, `/v1/cases/${file.id}/history`).expect(200);
    expect(history.items).toContainEqual(
      expect.objectContaining({ type: 'ordinal-corrected', reason: 'Giấy chứng nhận số 12/GCN năm 2027' }),
    );
    const decided = await step({ ...file, version: body.version }, 'decision', {
      decidedAt: '2026-07-02T08:45:00+07:00',
      number: decisionNumber(),
    });
    expect(decided).toMatchObject({ ordinal: { value: 2 }, term: { months: 36 } });
  });

  it('is read of persons in scope alone, and the read stands in the audit', async () => {
    const personId = await aResident(test, head, scene.unitId);
    const path = `/v1/persons/${personId}/rehabilitation-ordinal`;
    expect((await get(scene.tokens.neighbourPoliceOfficer, path)).status).toBe(404);
    await ordinalOf(personId, '2026-07-02');
    const { rows } = await test.database.owner.query(
      `select 1 from audit_event where action = 'rehabilitation.ordinal.read' and persons @> array[$1::uuid]`,
      [personId],
    );
    expect(rows).toHaveLength(1);
  });
});
