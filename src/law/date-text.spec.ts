import { dayText, endText, instantText, viDate } from './date-text.js';
import { dateOnly } from './date.js';

describe('texts of days and instants', () => {
  it('write a day the Vietnamese way', () => {
    expect(viDate(dateOnly('2026-07-01'))).toBe('01/07/2026');
    expect(dayText(dateOnly('2026-07-05'))).toEqual({ vi: 'Chủ nhật 05/07/2026', en: 'Sunday 2026-07-05' });
  });

  it.each([
    ['2026-07-01T01:30:00Z', '08:30 Thứ tư 01/07/2026'],
    ['2026-07-01T01:30:05Z', '08:30:05 Thứ tư 01/07/2026'],
    ['2026-06-30T17:00:00Z', '00:00 Thứ tư 01/07/2026'],
  ])('write %s in Vietnam time as %s', (instant, expected) => {
    expect(instantText(new Date(instant)).vi).toBe(expected);
  });

  it.each([
    ['2026-06-30T17:00:00Z', '24:00 Thứ ba 30/06/2026'],
    ['2026-07-01T01:30:00Z', '08:30 Thứ tư 01/07/2026'],
  ])('write the end %s as %s', (instant, expected) => {
    expect(endText(new Date(instant)).vi).toBe(expected);
  });
});
