import { dateOnly } from './date.js';
import { isInForceThroughout } from './instruments.js';
import type { Regime } from './regimes.js';
import {
  facilityTerm,
  homeRehabilitationTerm,
  publicFacilityTermAbsent,
  publicFacilityTermWritten,
  TERM_RULES,
  termRule,
  TermRangeError,
  type TermRule,
} from './terms.js';

const d = dateOnly;
type SheetRow = [
  id: string,
  key: string,
  min: number | null,
  max: number | null,
  unit: TermRule['unit'],
  from: string,
  to: string | null,
];
const OLD = ['2022-01-01', '2026-06-30'] as const;
const NEW = ['2026-07-01', null] as const;

// The register of terms, by number, and E04–E06 and C25, which are lengths and not limits of a step.
const SHEET: readonly SheetRow[] = [
  ['D01', 'drug-user.term', 1, 1, 'years', ...OLD],
  ['D01', 'drug-user.term', 1, 1, 'years', ...NEW],
  ['D02', 'home-rehabilitation.term', 6, 12, 'months', ...OLD],
  ['D03', 'facility-rehabilitation.term', 6, 12, 'months', ...OLD],
  ['D04', 'compulsory.term-adult', 12, 24, 'months', ...OLD],
  ['D05', 'compulsory.term-minor', 6, 12, 'months', ...OLD],
  ['D06', 'rehabilitation.term-first', 24, 24, 'months', ...NEW],
  ['D07', 'rehabilitation.term-later', 36, 36, 'months', ...NEW],
  ['D08', 'aftercare.term', 1, 1, 'years', ...OLD],
  ['D08', 'aftercare.term', 1, 1, 'years', ...NEW],
  ['D09', 'aftercare.term-compulsory-adult', 2, 2, 'years', ...OLD],
  ['D09', 'aftercare.term-compulsory-adult', 2, 2, 'years', ...NEW],
  ['D10', 'stage.intake', null, 2, 'days', ...NEW],
  ['D11', 'stage.detoxification', 10, null, 'days', ...NEW],
  ['D12', 'stage.education', 3, null, 'months', ...NEW],
  ['D13', 'stage.reintegration', 30, 30, 'days', ...NEW],
  ['E04', 'electronic-monitoring.term-substitution', 2, 2, 'years', ...NEW],
  ['E05', 'electronic-monitoring.term-minor', null, 1, 'years', ...NEW],
  ['E06', 'electronic-monitoring.waiver-adult', 12, null, 'months', ...NEW],
  ['E06', 'electronic-monitoring.waiver-minor', 6, null, 'months', ...NEW],
  ['C25', 'compulsory.resume-remainder', 3, null, 'months', ...OLD],
  ['C25', 'compulsory.resume-remainder', 3, null, 'months', ...NEW],
];

describe('TERM_RULES', () => {
  it('hold the rows of the register and no others', () => {
    const rows = TERM_RULES.map(({ id, key, min, max, unit, from, to }): SheetRow => [
      id,
      key,
      min,
      max,
      unit,
      from,
      to,
    ]);
    expect(rows).toEqual(SHEET);
  });

  it.each(TERM_RULES.map((rule) => [`${rule.id} ${rule.key} from ${rule.from}`, rule] as const))(
    '%s cites acts that are in force as long as the row is',
    (_name, { citations, from, to }) => {
      const standing = citations.filter(({ instrument }) => isInForceThroughout(instrument, from, to));
      expect(standing).toEqual(citations);
    },
  );

  it('change on 01/07/2026', () => {
    expect(termRule('home-rehabilitation.term', d('2026-06-30'))?.id).toBe('D02');
    expect(termRule('home-rehabilitation.term', d('2026-07-01'))).toBeUndefined();
    expect(termRule('rehabilitation.term-first', d('2026-06-30'))).toBeUndefined();
    expect(termRule('rehabilitation.term-first', d('2026-07-01'))?.id).toBe('D06');
  });
});

