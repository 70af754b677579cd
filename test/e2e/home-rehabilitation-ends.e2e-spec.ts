import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { seedUser, signIn, type SeededUser } from '../setup/factories.js';
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

type End = 'withdrawal' | 'death' | 'void';

/** Each end, the state that it leads to, and what becomes of a time limit that runs. */
const ENDS: readonly (readonly [end: End, state: string, outcome: string])[] = [
  ['withdrawal', 'withdrawn', 'lapsed'],
  ['death', 'died', 'lapsed'],
  ['void', 'voided', 'void'],
];

describe('the ends of a home rehabilitation', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let files: HomeFiles;
  let get: Requests['get'];
  let head: SeededUser;
  let token: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    files = homeFiles(test);
    ({ get } = requests(test));
    head = await seedUser(test.database.owner, {
      organisationId: scene.organisations.police,
      roles: ['head-of-commune-police'],
    });
    token = await signIn(test, head);
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, NOW));

  const handedIn = async (
    overrides: Partial<Parameters<typeof anApplication>[0]> = {},
  ): Promise<HomeRehabilitationDto> => {
    const personId = await aResident(test, token, scene.unitId);
    return apply(test, token, anApplication({ personId, handedInAt: HANDED_IN, ...overrides }));
  };
  const take = (file: HomeRehabilitationDto, name: StepName, at: string) =>
    files.step(token, file, name, STEP_BODIES[name](at));
  const taken = async (
    file: HomeRehabilitationDto,
    name: StepName,
    at: string,
  ): Promise<HomeRehabilitationDto> => (await take(file, name, at).expect(201)).body as HomeRehabilitationDto;
  const owned = async <Row extends object>(sql: string, ...parameters: readonly unknown[]): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql, [...parameters])).rows;
  const deadlineIds = async (status: string): Promise<readonly string[]> => {
    const { body } = await get(token, `/v1/deadlines?status=${status}&limit=200`).expect(200);
    return (body.items as { id: string }[]).map(({ id }) => id);
  };

  describe.each(ENDS)('%s', (end, state, outcome) => {
    const AT = '2026-07-02T08:40:00+07:00';

    it('closes the file with its reason and leaves it in the history', async () => {
      const file = await handedIn();
      expect(await taken(file, end, AT)).toMatchObject({ id: file.id, status: state, next: [] });
      const { body } = await get(token, `/v1/cases/${file.id}`).expect(200);
      const { reason } = STEP_BODIES[end](AT) as { reason: string };
      expect(body).toMatchObject({ status: state, closedOn: '2026-07-02', closedReason: reason });
      expect(body.history).toMatchObject([
        { type: 'registered', statusAfter: 'registered' },
        {
          type: state,
          statusAfter: state,
          effectiveAt: '2026-07-02T01:40:00.000Z',
          userId: head.id,
          organisationId: scene.organisations.police,
        },
      ]);
    });

    it('writes down who entered it, about whom', async () => {
      const file = await handedIn();
      await taken(file, end, AT);
      const events = await owned(
        `select user_id, organisation_id, outcome, persons, legal_at from audit_event
         where subject_id = $1 and action = $2`,
        ...[file.id, `rehabilitation.home.${state}`],
      );
      expect(events).toEqual([
        {
          user_id: head.id,
          organisation_id: scene.organisations.police,
          outcome: 'done',
          persons: [file.personId],
          legal_at: expect.any(Date),
        },
      ]);
    });

    it(`ends the time limit that runs as ${outcome}, with its warnings`, async () => {
      const file = await handedIn();
      const id = file.deadlines[0]?.id ?? '';
      expect(await deadlineIds('open')).toContain(id);
      const closed = await taken(file, end, AT);
      expect(closed.deadlines).toEqual([
        expect.objectContaining({
          ...{ id, status: outcome, closedAt: '2026-07-02T01:40:00.000Z', closedReason: state },
          ...{ endedLate: false, enteredLate: false, overdue: false },
        }),
      ]);
      expect(await deadlineIds('open')).not.toContain(id);
      expect(await deadlineIds('closed')).toContain(id);
      const warnings = await owned<{ cancelled: boolean }>(
        'select cancelled_at is not null as cancelled from reminder where deadline_id = $1',
        id,
      );
      expect(new Set(warnings.map(({ cancelled }) => cancelled))).toEqual(new Set([true]));
    });

    it('ends a file that was never registered, for which no time limit ran', async () => {
      const closed = await taken(await handedIn({ items: ['application'] }), end, AT);
      expect(closed).toMatchObject({ status: state, registeredAt: null, deadlines: [] });
    });

    it('lets no step follow', async () => {
      const closed = await taken(await handedIn(), end, AT);
      const answers = await everyStep(
        (name) => take(closed, name, DECIDED),
        ({ status, body }) => ({ status, code: body.code, state: body.state }),
      );
      expect(answers).toEqual(eachStep({ status: 409, code: 'cases.stepNotAllowed', state }));
      expect(await files.read(token, closed.id)).toEqual(closed);
      expect(await files.historyOf(token, closed.id)).toEqual(['registered', state]);
    });

    it('lets the same person apply again', async () => {
      const { personId, id } = await taken(await handedIn(), end, AT);
      const again = await apply(test, token, anApplication({ personId }));
      expect(again.status).toBe('registered');
      expect(again.id).not.toBe(id);
    });

    it('is refused before a decision that was entered already, and names it', async () => {
      const decided = await taken(await handedIn(), 'decision', DECIDED);
      const answer = await take(decided, end, AT).expect(409);
      expect(answer.body).toMatchObject({
        code: 'cases.laterStepImpossible',
        step: state,
        laterStep: 'decided',
        laterStepAt: '2026-07-02T01:50:00.000Z',
      });
      expect(await files.read(token, decided.id)).toEqual(decided);
    });

    it('is refused in the future', async () => {
      const answer = await take(await handedIn(), end, '2026-07-02T09:30:00+07:00').expect(422);
      expect(answer.body.errors).toMatchObject([{ pointer: '/at', code: 'cases.inTheFuture' }]);
    });
  });

  it('closes a decided file by death or void, not by withdrawal, and leaves the time limit met', async () => {
    const at = '2026-07-02T08:55:00+07:00';
    for (const [end, status, toBegin] of [
      ['death', 'died', 'lapsed'],
      ['void', 'voided', 'void'],
    ] as const) {
      const decided = await taken(await handedIn(), 'decision', DECIDED);
      expect(await taken(decided, end, at)).toMatchObject({
        status,
        deadlines: [
          { status: 'met' },
          { rule: 'voluntary.start', status: toBegin },
          { rule: 'electronic-monitoring.decision', status: toBegin },
        ],
      });
    }
    const decided = await taken(await handedIn(), 'decision', DECIDED);
    const answer = await take(decided, 'withdrawal', at).expect(409);
    expect(answer.body).toMatchObject({
      code: 'cases.stepNotAllowed',
      state: 'decided',
      allowedIn: ['awaiting-supplement', 'registered', 'awaiting-reception'],
    });
  });
});
