import { computeDeadline, deadlineRule, type DeadlineRule } from '../../src/law/deadlines.js';
import { dateOnly, legalDayOf } from '../../src/law/date.js';
import type { EnterCalendarDayDto } from '../../src/legal-reference/calendar.dto.js';
import type { EffectiveCalendar } from '../../src/legal-reference/effective-calendar.js';
import { Calendar } from '../../src/legal-reference/calendar.js';
import { CalendarService } from '../../src/legal-reference/calendar.service.js';
import { Database } from '../../src/platform/database/database.js';
import type { Problem } from '../../src/platform/errors/problem.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { seedDeadline } from '../setup/deadline-factory.js';
import { seedOrganisation, seedUser, VINH_PHONG } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

// Friday of the week in which Tết of 2027 begins (06/02/2027); the days off of that year are not shipped.
const FRIDAY = dateOnly('2027-02-05');
const MONDAY = dateOnly('2027-02-08');

// What the application makes of PostgreSQL's 42501: a row-level policy or a missing right.
const REFUSED = 'http.notFound';

const tetDay = (fields: Partial<EnterCalendarDayDto> = {}): EnterCalendarDayDto => ({
  date: MONDAY,
  kind: 'holiday',
  nameVi: 'Nghỉ Tết Nguyên đán Đinh Mùi',
  nameEn: 'Lunar New Year',
  act: 'Thông báo 1234/TB-BNV',
  mark: 'official',
  ...fields,
});

