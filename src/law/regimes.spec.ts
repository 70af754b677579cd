import { addDays, dateOnly, type DateOnly } from './date.js';
import { isInForceThroughout } from './instruments.js';
import {
  governingRegime,
  PROCEDURES,
  REGIMES,
  regimeOn,
  type Aspect,
  type Procedure,
  type Regime,
  type RegimeRule,
} from './regimes.js';

const d = dateOnly;
const ASPECTS: readonly Aspect[] = ['term', 'authority', 'deadline', 'form', 'aftercare', 'monitoring'];
const HOME: Procedure = 'home-rehabilitation';

describe('regimeOn', () => {
  it.each<[string, Regime]>([
    ['2022-01-01', 'R1'],
    ['2025-02-28', 'R1'],
    ['2025-03-01', 'R1b'],
    ['2025-06-30', 'R1b'],
    ['2025-07-01', 'R2'],
    ['2026-06-30', 'R2'],
    ['2026-07-01', 'R3'],
    ['2040-01-01', 'R3'],
  ])('%s lies in %s', (day, regime) => {
    expect(regimeOn(d(day))).toBe(regime);
  });

  it('the law before 2022 is absent', () => {
    expect(() => regimeOn(d('2021-12-31'))).toThrow(/absent/);
  });

  it('regimes follow each other without a gap', () => {
    const periods = Object.values(REGIMES);
    periods.slice(1).forEach(({ from }, index) => {
      expect(periods[index]?.to).toBe(addDays(from, -1));
    });
    expect(periods.at(-1)?.to).toBeNull();
  });

  it.each(Object.entries(REGIMES))('%s names acts that are in force on its first day', (_regime, period) => {
    const { from, instruments } = period;
    expect(instruments).not.toHaveLength(0);
    expect(instruments.filter((key) => !isInForceThroughout(key, from, from))).toEqual([]);
  });
});

interface Case {
  readonly openedOn: string;
  readonly decidedOn?: string;
  readonly asOf: string;
}

const govern = (aspect: Aspect, facts: Case, procedure: Procedure = HOME) =>
  governingRegime(aspect, procedure, {
    openedOn: d(facts.openedOn),
    ...(facts.decidedOn && { decidedOn: d(facts.decidedOn) }),
    asOf: d(facts.asOf),
  });

describe('governingRegime', () => {
  const decidedBefore: Case = { openedOn: '2026-06-10', decidedOn: '2026-06-30', asOf: '2026-07-02' };
  const decidedAfter: Case = { openedOn: '2026-06-29', decidedOn: '2026-07-01', asOf: '2026-07-02' };
  const pending: Case = { openedOn: '2026-06-30', asOf: '2026-07-01' };

  it.each<[Aspect, Regime, RegimeRule]>([
    ['term', 'R2', 'transition-old-term'],
    ['aftercare', 'R3', 'transition-new-aftercare'],
    ['monitoring', 'R3', 'transition-monitoring'],
    ['authority', 'R3', 'transition-day-of-act'],
    ['deadline', 'R3', 'transition-day-of-act'],
    ['form', 'R3', 'transition-day-of-act'],
  ])('decided on 30/06/2026, asked after: %s by %s (%s)', (aspect, regime, rule) => {
    expect(govern(aspect, decidedBefore)).toMatchObject({ regime, rule, aspect });
  });

  it.each(ASPECTS)(
    'opened before and decided on 01/07/2026: %s by the new law, Điều 56 khoản 2',
    (aspect) => {
      const { regime, rule, explanation } = govern(aspect, decidedAfter);
      expect({ regime, rule }).toEqual({ regime: 'R3', rule: 'transition-pending-dossier' });
      expect(explanation.citations).toContainEqual(
        expect.objectContaining({ instrument: 'luat-120-2025', article: 'Điều 56 khoản 2' }),
      );
    },
  );

  it.each(ASPECTS)('opened before and still undecided on 01/07/2026: %s by the new law', (aspect) => {
    expect(govern(aspect, pending)).toMatchObject({ regime: 'R3', rule: 'transition-pending-dossier' });
  });

  it.each(ASPECTS)('opened on 01/07/2026: %s by the new law without transition', (aspect) => {
    expect(govern(aspect, { openedOn: '2026-07-01', asOf: '2026-07-01' })).toMatchObject({
      regime: 'R3',
      rule: 'new-law',
    });
  });

  it.each<[string, Regime]>([
    ['2025-02-28', 'R1'],
    ['2025-03-01', 'R1b'],
    ['2025-06-30', 'R1b'],
    ['2025-07-01', 'R2'],
    ['2026-06-30', 'R2'],
  ])('before the new law, authority on %s follows the day of the act: %s', (asOf, regime) => {
    const facts: Case = { openedOn: '2024-01-10', decidedOn: '2024-01-15', asOf };
    expect(govern('authority', facts)).toMatchObject({ regime, rule: 'day-of-act' });
    expect(govern('term', facts)).toMatchObject({ regime: 'R1', rule: 'day-of-decision' });
  });

  it('looks away from a decision that is later than the day of the question', () => {
    expect(
      govern('term', { openedOn: '2026-06-29', decidedOn: '2026-07-02', asOf: '2026-06-30' }).regime,
    ).toBe('R2');
    expect(govern('term', { openedOn: '2026-06-29', decidedOn: '2026-07-05', asOf: '2026-07-02' }).rule).toBe(
      'transition-pending-dossier',
    );
  });

  it('knows no electronic monitoring before the new law', () => {
    const { regime, explanation } = govern('monitoring', { openedOn: '2026-06-01', asOf: '2026-06-30' });
    expect(regime).toBe('R2');
    expect(explanation.steps.map(({ text }) => text.vi).join(' ')).toContain(
      'không có biện pháp giám sát điện tử',
    );
  });

  it('marks the reading that acts follow their own day', () => {
    expect(govern('authority', decidedBefore).explanation.mark).toBe('interpretation');
    expect(govern('authority', decidedAfter).explanation.mark).toBe('secondary');
  });

  it.each<Procedure>(['drug-user-management', 'aftercare', 'substitution-treatment'])(
    'applies Điều 56 to %s by analogy only, and says so',
    (procedure) => {
      const { regime, explanation } = govern('term', decidedBefore, procedure);
      expect(regime).toBe('R2');
      expect(explanation.mark).toBe('interpretation');
      expect(explanation.steps.at(-1)?.text.vi).toContain(PROCEDURES[procedure].vi);
    },
  );

  it('refuses a case that was opened after the day of the question', () => {
    expect(() => govern('term', { openedOn: '2026-07-02', asOf: '2026-07-01' })).toThrow(RangeError);
  });

  it('keeps the facts it used', () => {
    const { explanation } = govern('term', decidedBefore);
    expect(explanation.inputs).toEqual({
      procedure: HOME,
      openedOn: '2026-06-10',
      registeredOn: null,
      decidedOn: '2026-06-30',
      asOf: '2026-07-02',
    });
    expect(explanation.version).toBe<DateOnly>(REGIMES.R2.from);
  });
});
