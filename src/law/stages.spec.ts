import { dateOnly } from './date.js';
import { checkStages, PART_AT_FACILITY, type Stage, type StageInterval } from './stages.js';

const END = dateOnly('2028-07-02');

const at = (stage: Stage, from: string, to: string | null): StageInterval => ({
  stage,
  from: dateOnly(from),
  to: to === null ? null : dateOnly(to),
});

const WHOLE: readonly StageInterval[] = [
  at('intake', '2026-07-02', '2026-07-03'),
  at('detoxification', '2026-07-04', '2026-07-13'),
  at('education', '2026-07-14', '2026-10-13'),
  at('labour-therapy', '2026-07-14', null),
  at('reintegration', '2028-06-03', null),
];

const instead = (...intervals: readonly StageInterval[]): readonly StageInterval[] => [
  ...WHOLE.filter(({ stage }) => !intervals.some((each) => each.stage === stage)),
  ...intervals,
];

const faults = (intervals: readonly StageInterval[]): readonly string[] =>
  checkStages('R3', intervals, END).findings.map(({ stage, fault }) => `${stage}: ${fault}`);

describe('checkStages', () => {
  it('finds nothing where all five were done', () => {
    const { complete, explanation } = checkStages('R3', WHOLE, END);
    expect(complete).toBe(true);
    expect(explanation.citations.map(({ article }) => article)).toContain('Điều 29 khoản 2, 3');
  });

  it.each<[string, readonly StageInterval[], readonly string[]]>([
    ['a stage is missing', WHOLE.filter(({ stage }) => stage !== 'education'), ['education: missing']],
    ['intake took two days', WHOLE, []],
    ['intake took three days', instead(at('intake', '2026-07-02', '2026-07-04')), ['intake: too-long']],
    [
      'detoxification took nine days',
      instead(at('detoxification', '2026-07-04', '2026-07-12')),
      ['detoxification: too-short'],
    ],
    [
      'detoxification was done in two pieces of five days',
      instead(
        at('detoxification', '2026-07-04', '2026-07-08'),
        at('detoxification', '2026-07-09', '2026-07-13'),
      ),
      [],
    ],
    [
      'education lacks a day of three months',
      instead(at('education', '2026-07-14', '2026-10-12')),
      ['education: too-short'],
    ],
    ['education goes on', instead(at('education', '2026-07-14', null)), ['education: open']],
    [
      'labour therapy began before detoxification ended',
      instead(at('labour-therapy', '2026-07-10', null)),
      ['labour-therapy: before-detoxification'],
    ],
    [
      'reintegration began 29 days before the end',
      instead(at('reintegration', '2028-06-04', null)),
      ['reintegration: too-short'],
    ],
    ['reintegration began two months before the end', instead(at('reintegration', '2028-05-02', null)), []],
  ])('under Luật 120/2025: %s', (_what, intervals, wanted) => {
    expect(faults(intervals)).toEqual(wanted);
  });

  it.each(['R1', 'R1b', 'R2'] as const)(
    'under the law of 2021 (%s) asks for a, b and c, of any length',
    (regime) => {
      const three = [
        at('intake', '2026-01-05', '2026-01-12'),
        at('detoxification', '2026-01-06', '2026-01-09'),
        at('education', '2026-01-10', '2026-01-31'),
      ];
      expect(checkStages(regime, three, dateOnly('2026-06-30')).complete).toBe(true);
      expect(checkStages(regime, three.slice(1), dateOnly('2026-06-30')).findings).toMatchObject([
        { stage: 'intake', fault: 'missing', citation: { instrument: 'luat-73-2021' } },
      ]);
    },
  );
});

const part = (intervals: readonly StageInterval[]) =>
  checkStages('R3', intervals, dateOnly('2026-10-31'), PART_AT_FACILITY);

describe('the part that a private facility may give', () => {
  it.each<[string, readonly StageInterval[], readonly string[]]>([
    ['stages a, b and c', WHOLE.slice(0, 3), []],
    [
      'a day less of c',
      [...WHOLE.slice(0, 2), at('education', '2026-07-14', '2026-10-12')],
      ['education: too-short'],
    ],
    ['c that goes on', [...WHOLE.slice(0, 2), at('education', '2026-07-14', null)], ['education: open']],
    ['no b', [...WHOLE.slice(0, 1), ...WHOLE.slice(2, 3)], ['detoxification: missing']],
  ])('%s', (_what, intervals, wanted) => {
    const { findings, complete } = part(intervals);
    expect(findings.map(({ stage, fault }) => `${stage}: ${fault}`)).toEqual(wanted);
    expect(complete).toBe(wanted.length === 0);
  });

  it('rests on the article that lets the rest be done at home', () => {
    expect(part(WHOLE).explanation.citations.map(({ article }) => article)).toContain(
      'Điều 30 khoản 1 điểm d',
    );
  });
});
