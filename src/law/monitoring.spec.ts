import { addDays, ageOn, dateOnly } from './date.js';
import {
  monitoringDuty,
  MONITORING_SUBJECTS,
  monitoringTerm,
  monitoringWaiver,
  type MonitoredMeasure,
  type MonitoringSubject,
} from './monitoring.js';

const day = dateOnly;
const citations = ({ citations: cited }: { citations: readonly { article: string }[] }): readonly string[] =>
  cited.map(({ article }) => article);

const asked = (on: string, age: number, measure: MonitoredMeasure, hasStableResidence = true) =>
  monitoringDuty({ on: day(on), age, measure, hasStableResidence });

describe('monitoringDuty', () => {
  it.each<[string, number, MonitoredMeasure, boolean, MonitoringSubject | null]>([
    ['2026-06-30', 30, 'home-rehabilitation', true, null],
    ['2026-07-01', 30, 'home-rehabilitation', true, 'home-adult'],
    ['2026-07-01', 18, 'home-rehabilitation', true, 'home-adult'],
    ['2026-07-01', 17, 'home-rehabilitation', true, 'minor-on-request'],
    ['2026-07-01', 12, 'home-rehabilitation', true, 'minor-on-request'],
    ['2026-07-01', 11, 'home-rehabilitation', true, null],
    ['2026-07-01', 18, 'substitution-treatment', true, 'substitution-adult'],
    ['2026-07-01', 17, 'substitution-treatment', true, 'minor-on-request'],
    ['2026-07-01', 18, 'aftercare', false, 'aftercare-adult'],
    ['2026-07-01', 17, 'aftercare', true, 'minor-on-request'],
    ['2026-07-01', 17, 'aftercare', false, 'aftercare-minor-without-residence'],
    ['2026-07-01', 17, 'home-rehabilitation', false, null],
  ])('on %s, aged %d, in %s (residence: %s): %s', (on, age, measure, residence, subject) => {
    const duty = asked(on, age, measure, residence);
    expect(duty.subject).toBe(subject);
    expect(duty.onRequest).toBe(subject === 'minor-on-request');
  });

  it('takes the age of the day of the decision: a day before the eighteenth birthday, and on it', () => {
    const birth = { date: day('2008-08-15'), year: 2008 };
    const on = (signed: string) =>
      asked(signed, ageOn(birth, day(signed)).min, 'home-rehabilitation').subject;
    expect([on('2026-08-14'), on('2026-08-15')]).toEqual(['minor-on-request', 'home-adult']);
  });

  it('says of who was in the measure before 01/07/2026 that he comes under it, and that no time limit is set', () => {
    const duty = monitoringDuty({
      ...{ on: day('2026-07-01'), age: 40, measure: 'home-rehabilitation', hasStableResidence: true },
      measureSince: day('2026-06-30'),
    });
    expect(duty.subject).toBe('home-adult');
    expect(citations(duty.explanation)).toEqual(['Điều 151 khoản 1', 'Điều 15 khoản 1 điểm a']);
    expect(duty.explanation.steps[0]?.text.vi).toContain('không ấn định thời hạn');
  });

  it('has an article, a length and a waiver for each subject', () => {
    for (const rule of Object.values(MONITORING_SUBJECTS)) {
      expect(rule.citation.article).toMatch(/^Điều 15 khoản [12] điểm [ab]$/);
      expect(rule.length === 'measure').toBe(rule.term === undefined);
      expect(rule.waiver).toBe(`electronic-monitoring.waiver-${rule.isMinor ? 'minor' : 'adult'}`);
    }
  });
});

const term = (subject: MonitoringSubject, measureEndsOn: string | null, anew = false) =>
  monitoringTerm({
    ...{ subject, anew, decidedOn: day('2026-07-02'), effectiveOn: day('2026-07-03') },
    measureEndsOn: measureEndsOn === null ? null : day(measureEndsOn),
  });

describe('monitoringTerm', () => {
  it.each<[MonitoringSubject, string | null, boolean, string, string | null]>([
    ['home-adult', '2028-07-02', false, '2026-07-03', '2028-07-02'],
    ['home-adult', null, false, '2026-07-03', null],
    ['substitution-adult', null, false, '2026-07-03', '2028-07-03'],
    ['substitution-adult', null, true, '2026-07-02', '2028-07-02'],
    // A day less, as long, and a day more than a year.
    ['minor-on-request', '2027-07-02', false, '2026-07-03', '2027-07-02'],
    ['minor-on-request', '2027-07-03', false, '2026-07-03', '2027-07-03'],
    ['minor-on-request', '2027-07-04', false, '2026-07-03', '2027-07-03'],
    ['minor-on-request', null, false, '2026-07-03', '2027-07-03'],
    ['aftercare-minor-without-residence', '2027-01-31', false, '2026-07-03', '2027-01-31'],
  ])('of %s in a measure to %s (anew: %s) runs from %s to %s', (subject, ends, anew, from, to) => {
    expect(term(subject, ends, anew)).toMatchObject({ startsOn: from, endsOn: to });
  });

  it('says why it is shorter than a year, and whence a new one runs', () => {
    const sentence = (found: ReturnType<typeof term>) => found.explanation.steps[0]?.text.en;
    expect(sentence(term('minor-on-request', '2027-07-02'))).toContain('Less than a year');
    expect(sentence(term('minor-on-request', '2027-07-03'))).toContain('12 months');
    expect(citations(term('substitution-adult', null, true).explanation)).toContain('Điều 25 khoản 6');
  });

  it('ends on the last day of a month without the corresponding day', () => {
    const found = monitoringTerm({
      ...{ subject: 'substitution-adult', decidedOn: day('2028-02-29'), effectiveOn: day('2028-02-29') },
      measureEndsOn: null,
    });
    expect(found.endsOn).toBe('2030-02-28');
  });
});

describe('monitoringWaiver', () => {
  const fitted = day('2026-07-03');
  const pause = (from: string, until: string | null) =>
    ({ kind: 'monitoring-paused', from: day(from), until: until === null ? null : day(until) }) as const;
  const after = (subject: MonitoringSubject, pauses: readonly ReturnType<typeof pause>[] = []) =>
    monitoringWaiver({ subject, carriedOutOn: fitted, pauses, asOf: day('2027-07-03') });

  it.each<[MonitoringSubject, string]>([
    ['home-adult', '2027-07-03'],
    ['substitution-adult', '2027-07-03'],
    ['aftercare-adult', '2027-07-03'],
    ['minor-on-request', '2027-01-03'],
    ['aftercare-minor-without-residence', '2027-01-03'],
  ])('of %s may be decided after %s', (subject, afterDay) => {
    expect(after(subject).afterDay).toBe(afterDay);
  });

  it('leaves out the days of a pause, the first one and not the one of refitting', () => {
    const found = after('home-adult', [pause('2026-09-01', '2026-09-11')]);
    expect(found.afterDay).toBe(addDays(day('2027-07-03'), 10));
    expect(citations(found.explanation)).toEqual(
      expect.arrayContaining(['Điều 20 khoản 3 điểm a', 'Điều 20 khoản 1']),
    );
  });

  it('has no day while the monitoring is paused', () => {
    expect(after('home-adult', [pause('2026-09-01', null)]).afterDay).toBeNull();
  });

  it('names the point of the article by whom it is about', () => {
    expect(citations(after('minor-on-request').explanation)).toContain('Điều 20 khoản 3 điểm b');
  });
});
