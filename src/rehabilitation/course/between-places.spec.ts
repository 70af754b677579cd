import fc from 'fast-check';
import { anEvent } from '../../../test/setup/case-history.js';
import { addDays, addMonths, dateOnly, daysBetween } from '../../law/date.js';
import { countedTermOf, courseOf } from './course.js';

const START = dateOnly('2026-07-02');
const TERM = { startsOn: START, endsOn: addMonths(START, 24) };
const TOTAL = daysBetween(TERM.startsOn, TERM.endsOn);

const noon = (day: string): string => `${day}T12:00:00+07:00`;
const ended = (asOf: string, ...steps: readonly (readonly [step: string, day: string])[]) =>
  countedTermOf(TERM, courseOf(steps.map(([step, day]) => anEvent(step, noon(day)))), dateOnly(asOf));

describe('a term that goes on at another place', () => {
  it.each<[string, string, string, string | null]>([
    ['the same day', '2026-10-31', '2026-10-31', '2028-07-02'],
    ['the day after, whose record is not counted', '2026-10-31', '2026-11-01', '2028-07-03'],
    ['two days later', '2026-10-31', '2026-11-02', '2028-07-04'],
  ])('taken over %s', (_when, certified, takenOver, endsOn) => {
    const counted = ended('2026-12-01', ['part-certified', certified], ['continued-at-home', takenOver]);
    expect(counted.endsOn).toBe(endsOn);
    expect(counted.explanation.citations.map(({ article }) => article)).toContain('Điều 32 khoản 2 điểm b');
  });

  it.each(['part-certified', 'facility-suspended', 'contract-ended'])(
    'stands still after %s, from the day after on',
    (step) => {
      expect(ended('2026-10-31', [step, '2026-10-31'])).toMatchObject({ countedDays: 121, isPaused: false });
      expect(ended('2027-02-01', [step, '2026-10-31'])).toMatchObject({
        ...{ endsOn: null, isPaused: true, countedDays: 121, remainingDays: TOTAL - 121 },
      });
    },
  );

  it('counts a prison sentence at home besides', () => {
    const counted = ended(
      '2027-04-01',
      ['part-certified', '2026-10-31'],
      ['continued-at-home', '2026-11-02'],
      ['imprisoned', '2027-01-01'],
      ['released', '2027-01-11'],
    );
    expect(counted.endsOn).toBe('2028-07-14');
  });

  it('neither gains nor loses a day, whenever the person goes and is taken over', () => {
    const gone = fc.integer({ min: 100, max: 600 });
    const gap = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(gone, gap, (days, waiting) => {
        const certified = addDays(START, days);
        const takenOver = addDays(certified, waiting);
        const { endsOn, remainingDays } = ended(
          takenOver,
          ['part-certified', certified],
          ['continued-at-home', takenOver],
        );
        expect(remainingDays).toBe(TOTAL - days);
        expect(endsOn).toBe(addDays(takenOver, TOTAL - days));
      }),
    );
  });
});
