import type { Response } from 'supertest';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import {
  eachStep,
  everyStep,
  homeFiles,
  STEP_BODIES,
  type HomeFiles,
  type StepName,
} from '../setup/home-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const HANDED_IN = '2026-07-02T08:30:00+07:00';
const DECIDED = '2026-07-02T08:50:00+07:00';
const NOW = '2026-07-02T09:00:00+07:00';

const toCode = ({ status, body }: Response): object => ({ status, code: body.code });

describe('the steps of a home rehabilitation', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let files: HomeFiles;
  let get: Requests['get'];
  let post: Requests['post'];
  let token: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    files = homeFiles(test);
    ({ get, post } = requests(test));
    token = scene.tokens.headOfPolice;
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, NOW));

  const handedIn = async (
    overrides: Partial<Parameters<typeof anApplication>[0]> = {},
  ): Promise<HomeRehabilitationDto> => {
    const personId = await aResident(test, token, scene.unitId);
    return apply(test, token, anApplication({ personId, handedInAt: HANDED_IN, ...overrides }));
  };
  const incomplete = (): Promise<HomeRehabilitationDto> => handedIn({ items: ['application'] });
  const take = (file: HomeRehabilitationDto, name: StepName, at: string) =>
    files.step(token, file, name, STEP_BODIES[name](at));
  const bringAll = (file: HomeRehabilitationDto, receivedAt: string, more: object = {}) =>
    files.step(token, file, 'supplements', {
      receivedAt,
      items: ['curriculum-vitae', 'determination-result', 'identity-copy'],
      ...more,
    });

  it.each([
    [
      'a minute before it was due',
      '2026-07-03T08:29:00+07:00',
      { status: 'met', endedLate: false, enteredLate: true },
    ],
    [
      'at the instant at which it was due',
      '2026-07-03T08:30:00+07:00',
      { status: 'met-late', endedLate: true, enteredLate: false },
    ],
    [
      'after it was due',
      '2026-07-03T09:00:00+07:00',
      { status: 'met-late', endedLate: true, enteredLate: false },
    ],
  ])('judges a decision %s by when it was taken, not by when it was entered', async (_when, at, expected) => {
    const file = await handedIn();
    await onDay(test, scene, '2026-07-03T10:00:00+07:00');
    expect((await files.read(token, file.id)).deadlines).toMatchObject([{ status: 'open', overdue: true }]);
    const { body } = await take(file, 'decision', at).expect(201);
    const { status, deadlines } = body as HomeRehabilitationDto;
    expect(status).toBe('decided');
    expect(deadlines).toMatchObject([
      { ...expected, overdue: false, closedAt: new Date(at).toISOString(), closedReason: '15/QĐ-CAX' },
      { rule: 'voluntary.start', status: 'open', startsAt: new Date(at).toISOString() },
      { rule: 'electronic-monitoring.decision', status: 'open', startsAt: new Date(at).toISOString() },
    ]);
    const met = await get(token, '/v1/deadlines?status=met&limit=200').expect(200);
    expect((met.body.items as { id: string }[]).map(({ id }) => id)).toContain(deadlines[0]?.id);
  });

  describe('papers that come later', () => {
    it('are not received before the slip that asked for them', async () => {
      const file = await incomplete();
      const answer = await bringAll(file, '2026-07-02T08:20:00+07:00').expect(409);
      expect(answer.body).toMatchObject({
        code: 'cases.laterStepImpossible',
        step: 'registered',
        laterStep: 'supplement-requested',
        laterStepAt: '2026-07-02T01:30:00.000Z',
      });
      expect(await files.read(token, file.id)).toEqual(file);
    });

    it.each<[string, string, object, string, string]>([
      ['in the future', '2026-07-02T09:30:00+07:00', {}, '/receivedAt', 'cases.inTheFuture'],
      [
        'with a result that the person is told only afterwards',
        '2026-07-02T08:50:00+07:00',
        {
          determination: {
            on: '2026-07-02',
            facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
            toldAt: '2026-07-02T08:55:00+07:00',
          },
        },
        '/determination/toldAt',
        'rehabilitation.tooLate',
      ],
    ])('are not received %s', async (_when, receivedAt, more, pointer, code) => {
      const file = await incomplete();
      const answer = await bringAll(file, receivedAt, more).expect(422);
      expect(answer.body.errors).toMatchObject([{ pointer, code }]);
      expect(await files.read(token, file.id)).toEqual(file);
    });

    it('are not added to a file that is registered', async () => {
      const file = await handedIn();
      const answer = await bringAll(file, DECIDED).expect(409);
      expect(answer.body).toMatchObject({
        code: 'cases.stepNotAllowed',
        state: 'registered',
        allowedIn: ['handed-in', 'awaiting-supplement'],
      });
      expect(await files.read(token, file.id)).toEqual(file);
    });
  });

  it('asks with each step for the version that was read', async () => {
    const file = await handedIn();
    const path = `/v1/home-rehabilitations/${file.id}`;
    const without = await everyStep(
      (name) => post(token, `${path}/${name}`, STEP_BODIES[name](DECIDED)),
      toCode,
    );
    expect(without).toEqual(eachStep({ status: 428, code: 'http.versionRequired' }));
    const stale = { ...file, version: file.version - 1 };
    expect(await everyStep((name) => take(stale, name, DECIDED), toCode)).toEqual(
      eachStep({ status: 412, code: 'http.staleVersion' }),
    );
    for (const [header, status, code] of [
      [String(file.version), 400, 'http.malformedVersion'],
      ['*', 400, 'http.malformedVersion'],
      [`"${file.version}", "9"`, 400, 'http.malformedVersion'],
      ['"abc"', 412, 'http.staleVersion'],
    ] as const) {
      const withdrawal = post(token, `${path}/withdrawal`, STEP_BODIES.withdrawal(DECIDED));
      const answer = await withdrawal.set('If-Match', header);
      expect([header, toCode(answer)]).toEqual([header, { status, code }]);
    }
    expect(await files.read(token, file.id)).toEqual(file);
  });
});
