import type { Response } from 'supertest';
import type { SupportWorkerDto } from '../../src/helpers/support-worker.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { courseFiles, type CourseFiles } from '../setup/course-files.js';
import { Mirror } from '../setup/mirror.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

describe('the support worker of a file', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let files: CourseFiles;
  let head: string;
  let started: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    files = courseFiles(test, scene);
    head = scene.tokens.headOfPolice;
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    started = await files.underWay('2026-07-04');
  });

  const ASSIGNED = {
    number: '12/QĐ-UBND',
    decidedOn: '2026-07-04',
    fullName: 'Thị Sà Vương',
    position: 'Cán bộ Hội Liên hiệp Phụ nữ xã',
    fromOn: '2026-07-04',
  };
  const assign = async (body: object = {}, token = head): Promise<Response> =>
    test
      .http()
      .post(`/v1/cases/${started.id}/support-workers`)
      .auth(token, { type: 'bearer' })
      .set('If-Match', `"${started.version}"`)
      .send({ ...ASSIGNED, organisationId: scene.organisations.committee, ...body });
  const finish = ({ id, version }: SupportWorkerDto, body: object, token = head) =>
    test
      .http()
      .post(`/v1/support-workers/${id}/end`)
      .auth(token, { type: 'bearer' })
      .set('If-Match', `"${version}"`)
      .send({ reason: 'Chuyển công tác', ...body });
  const warnings = async (): Promise<readonly string[]> => {
    const { body } = await http.get(head, `/v1/cases/${started.id}`).expect(200);
    const codes = (body.warnings as { code: string }[]).map(({ code }) => code);
    return codes.filter((code) => code.startsWith('helpers.'));
  };

  it('is missed until the committee has assigned one, and again when he is gone', async () => {
    const list = `/v1/cases/${started.id}/support-workers`;
    const mirror = await Mirror.of(test, head, list);
    expect(await warnings()).toEqual(['helpers.no-support-worker']);
    const { status, body } = await assign();
    expect([status, body]).toMatchObject([201, { formNumber: '59', untilOn: null, monthsServed: 0 }]);
    expect(await warnings()).toEqual([]);
    await onDay(test, scene, '2026-08-05T10:00:00+07:00');
    const [shown] = (await http.get(head, list).expect(200)).body.items as SupportWorkerDto[];
    expect(shown).toMatchObject({ fullName: 'Thị Sà Vương', monthsServed: 1 });
    const ended = await finish(body, { untilOn: '2026-08-03' });
    expect([ended.status, ended.body]).toMatchObject([
      201,
      { untilOn: '2026-08-03', monthsServed: 1, version: 2 },
    ]);
    expect(await warnings()).toEqual(['helpers.no-support-worker']);
    const again = await finish(ended.body, { untilOn: '2026-08-03' });
    expect([again.status, again.body.code]).toEqual([409, 'helpers.ended']);
    await mirror.settle();
    expect([...mirror.told]).toEqual([body.id]);
  });

  it.each([
    ['a decision of tomorrow', { decidedOn: '2026-07-05', fromOn: '2026-07-05' }, '/decidedOn'],
    ['a decision before the file', { decidedOn: '2026-06-01' }, '/decidedOn'],
    ['a task before its decision', { fromOn: '2026-07-03' }, '/fromOn'],
    ['no name', { fullName: '' }, '/fullName'],
  ])('is refused with %s', async (_name, body, pointer) => {
    const answer = await assign(body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
    expect(await warnings()).toEqual(['helpers.no-support-worker']);
  });

  it('is assigned by the committee of the commune, and entered by who keeps the file', async () => {
    for (const organisationId of [
      scene.organisations.police,
      scene.organisations.formerCommittee,
      2_000_000_000,
    ]) {
      const { status, body } = await assign({ organisationId });
      expect([status, body.code, body.errors[0].pointer]).toEqual([
        422,
        'request.invalidBody',
        '/organisationId',
      ]);
    }
    const chairman = await assign({}, scene.tokens.chairman);
    expect([chairman.status, chairman.body.code]).toEqual([404, 'cases.notFound']);
    const neighbour = await assign({}, scene.tokens.neighbourPoliceOfficer);
    expect([neighbour.status, neighbour.body.code]).toEqual([404, 'cases.notFound']);
    const province = await assign({}, scene.tokens.provincialOfficer);
    expect([province.status, province.body.code]).toEqual([403, 'http.forbidden']);
    const { body } = await assign();
    const stranger = await finish(body, { untilOn: '2026-07-04' }, scene.tokens.neighbourPoliceOfficer);
    expect([stranger.status, stranger.body.code]).toEqual([404, 'helpers.notFound']);
  });
});
