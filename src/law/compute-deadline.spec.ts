import fc from 'fast-check';
import { COMPLETE_YEARS, SHIPPED_CALENDAR, workingCalendar, type CalendarRow } from './calendar.js';
import { computeDeadline } from './compute-deadline.js';
import { addDays, dateOnly, daysBetween, endOfLegalDay, legalDayOf, startOfLegalDay } from './date.js';
import { deadlineRule, DEADLINE_RULES, type DeadlineRule } from './deadlines.js';
import { text2 } from './text.js';
import { isWorkingDay } from './working-calendar.js';

const shipped = workingCalendar(SHIPPED_CALENDAR, COMPLETE_YEARS);
const complete = workingCalendar(SHIPPED_CALENDAR, new Set([2022, 2023, 2024, 2025, 2026, 2027, 2028]));

function ruleOn(key: string, day: string): DeadlineRule {
  const rule = deadlineRule(key, dateOnly(day));
  if (!rule) throw new Error(`no rule ${key} on ${day}`);
  return rule;
}

const rule = (overrides: Partial<DeadlineRule>): DeadlineRule => ({
  ...ruleOn('voluntary.start', '2026-06-30'),
  ...overrides,
});

/** An instant in Vietnam time. */
const at = (text: string): Date => new Date(`${text}+07:00`);
const endOf = (day: string): Date => endOfLegalDay(dateOnly(day));
const sentences = ({ explanation }: ReturnType<typeof computeDeadline>): string =>
  explanation.steps.map(({ text }) => text.vi).join('\n');

describe('hours', () => {
  const decision = ruleOn('home-rehabilitation.decision', '2026-07-01');

  it.each([
    ['2026-07-01T08:00:00', '2026-07-02T08:00:00'],
    ['2026-07-03T15:30:00', '2026-07-04T15:30:00'],
    ['2026-07-04T09:00:00', '2026-07-05T09:00:00'],
    ['2026-09-01T17:00:00', '2026-09-02T17:00:00'],
    ['2028-02-28T23:59:59', '2028-02-29T23:59:59'],
  ])('24 hours from %s end at %s, day off or not', (start, due) => {
    expect(computeDeadline(decision, at(start), complete).dueAt).toEqual(at(due));
  });

  it('says that running over days off is our reading', () => {
    const { explanation } = computeDeadline(decision, at('2026-07-03T15:30:00'), complete);
    expect(explanation.mark).toBe('interpretation');
    expect(explanation.steps[1]?.text.vi).toContain('giờ chạy liên tục');
  });

  it('needs no holiday table', () => {
    const { explanation } = computeDeadline(decision, at('2026-07-03T15:30:00'), shipped);
    expect(explanation.steps.map(({ mark }) => mark)).not.toContain('unverified');
  });

  it('warns six and two hours before, when due, and two hours after to the superior', () => {
    const { warnings } = computeDeadline(decision, at('2026-07-03T15:30:00'), complete);
    expect(warnings.map(({ at: instant, point }) => [instant, point.escalate])).toEqual([
      [at('2026-07-04T09:30:00'), false],
      [at('2026-07-04T13:30:00'), false],
      [at('2026-07-04T15:30:00'), false],
      [at('2026-07-04T17:30:00'), true],
    ]);
  });
});

