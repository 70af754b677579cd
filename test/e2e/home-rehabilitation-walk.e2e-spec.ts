// @redis
import fc from 'fast-check';
import type { CaseDto, HistoryDto } from '../../src/cases/case.dto.js';
import { HOME_DOOR } from '../../src/rehabilitation/voluntary/door-home.js';
import { DECISION_DEADLINE, START_DEADLINE } from '../../src/rehabilitation/voluntary/door-parts.js';
import {
  BEFORE_THE_LAW,
  homeFiles,
  STEP_BODIES,
  type HomeFiles,
  type StepName,
} from '../setup/home-files.js';
import { factsOf } from '../setup/home-history.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const NEW_LAW = '2026-07-01T08:00:00+07:00';
const DAYS = [BEFORE_THE_LAW, '2026-06-30T12:00:00+07:00', NEW_LAW, '2026-07-02T09:00:00+07:00'] as const;
/** Before and after the law, so that late entries fall before, between and after the steps that were taken. */
const TIMES = [
  '2026-06-29T08:40:00+07:00',
  '2026-06-30T10:00:00+07:00',
  '2026-07-01T00:30:00+07:00',
  '2026-07-01T07:00:00+07:00',
  '2026-07-02T08:30:00+07:00',
] as const;

type Move =
  | { readonly kind: 'annul'; readonly back: number }
  | { readonly kind: 'step'; readonly name: StepName; readonly at: string };

/** What is asked at the same time, all of it at one version of the file; on some rounds the next day begins with it. */
interface Round {
  readonly isNextDay: boolean;
  readonly moves: readonly Move[];
}

const STEP_NAMES = Object.keys(STEP_BODIES) as readonly StepName[];
const MOVE: fc.Arbitrary<Move> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('annul' as const), back: fc.nat({ max: 2 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      name: fc.constantFrom(...STEP_NAMES),
      at: fc.constantFrom(...TIMES),
    }),
  },
);
const ROUND: fc.Arbitrary<Round> = fc.record({
  isNextDay: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
  moves: fc.array(MOVE, { minLength: 1, maxLength: 2 }),
});

