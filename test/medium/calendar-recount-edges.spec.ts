import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Calendar } from '../../src/legal-reference/calendar.js';
import { Database } from '../../src/platform/database/database.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { DeadlineCorrections } from '../../src/reminders/deadline-corrections.js';
import { CalendarScene, FRIDAY_ENDS, THURSDAY_ENDS } from '../setup/calendar-scene.js';
import { seedDeadline } from '../setup/deadline-factory.js';
import type { TestApp } from '../setup/test-app.js';
import type { VinhThuan } from '../setup/vinh-thuan.js';

describe('a change of the calendar', () => {
  let calendar: CalendarScene;
  let test: TestApp;
  let scene: VinhThuan;
  beforeEach(async () => {
    calendar = await CalendarScene.arrange();
    ({ test, at: scene } = calendar);
  });
  afterEach(() => test.close());

  const file = (): Promise<string> => calendar.file();
  const enter = async (date: string): Promise<object> => (await calendar.enter(date)).affected;
  const recount = (): Promise<void> => calendar.recount();
  const owner = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql, parameters)).rows;
  const ends = async (): Promise<readonly string[]> =>
    (await owner<{ at: Date }>('select due_at as at from deadline')).map(({ at }) => at.toISOString());
  const planned = async (): Promise<readonly string[]> =>
    (
      await owner<{ told: string }>(
        `select point || ' ' || to_char(fire_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM HH24:MI') as told
         from reminder where fired_at is null and cancelled_at is null order by fire_at`,
      )
    ).map(({ told }) => told);
  const notices = async (): Promise<readonly object[]> => owner('select kind from notification');

  describe('passes by no deadline that is being opened', () => {
    it('waits for one that was counted before it', async () => {
      const other = new pg.Client({ connectionString: test.database.config.database.ownerUrl ?? '' });
      await other.connect();
      try {
        await other.query('begin');
        const { committee: organisationId } = scene.organisations;
        await seedDeadline(other, { organisationId, unitId: scene.unitId, calendarYears: [2026] });
        const entered = enter('2026-07-01');
        expect(await Promise.race([entered, sleep(500, 'waits')])).toBe('waits');
        await other.query('commit');
        expect(await entered).toMatchObject({ open: 1, toRecount: 1 });
      } finally {
        await other.end();
      }
    });

    it('has one counted again that comes when the recount has ended', async () => {
      const days = test.app.get(Calendar);
      const read = days.forTx.bind(calendar);
      const asked = jest.spyOn(days, 'forTx');
      // Read first for the registration's own limit, then for the deadline.
      asked.mockImplementationOnce(read).mockImplementationOnce(async (tx) => {
        const before = await read(tx);
        await enter('2026-07-01');
        await recount();
        return before;
      });
      await file();
      expect(asked).toHaveBeenCalledTimes(4);
      expect(await ends()).toEqual([FRIDAY_ENDS]);
    });
  });

  it('counts anew what the law has ended, without a word: a step of before is judged by the right end', async () => {
    const subjectId = await file();
    await owner(
      `update deadline set status = 'superseded', closed_at = '2026-07-03T16:00:00+07:00', closed_reason = 'Điều 56'`,
    );
    expect(await enter('2026-07-01')).toMatchObject({ open: 0, toRecount: 1 });
    await recount();
    expect(await notices()).toEqual([]);
    const [officer] = await owner<{ id: string }>('select id from user_account where organisation_id = $1', [
      scene.organisations.committee,
    ]);
    const actor: UserActor = {
      kind: 'user',
      userId: officer?.id ?? '',
      organisationId: scene.organisations.committee,
      sessionId: '01890a5d-ac96-774b-bcce-b302099a8057',
      roles: [],
      permissions: new Set(),
    };
    const step = { at: new Date('2026-07-03T09:00:00+07:00'), outcome: 'met', reason: 'decided' } as const;
    const met = await test.app
      .get(Database)
      .write(actor, (tx) =>
        test.app
          .get(DeadlineCorrections)
          .endEarlier(tx, { subjectId, rule: 'home-rehabilitation.decision', ...step }),
      );
    expect(met).toMatchObject({ status: 'met', dueAt: new Date(FRIDAY_ENDS) });
  });

  it('plans warnings anew that are counted in working days themselves, where the end stays', async () => {
    await file();
    const [soon, on] = await planned();
    expect((await planned()).at(-1)).toBe('after-1-working-days 04/07 00:00');
    await enter('2026-07-03');
    await recount();
    expect(await ends()).toEqual([THURSDAY_ENDS]);
    expect(await planned()).toEqual([soon, on, 'after-1-working-days 07/07 00:00']);
    expect(await notices()).toEqual([]);
    const rows = await owner('select 1 from reminder');
    await enter('2026-09-01');
    await recount();
    expect(await owner('select 1 from reminder')).toHaveLength(rows.length);
  });

  it('plans warnings anew of a limit whose end hangs on no day off, and does not tell it as changed', async () => {
    await file();
    await owner(
      `update deadline set rule = 'determination.validity', rule_version = '2026-07-01',
         starts_at = '2026-01-02T09:00:00+07:00', calendar_years = '{}', calendar_versions = '{}', missing_years = '{}'`,
    );
    expect(await enter('2026-07-03')).toMatchObject({ toRecount: 1 });
    await recount();
    expect((await planned()).at(-1)).toBe('after-1-working-days 07/07 00:00');
    expect(await owner('select version, due_at from deadline')).toEqual([
      { version: 1, due_at: new Date(THURSDAY_ENDS) },
    ]);
  });
});