describe('working days', () => {
  const decision = ruleOn('home-rehabilitation.decision', '2026-06-30');

  it.each([
    ['2026-06-22T08:00:00', '2026-06-25'],
    ['2026-06-24T08:00:00', '2026-06-29'],
    ['2026-06-26T15:30:00', '2026-07-01'],
    ['2026-06-27T09:00:00', '2026-07-01'],
    ['2026-06-28T23:59:00', '2026-07-01'],
    ['2026-06-29T00:00:00', '2026-07-02'],
    ['2026-04-24T10:00:00', '2026-05-04'],
    ['2026-02-13T16:59:00', '2026-02-25'],
    ['2025-01-24T08:00:00', '2025-02-05'],
    ['2025-12-31T08:00:00', '2026-01-06'],
  ])('3 working days from %s end with %s', (start, lastDay) => {
    expect(computeDeadline(decision, at(start), complete).dueAt).toEqual(endOf(lastDay));
  });

  it('names each day that it leaves out', () => {
    const text = sentences(computeDeadline(decision, at('2026-04-24T10:00:00'), complete));
    expect(text).toContain('Thứ bảy 25/04/2026: ngày nghỉ hằng tuần');
    expect(text).toContain('Chủ nhật 26/04/2026: ngày nghỉ lễ, tết (Giỗ Tổ Hùng Vương)');
    expect(text).toContain('Thứ hai 27/04/2026: ngày nghỉ bù (Nghỉ bù Giỗ Tổ Hùng Vương)');
    expect(text).toContain('Thứ năm 30/04/2026: ngày nghỉ lễ, tết (Ngày Chiến thắng)');
    expect(text).toContain('(1) Thứ ba 28/04/2026; (2) Thứ tư 29/04/2026; (3) Thứ hai 04/05/2026');
    expect(text).toContain('24:00 Thứ hai 04/05/2026');
  });

  it('counts a make-up Saturday', () => {
    const makeUp: CalendarRow = {
      date: dateOnly('2026-06-27'),
      kind: 'make-up-working',
      name: text2('Làm bù', 'Make-up day'),
      act: 'TB 01/TB-BNV',
      mark: 'official',
    };
    const calendar = workingCalendar([makeUp], new Set([2026]));
    const computed = computeDeadline(decision, at('2026-06-26T08:00:00'), calendar);
    expect(computed.dueAt).toEqual(endOf('2026-06-30'));
    expect(sentences(computed)).toContain('(1) Thứ bảy 27/06/2026, ngày làm bù');
  });

  it('warns with one working day left, when due, and one working day after to the superior', () => {
    const { warnings } = computeDeadline(decision, at('2026-06-24T08:00:00'), complete);
    expect(warnings.map(({ point, at: instant }) => [point.when, instant, point.escalate])).toEqual([
      ['before', startOfLegalDay(dateOnly('2026-06-29')), false],
      ['on', endOf('2026-06-29'), false],
      ['after', endOf('2026-06-30'), true],
    ]);
  });

  it('drops a warning that would come before the start', () => {
    const short = rule({ unit: 'hours', value: 4, warnings: decision.warnings.concat(hoursBefore(6)) });
    const { warnings } = computeDeadline(short, at('2026-06-24T08:00:00'), complete);
    expect(warnings.map(({ point, at: instant }) => [point.when, instant])).toEqual([
      ['on', at('2026-06-24T12:00:00')],
      ['after', endOf('2026-06-25')],
    ]);
  });
});

const hoursBefore = (value: number) => ({
  when: 'before' as const,
  offset: { value, unit: 'hours' as const },
  escalate: false,
});

describe('an incomplete holiday table', () => {
  const decision = ruleOn('home-rehabilitation.decision', '2026-06-30');

  it('makes a count of working days unverified and names the year', () => {
    const computed = computeDeadline(decision, at('2026-06-24T08:00:00'), shipped);
    expect(computed.explanation.mark).toBe('unverified');
    expect(sentences(computed)).toContain('năm 2026 chưa được nhập đầy đủ');
  });

  it('names each incomplete year that the count touches', () => {
    const calendar = workingCalendar(SHIPPED_CALENDAR, new Set([2025]));
    const text = sentences(computeDeadline(decision, at('2025-12-30T08:00:00'), calendar));
    expect(text).not.toContain('năm 2025 chưa');
    expect(text).toContain('năm 2026 chưa');
  });

  it('leaves a count over complete years with the mark of its articles', () => {
    expect(computeDeadline(decision, at('2026-06-22T08:00:00'), complete).explanation.mark).toBe('secondary');
  });
});

describe('days', () => {
  const report = ruleOn('private-facility.person-report', '2026-07-01');

  it.each([
    ['2026-07-01T08:00:00', '2026-07-03'],
    ['2026-07-02T08:00:00', '2026-07-06'],
    ['2026-07-03T23:00:00', '2026-07-06'],
    ['2026-08-31T08:00:00', '2026-09-03'],
    ['2026-12-30T08:00:00', '2027-01-04'],
  ])('2 days from %s end with %s', (start, lastDay) => {
    expect(computeDeadline(report, at(start), complete).dueAt).toEqual(endOf(lastDay));
  });

  it('shows the sum and why the last day moved', () => {
    const text = sentences(computeDeadline(report, at('2026-07-02T15:00:00'), complete));
    expect(text).toContain('Thứ năm 02/07/2026 + 02 ngày = Thứ bảy 04/07/2026');
    expect(text).toContain('ngày làm việc tiếp theo, Thứ hai 06/07/2026');
  });
});

