import { COMPLETE_YEARS, SHIPPED_CALENDAR } from '../../law/calendar.js';
import { legalDayOf } from '../../law/date.js';
import { regimeOn } from '../../law/regimes.js';
import { workingCalendar } from '../../law/working-calendar.js';
import { anEvent } from '../../../test/setup/case-history.js';
import { absenceLimit, leftAt } from './absence.rules.js';

const calendar = workingCalendar(SHIPPED_CALENDAR, COMPLETE_YEARS);

describe('from when an absence is a termination by the person', () => {
  it.each([
    // A Monday; the five working days after it end on the next Monday.
    ['2025-06-30', '2025-07-08', 'nd-116-2021'],
    ['2025-07-01', '2025-07-09', 'nd-116-2021'],
    // The last day of the law of 2021, and the first one of that of 2025.
    ['2026-06-30', '2026-07-08', 'nd-116-2021'],
    ['2026-07-01', '2026-07-04', 'nd-163-2026'],
    // Before a weekend.
    ['2026-07-03', '2026-07-08', 'nd-163-2026'],
  ])('who left on %s has gone from %s on, by %s', (left, from, instrument) => {
    const at = new Date(`${left}T20:00:00+07:00`);
    const { dueAt, explanation } = absenceLimit(regimeOn(legalDayOf(at)), at, calendar);
    expect(legalDayOf(dueAt)).toBe(from);
    expect(explanation.citations.map((each) => each.instrument)).toContain(instrument);
  });
});

describe('whether a person is away', () => {
  const left = anEvent('left', '2026-07-03T20:00:00+07:00');
  const back = anEvent('returned', '2026-07-05T08:00:00+07:00');
  const again = anEvent('left', '2026-07-06T20:00:00+07:00');

  it.each([
    ['2026-07-03T19:59:00+07:00', null],
    ['2026-07-03T20:00:00+07:00', left.effectiveAt],
    ['2026-07-05T08:00:00+07:00', null],
    ['2026-07-07T08:00:00+07:00', again.effectiveAt],
  ])('at %s', (at, since) => {
    expect(leftAt([again, left, back], new Date(at))).toEqual(since);
  });

  it('is not asked of a leaving that was annulled', () => {
    const annulled = { ...anEvent('annulled', '2026-07-04T08:00:00+07:00'), replacesId: left.id };
    expect(leftAt([left, annulled], new Date('2026-07-06T08:00:00+07:00'))).toBeNull();
  });
});
