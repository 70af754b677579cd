import type { CalendarRecountDto } from '../../src/reminders/calendar-recount.dto.js';
import type { DeadlineMoveDto } from '../../src/reminders/deadline-move.dto.js';
import type { DeadlineDto, DeadlineExplanationDto } from '../../src/reminders/deadline.dto.js';
import { ReminderFiring } from '../../src/reminders/reminder-firing.js';
import { REMINDER_SWEEP } from '../../src/reminders/reminder.jobs.js';
import {
  CalendarScene,
  FRIDAY_ENDS,
  OPENED,
  THURSDAY_ENDS,
  type EnteredDay,
} from '../setup/calendar-scene.js';
import { seedDeadline } from '../setup/deadline-factory.js';
import type { Requests } from '../setup/people-factory.js';
import type { TestApp } from '../setup/test-app.js';
import { onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** NĐ 116/2021: three working days to decide, from Monday, 29/06/2026. */
describe('deadlines after the calendar was changed', () => {
  let calendar: CalendarScene;
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  beforeEach(async () => {
    calendar = await CalendarScene.arrange();
    ({ test, at: scene, http } = calendar);
  });
  afterEach(() => test.close());

  const file = (): Promise<string> => calendar.file();
  const enter = (date: string, kind?: string, reason?: string): Promise<EnteredDay> =>
    calendar.enter(date, kind, reason);
  const recount = (): Promise<void> => calendar.recount();
  const fire = (): Promise<void> => test.app.get(ReminderFiring).sweep({}, REMINDER_SWEEP);
  const list = async (filter = ''): Promise<readonly DeadlineDto[]> =>
    (await http.get(scene.tokens.chairman, `/v1/deadlines${filter}`).expect(200)).body.items;
  const moves = async (filter = '', token = scene.tokens.chairman): Promise<readonly DeadlineMoveDto[]> =>
    (await http.get(token, `/v1/deadline-moves${filter}`).expect(200)).body.items;
  const progress = async (id: string): Promise<CalendarRecountDto> =>
    (await http.get(scene.tokens.administrator, `/v1/calendar-recounts/${id}`).expect(200)).body;
  const owner = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql, parameters)).rows;
  const planned = async (): Promise<readonly string[]> =>
    (
      await owner<{ told: string }>(
        `select point || ' ' || to_char(fire_at at time zone 'Asia/Ho_Chi_Minh', 'DD/MM HH24:MI') as told
         from reminder where fired_at is null and cancelled_at is null order by fire_at`,
      )
    ).map(({ told }) => told);
  const notices = async (organisationId = scene.organisations.committee): Promise<readonly string[]> =>
    (
      await owner<{ kind: string }>(
        'select kind from notification where organisation_id = $1 order by recorded_at, kind',
        [organisationId],
      )
    ).map(({ kind }) => kind);

  it('move, keep how they were counted and why, and tell who has to act', async () => {
    const caseId = await file();
    const before = await planned();
    const { id, affected } = await enter('2026-07-01');
    expect(affected).toMatchObject({ open: 1, toRecount: 1 });
    expect(await list()).toMatchObject([{ dueAt: THURSDAY_ENDS, calendar: [{ calendarChanged: true }] }]);
    await recount();
    const [deadline] = await list();
    expect(deadline).toMatchObject({
      dueAt: FRIDAY_ENDS,
      calendar: [{ year: 2026, calendarChanged: false }],
    });
    const [move] = await moves(`?calendarDayId=${id}`);
    expect(move).toMatchObject({
      ...{ deadlineId: deadline?.id, recountId: affected.recountId, subjectId: caseId },
      ...{ dueBefore: THURSDAY_ENDS, dueAfter: FRIDAY_ENDS, statusAfter: 'open' },
      cause: {
        year: 2026,
        calendarDayId: id,
        date: '2026-07-01',
        kind: 'holiday',
        act: 'Thông báo 2/TB-BNV',
      },
    });
    const path = `/v1/deadlines/${deadline?.id}/explanation`;
    const explained = (await http.get(scene.tokens.chairman, path).expect(200))
      .body as DeadlineExplanationDto;
    expect(explained.result).toMatchObject({ dueAt: FRIDAY_ENDS });
    expect(explained.earlier).toMatchObject([
      {
        dueBefore: THURSDAY_ENDS,
        cause: { calendarDayId: id },
        explanation: { result: { dueAt: THURSDAY_ENDS } },
      },
    ]);
    // Why this law and this start is said again.
    const grounds = explained.earlier[0]?.explanation.steps[0];
    expect(explained.steps[0]).toEqual(grounds);
    expect((await planned()).length).toBe(before.length);
    expect(await planned()).not.toEqual(before);
    expect((await notices()).filter((kind) => kind === 'deadline.moved')).toHaveLength(1);
    expect(await progress(affected.recountId)).toMatchObject({ total: 1, done: 1, moved: 1, failed: 0 });
    expect((await progress(affected.recountId)).finishedAt).not.toBeNull();
    const [audited] = await owner<{ persons: string[] }>(
      `select persons from audit_event where action = 'deadlines.recount.moved'`,
    );
    expect(audited?.persons).toHaveLength(1);
  });

  it('are seen by who sees the file, by nobody else', async () => {
    await file();
    await enter('2026-07-01');
    await recount();
    expect(await moves('', scene.tokens.provincialOfficer)).toHaveLength(1);
    expect(await moves('', scene.tokens.neighbourPoliceOfficer)).toEqual([]);
    expect(await moves('?year=2027')).toEqual([]);
    await http.get(scene.tokens.administrator, '/v1/deadline-moves').expect(403);
    await http.get(scene.tokens.chairman, '/v1/calendar-recounts').expect(403);
  });

  it('move back with a correction, and both moves stay', async () => {
    await file();
    await enter('2026-07-01');
    await recount();
    await enter('2026-07-01', 'ordinary', 'Nhập nhầm ngày');
    await recount();
    expect(await list()).toMatchObject([{ dueAt: THURSDAY_ENDS }]);
    expect((await moves()).map(({ dueAfter }) => dueAfter)).toEqual([THURSDAY_ENDS, FRIDAY_ENDS]);
  });

  it('that did not move are counted on the calendar of now, without a word', async () => {
    await file();
    const { affected } = await enter('2026-09-01');
    await recount();
    expect(await list()).toMatchObject([{ dueAt: THURSDAY_ENDS, calendar: [{ calendarChanged: false }] }]);
    expect(await moves()).toEqual([]);
    expect(await notices()).toEqual([]);
    expect(await progress(affected.recountId)).toMatchObject({ done: 1, moved: 0 });
  });

  it('are no longer provisional when the year was declared complete', async () => {
    await file();
    expect(await list()).toMatchObject([{ provisional: true }]);
    const body = { act: 'Thông báo 1/TB-BNV' };
    await http.post(scene.tokens.administrator, '/v1/law/calendar/2026/completion', body).expect(201);
    await recount();
    expect(await list()).toMatchObject([{ provisional: false, calendar: [{ complete: true }] }]);
  });

  it('that were overdue are open in time again, and warned of anew', async () => {
    await file();
    await onDay(test, scene, '2026-07-03T08:00:00+07:00');
    await fire();
    expect(await list('?status=overdue')).toHaveLength(1);
    const told = await notices();
    expect(told).toContain('deadline.due');
    await enter('2026-07-01');
    await recount();
    expect(await list('?status=overdue')).toEqual([]);
    expect((await planned())[0]).toBe('on 04/07 00:00');
    await onDay(test, scene, '2026-07-04T00:00:00+07:00');
    await fire();
    const after = (await notices()).slice(told.length);
    expect(after.filter((kind) => kind === 'deadline.due')).toHaveLength(1);
  });

  it('that are overdue by an earlier end are told of at once', async () => {
    await enter('2026-07-01');
    await file();
    await onDay(test, scene, '2026-07-03T08:00:00+07:00');
    await fire();
    expect(await list('?status=overdue')).toEqual([]);
    await enter('2026-07-01', 'ordinary', 'Nhập nhầm ngày');
    await recount();
    await fire();
    expect(await list('?status=overdue')).toHaveLength(1);
    expect(await notices()).toEqual(expect.arrayContaining(['deadline.moved', 'deadline.due']));
    await fire();
    expect((await notices()).filter((kind) => kind === 'deadline.due')).toHaveLength(1);
  });

  it('that were met too late by the wrong calendar alone were met; one that was met stays so', async () => {
    await file();
    const [met] = await owner<{ id: string }>(
      `update deadline set status = 'met-late', closed_at = '2026-07-03T09:00:00+07:00', closed_reason = 'decided'
       returning id`,
    );
    await enter('2026-07-01');
    await recount();
    expect(await list('?status=met')).toMatchObject([{ id: met?.id, status: 'met', dueAt: FRIDAY_ENDS }]);
    await enter('2026-07-01', 'ordinary', 'Nhập nhầm ngày');
    await recount();
    expect(await list('?status=met')).toMatchObject([{ status: 'met', dueAt: FRIDAY_ENDS }]);
    expect(await moves()).toMatchObject([{ statusBefore: 'met-late', statusAfter: 'met' }]);
  });

  it('are gone through to the end where a worker died in the middle, by two workers at once, each once', async () => {
    const { committee } = scene.organisations;
    const ids: string[] = [];
    for (let n = 0; n < 250; n++)
      ids.push(await seedDeadline(test.database.owner, { organisationId: committee, unitId: scene.unitId }));
    await owner(
      `update deadline set rule_version = '2022-01-01', regime = 'R1', starts_at = $1, due_at = $2,
         calendar_years = '{2026}', calendar_versions = '{0}', missing_years = '{2026}'`,
      [OPENED, THURSDAY_ENDS],
    );
    const { affected } = await enter('2026-07-01');
    const [at] = ids.toSorted().slice(150);
    await owner(`create function die() returns trigger language plpgsql as
      $$ begin if old.id = '${at}' then raise 'died'; end if; return new; end $$`);
    await owner('create trigger dies before update on deadline for each row execute function die()');
    await expect(recount()).rejects.toThrow('died');
    expect(await progress(affected.recountId)).toMatchObject({
      total: 250,
      done: 100,
      moved: 100,
      finishedAt: null,
    });
    await owner('drop trigger dies on deadline');
    await Promise.all([recount(), recount()]);
    await recount();
    expect(await progress(affected.recountId)).toMatchObject({ done: 250, moved: 250, failed: 0 });
    const [count] = await owner<object>(
      `select count(*)::int as moves, count(distinct deadline_id)::int as deadlines,
         (select count(*)::int from notification where kind = 'deadline.moved') as notices,
         (select count(*)::int from deadline where due_at = $1) as due,
         (select count(*)::int from (select 1 from reminder where fired_at is null and cancelled_at is null
            group by deadline_id, point having count(*) > 1) doubled) as doubled
       from deadline_move`,
      [FRIDAY_ENDS],
    );
    expect(count).toEqual({ moves: 250, deadlines: 250, notices: 250, due: 250, doubled: 0 });
  });

  it('of a rule that the program no longer knows stay as they are, and are counted as such', async () => {
    await file();
    await owner(`update deadline set rule = 'no.longer.known'`);
    const { affected } = await enter('2026-07-01');
    await recount();
    expect(await progress(affected.recountId)).toMatchObject({ done: 1, moved: 0, failed: 1 });
  });
});
