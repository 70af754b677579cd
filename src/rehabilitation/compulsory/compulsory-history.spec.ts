import type { CaseEvent, EventFacts } from '../../cases/case-file.js';
import { dateOnly } from '../../law/date.js';
import {
  deductionsOf,
  evasionOf,
  interimsOf,
  leaveOf,
  numberedPapers,
  pausesOf,
  reductionsOf,
} from './compulsory-history.js';
import { termNow } from './compulsory-term-now.js';

let count = 0;
const event = (
  type: string,
  day: string,
  facts: EventFacts = {},
  replacesId: string | null = null,
): CaseEvent => {
  count += 1;
  const at = new Date(`${day}T09:00:00+07:00`);
  return {
    ...{ id: `e${count}`, type, effectiveAt: at, precision: 'instant', recordedAt: at, recordedLegalAt: at },
    ...{ userId: 'u', system: null, organisationId: 1, statusAfter: 'x', facts, reason: null, replacesId },
  };
};

describe('numberedPapers', () => {
  it('counts on without a gap, in the order in which the papers were added, whatever was taken out', () => {
    const first = event('document-added', '2026-08-01', { paper: 'curriculum-vitae', pages: 2 });
    const out = event('document-added', '2026-08-02', { paper: 'other', pages: 5 });
    const late = event('document-added', '2026-07-31', { paper: 'request', pages: 1 });
    const annulled = event('annulled', '2026-08-03', {}, out.id);
    const pages = numberedPapers([first, out, late, annulled]).map((each) => [
      each.paper,
      each.firstPage,
      each.lastPage,
    ]);
    expect(pages).toEqual([
      ['request', 1, 1],
      ['curriculum-vitae', 2, 3],
    ]);
  });
});

describe('interim management', () => {
  it('ends with the handing over, and only time in a facility is taken off', () => {
    const events = [
      event('interim-began', '2026-03-01', { kind: 'family' }),
      event('interim-ended', '2026-03-05'),
      event('interim-began', '2026-03-06', { kind: 'facility' }),
      event('received', '2026-03-20'),
    ];
    expect(interimsOf(events)).toHaveLength(2);
    expect(deductionsOf(events)).toEqual([{ from: '2026-03-06', to: '2026-03-20' }]);
  });
});

describe('time that does not count', () => {
  it('is of escapes and prison, one after the other', () => {
    const events = [
      event('escaped', '2026-07-10'),
      event('imprisoned', '2026-07-20'),
      event('released', '2026-08-01'),
      event('escaped', '2026-09-01'),
    ];
    expect(pausesOf(events)).toEqual([
      { kind: 'escape', from: '2026-07-10', until: '2026-07-20' },
      { kind: 'prison', from: '2026-07-20', until: '2026-08-01' },
      { kind: 'escape', from: '2026-09-01', until: null },
    ]);
  });

  it.each([
    ['2026-01-10', '2026-02-09', '2027-01-01'],
    ['2026-07-10', '2026-08-09', '2027-01-31'],
  ])(
    'prison from %s to %s: the end is %s, since no text stopped a term before 01/07/2026',
    (from, until, endsOn) => {
      const written = { termStartsOn: dateOnly('2026-01-01'), termMonths: 12 };
      const events = [event('imprisoned', from), event('released', until)];
      expect(termNow(written, events, dateOnly('2026-12-01'))?.endsOn).toBe(endsOn);
    },
  );

  it('never gains or loses a day, whatever is taken off besides', () => {
    const written = { termStartsOn: dateOnly('2025-11-10'), termMonths: 12 };
    const events = [
      event('escaped', '2025-12-01'),
      event('recovered', '2025-12-11'),
      event('reduced', '2026-06-01', { months: 3 }),
    ];
    const term = termNow(written, events, dateOnly('2026-06-30'));
    expect(term?.endsOn).toBe('2026-08-20');
    expect((term?.countedDays ?? 0) + (term?.remainingDays ?? 0)).toBe(273);
    expect(reductionsOf(events)).toEqual([3]);
  });
});

describe('evasion and leave', () => {
  it('go on until their end', () => {
    const evaded = [event('evaded', '2026-07-10')];
    expect(evasionOf(evaded)).toEqual({ goesOn: true, endedOn: null });
    const over = [...evaded, event('evasion-ended', '2026-07-12')];
    expect(evasionOf(over)).toEqual({ goesOn: false, endedOn: '2026-07-12' });
    const leave = [event('left-for-bereavement', '2026-07-01', { until: '2026-07-06' })];
    expect(leaveOf(leave)).toEqual({ kind: 'bereavement', from: '2026-07-01', until: '2026-07-06' });
    expect(leaveOf([...leave, event('leave-ended', '2026-07-05')])).toBeNull();
  });
});