describe('months', () => {
  const review = ruleOn('compulsory.reduction-review', '2026-06-30');
  const limitation = ruleOn('compulsory.limitation', '2026-07-01');

  it.each([
    ['2026-01-15T08:00:00', '2026-04-15'],
    ['2025-11-30T08:00:00', '2026-03-02'],
    ['2023-11-30T08:00:00', '2024-02-29'],
    ['2026-01-30T08:00:00', '2026-05-04'],
  ])('3 months from %s end with %s', (start, lastDay) => {
    expect(computeDeadline(review, at(start), complete).dueAt).toEqual(endOf(lastDay));
  });

  it('do not move for a limitation period', () => {
    expect(computeDeadline(limitation, at('2026-07-04T08:00:00'), complete).dueAt).toEqual(
      endOf('2026-10-04'),
    );
  });
});

describe('counting back', () => {
  const termEnd = endOf('2028-07-01');

  it('a notice is due 30 days before the end, without moving for a day off', () => {
    const notice = ruleOn('voluntary.pre-end-notice', '2026-07-01');
    const computed = computeDeadline(notice, termEnd, complete);
    expect(computed.dueAt).toEqual(endOf('2028-06-01'));
    expect(computed.opensAt).toBeNull();
    expect(sentences(computed)).toContain('Thứ bảy 01/07/2028 − 30 ngày = Thứ năm 01/06/2028');
    expect(computed.explanation.mark).toBe('interpretation');
  });

  it('a certificate may be issued in the last 24 hours', () => {
    const certificate = ruleOn('voluntary.certificate', '2026-07-01');
    const computed = computeDeadline(certificate, termEnd, complete);
    expect(computed.opensAt).toEqual(endOf('2028-06-30'));
    expect(computed.dueAt).toEqual(termEnd);
  });

  it('the end of aftercare is certified in the last three working days', () => {
    const certificate = ruleOn('aftercare.end-certificate', '2026-07-01');
    const computed = computeDeadline(certificate, termEnd, complete);
    expect(computed.opensAt).toEqual(startOfLegalDay(dateOnly('2028-06-28')));
    expect(computed.dueAt).toEqual(termEnd);
  });

  it('warns before a notice is due, however long before the end that is', () => {
    const notice = ruleOn('voluntary.pre-end-notice', '2026-07-01');
    const { warnings } = computeDeadline(notice, termEnd, complete);
    expect(warnings[0]?.at).toEqual(endOf('2028-05-22'));
  });
});

describe('every rule', () => {
  it.each(DEADLINE_RULES.map((each) => [`${each.id} ${each.key}`, each] as const))(
    '%s explains itself',
    (_name, each) => {
      const computed = computeDeadline(each, at('2026-07-03T15:30:00'), shipped);
      const { explanation } = computed;
      expect(explanation.rule).toBe(each.key);
      expect(explanation.version).toBe(each.from);
      expect(explanation.result['dueAt']).toBe(computed.dueAt.toISOString());
      expect(explanation.citations).toEqual(expect.arrayContaining([...each.citations]));
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    },
  );
});

