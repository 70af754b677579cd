import { registrationBook } from './registration-book.js';

describe('the registration book', () => {
  it.each([
    ['commune-peoples-committee', 2021, null],
    ['commune-peoples-committee', 2022, ['2022-01-01', '2022-12-31', '23']],
    ['commune-peoples-committee', 2025, ['2025-01-01', '2025-12-31', '23']],
    ['commune-peoples-committee', 2026, ['2026-01-01', '2026-06-30', '23']],
    ['commune-peoples-committee', 2027, null],
    ['commune-police', 2025, null],
    ['commune-police', 2026, ['2026-07-01', '2026-12-14', '21']],
    ['commune-police', 2027, ['2026-12-15', '2027-12-14', '21']],
    ['provincial-police', 2027, null],
  ] as const)('of a %s for %i is kept: %j', (kind, year, wanted) => {
    const book = registrationBook(kind, year);
    expect(book && [book.kept.from, book.kept.to, book.form.number]).toEqual(wanted);
  });

  it('has the whole year of its form, however short it was kept', () => {
    expect(registrationBook('commune-police', 2026)?.period).toEqual({
      from: '2025-12-15',
      to: '2026-12-14',
    });
    expect(registrationBook('commune-peoples-committee', 2026)?.period.to).toBe('2026-12-31');
  });
});
