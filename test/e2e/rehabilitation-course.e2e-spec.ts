import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { courseFiles, type CourseFiles } from '../setup/course-files.js';
import { seedUser, signIn } from '../setup/factories.js';
import { enterHolder, makePaper, printPaper } from '../setup/paper-factory.js';
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
  it('goes to another commune with the letter and in 24 hours, and on there by a decision of its own', async () => {
    const organisationId = scene.organisations.neighbourPolice;
    const user = await seedUser(test.database.owner, { organisationId, roles: ['head-of-commune-police'] });
    const neighbour = await signIn(test, user);
    let file = await underWay('2026-08-10');
    const take = (name: string, body: object, token = head) =>
      post(token, `/v1/home-rehabilitations/${file.id}/${name}`, body).set('If-Match', `"${file.version}"`);
    const taken = async (name: string, body: object, token = head): Promise<void> => {
      file = (await take(name, body, token).expect(201)).body as HomeRehabilitationDto;
    };
    await taken('moving-away', { at: '2026-08-10T08:00:00+07:00', reason: 'Về ở với cha mẹ' });
    const limit = () => file.deadlines.findLast(({ rule }) => rule === 'home-rehabilitation.transfer');
    expect(limit()).toMatchObject({ status: 'open', dueAt: '2026-08-11T01:00:00.000Z' });
    const handOver = {
      ...{ toOrganisationId: organisationId, answerBy: '2026-08-12', readsUntil: '2026-12-31' },
      reason: 'Đã chuyển đến cư trú tại xã Vĩnh Bình',
    };
    const sending = { at: '2026-08-10T08:45:00+07:00', number: '09/CV-CAX', handOver };
    const wrong = { ...sending, handOver: { ...handOver, toOrganisationId: scene.organisations.committee } };
    expect((await take('file-sending', wrong)).body.errors).toMatchObject([
      { pointer: '/handOver/toOrganisationId' },
    ]);
    expect((await take('file-sending', sending, scene.tokens.policeOfficer)).status).toBe(403);
    expect((await take('file-sending', sending, neighbour)).status).toBe(404);
    const decision = { at: '2026-08-10T08:55:00+07:00', number: '31/QĐ-CAX' };
    expect((await take('continuation-after-move', decision)).body.code).toBe('rehabilitation.notMovedHere');
    // Refused, or taken back: the file is still here, and its hours run on from where they ran.
    for (const [answer, token, number] of [
      ['refusal', neighbour, '07/CV-CAX'],
      ['withdrawal', head, '08/CV-CAX'],
    ] as const) {
      await taken('file-sending', { ...sending, number });
      expect(limit()).toMatchObject({ status: 'met' });
      const { body } = await get(token, '/v1/transfers?state=open').expect(200);
      const { id, version } = body.items[0];
      await post(token, `/v1/transfers/${id}/${answer}`, { reason: 'Gửi nhầm xã' })
        .set('If-Match', `"${version}"`)
        .expect(201);
      file = (await get(head, `/v1/home-rehabilitations/${file.id}`).expect(200)).body;
      expect(limit()).toMatchObject({ status: 'open', dueAt: '2026-08-11T01:00:00.000Z' });
      const { rows: planned } = await test.database.owner.query(
        'select 1 from reminder where deadline_id = $1 and fired_at is null and cancelled_at is null',
        [limit()?.id],
      );
      expect(planned.length).toBeGreaterThan(0);
    }
    await taken('file-sending', sending);
    expect(limit()).toMatchObject({ status: 'met' });
    const { body: history } = await get(head, `/v1/cases/${file.id}/history`).expect(200);
    const sent = (history.items as { id: string; type: string }[]).findLast(
      ({ type }) => type === 'file-sent',
    );
    await enterHolder(test, head);
    const letter = await makePaper(test, head, file.id, { kind: 'step', eventId: sent?.id });
    expect(letter).toMatchObject({ number: '09/CV-CAX', form: { instrument: 'nd-163-2026', number: '26' } });
    const { rows: bodies } = await test.database.owner.query<{ name: string }>(
      'select name from organisation where id = $1',
      [organisationId],
    );
    const { lines } = await printPaper(test, head, letter.id);
    expect(lines).toContain(`Kính gửi: ${bodies[0]?.name}`);
    const { body: offers } = await get(neighbour, '/v1/transfers?direction=incoming&state=open').expect(200);
    await post(neighbour, `/v1/transfers/${offers.items[0].id}/acceptance`, {})
      .set('If-Match', `"${offers.items[0].version}"`)
      .expect(201);
    await onDay(test, scene, '2026-08-10T11:00:00+07:00');
    file = (await get(neighbour, `/v1/home-rehabilitations/${file.id}`).expect(200)).body;
    const undo = { eventId: sent?.id, reason: 'Gửi nhầm' };
    const annulled = await post(neighbour, `/v1/cases/${file.id}/annulments`, undo).set(
      'If-Match',
      `"${file.version}"`,
    );
    expect([annulled.status, annulled.body.code]).toEqual([409, 'cases.handedOver']);
    const later = { ...decision, at: '2026-08-10T10:30:00+07:00' };
    expect((await take('continuation-after-move', later)).body.code).toBe('cases.readOnly');
    await taken('continuation-after-move', later, neighbour);
    expect((await take('continuation-after-move', later, neighbour)).body.code).toBe(
      'rehabilitation.notMovedHere',
    );
    expect(file).toMatchObject({
      ...{ status: 'started', keeperOrganisationId: organisationId },
      term: { startsOn: '2026-07-02', endsOn: '2028-07-02' },
      decision: { number: expect.not.stringMatching('31/QĐ-CAX') },
    });
    const { rows } = await test.database.owner.query<{ act: string; form: string }>(
      `select act, form_number as form from case_decision where case_id = $1 order by decided_at`,
      [file.id],
    );
    expect(rows.map(({ act, form }) => `${act} ${form}`).slice(-2)).toEqual([
      'transfer-home-rehabilitation 26',
      'continue-home-rehabilitation 22',
    ]);
    const open = file.deadlines.filter(({ status }) => status === 'open');
    expect(open.map((each) => each.organisationId)).toEqual(open.map(() => organisationId));
  });

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
    .filter(({ rule }) => !rule.endsWith('.decision'))
    .map(({ rule, status }) => `${rule} ${status}`)
    .toSorted();
