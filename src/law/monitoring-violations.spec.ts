import { dateOnly } from './date.js';
import {
  violationStanding,
  type MonitoringConsequence,
  type MonitoringViolation,
  type RecordedViolation,
} from './monitoring-violations.js';

const TAMPER = 'device-tampering';
const REFUSE = 'device-refused';
const OFF = 'device-taken-off';
const FLAT = 'battery-let-run-down';
const ABSENT = 'not-presented-for-refitting';

const recorded = (violation: MonitoringViolation, at: number, notRemedied = false): RecordedViolation => ({
  ...{ violation, notRemedied },
  on: dateOnly(`2026-08-${String(at + 1).padStart(2, '0')}`),
});

const articles = (violation: MonitoringViolation, notRemedied: boolean) =>
  violationStanding(recorded(violation, 0, notRemedied), []).explanation.citations.map(
    ({ instrument, article }) => `${instrument} ${article}`,
  );

describe('violationStanding', () => {
  it.each<[readonly MonitoringViolation[], readonly MonitoringConsequence[]]>([
    [[TAMPER], ['compulsory']],
    [
      [REFUSE, REFUSE],
      ['reminder', 'compulsory'],
    ],
    // Points b and c are counted together, and so are d and đ.
    [
      [REFUSE, OFF],
      ['reminder', 'compulsory'],
    ],
    [
      [FLAT, ABSENT, FLAT],
      ['reminder', 'reminder', 'compulsory'],
    ],
    // One group does not climb on the other.
    [
      [FLAT, OFF, ABSENT, REFUSE],
      ['reminder', 'reminder', 'reminder', 'compulsory'],
    ],
  ])('%p: %p', (violations, consequences) => {
    const all = violations.map((violation, at) => recorded(violation, at));
    const found = all.map((each, at) => violationStanding(each, all.slice(0, at)).consequence);
    expect(found).toEqual(consequences);
  });

  it('makes of what was not remedied in 24 hours a refusal, the first time too', () => {
    expect(violationStanding(recorded(FLAT, 0), []).consequence).toBe('reminder');
    expect(violationStanding(recorded(FLAT, 0, true), []).consequence).toBe('compulsory');
  });

  it('cites the decree and, for a refusal, the law that makes it a ground', () => {
    expect(articles(OFF, false)).toEqual([
      'nd-163-2026 Điều 24 khoản 1 điểm c',
      'nd-163-2026 Điều 25 khoản 3',
      'nd-163-2026 Điều 25 khoản 7',
    ]);
    expect(articles(ABSENT, true)).toEqual([
      'nd-163-2026 Điều 24 khoản 1 điểm đ',
      'nd-163-2026 Điều 25 khoản 4',
      'luat-120-2025 Điều 47 khoản 2',
    ]);
  });

  it('has the damage paid for what was destroyed or taken off, and for nothing else', () => {
    const damages = [TAMPER, REFUSE, OFF, FLAT, ABSENT] as const;
    expect(damages.filter((each) => violationStanding(recorded(each, 0), []).damages)).toEqual([TAMPER, OFF]);
  });

  it('fines who is in aftercare', () => {
    const found = violationStanding(recorded(TAMPER, 0), [], true);
    expect(found.consequence).toBe('administrative-penalty');
    expect(found.explanation.citations.map(({ article }) => article)).toContain('Điều 25 khoản 5');
  });
});
