import { dateOnly } from './date.js';
import { proposeGrounds, type GroundAge, type GroundFactKind } from './grounds.js';

const LAST_OF_OLD_LAW = '2026-06-30';
const FIRST_OF_NEW_LAW = '2026-07-01';

const groundsOf = (on: string, age: GroundAge, ...kinds: readonly GroundFactKind[]) =>
  proposeGrounds({
    on: dateOnly(on),
    age,
    facts: kinds.map((kind) => ({ kind, on: dateOnly('2026-05-04') })),
  });

describe('proposeGrounds', () => {
  it.each<[GroundFactKind, string, GroundAge, string | null]>([
    ['not-registered', LAST_OF_OLD_LAW, 'adult', 'voluntary-failed Điều 32 khoản 1'],
    ['not-registered', FIRST_OF_NEW_LAW, 'adult', 'voluntary-failed Điều 35 khoản 1 điểm a'],
    ['not-begun', FIRST_OF_NEW_LAW, 'minor', 'voluntary-failed Điều 36 khoản 1 điểm a'],
    ['rehabilitation-terminated', LAST_OF_OLD_LAW, 'minor', 'voluntary-failed Điều 33 khoản 1 điểm a'],
    ['drug-use', LAST_OF_OLD_LAW, 'adult', 'use-during-rehabilitation Điều 32 khoản 2'],
    ['drug-use', FIRST_OF_NEW_LAW, 'minor', 'use-during-rehabilitation Điều 36 khoản 1 điểm b'],
    ['substitution-terminated', LAST_OF_OLD_LAW, 'adult', 'substitution-failed Điều 32 khoản 3'],
    [
      'substitution-ended-for-breach',
      FIRST_OF_NEW_LAW,
      'adult',
      'substitution-failed Điều 35 khoản 1 điểm c',
    ],
    ['addiction-in-aftercare', LAST_OF_OLD_LAW, 'adult', 'relapse-in-aftercare Điều 32 khoản 4'],
    // A minor's relapse is a ground from 01/07/2026 on alone.
    ['addiction-in-aftercare', LAST_OF_OLD_LAW, 'minor', null],
    ['addiction-in-aftercare', FIRST_OF_NEW_LAW, 'minor', 'relapse-in-aftercare Điều 36 khoản 1 điểm d'],
    ['breach-to-compulsory', LAST_OF_OLD_LAW, 'adult', null],
    ['breach-to-compulsory', FIRST_OF_NEW_LAW, 'adult', 'breach Điều 35 khoản 1 điểm đ'],
    ['breach-to-compulsory', FIRST_OF_NEW_LAW, 'minor', 'breach Điều 36 khoản 1 điểm đ'],
    ['of-age-while-evading', FIRST_OF_NEW_LAW, 'adult', 'breach Điều 35 khoản 1 điểm đ'],
    ['of-age-while-evading', FIRST_OF_NEW_LAW, 'minor', null],
  ])('%s on %s, %s: %s', (kind, on, age, wanted) => {
    const found = groundsOf(on, age, kind).grounds.map(
      ({ ground, citation }) => `${ground} ${citation.article}`,
    );
    expect(found).toEqual(wanted === null ? [] : [wanted]);
  });

  it('tells each ground once, with all its evidence and the latest first', () => {
    const facts = [
      { kind: 'drug-use', on: dateOnly('2026-08-01') },
      { kind: 'not-begun', on: dateOnly('2026-07-10') },
      { kind: 'drug-use', on: dateOnly('2026-08-20') },
    ] as const;
    const { grounds, explanation } = proposeGrounds({ on: dateOnly('2026-09-01'), age: 'adult', facts });
    expect(grounds.map(({ ground }) => ground)).toEqual(['voluntary-failed', 'use-during-rehabilitation']);
    expect(grounds[1]?.facts.map(({ on }) => on)).toEqual(['2026-08-20', '2026-08-01']);
    expect(explanation.steps[1]?.text.vi).toContain('G2');
  });

  it('takes nothing of after the day of the dossier', () => {
    const facts = [{ kind: 'drug-use', on: dateOnly('2026-09-02') }] as const;
    const { grounds, explanation } = proposeGrounds({ on: dateOnly('2026-09-01'), age: 'adult', facts });
    expect(grounds).toEqual([]);
    expect(explanation.steps[0]?.text.en).toBe('Nothing on record amounts to a ground.');
  });

  it.each([
    [LAST_OF_OLD_LAW, 'adult', 'xlvphc-2012'],
    [FIRST_OF_NEW_LAW, 'adult', 'luat-120-2025'],
    [FIRST_OF_NEW_LAW, 'minor', undefined],
  ] as const)('on %s, of an %s, a pregnancy stands against it by %s', (on, age, instrument) => {
    const { exclusions } = proposeGrounds({ on: dateOnly(on), age, facts: [], exclusions: ['pregnant'] });
    expect(exclusions[0]?.citation.instrument).toBe(instrument);
  });
});
