import { dateOnly } from './date.js';
import { ordinalOnRecord, type OldLawCourses } from './ordinal.js';

const course = (begunOn: string, code = `HS-${begunOn}`) => ({ code, begunOn: dateOnly(begunOn) });
const on = dateOnly('2027-03-01');

describe('the ordinal on record', () => {
  it('is 1 where nothing began before', () => {
    const found = ordinalOnRecord({ on, courses: [course('2027-03-01')], oldLawCourses: 'open' });
    expect(found.value).toBe(1);
    expect(found.courses).toEqual([]);
  });

  it.each<[string, string, OldLawCourses, number | null]>([
    ['the last day of the old law', '2026-06-30', 'counted', 2],
    ['the last day of the old law', '2026-06-30', 'not-counted', 1],
    ['the last day of the old law', '2026-06-30', 'open', null],
    ['the first day of the new law', '2026-07-01', 'counted', 2],
    ['the first day of the new law', '2026-07-01', 'not-counted', 2],
    ['the first day of the new law', '2026-07-01', 'open', 2],
  ])('of one begun on %s (%s), set to %s, is %s', (_what, begunOn, oldLawCourses, value) => {
    expect(ordinalOnRecord({ on, courses: [course(begunOn)], oldLawCourses }).value).toBe(value);
  });

  it('shows both readings, the earlier courses in their order, and that they are readings', () => {
    const courses = [course('2026-08-01'), course('2024-01-05'), course('2027-03-02')];
    const found = ordinalOnRecord({ on, courses, oldLawCourses: 'open' });
    expect(found.readings).toEqual({ counted: 3, notCounted: 2 });
    expect(found.courses.map(({ begunOn }) => begunOn)).toEqual(['2024-01-05', '2026-08-01']);
    expect(found.explanation).toMatchObject({ mark: 'interpretation', result: { ordinal: null } });
    expect(found.explanation.steps.map(({ text }) => text.vi)).toEqual([
      'Hồ sơ HS-2024-01-05: bắt đầu cai nghiện ngày 05/01/2024.',
      'Hồ sơ HS-2026-08-01: bắt đầu cai nghiện ngày 01/08/2026.',
      expect.stringContaining('kể cả chưa hoàn thành'),
      expect.stringContaining('chưa được đặt'),
    ]);
  });
});
