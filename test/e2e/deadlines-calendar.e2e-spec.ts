import type { DeadlineDto } from '../../src/reminders/deadline.dto.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
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

  it('says that the year was completed since; what is counted from then on is not provisional', async () => {
    const before = await file();
    const { body } = await complete(2026);
    expect(body.affected).toEqual({ open: 1, list: '/v1/deadlines?status=open&calendarYear=2026' });
    expect(await list('?status=open&calendarYear=2026')).toMatchObject([
      { subjectId: before, provisional: true, calendar: [{ year: 2026, calendarChanged: true }] },
    ]);
    const after = await file();
    expect(await list('?provisional=false')).toMatchObject([
      { subjectId: after, calendar: [{ year: 2026, complete: true, calendarChanged: false }] },
    ]);
    expect(await list('?calendarYear=2027')).toEqual([]);
  });

  it('hears of a correction of its year, and of no other', async () => {
    await file();
    expect((await enter('2027-09-03').expect(201)).body.affected).toMatchObject({ open: 0 });
    expect(await list()).toMatchObject([{ calendar: [{ year: 2026, calendarChanged: false }] }]);
    expect((await enter('2026-09-01').expect(201)).body.affected).toMatchObject({ open: 1 });
    expect(await list()).toMatchObject([{ calendar: [{ year: 2026, calendarChanged: true }] }]);
  });
});