describe('the calendar of a year', () => {
  let test: TestApp;
  let service: CalendarService;
  let administrator: UserActor;
  let officer: UserActor;

  beforeEach(async () => {
    test = await createTestApp();
    service = test.app.get(CalendarService);
    administrator = await actorWith('system-operator', 'administrator');
    officer = await actorWith('commune-police', 'commune-police-officer');
  });
  afterEach(() => test.close());

  async function actorWith(
    kind: 'system-operator' | 'commune-police',
    role: 'administrator' | 'commune-police-officer',
  ): Promise<UserActor> {
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind });
    const { id } = await seedUser(owner, { organisationId, roles: [role] });
    return {
      kind: 'user',
      userId: id,
      organisationId,
      sessionId: '01890a5d-ac96-774b-bcce-b302099a8057',
      roles: [role],
      permissions: new Set(),
    };
  }

  const calendar = (): Promise<EffectiveCalendar> =>
    test.app.get(Database).read(officer, (tx) => test.app.get(Calendar).forTx(tx));

  const versions = async (): Promise<readonly number[]> => {
    const { versionOf } = await calendar();
    return [2026, 2027, 2028].map(versionOf);
  };

  const asApp = (actor: UserActor, sql: string): Promise<object[]> =>
    test.app.get(Database).write(actor, (tx) => tx.query(sql));

  it('moves a limit of working days that is computed after a day off was entered', async () => {
    const started = new Date('2027-02-04T09:00:00+07:00');
    const dueOn = async (): Promise<string> => {
      const { dueAt } = computeDeadline(threeWorkingDays(), started, await calendar());
      return legalDayOf(new Date(dueAt.getTime() - 1));
    };
    expect(await dueOn()).toBe('2027-02-09');
    await service.enterDay(administrator, 2027, tetDay());
    expect(await dueOn()).toBe('2027-02-10');
    await service.enterDay(administrator, 2027, tetDay({ kind: 'ordinary', reason: 'Nhập nhầm ngày' }));
    expect(await dueOn()).toBe('2027-02-09');
  });

  it('keeps what was superseded, with the reason of the correction', async () => {
    const first = await service.enterDay(administrator, 2027, tetDay());
    const second = await service.enterDay(
      administrator,
      2027,
      tetDay({ act: 'Thông báo 1300/TB-BNV', reason: 'Thông báo mới' }),
    );
    const { days, entries } = await service.year(officer, 2027);
    expect(days.filter(({ date }) => date === MONDAY)).toMatchObject([
      { kind: 'holiday', act: 'Thông báo 1300/TB-BNV', origin: 'entered', mark: 'official' },
    ]);
    expect(entries.map(({ id, reason }) => [id, reason])).toEqual([
      [first.id, null],
      [second.id, 'Thông báo mới'],
    ]);
    expect(entries.map(({ supersededAt }) => supersededAt === null)).toEqual([false, true]);
  });

  it('asks why a shipped day is corrected', async () => {
    const victoryDay = tetDay({ date: dateOnly('2027-04-30'), kind: 'ordinary' });
    await expect(service.enterDay(administrator, 2027, victoryDay)).rejects.toMatchObject({
      details: { faults: [{ pointer: '/reason', code: 'calendar.reasonNeeded' }] },
    });
    await service.enterDay(administrator, 2027, { ...victoryDay, reason: 'Kiểm tra chức năng' });
    expect((await calendar()).dayKind(victoryDay.date).kind).toBe('working');
  });

  it('says what of a year is missing until it is declared complete, once', async () => {
    const before = await service.year(officer, 2027);
    expect(before).toMatchObject({ complete: false, completion: null });
    expect(before.missing.map(({ en }) => en)).toContain('The Lunar New Year days off of the year');
    expect((await service.year(officer, 2050)).missing).toHaveLength(1);

    const after = await service.declareComplete(administrator, 2027, { act: 'Thông báo 1234/TB-BNV' });
    expect(after).toMatchObject({
      complete: true,
      missing: [],
      completion: { act: 'Thông báo 1234/TB-BNV' },
    });
    expect((await calendar()).isComplete(2027)).toBe(true);
    await expect(service.declareComplete(administrator, 2027, { act: 'Khác' })).rejects.toMatchObject({
      type: { code: 'calendar.alreadyComplete' },
    });
  });

  it('has a version that rises with each entry, correction and declaration of the year', async () => {
    expect(await versions()).toEqual([0, 0, 0]);
    await service.enterDay(administrator, 2027, tetDay());
    await service.enterDay(administrator, 2028, tetDay({ date: dateOnly('2028-01-03') }));
    await service.enterDay(administrator, 2027, tetDay({ kind: 'ordinary', reason: 'Nhập nhầm ngày' }));
    expect(await versions()).toEqual([0, 2, 1]);
    await service.declareComplete(administrator, 2027, { act: 'Thông báo 1234/TB-BNV' });
    await service.declareComplete(administrator, 2026, { act: 'Thông báo 9441/TB-BNV' });
    expect(await versions()).toEqual([1, 3, 1]);
  });

  it('tells its administrator how many open deadlines of the country were counted on it, and nobody else', async () => {
    const { owner } = test.database;
    const seed = { organisationId: officer.organisationId, unitId: VINH_PHONG };
    await seedDeadline(owner, { ...seed, calendarYears: [2026, 2027], missingYears: [2027] });
    await seedDeadline(owner, { ...seed, calendarYears: [2027] });
    await seedDeadline(owner, { ...seed, calendarYears: [2027], status: 'met' });
    await seedDeadline(owner, { ...seed, calendarYears: [2026] });
    await seedDeadline(owner, seed);
    await seedDeadline(owner, { ...seed, calendarYears: [2027], status: 'met-late' });
    const affected = { open: 2, toRecount: 3 };
    expect(await service.enterDay(administrator, 2027, tetDay())).toMatchObject({ affected });
    const declared = await service.declareComplete(administrator, 2027, { act: 'Thông báo 1234/TB-BNV' });
    expect(declared).toMatchObject({ affected });
    const { rows } = await owner.query(
      `select detail->>'openDeadlines' as open from audit_event where action like 'law.calendar-%' order by at`,
    );
    expect(rows).toEqual([{ open: '2' }, { open: '2' }]);
    const asked = await asApp(officer, 'select * from app.count_deadlines_of_year(2027)');
    expect(asked).toEqual([]);
  });

  it('is written down: who entered which day, by which act', async () => {
    const entry = await service.enterDay(administrator, 2027, tetDay({ date: FRIDAY }));
    const { rows } = await test.database.owner.query<object>(
      'select user_id, action, detail from audit_event where subject_id = $1',
      [entry.id],
    );
    expect(rows).toEqual([
      {
        user_id: administrator.userId,
        action: 'law.calendar-day.enter',
        detail: {
          day: FRIDAY,
          kind: 'holiday',
          act: 'Thông báo 1234/TB-BNV',
          replaces: null,
          openDeadlines: 0,
        },
      },
    ]);
  });

  it('takes no row from anybody but an administrator, whatever the program lets through', async () => {
    const entry = await service.enterDay(administrator, 2027, tetDay());
    await expect(service.enterDay(officer, 2027, tetDay({ date: FRIDAY }))).rejects.toThrow(REFUSED);
    await expect(
      asApp(
        officer,
        `insert into calendar_year (year, act, declared_by) values (2027, 'x', '${officer.userId}')`,
      ),
    ).rejects.toThrow(REFUSED);
    await asApp(officer, `update calendar_day set superseded_at = now() where id = '${entry.id}'`);
    expect((await calendar()).dayKind(MONDAY).kind).toBe('holiday');
  });

  it('lets not even an administrator change or delete what was entered, or sign for another', async () => {
    await service.enterDay(administrator, 2027, tetDay());
    await expect(asApp(administrator, `update calendar_day set act = 'Khác'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(asApp(administrator, 'delete from calendar_day')).rejects.toThrow(/permission denied/);
    await expect(
      asApp(
        administrator,
        `insert into calendar_year (year, act, declared_by) values (2027, 'x', '${officer.userId}')`,
      ),
    ).rejects.toThrow(REFUSED);
  });

  it('has one entry in effect for a day, however many correct it at the same time', async () => {
    await service.enterDay(administrator, 2027, tetDay());
    const corrections = ['1', '2', '3', '4'].map((number) =>
      service.enterDay(administrator, 2027, tetDay({ act: `Thông báo ${number}`, reason: 'Thông báo mới' })),
    );
    const results = await Promise.allSettled(corrections);
    const { entries } = await service.year(officer, 2027);
    expect(entries.filter(({ supersededAt }) => supersededAt === null)).toHaveLength(1);
    expect(entries).toHaveLength(1 + results.filter(({ status }) => status === 'fulfilled').length);
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as Problem] : [],
    );
    expect(lost.filter(({ type }) => type.status !== 409)).toEqual([]);
  });
});

/** The commune chairman's decision on an application under NĐ 116/2021. */
function threeWorkingDays(): DeadlineRule {
  const rule = deadlineRule('home-rehabilitation.decision', dateOnly('2026-06-01'));
  if (rule?.unit !== 'working-days' || rule.value !== 3) throw new Error('the rule has changed');
  return rule;
}