describe('in general', () => {
  const instant = fc
    .integer({ min: Date.UTC(2022, 0, 1), max: Date.UTC(2027, 11, 31) })
    .map((ms) => new Date(ms));
  const unit = fc.constantFrom<DeadlineRule['unit']>('hours', 'days', 'working-days', 'months');
  const value = fc.integer({ min: 1, max: 30 });

  it('a later start is never due earlier', () => {
    fc.assert(
      fc.property(instant, instant, unit, value, (a, b, u, n) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        const limit = rule({ unit: u, value: n });
        const first = computeDeadline(limit, early, shipped).dueAt.getTime();
        expect(computeDeadline(limit, late, shipped).dueAt.getTime()).toBeGreaterThanOrEqual(first);
      }),
    );
  });

  it('a limit in days, working days or months never ends on a day off', () => {
    const counted = fc.constantFrom<DeadlineRule['unit']>('days', 'working-days', 'months');
    fc.assert(
      fc.property(instant, counted, value, (start, u, n) => {
        const { dueAt } = computeDeadline(rule({ unit: u, value: n }), start, shipped);
        expect(isWorkingDay(shipped, addDays(legalDayOf(dueAt), -1))).toBe(true);
      }),
    );
  });

  it('n working days are never due before n days', () => {
    fc.assert(
      fc.property(instant, value, (start, n) => {
        const working = computeDeadline(rule({ unit: 'working-days', value: n }), start, shipped).dueAt;
        const plain = endOfLegalDay(addDays(legalDayOf(start), n));
        expect(working.getTime()).toBeGreaterThanOrEqual(plain.getTime());
      }),
    );
  });

  it('exactly n working days lie between the day of the start and the end', () => {
    fc.assert(
      fc.property(instant, value, (start, n) => {
        const { dueAt } = computeDeadline(rule({ unit: 'working-days', value: n }), start, shipped);
        const span = daysBetween(legalDayOf(start), legalDayOf(dueAt)) - 1;
        const days = Array.from({ length: span }, (_, i) => addDays(legalDayOf(start), i + 1));
        expect(days.filter((day) => isWorkingDay(shipped, day))).toHaveLength(n);
      }),
    );
  });

  it('warnings come in order, and after the start unless counted back', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...DEADLINE_RULES), (start, each) => {
        const times = computeDeadline(each, start, shipped).warnings.map(({ at: when }) => when.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        const earliest = each.direction === 'after' ? start.getTime() : Number.NEGATIVE_INFINITY;
        expect(times.every((time) => time > earliest)).toBe(true);
      }),
    );
  });

  it('refuses a calendar without working days', () => {
    const never = { dayKind: () => ({ kind: 'holiday' as const }), isComplete: () => true };
    expect(() => computeDeadline(rule({}), at('2026-07-01T08:00:00'), never)).toThrow(RangeError);
  });
});

describe('warnings of limits that are counted in days', () => {
  const counted = DEADLINE_RULES.filter(
    ({ unit, bound, direction }) => unit !== 'hours' && (bound !== 'min' || direction === 'before'),
  );

  it.each(counted.map((each) => [`${each.key} from ${each.from}`, each] as const))(
    '%s: one at least lies in the inbox before the offices of the last day open',
    (_name, each) => {
      const { dueAt, warnings } = computeDeadline(each, at('2026-10-07T09:00:00'), complete);
      const lastDayBegins = startOfLegalDay(legalDayOf(new Date(dueAt.getTime() - 1)));
      expect(warnings.some(({ at: instant }) => instant <= lastDayBegins)).toBe(true);
    },
  );
});

describe('the years on whose days off a limit is counted', () => {
  const until2026 = workingCalendar(SHIPPED_CALENDAR, new Set([2026]));
  const years = (each: DeadlineRule, start: string): readonly (readonly number[])[] => {
    const { calendarYears, missingYears } = computeDeadline(each, at(start), until2026);
    return [calendarYears, missingYears];
  };
  const inDays = (value: number, rollsOver = true): DeadlineRule => rule({ value, unit: 'days', rollsOver });

  it.each<[string, DeadlineRule, string, readonly number[], readonly number[]]>([
    ['hours ask for none', rule({ value: 24, unit: 'hours' }), '2026-12-31T10:00', [], []],
    ['working days ask for each day', rule({ value: 3 }), '2026-12-30T10:00', [2026, 2027], [2027]],
    ['the day of the start is not asked for', rule({ value: 1 }), '2025-12-31T10:00', [2026], []],
    ['days ask for the last one', inDays(5), '2026-12-29T10:00', [2027], [2027]],
    ['a last day off asks on', inDays(4), '2026-10-08T10:00', [2026], []],
    ['days that no day off moves ask for none', inDays(5, false), '2026-12-29T10:00', [], []],
  ])('%s', (_case, each, start, asked, missing) => {
    expect(years(each, start)).toEqual([asked, missing]);
  });

  it('are said in the explanation where their table is not complete', () => {
    const { explanation } = computeDeadline(rule({ value: 3 }), at('2026-12-30T10:00'), until2026);
    const unverified = explanation.steps.filter(({ mark }) => mark === 'unverified');
    expect(unverified.map(({ text }) => text.vi).join()).toMatch(/năm 2027 chưa được nhập đầy đủ/);
    expect(explanation.mark).toBe('unverified');
  });
});