describe('whatever is entered on a home rehabilitation, late or at once, and taken back again', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let files: HomeFiles;
  let get: Requests['get'];
  let post: Requests['post'];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    files = homeFiles(test);
    ({ get, post } = requests(test));
  });
  afterAll(() => test.close());

  const isWithPolice = (file: CaseDto): boolean => file.keeperOrganisationId === scene.organisations.police;
  const keeperOf = (file: CaseDto): string =>
    isWithPolice(file) ? scene.tokens.headOfPolice : scene.tokens.chairman;
  const read = async (id: string): Promise<CaseDto> => {
    const byPolice = await get(scene.tokens.headOfPolice, `/v1/cases/${id}`);
    if (byPolice.status === 200) return byPolice.body as CaseDto;
    return (await get(scene.tokens.chairman, `/v1/cases/${id}`).expect(200)).body as CaseDto;
  };
  /** An open file has followed the law; one that ended before it stays. */
  const settled = (id: string, now: string): Promise<CaseDto> =>
    eventually(
      () => read(id),
      (file) => now < NEW_LAW || file.closedOn !== null || isWithPolice(file),
    );

  const bodyOf = (file: CaseDto, name: StepName, at: string): object => {
    const isOld = at < '2026-07-01';
    const isAct = name === 'decision' || name === 'reception' || name === 'supplements';
    return {
      ...STEP_BODIES[name](at),
      ...(name === 'supplements' && { items: ['determination-result', 'identity-copy', 'curriculum-vitae'] }),
      ...(name === 'decision' && isOld && { startsOn: '2026-07-02', months: 6 }),
      ...(isAct && isOld && isWithPolice(file) && { actedBy: scene.organisations.committee }),
    };
  };
  const take = async (file: CaseDto, move: Move): Promise<number> => {
    if (move.kind === 'step') {
      const body = bodyOf(file, move.name, move.at);
      return (await files.step(keeperOf(file), file, move.name, body)).status;
    }
    const steps = file.history.filter((event) => event.type !== 'annulled');
    const eventId = steps.at(-1 - (move.back % steps.length))?.id;
    const answer = await post(keeperOf(file), `/v1/cases/${file.id}/annulments`, {
      eventId,
      reason: 'Ghi nhầm hồ sơ',
    }).set('If-Match', `"${file.version}"`);
    return answer.status;
  };
  const owned = async <Row extends object>(sql: string, id: string): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql, [id])).rows;

  const expectWhole = async (file: CaseDto): Promise<void> => {
    const facts = factsOf(file.history);
    const { body } = await get(keeperOf(file), `/v1/cases/${file.id}/history`).expect(200);
    expect([file.status, (body as HistoryDto).status]).toEqual([facts.state, facts.state]);
    expect(file.closedOn !== null).toBe(HOME_DOOR.states[facts.state]?.closed === true);
    const endsOf = (...statuses: string[]): readonly (string | null)[] =>
      file.deadlines
        .filter(({ rule, status }) => rule === DECISION_DEADLINE && statuses.includes(status))
        .map(({ closedAt }) => closedAt);
    const toBegin = file.deadlines.filter(({ rule, status }) => rule === START_DEADLINE && status !== 'void');
    expect({
      open: endsOf('open').length,
      met: endsOf('met', 'met-late'),
      lapsed: endsOf('lapsed'),
      superseded: endsOf('superseded'),
      toBegin: toBegin.map(({ status }) => (status === 'met-late' ? 'met' : status)),
    }).toEqual({
      open: facts.state === 'registered' ? 1 : 0,
      met: facts.decidedAt ? [facts.decidedAt] : [],
      lapsed: facts.lapsedAt ? [facts.lapsedAt] : [],
      superseded: facts.isSuperseded ? ['2026-06-30T17:00:00.000Z'] : [],
      toBegin: facts.toBegin && facts.toBegin !== 'void' ? [facts.toBegin] : [],
    });
  };
  const expectRecords = async (file: CaseDto): Promise<void> => {
    const { decidedAt, isReceived } = factsOf(file.history);
    const papers = await owned<{ act: string }>(
      'select act from case_decision where case_id = $1 and annulled_by is null order by act',
      file.id,
    );
    expect(papers.map(({ act }) => act)).toEqual([
      ...(decidedAt ? ['decide-home-rehabilitation'] : []),
      ...(isReceived ? ['reception-record'] : []),
    ]);
    const [audited] = await owned<{ acts: number }>(
      `select count(*)::integer as acts from audit_event
       where subject_id = $1 and outcome = 'done' and action not like '%read'`,
      file.id,
    );
    expect(audited?.acts).toBe(file.history.length);
  };

  /** @returns the day on which the round ends */
  const playRound = async (id: string, { isNextDay, moves }: Round, today: string): Promise<string> => {
    const before = await settled(id, today);
    const now = isNextDay ? (DAYS.find((day) => day > today) ?? today) : today;
    const travels = now === today ? Promise.resolve() : onDay(test, scene, now);
    const answers = await Promise.all(moves.map((move) => take(before, move)));
    await travels;
    expect(answers.filter((status) => status >= 500)).toEqual([]);
    const taken = answers.filter((status) => status === 201).length;
    expect(taken).toBeLessThanOrEqual(1);
    const file = await settled(id, now);
    if (taken === 0 && now === today) expect(file.version).toBe(before.version);
    await expectWhole(file);
    await expectRecords(file);
    return now;
  };

  it('leaves one open time limit of a registered file, none of another, and a record of each act', async () => {
    const rounds = fc.array(ROUND, { minLength: 5, maxLength: 12 });
    const property = fc.asyncProperty(fc.boolean(), rounds, async (isComplete, played) => {
      await onDay(test, scene, BEFORE_THE_LAW);
      const personId = await aResident(test, scene.tokens.committeeOfficer, scene.unitId);
      const items = isComplete ? {} : { items: ['application'] as const };
      const body = anOldApplication({ personId, ...items });
      const { id } = await apply(test, scene.tokens.committeeOfficer, body);
      let today: string = BEFORE_THE_LAW;
      for (const round of played) today = await playRound(id, round, today);
    });
    await fc.assert(property, { numRuns: Number(process.env['FC_RUNS'] ?? 8), endOnFailure: true });
  }, 600_000);
});
