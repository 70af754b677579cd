import { COMPLETE_YEARS, SHIPPED_CALENDAR, workingCalendar } from '../../law/calendar.js';
import { dateOnly } from '../../law/date.js';
import { registrationLimit } from '../voluntary/voluntary.rules.js';
import { failureExplanation } from './registration-failure.rules.js';

const calendar = workingCalendar(SHIPPED_CALENDAR, COMPLETE_YEARS);

describe('until when a person registers', () => {
  it.each([
    // 5 working days from the day of the result, whenever the person was told.
    ['2026-06-22', '2026-06-22T08:00:00Z', 'R2', '2026-06-29T17:00:00.000Z'],
    ['2026-06-29', '2026-06-30T08:00:00Z', 'R2', '2026-07-06T17:00:00.000Z'],
    // 24 hours from being told, nights and days off included.
    ['2026-06-29', '2026-07-01T08:00:00Z', 'R3', '2026-07-02T08:00:00.000Z'],
    ['2026-07-03', '2026-07-04T02:15:00Z', 'R3', '2026-07-05T02:15:00.000Z'],
  ])('a result of %s, told at %s: %s, before %s', (on, toldAt, regime, dueAt) => {
    const limit = registrationLimit({ determinationOn: dateOnly(on), toldAt: new Date(toldAt) }, calendar);
    expect([limit.regime, limit.dueAt.toISOString()]).toEqual([regime, dueAt]);
  });
});

describe('the explanation of a failure', () => {
  it('adds what was found, and when the time limit had ended in local time', () => {
    const told = { determinationOn: dateOnly('2026-07-01'), toldAt: new Date('2026-07-01T01:00:00Z') };
    const { steps } = failureExplanation(registrationLimit(told, calendar), new Date('2026-07-02T03:00:00Z'));
    expect(steps.at(-1)?.text.vi).toContain('08:00 ngày 02/07/2026');
    // What another body holds, the program does not say: that nothing is registered is known of its own files alone.
    expect(steps.at(-1)?.text.vi).toContain('Theo các hồ sơ mà cơ quan ghi nhận được xem');
    expect(steps.length).toBeGreaterThan(1);
  });
});
