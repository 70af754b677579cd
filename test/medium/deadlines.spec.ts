import { Database } from '../../src/platform/database/database.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { Deadlines, type CloseDeadline } from '../../src/reminders/deadlines.js';
import { ReminderFiring } from '../../src/reminders/reminder-firing.js';
import { REMINDER_SWEEP } from '../../src/reminders/reminder.jobs.js';
import { REMINDER_LATENESS } from '../../src/reminders/reminder.metrics.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { anActor } from '../setup/people-factory.js';
import { anApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const RULE = 'home-rehabilitation.decision';

/** Those that came more than half an hour after their time. */
async function lateReminders(): Promise<number> {
  const { values } = await REMINDER_LATENESS.get();
  const upTo = (le: number): number => values.find(({ labels }) => labels.le === le)?.value ?? 0;
  const all = values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
  return all - upTo(1800);
}

describe('closing and moving deadlines', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let deadlines: Deadlines;
  let file: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    deadlines = test.app.get(Deadlines);
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId }));
  });

  const as = <T>(organisationId: number, work: (tx: Tx) => Promise<T>): Promise<T> =>
    test.app.get(Database).write(anActor(organisationId), work);
  const asPolice = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => as(scene.organisations.police, work);
  const decided = (overrides: Partial<CloseDeadline> = {}): CloseDeadline => ({
    subjectId: file.id,
    rule: RULE,
    at: new Date('2026-07-02T09:30:00+07:00'),
    outcome: 'met',
    reason: '15/QĐ-CAX',
    ...overrides,
  });
  const plannedReminders = async (): Promise<number> => {
    const { rows } = await test.database.owner.query(
      `select 1 from reminder r join deadline d on d.id = r.deadline_id
       where d.subject_id = $1 and r.cancelled_at is null`,
      [file.id],
    );
    return rows.length;
  };

  it('measures how late a reminder comes', async () => {
    const before = await lateReminders();
    await onDay(test, scene, '2026-07-03T12:00:00+07:00');
    await test.app.get(ReminderFiring).sweep({}, REMINDER_SWEEP);
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    expect((await lateReminders()) - before).toBeGreaterThanOrEqual(1);
  });

  it('closes what the step answers and cancels its warnings', async () => {
    expect(await plannedReminders()).toBe(4);
    const closed = await asPolice((tx) => deadlines.close(tx, decided()));
    expect(closed).toMatchObject({ status: 'met', closedReason: '15/QĐ-CAX', calendar: [] });
    expect(await plannedReminders()).toBe(0);
  });

  it.each<[string, Partial<CloseDeadline>]>([
    ['of a rule that was never opened', { rule: 'voluntary.start' }],
    ['of another file', { subjectId: '01890a5d-ac96-774b-bcce-b302099a8057' }],
  ])('says that it closed none %s', async (_case, other) => {
    expect(await asPolice((tx) => deadlines.close(tx, decided(other)))).toBeNull();
  });

  it('says that it closed none that has ended, or that is another’s', async () => {
    const { provincialPolice } = scene.organisations;
    expect(await as(provincialPolice, (tx) => deadlines.close(tx, decided()))).toBeNull();
    expect(await asPolice((tx) => deadlines.close(tx, decided()))).not.toBeNull();
    expect(await asPolice((tx) => deadlines.close(tx, decided()))).toBeNull();
  });

  it('moves to another organisation in another unit, and runs on', async () => {
    const { neighbourPolice } = scene.organisations;
    const [before] = await asPolice((tx) => deadlines.ofSubject(tx, file.id));
    const { owner } = test.database;
    await owner.query('update case_file set keeper_organisation_id = $2 where id = $1', [
      file.id,
      neighbourPolice,
    ]);
    const to = { organisationId: neighbourPolice, unitId: scene.neighbourUnitId };
    const moved = await asPolice((tx) => deadlines.move(tx, file.id, to));
    expect(moved).toBe(1);
    const { rows } = await owner.query(
      `select organisation_id as "organisationId", unit_id as "unitId", due_at as "dueAt", status
       from deadline where subject_id = $1`,
      [file.id],
    );
    expect(rows).toEqual([{ ...to, dueAt: before?.dueAt, status: 'open' }]);
    expect(await plannedReminders()).toBe(4);
  });
});