describe('homeRehabilitationTerm under the new law', () => {
  it.each([
    [1, '2026-07-01', 24, '2028-07-01'],
    [2, '2026-07-01', 36, '2029-07-01'],
    [5, '2026-07-01', 36, '2029-07-01'],
    [1, '2028-02-29', 24, '2030-02-28'],
    [2, '2028-02-29', 36, '2031-02-28'],
    [1, '2026-08-31', 24, '2028-08-31'],
    [1, '2026-12-31', 24, '2028-12-31'],
  ])('time no. %i from %s: %i months to %s', (ordinal, receptionOn, months, endsOn) => {
    expect(homeRehabilitationTerm({ regime: 'R3', ordinal, receptionOn: d(receptionOn) })).toMatchObject({
      startsOn: receptionOn,
      endsOn,
      months,
    });
  });

  it('does not move an end that falls on a day off', () => {
    const { endsOn } = homeRehabilitationTerm({ regime: 'R3', ordinal: 1, receptionOn: d('2026-09-02') });
    expect(endsOn).toBe('2028-09-02');
  });

  it('runs from the reception record and says so', () => {
    const { explanation } = homeRehabilitationTerm({
      regime: 'R3',
      ordinal: 1,
      receptionOn: d('2026-07-01'),
    });
    expect(explanation.citations.map(({ article }) => article)).toEqual(
      expect.arrayContaining(['Điều 29 khoản 1', 'Điều 32 khoản 2 điểm a']),
    );
    expect(explanation.steps.map(({ text }) => text.vi).join(' ')).toContain('24:00 ngày 01/07/2028');
    expect(explanation.mark).toBe('interpretation');
  });

  it('has not begun without a reception record', () => {
    expect(() => homeRehabilitationTerm({ regime: 'R3', ordinal: 1 })).toThrow(
      expect.objectContaining({ fault: 'reception-missing' }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the ordinal %p', (ordinal) => {
    const act = () => homeRehabilitationTerm({ regime: 'R3', ordinal, receptionOn: d('2026-07-01') });
    expect(act).toThrow(TermRangeError);
    expect(act).toThrow(expect.objectContaining({ fault: 'ordinal-invalid' }));
  });
});

const decision = (months: number) => ({ startsOn: d('2026-01-31'), months });

describe('homeRehabilitationTerm under the law of 2021', () => {
  it.each([
    [6, '2026-07-31'],
    [8, '2026-09-30'],
    [12, '2027-01-31'],
  ])('takes the %i months that the decision says: to %s', (months, endsOn) => {
    const term = homeRehabilitationTerm({ regime: 'R2', ordinal: 3, decision: decision(months) });
    expect(term).toMatchObject({ startsOn: '2026-01-31', endsOn, months });
    expect(term.explanation.version).toBe('2022-01-01');
  });

  it.each([5, 13, 0, 6.5])('refuses %p months', (months) => {
    expect(() => homeRehabilitationTerm({ regime: 'R1', ordinal: 1, decision: decision(months) })).toThrow(
      expect.objectContaining({ fault: 'months-out-of-range' }),
    );
  });

  it('needs the decision', () => {
    expect(() => homeRehabilitationTerm({ regime: 'R1b', ordinal: 1, receptionOn: d('2025-04-01') })).toThrow(
      expect.objectContaining({ fault: 'decision-missing' }),
    );
  });
});

describe('facilityTerm', () => {
  const contract = { startsOn: dateOnly('2026-06-29'), months: 6 };

  it.each<[Regime, number]>([
    ['R1', 6],
    ['R1b', 12],
    ['R2', 9],
  ])('in %s is what the contract says: %i months', (regime, months) => {
    const term = facilityTerm({ regime, ordinal: 2, contract: { ...contract, months } });
    expect(term).toMatchObject({ startsOn: '2026-06-29', months });
    expect(term.explanation.citations[0]).toMatchObject({
      instrument: 'luat-73-2021',
      article: 'Điều 31 khoản 1',
    });
  });

  it.each([5, 13])('refuses a contract of %i months', (months) => {
    const act = () => facilityTerm({ regime: 'R2', ordinal: 1, contract: { ...contract, months } });
    expect(act).toThrow(TermRangeError);
  });

  it.each([
    [1, 24, '2028-07-03'],
    [2, 36, '2029-07-03'],
  ])('in R3, time no. %i, is %i months from the facility’s record', (ordinal, months, endsOn) => {
    const term = facilityTerm({ regime: 'R3', ordinal, receptionOn: dateOnly('2026-07-03') });
    expect(term).toMatchObject({ startsOn: '2026-07-03', months, endsOn });
    const articles = term.explanation.citations.map(({ article }) => article);
    expect(articles).toEqual(expect.arrayContaining(['Điều 29 khoản 1', 'Điều 33 khoản 2']));
  });

  it('needs the contract in R2 and the record in R3', () => {
    expect(() => facilityTerm({ regime: 'R2', ordinal: 1 })).toThrow(TermRangeError);
    expect(() => facilityTerm({ regime: 'R3', ordinal: 1 })).toThrow(TermRangeError);
  });

  it.each([
    [1, 24],
    [2, 36],
  ])('of a public facility in R3, time no. %i, is absent: %i months, from no day', (ordinal, months) => {
    const absent = publicFacilityTermAbsent(ordinal);
    expect(absent.result).toEqual({ startsOn: null, endsOn: null, months });
    expect(absent.mark).toBe('unverified');
    expect(absent.steps.at(-2)?.text.vi).toContain('chưa có dữ liệu');
    expect(absent.steps.at(-1)?.text.vi).toContain('theo văn bản');
  });
});

describe('publicFacilityTermWritten', () => {
  it.each([
    [1, '2026-07-01', '2028-07-01', 24],
    [2, '2026-07-01', '2029-07-01', 36],
    [1, '2028-02-29', '2030-02-28', 24],
  ])('time %i from %s: to %s, %i months, by a day that the law does not say', (ordinal, from, to, months) => {
    const term = publicFacilityTermWritten(ordinal, dateOnly(from));
    expect(term).toMatchObject({ startsOn: from, endsOn: to, months });
    expect(term.explanation.mark).toBe('interpretation');
  });

  it('refuses an ordinal that is none', () => {
    expect(() => publicFacilityTermWritten(0, dateOnly('2026-07-01'))).toThrow(TermRangeError);
  });
});
