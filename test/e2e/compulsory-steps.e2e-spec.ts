import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import {
  aDossier,
  arrangeCompulsoryDesk,
  FollowedFile,
  openDossier,
  type CompulsoryDesk,
} from '../setup/compulsory-files.js';
import { seedOrganisation, VINH_PHONG } from '../setup/factories.js';
import { registerPerson, requests } from '../setup/people-factory.js';
import { CalendarRecount } from '../../src/reminders/calendar-recount.js';
import { ReminderFiring } from '../../src/reminders/reminder-firing.js';
import { CALENDAR_RECOUNT, REMINDER_SWEEP } from '../../src/reminders/reminder.jobs.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { onDay } from '../setup/vinh-thuan.js';

const lastAct = (lastActOn: string): object => ({ outsideEvidence: { basis: 'Biên bản', lastActOn } });

describe('steps of a compulsory rehabilitation', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let chairman: string;
  let head: string;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeCompulsoryDesk(test);
    ({ chairman, headOfPolice: head } = desk.scene.tokens);
  });
  afterAll(() => test.close());

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);
  /** A dossier of a person of its own, complete and told on that day, by the body that is competent then. */
  const told = async (on: string, token: string): Promise<FollowedFile> => {
    await day(`${on}T12:00:00+07:00`);
    // The units of today are younger than the labour office: who was found then is taken for one without a residence.
    const isOlder = on < '2025-07-01';
    const personId = isOlder
      ? (
          await registerPerson(test, token, {
            addresses: [],
            identifiers: [],
            noIdentifierReason: 'Chưa xác minh',
          })
        ).id
      : await aResident(test, token, desk.scene.unitId);
    const dossier = aDossier(
      personId,
      on,
      isOlder ? { noResidenceBasis: 'Lang thang, chưa xác định nơi ở' } : {},
    );
    const file = new FollowedFile(test, (await openDossier(test, token, dossier)) as CompulsoryDto);
    await file.papers(token, on, [
      ['curriculum-vitae', 1],
      ['violation-record', 1],
      ['determination-result', 1],
      ['request', 1],
      ...(on < '2026-07-01' ? ([['statement', 1]] as const) : []),
      ...(isOlder ? ([['no-residence-paper', 1]] as const) : []),
    ]);
    await file.step(token, 'dossier-steps', {
      step: 'dossier-completed',
      at: `${on}T09:20:00+07:00`,
      number: '1/ĐN',
    });
    await file.step(token, 'dossier-steps', { step: 'notified', at: `${on}T09:30:00+07:00` });
    return file;
  };

  it('go through the labour office until 28/02/2025: 2, then 2 and 2 working days', async () => {
    const office = await seedOrganisation(test.database.owner, { kind: 'district-body', unitId: VINH_PHONG });
    const file = await told('2025-02-03', chairman);
    await day('2025-02-14T16:00:00+07:00');
    const sent = { step: 'submitted', at: '2025-02-07T09:00:00+07:00', organisationId: office };
    await file.step(chairman, 'dossier-steps', sent);
    expect(file.due('compulsory.labour-office-check')).toBe('2025-02-11T17:00:00.000Z');
    const byOffice = { actedBy: office };
    const back = {
      step: 'returned',
      at: '2025-02-11T09:00:00+07:00',
      number: '5/CV',
      reason: 'Thiếu bản sao',
    };
    await file.step(chairman, 'dossier-steps', { ...back, ...byOffice });
    expect(file.due('compulsory.supplement')).toBe('2025-02-13T17:00:00.000Z');
    const again = { step: 'resubmitted', at: '2025-02-12T09:00:00+07:00', organisationId: office };
    await file.step(chairman, 'dossier-steps', again);
    expect(file.due('compulsory.forward-supplemented')).toBe('2025-02-14T17:00:00.000Z');
    const forwarded = { step: 'forwarded', number: '6/ĐN', organisationId: desk.court, ...byOffice };
    await file.step(
      chairman,
      'dossier-steps',
      { ...forwarded, at: '2025-02-12T08:00:00+07:00' },
      'cases.stepNotAllowed',
    );
    await file.step(chairman, 'dossier-steps', { ...forwarded, at: '2025-02-14T09:00:00+07:00' });
    expect(file.statusesOf('compulsory.labour-office-check')).toEqual(['met']);
    expect(file.statusesOf('compulsory.forward-supplemented')).toEqual(['met']);
    const accepted = {
      step: 'accepted',
      at: '2025-02-14T10:00:00+07:00',
      number: '7/TB',
      actedBy: desk.court,
    };
    await file.step(chairman, 'court-steps', accepted);
    await file.step(chairman, 'court-steps', {
      step: 'prolonged',
      at: '2025-02-14T11:00:00+07:00',
      reason: 'Phức tạp',
    });
    expect(file.statusesOf('court.decide')).toEqual(['superseded']);
    // Thirty days from the acceptance end on a Sunday, and so on the Monday.
    expect(file.due('court.decide-complex')).toBe('2025-03-17T17:00:00.000Z');
  });

  it('are taken back with the limits that they started, the one after the other too', async () => {
    const file = await told('2026-08-03', head);
    await file.annul(head, 'notified');
    expect(file.now.status).toBe('complete');
    expect(file.statusesOf('compulsory.reading')).toEqual(['void']);
    expect(file.statusesOf('compulsory.forward')).toEqual(['void']);
    expect(file.now.papers.map(({ act }) => act)).not.toContain('notify-compulsory-dossier');
  });

  it('are read as long as the calendar says, never late, and sent on the working day after the reading', async () => {
    const { get, post } = requests(test);
    const { tokens } = desk.scene;
    const file = await told('2026-08-28', head);
    const [reading, forward] = ['compulsory.reading', 'compulsory.forward'];
    expect([file.due(reading), file.due(forward)]).toEqual([
      '2026-09-03T17:00:00.000Z',
      '2026-09-04T17:00:00.000Z',
    ]);
    const listed = async (status: string): Promise<readonly string[]> => {
      const { body } = await get(head, `/v1/deadlines?status=${status}&limit=200`).expect(200);
      const items = body.items as { subjectId: string; rule: string }[];
      return items.flatMap(({ subjectId, rule }) => (subjectId === file.now.id ? [rule] : []));
    };
    const became = (statuses: readonly string[]): Promise<unknown> =>
      eventually(
        async () => (await file.reload(head)) && file.statusesOf(reading),
        (found) => found.join() === statuses.join(),
      );
    const swept = (): Promise<void> => test.app.get(ReminderFiring).sweep({}, REMINDER_SWEEP);

    await day('2026-09-04T08:00:00+07:00');
    expect(await listed('overdue')).toEqual([]);
    await swept();
    await became(['ran-out']);
    expect(await listed('closed')).toEqual([reading]);
    expect(file.now.deadlines.find(({ rule }) => rule === reading)).toMatchObject({
      ...{ overdue: false, endedLate: false, enteredLate: false, closedAt: '2026-09-03T17:00:00.000Z' },
    });

    // A day off that is entered afterwards: the person reads on, and what follows the reading follows it.
    const off = { date: '2026-09-01', kind: 'holiday', nameVi: 'Nghỉ Quốc khánh', nameEn: 'National Day' };
    const { body: entered } = await post(tokens.administrator, '/v1/law/calendar/2026/days', {
      ...off,
      act: 'Thông báo 3/TB-BNV',
    }).expect(201);
    await test.app.get(CalendarRecount).run({}, CALENDAR_RECOUNT);
    await became(['open']);
    expect([file.due(reading), file.due(forward)]).toEqual([
      '2026-09-04T17:00:00.000Z',
      '2026-09-07T17:00:00.000Z',
    ]);
    const { body: moves } = await get(
      head,
      `/v1/deadline-moves?recountId=${entered.affected.recountId}&limit=200`,
    ).expect(200);
    const moved = (moves.items as { subjectId: string; rule: string; statusBefore: string }[]).filter(
      ({ subjectId }) => subjectId === file.now.id,
    );
    expect(moved.map(({ rule, statusBefore }) => [rule, statusBefore]).toSorted()).toEqual([
      [forward, 'open'],
      [reading, 'ran-out'],
    ]);
    const sent = { step: 'sent-to-court', number: '9/QĐ', organisationId: desk.court };
    const early = { ...sent, at: '2026-09-04T07:30:00+07:00' };
    await file.step(head, 'dossier-steps', early, 'compulsory.stillReading');

    await day('2026-09-07T10:00:00+07:00');
    await swept();
    await became(['ran-out']);
    expect(await listed('overdue')).toEqual([]);
    // Entered late: it had left while the person still read.
    await file.step(head, 'dossier-steps', early, 'compulsory.stillReading');
    await file.step(head, 'dossier-steps', { ...sent, at: '2026-09-07T09:00:00+07:00' });
    expect([file.statusesOf(reading), file.statusesOf(forward)]).toEqual([['ran-out'], ['met']]);
    await file.annul(head, 'sent-to-court');
    expect([file.statusesOf(forward), file.due(forward)]).toEqual([
      ['void', 'open'],
      '2026-09-07T17:00:00.000Z',
    ]);
    await day('2026-09-09T08:00:00+07:00');
    await swept();
    expect(await listed('overdue')).toEqual([forward]);
    const { rows } = await test.database.owner.query(
      `select distinct d.rule, n.kind from notification n join deadline d on d.id = n.deadline_id
       where d.subject_id = $1 and n.kind in ('deadline.overdue', 'deadline.escalated') order by 1, 2`,
      [file.now.id],
    );
    expect(rows.map(({ rule }) => rule)).not.toContain(reading);
    expect(rows).not.toEqual([]);
    await file.annul(head, 'notified');
    expect([file.statusesOf(reading), file.due(forward)]).toEqual([['void'], undefined]);
    // The other tests count on the calendar of before.
    await post(tokens.administrator, '/v1/law/calendar/2026/days', {
      ...off,
      ...{ kind: 'ordinary', act: 'Thông báo 3/TB-BNV', reason: 'Nhập nhầm ngày' },
    }).expect(201);
    await test.app.get(CalendarRecount).run({}, CALENDAR_RECOUNT);
  });

  it('count the limitation period again from the end of an evasion', async () => {
    const file = await told('2026-08-03', head);
    await day('2026-08-20T12:00:00+07:00');
    expect(file.due('compulsory.limitation')).toBe('2026-11-03T17:00:00.000Z');
    const over = { step: 'evasion-ended', at: '2026-08-20T09:00:00+07:00', reason: 'Đến trình diện' };
    await file.step(head, 'dossier-steps', over, 'compulsory.notEvading');
    await file.step(head, 'dossier-steps', {
      step: 'evaded',
      at: '2026-08-04T09:00:00+07:00',
      reason: 'Bỏ đi khỏi nhà',
    });
    expect(file.due('compulsory.limitation')).toBeUndefined();
    expect(file.now.limitation.lastDay).toBeNull();
    await file.step(head, 'dossier-steps', over);
    expect(file.now.limitation.lastDay).toBe('2026-11-20');
    expect(file.due('compulsory.limitation')).toBe('2026-11-20T17:00:00.000Z');
    await file.step(
      head,
      'dossier-steps',
      { step: 'lapsed', at: '2026-08-20T10:00:00+07:00' },
      'compulsory.limitationRuns',
    );
    await day('2026-11-21T12:00:00+07:00');
    const sent = {
      step: 'sent-to-court',
      at: '2026-11-21T09:00:00+07:00',
      number: '9/QĐ',
      organisationId: desk.court,
    };
    await file.step(head, 'dossier-steps', sent, 'compulsory.limitationOver');
    await file.step(head, 'dossier-steps', { step: 'lapsed', at: '2026-11-21T10:00:00+07:00' });
    expect(file.now.status).toBe('lapsed');
  });

  it('are refused after the limitation period from the beginning', async () => {
    await day('2026-10-02T12:00:00+07:00');
    const personId = await aResident(test, head, desk.scene.unitId);
    const late = aDossier(personId, '2026-10-02', lastAct('2026-07-01'));
    expect((await openDossier(test, head, late, 'compulsory.limitationOver')).lastDay).toBe('2026-10-01');
    await openDossier(test, head, aDossier(personId, '2026-10-02', lastAct('2026-07-02')));
  });

  it('are taken once of two at the same version, and once of two that are one', async () => {
    const file = await told('2026-08-10', head);
    const { post } = requests(test);
    const path = `/v1/compulsory-rehabilitations/${file.now.id}/dossier-steps`;
    const body = { step: 'evaded', at: '2026-08-10T10:00:00+07:00', reason: 'Bỏ đi' };
    const send = () => post(head, path, body).set('If-Match', `"${file.now.version}"`);
    const [one, other] = await Promise.all([send(), send()]);
    expect([one.status, other.status].toSorted()).toEqual([201, 412]);
    await file.reload(head);
    const again = { step: 'evasion-ended', at: '2026-08-10T11:00:00+07:00', reason: 'Trở về' };
    const repeat = () =>
      post(head, path, again).set('If-Match', `"${file.now.version}"`).set('Idempotency-Key', 'mot-lan');
    const first = await repeat();
    const second = await repeat();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  it('begin the execution anew after a postponement', async () => {
    const file = await told('2026-08-10', head);
    await day('2026-09-10T12:00:00+07:00');
    const byCourt = { actedBy: desk.court };
    const sent = {
      step: 'sent-to-court',
      at: '2026-08-14T09:00:00+07:00',
      number: '2/QĐ',
      organisationId: desk.court,
    };
    await file.step(head, 'dossier-steps', sent);
    await file.step(head, 'court-steps', {
      step: 'accepted',
      at: '2026-08-17T09:00:00+07:00',
      number: '3/TB',
      ...byCourt,
    });
    await file.step(head, 'court-steps', {
      step: 'ordered',
      at: '2026-08-28T09:00:00+07:00',
      number: '4/QĐ',
      months: 24,
      ...byCourt,
    });
    await file.step(head, 'court-steps', {
      step: 'order-received',
      at: '2026-09-03T09:00:00+07:00',
      effectiveOn: '2026-09-03',
    });
    const ill = {
      step: 'postponed',
      at: '2026-09-03T15:00:00+07:00',
      number: '5/QĐ',
      ground: 'serious-illness',
      ...byCourt,
    };
    await file.step(head, 'court-steps', ill);
    expect(file.now.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
    await file.step(head, 'court-steps', {
      step: 'postponement-ended',
      at: '2026-09-10T09:00:00+07:00',
      reason: 'Đã khỏi bệnh',
    });
    expect(file.statusesOf('compulsory.execution-request')).toEqual(['superseded', 'open']);
    expect(file.due('compulsory.execution-request')).toBe('2026-09-11T02:00:00.000Z');
    const fled = { step: 'fled', at: '2026-09-10T10:00:00+07:00', number: '6/QĐ', reason: 'Bỏ trốn' };
    await file.step(head, 'execution-steps', fled, 'authority.notCompetent');
  });
});
