import type { DeadlineDto } from '../../src/reminders/deadline.dto.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** NĐ 116/2021: three working days to decide, counted on a year whose days off are not all known. */
describe('a deadline counted on the calendar of a year', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  beforeEach(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
  });
  afterEach(() => test.close());

  const file = async (): Promise<string> => {
    const { committeeOfficer } = scene.tokens;
    const personId = await aResident(test, committeeOfficer, scene.unitId);
    return (await apply(test, committeeOfficer, anOldApplication({ personId }))).id;
  };
  const list = async (filter = ''): Promise<readonly DeadlineDto[]> =>
    (await http.get(scene.tokens.chairman, `/v1/deadlines${filter}`).expect(200)).body.items;
  const complete = (year: number) =>
    http
      .post(scene.tokens.administrator, `/v1/law/calendar/${year}/completion`, { act: 'Thông báo 1/TB-BNV' })
      .expect(201);

  const enter = (date: string) =>
    http.post(scene.tokens.administrator, `/v1/law/calendar/${date.slice(0, 4)}/days`, {
      date,
      kind: 'holiday',
      nameVi: 'Nghỉ Quốc khánh',
      nameEn: 'National Day',
      act: 'Thông báo 2/TB-BNV',
    });

  it('is provisional while the year is not complete, in the list, in its file and in the explanation', async () => {
    const id = await file();
    const expected = {
      provisional: true,
      calendar: [{ year: 2026, complete: false, calendarChanged: false }],
    };
    const [deadline] = await list('?provisional=true');
    expect(deadline).toMatchObject({ subjectId: id, lastDay: '2026-07-02', ...expected });
    expect(await list('?provisional=false')).toEqual([]);
    const read = await http.get(scene.tokens.chairman, `/v1/cases/${id}`).expect(200);
    expect(read.body.deadlines).toMatchObject([expected]);
    const path = `/v1/deadlines/${deadline?.id}/explanation`;
    const { body } = await http.get(scene.tokens.chairman, path).expect(200);
    expect(body).toMatchObject({ ...expected, mark: 'unverified' });
    expect(body.steps.map(({ vi }: { vi: string }) => vi).join()).toContain('năm 2026 chưa được nhập đầy đủ');
  });

  it('is counted anew when the year is completed; neither it nor what comes after is provisional', async () => {
    const before = await file();
    const { body } = await complete(2026);
    const { recountId } = body.affected;
    const { recount } = body.affected as { recount: string };
    expect(body.affected).toEqual({ open: 1, toRecount: 1, recountId, recount });
    // Who is given the address may open it.
    expect((await http.get(scene.tokens.administrator, recount).expect(200)).body).toMatchObject({
      total: 1,
    });
    const after = await file();
    const counted = await eventually(
      () => list('?provisional=false'),
      (found) => found.length === 2,
    );
    const calendar = [{ year: 2026, complete: true, calendarChanged: false }];
    expect(counted.map(({ subjectId }) => subjectId).toSorted()).toEqual([before, after].toSorted());
    expect(counted).toMatchObject([{ calendar }, { calendar }]);
    expect(await list('?calendarYear=2027')).toEqual([]);
  });

  it('hears of a correction of its year, and of no other', async () => {
    await file();
    expect((await enter('2027-09-03').expect(201)).body.affected).toMatchObject({ open: 0 });
    expect(await list()).toMatchObject([{ calendar: [{ year: 2026, calendarChanged: false }] }]);
    expect((await enter('2026-07-01').expect(201)).body.affected).toMatchObject({ open: 1 });
    const [moved] = await eventually(
      () => list(),
      ([deadline]) => deadline?.lastDay !== '2026-07-02',
    );
    expect(moved).toMatchObject({
      lastDay: '2026-07-03',
      calendar: [{ year: 2026, calendarChanged: false }],
    });
  });

  it('tells of what moved: in a list, in the explanation, in the inbox; and how far the job is', async () => {
    await file();
    const { body: entry } = await enter('2026-07-01').expect(201);
    const { administrator, chairman } = scene.tokens;
    const progress = `/v1/calendar-recounts/${entry.affected.recountId}`;
    const { body: job } = await eventually(
      () => http.get(administrator, progress),
      ({ body }) => body.finishedAt !== null,
    );
    expect(job).toMatchObject({
      year: 2026,
      calendarDayId: entry.id,
      total: 1,
      done: 1,
      moved: 1,
      failed: 0,
    });
    const { body: jobs } = await http.get(administrator, '/v1/calendar-recounts?year=2026').expect(200);
    expect(jobs.items).toEqual([job]);
    const { body: moves } = await http.get(chairman, `/v1/deadline-moves?recountId=${job.id}`).expect(200);
    expect(moves.items).toMatchObject([{ cause: { calendarDayId: entry.id, date: '2026-07-01' } }]);
    const { body: inbox } = await http.get(chairman, '/v1/notifications').expect(200);
    const notice = inbox.items.find(({ kind }: { kind: string }) => kind === 'deadline.moved');
    expect(notice.text.vi).toContain('Lịch nghỉ năm 2026 thay đổi');
    await http.get(administrator, '/v1/calendar-recounts/01890a5d-ac96-774b-bcce-b302099a8057').expect(404);
    await http.get(administrator, '/v1/calendar-recounts/abc').expect(400);
    await http.get(chairman, progress).expect(403);
    await http.get(chairman, '/v1/deadline-moves?cursor=abc').expect(400);
  });
});
