import { dateOnly } from '../../law/date.js';
import { enrolmentFault, faultSentence } from './programme.rules.js';
import { SHIPPED_PROGRAMMES } from './shipped-programmes.js';

const day = dateOnly;
const limits = {
  fromOn: day('2021-01-01'),
  untilOn: day('2025-12-31'),
  enrolsFrom: day('2021-03-01'),
  enrolsUntil: day('2025-06-30'),
  quota: 2,
};

describe('a programme of limited time', () => {
  it.each([
    ['2020-12-31', true, 0, 'not-begun'],
    ['2021-01-01', true, 0, 'enrolment-not-open'],
    ['2021-03-01', true, 0, null],
    ['2025-06-30', true, 1, null],
    ['2025-06-30', true, 2, 'quota-full'],
    ['2025-06-30', false, 0, 'other-area'],
    ['2025-07-01', true, 0, 'enrolment-closed'],
    ['2026-01-01', true, 0, 'over'],
  ] as const)('on %s, in its area %p, with %i enrolled: %p', (on, inArea, enrolled, fault) => {
    expect(enrolmentFault(limits, { on: day(on), enteredOn: day(on), inArea, enrolled })).toBe(fault);
  });

  it('takes in without end and number where its act names none', () => {
    const open = { ...limits, untilOn: null, enrolsFrom: null, enrolsUntil: null, quota: null };
    const facts = { on: day('2030-01-01'), enteredOn: day('2031-01-01'), inArea: true, enrolled: 999 };
    expect(enrolmentFault(open, facts)).toBeNull();
  });

  it.each([
    ['2025-06-30', '2025-06-30', null],
    ['2025-06-30', '2025-07-01', 'entered-late'],
    ['2025-06-30', '2026-01-05', 'entered-late'],
    ['2025-07-01', '2026-01-05', 'enrolment-closed'],
  ] as const)('entered for %s on %s: %p', (on, enteredOn, fault) => {
    const facts = { on: day(on), enteredOn: day(enteredOn), inArea: true, enrolled: 0 };
    expect(enrolmentFault(limits, facts)).toBe(fault);
    // Where no days of taking in are known, it takes in until its own last day.
    const whole = { ...limits, enrolsUntil: null };
    expect(enrolmentFault(whole, facts)).toBe(enteredOn > '2025-12-31' ? 'entered-late' : null);
  });

  it('of Kiên Giang is over since 2026, and says by which act', () => {
    const [kienGiang] = SHIPPED_PROGRAMMES;
    if (!kienGiang) throw new Error('none');
    const on = (asked: string) =>
      enrolmentFault(kienGiang, { on: day(asked), enteredOn: day(asked), inArea: true, enrolled: 0 });
    expect([on('2025-12-31'), on('2026-01-01')]).toEqual([null, 'over']);
    expect(faultSentence(kienGiang, 'over').vi).toBe(
      'Quyết định 1302/QĐ-UBND ngày 03/06/2020, thực hiện từ 01/01/2021 đến 31/12/2025: đã hết thời gian thực hiện',
    );
  });
});
