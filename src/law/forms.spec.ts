import { FORMS, formsFor, statutoryForm, type FormStep } from './forms.js';
import { COMPETENCES } from './authorities.js';
import type { Regime } from './regimes.js';

describe('statutoryForm', () => {
  it.each([
    ['nd-116-2021', 'II', '24', 'Quyết định của Chủ tịch Ủy ban nhân dân cấp xã'],
    ['nd-163-2026', 'V', '24', 'Biên bản tiếp nhận đăng ký'],
    ['nd-116-2021', 'II', '22', 'Đăng ký cai nghiện'],
    ['nd-163-2026', 'V', '22', 'Quyết định cai nghiện'],
    ['nd-163-2026', 'I', '02', 'Quyết định áp dụng biện pháp giám sát điện tử'],
    ['nd-163-2026', 'III', '02', 'Thông báo về hành vi sử dụng'],
  ] as const)('%s, appendix %s, number %s: %s', (instrument, appendix, number, title) => {
    expect(statutoryForm({ instrument, appendix, number })?.title.vi).toContain(title);
  });

  it.each([
    ['nd-116-2021', 'II', '26'],
    ['nd-116-2021', 'V', '24'],
    ['nd-163-2026', 'V', '61'],
  ] as const)('there is no form %s, %s, %s', (instrument, appendix, number) => {
    expect(statutoryForm({ instrument, appendix, number })).toBeUndefined();
  });

  it.each([
    ['nd-116-2021', 'II', ['19', '20', '21', '22', '23', '24', '25', '26a', '26b', '27'], 38],
    ['nd-163-2026', 'I', ['01', '02'], 18],
    ['nd-163-2026', 'III', ['01', '02'], 10],
    ['nd-163-2026', 'V', ['17', '18'], 44],
  ])('%s, appendix %s, has every form from %p on: %i', (instrument, appendix, first, count) => {
    const numbers = FORMS.filter((form) => form.instrument === instrument && form.appendix === appendix).map(
      ({ number }) => number,
    );
    const sorted = numbers.toSorted();
    expect(sorted.slice(0, first.length)).toEqual(first);
    expect(sorted).toHaveLength(count);
    const whole = [...new Set(sorted.map((number) => Number.parseInt(number, 10)))];
    expect(whole).toEqual(whole.map((_, at) => (whole[0] ?? 0) + at));
  });

  it('no two forms of a day share instrument, appendix and number', () => {
    const keys = FORMS.map(
      ({ instrument, appendix, number, from }) => `${instrument}|${appendix}|${number}|${from}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('formsFor', () => {
  it.each<[FormStep, Regime, string[]]>([
    ['apply-home-rehabilitation', 'R2', ['22']],
    ['apply-home-rehabilitation', 'R3', ['20', '33', '35']],
    ['decide-home-rehabilitation', 'R1', ['24']],
    ['decide-home-rehabilitation', 'R2', ['24']],
    ['decide-home-rehabilitation', 'R3', ['22']],
    ['reception-record', 'R2', []],
    ['reception-record', 'R3', ['24', '25']],
    ['transfer-home-rehabilitation', 'R2', ['25']],
    ['transfer-home-rehabilitation', 'R3', ['26']],
    ['certify-home-rehabilitation', 'R2', ['26a']],
    ['certify-home-rehabilitation', 'R3', ['28']],
    ['certify-private-facility', 'R2', ['26b']],
    ['certify-private-facility', 'R3', ['30']],
    ['certify-part-at-facility', 'R2', []],
    ['certify-part-at-facility', 'R3', ['30']],
    ['certify-public-facility', 'R2', ['26b']],
    ['certify-public-facility', 'R3', ['30']],
    ['notify-end', 'R2', []],
    ['notify-end', 'R3', ['51']],
    ['contract-private-facility', 'R2', ['28']],
    ['contract-public-facility', 'R2', ['28']],
    ['contract-public-facility', 'R3', []],
    ['decide-private-facility', 'R2', []],
    ['decide-private-facility', 'R3', ['22']],
    ['decide-public-facility', 'R3', ['22']],
    ['receive-private-facility', 'R3', ['24', '29']],
    ['hand-over-public-facility', 'R3', ['31']],
    ['decide-substitution', 'R2', ['24']],
    ['record-registration-failure', 'R2', ['27']],
    ['record-registration-failure', 'R3', ['34']],
    ['notify-end', 'R3', ['51']],
    ['decide-aftercare', 'R2', ['51']],
    ['decide-aftercare', 'R3', ['53']],
    ['decide-electronic-monitoring', 'R3', ['02']],
  ])('%s in %s: %p', (step, regime, numbers) => {
    expect(formsFor(step, regime).map(({ number }) => number)).toEqual(numbers);
  });

  it('gives no form to an act that does not exist in the regime', () => {
    for (const regime of ['R1', 'R1b', 'R2'] as const) {
      const acts = new Set(COMPETENCES.filter((entry) => entry.regime === regime).map(({ act }) => act));
      expect(acts.has('reception-record')).toBe(false);
      expect(formsFor('reception-record', regime)).toEqual([]);
    }
  });
});
