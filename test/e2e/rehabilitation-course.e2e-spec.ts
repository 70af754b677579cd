import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { courseFiles, type CourseFiles } from '../setup/course-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** What is entered late or taken back in the course of a home rehabilitation. */
describe('a course that is corrected', () => {
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

  const read = async (id: string): Promise<HomeRehabilitationDto> =>
    (await get(head, `/v1/home-rehabilitations/${id}`).expect(200)).body as HomeRehabilitationDto;
  async function annul(
    { id, version }: HomeRehabilitationDto,
    type: string,
    at = 0,
  ): Promise<HomeRehabilitationDto> {
    const { body } = await get(head, `/v1/cases/${id}/history`).expect(200);
    const events = (body.items as { id: string; type: string }[]).filter((event) => event.type === type);
    await post(head, `/v1/cases/${id}/annulments`, { eventId: events[at]?.id, reason: 'Ghi nhầm' })
      .set('If-Match', `"${version}"`)
      .expect(201);
    return read(id);
  }
  it('loses its limits with a beginning that was entered by mistake', async () => {
    const file = await annul(await underWay(), 'started');
    expect(file).toMatchObject({ status: 'decided', course: null, startedAt: null });
    expect(limits(file)).toEqual([
      'voluntary.certificate void',
      'voluntary.pre-end-notice void',
      'voluntary.start open',
      'voluntary.start void',
    ]);
  });

  it('moves the breaches down their ladder when an earlier one is taken back', async () => {
    let file = await underWay();
    for (const day of ['2026-07-10', '2026-07-20', '2026-08-03']) {
      const at = `${day}T09:00:00+07:00`;
      file = await step(file, 'breaches', { at, kind: 'other', account: 'Vắng mặt không lý do' });
    }
    expect(file.course?.breaches.map(({ consequence }) => consequence)).toEqual([
      'reminder',
      'review',
      'compulsory',
    ]);
    file = await annul(file, 'breach-recorded', 1);
    expect(file.course?.breaches.map(({ rung, consequence }) => `${rung} ${consequence}`)).toEqual([
      '1 reminder',
      '2 review',
    ]);
  });

  it('counts again the days of a sentence that was entered by mistake', async () => {
    let file = await underWay('2027-03-01');
    file = await step(file, 'imprisonment', {
      at: '2027-01-10T08:00:00+07:00',
      reason: 'Bản án số 09/2027/HS-ST',
    });
    file = await step(file, 'release', { at: '2027-02-10T08:00:00+07:00' });
    expect(file.course?.term?.endsOn).toBe('2028-08-02');
    file = await annul(file, 'released');
    expect(file).toMatchObject({ status: 'in-prison', course: { term: { endsOn: null, paused: true } } });
    expect(limits(file).filter((limit) => limit.endsWith('open'))).toEqual([]);
    file = await annul(file, 'imprisoned');
    expect(file.course?.term?.endsOn).toBe('2028-07-02');
    expect(limits(file).filter((limit) => limit.endsWith('open'))).toEqual([
      'voluntary.certificate open',
      'voluntary.pre-end-notice open',
    ]);
  });

  it('keeps the beginning of a stage while its end stands', async () => {
    let file = await underWay();
    file = await step(file, 'stages', { stage: 'intake', at: '2026-07-03T08:30:00+07:00' });
    file = await step(file, 'stage-ends', { stage: 'intake', at: '2026-07-04T16:00:00+07:00' });
    const { body: history } = await get(head, `/v1/cases/${file.id}/history`).expect(200);
    const began = (history.items as { id: string; type: string }[]).find(
      ({ type }) => type === 'stage-began',
    );
    const { body } = await post(head, `/v1/cases/${file.id}/annulments`, {
      eventId: began?.id,
      reason: 'Ghi nhầm',
    })
      .set('If-Match', `"${file.version}"`)
      .expect(409);
    expect(body).toMatchObject({
      ...{ code: 'cases.laterStepImpossible', laterStep: 'stage-ended' },
      laterStepAt: '2026-07-04T09:00:00.000Z',
    });
    file = await annul(await annul(await read(file.id), 'stage-ended'), 'stage-began');
    expect(file.course?.stages).toEqual([]);
  });

  it('owes nothing after any of its ends', async () => {
    const ends: readonly [string, object][] = [
      ['self-termination', { at: '2026-08-06T09:00:00+07:00', reason: 'Không tuân thủ quy định chuyên môn' }],
      ['death', { at: '2026-08-06T09:00:00+07:00', reason: 'Chết do bệnh' }],
      ['void', { at: '2026-08-06T09:00:00+07:00', reason: 'Nhập trùng hồ sơ đã có' }],
    ];
    for (const [name, body] of ends) {
      const file = await step(await underWay(), name, body);
      expect(limits(file).filter((limit) => limit.endsWith('open'))).toEqual([]);
    }
  });

  it('tells one who asks at once with another, at the same version, that he was too late', async () => {
    const file = await underWay();
    const breach = { at: '2026-08-06T09:00:00+07:00', kind: 'other', account: 'Vắng mặt không lý do' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        post(head, `/v1/home-rehabilitations/${file.id}/breaches`, breach).set(
          'If-Match',
          `"${file.version}"`,
        ),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      201,
      ...Array.from({ length: 7 }, () => 412),
    ]);
    expect((await read(file.id)).course?.breaches).toHaveLength(1);
  });
});

/** All but the limit to decide. */
const limits = ({ deadlines }: HomeRehabilitationDto): readonly string[] =>
  deadlines
    .filter(({ rule }) => rule !== 'home-rehabilitation.decision')
    .map(({ rule, status }) => `${rule} ${status}`)
    .toSorted();
