import { competentAuthorities } from './authorities.js';
import { dateOnly, type DateOnly } from './date.js';
import { formsFor } from './forms.js';
import { judgeTermination, terminationRules, type TerminationEvidence } from './treatment-ends.js';
import {
  maintenancePrescription,
  missingTreatmentPapers,
  treatmentDecree,
  treatmentDecreeExplained,
  treatmentPapers,
} from './treatment.js';

const day = dateOnly;
const METHADONE = 'methadone-treatment';
const CEDEMEX = 'cedemex-treatment';

const papers = (on: string, minor = false) => treatmentPapers(METHADONE, { on: day(on), minor });
const names = (on: string) => terminationRules(METHADONE, day(on)).map(({ ground }) => ground);
const judged = (
  ground: Parameters<typeof judgeTermination>[1],
  days: readonly string[],
  on = '2026-07-01',
  maintenanceSince: DateOnly | null = day('2025-01-01'),
) => judgeTermination(METHADONE, ground, day(on), { ...NOTHING, days: days.map(day), maintenanceSince });
const NOTHING: TerminationEvidence = {
  ...{ source: 'records', days: [], undecided: [], absence: null, maintenanceSince: null },
};
const told = (found: ReturnType<typeof judgeTermination>): string =>
  found?.explanation.steps.map(({ text }) => text.en).join(' ') ?? '';

const ofFormerDecree = (
  days: readonly string[],
  { on = '2024-12-14', negative = [] as readonly string[], undecided = [] as readonly string[] } = {},
) =>
  judgeTermination(METHADONE, 'opioid-positive', day(on), {
    ...{ ...NOTHING, days: days.map(day), negative: negative.map(day), undecided: undecided.map(day) },
  });

const endedUnasked = (
  missed: number,
  workingDays: number,
  on = '2026-06-30',
  cameOn: readonly string[] = [],
) =>
  judgeTermination(METHADONE, 'self-terminated', day(on), {
    ...NOTHING,
    absence: {
      ...{ first: day('2026-06-01'), last: day('2026-06-20'), missed, workingDays, ordered: null },
      cameOn: cameOn.map(day),
    },
  });

describe('the decree on substitution treatment', () => {
  it.each([
    ['2024-12-14', 'nd-90-2016', 'unverified'],
    ['2024-12-15', 'nd-141-2024', 'secondary'],
  ])('on %s is %s, known as %s', (on, decree, mark) => {
    expect(treatmentDecree(day(on))).toBe(decree);
    expect(treatmentDecreeExplained(day(on))).toMatchObject({ mark, result: { decree } });
  });

  it.each([
    ['2024-12-14', []],
    ['2024-12-15', ['11']],
    ['2025-02-28', ['11']],
  ])('gives an acceptance of %s the forms %j, though the regime goes on', (on, numbers) => {
    expect(formsFor('admit-to-treatment', 'R1', day(on)).map(({ number }) => number)).toEqual(numbers);
  });

  it('is named beside the former one under the regime in which it came, and as a reading', () => {
    const [before, since] = (['R1', 'R1b'] as const).map(
      (regime) => competentAuthorities('terminate-treatment', regime)[0]?.citation,
    );
    expect(before).toMatchObject({ instrument: 'nd-90-2016', mark: 'unverified' });
    expect(before?.article).toBe(
      'toàn văn; từ ngày 15/12/2024 (cách hiểu): Nghị định 141/2024/NĐ-CP, Điều 36 khoản 2',
    );
    expect(since).toMatchObject({ instrument: 'nd-141-2024', article: 'Điều 36 khoản 2' });
  });

  it('lets clinics and health centres admit under every regime', () => {
    for (const regime of ['R1', 'R1b', 'R2', 'R3'] as const)
      expect(
        competentAuthorities('admit-to-treatment', regime).map(({ organisationKind }) => organisationKind),
      ).toEqual(['methadone-clinic', 'health-centre']);
  });
});

describe('papers of an admission', () => {
  it('are absent before 15/12/2024, and of Cedemex', () => {
    expect(papers('2024-12-14')).toBeNull();
    expect(treatmentPapers(CEDEMEX, { on: day('2026-07-01'), minor: false })).toBeNull();
  });

  it('ask a minor for the consent of his representative', () => {
    expect(papers('2024-12-15')?.map(({ paper }) => paper)).toEqual(['application', 'commune-decision']);
    expect(papers('2024-12-15', true)?.map(({ paper }) => paper)).toContain('guardian-consent');
  });

  it.each([
    [[], ['application', 'commune-decision']],
    [['application', 'determination-result'], []],
    [['application', 'commune-decision'], []],
    [['determination-result'], ['application']],
  ] as const)('with %j lack %j', (handedIn, missing) => {
    const facts = { on: day('2026-07-02'), minor: false, papers: handedIn };
    expect(missingTreatmentPapers(METHADONE, facts)?.map(({ paper }) => paper)).toEqual(missing);
  });
});

describe('a maintenance prescription', () => {
  it.each([
    [METHADONE, '2024-03-14', undefined],
    [METHADONE, '2024-03-15', 30],
    [CEDEMEX, '2024-03-15', undefined],
  ] as const)('of %s on %s covers at most %p days', (kind, on, most) => {
    expect(maintenancePrescription(kind, day(on))?.mostDays).toBe(most);
  });
});

describe('grounds of termination', () => {
  it('are those of the day', () => {
    expect(names('2024-12-14')).toEqual([
      'own-wish',
      'protocol-breach',
      'opioid-positive',
      'other-drugs',
      'offence',
      'other',
      'self-terminated',
    ]);
    expect(names('2024-12-15')).toEqual([
      'missed-days',
      'opioid-positive',
      'other-drugs',
      'own-wish',
      'other',
      'self-terminated',
    ]);
    expect(terminationRules(CEDEMEX, day('2025-01-01'))).toEqual([]);
  });

  it.each([
    [29, [], false],
    [30, [], true],
    // He came in between: nothing in a row.
    [30, ['2026-06-10'], false],
  ])('missed on %i days, came on %j: %p, by the days on which he was expected', (missed, came, amounts) => {
    const absence = {
      first: day('2026-05-01'),
      last: day('2026-06-15'),
      missed,
      ordered: missed - 2,
      cameOn: came.map(day),
    };
    const found = judgeTermination(METHADONE, 'missed-days', day('2026-07-01'), { ...NOTHING, absence });
    expect([found?.amounts, found?.undecided]).toEqual([amounts, false]);
    expect(told(found)).toContain(`did not come on ${missed} days`);
    expect(told(found)).toContain(
      `${missed - 2} had an order, and 2 had none: on those there was no dose to come for`,
    );
    expect(told(found).includes('2026-06-10')).toBe(came.length > 0);
  });

  it('of absence has none where no day was missed', () => {
    expect(judged('missed-days', ['2026-06-01', '2026-06-30'])?.amounts).toBe(false);
  });

  it('say that they rest on papers where they do', () => {
    const found = judgeTermination(METHADONE, 'other-drugs', day('2026-07-01'), {
      ...{ ...NOTHING, source: 'papers' },
    });
    expect([found?.explanation.mark, told(found)]).toEqual([
      'unverified',
      expect.stringMatching(/^By papers/) as string,
    ]);
  });

  it('count a day once, and what is undecided not at all', () => {
    expect(judged('opioid-positive', ['2026-05-01', '2026-05-01'])?.amounts).toBe(false);
    const one = { ...NOTHING, days: [day('2026-05-01')], maintenanceSince: day('2025-01-01') };
    const waiting = (undecided: readonly string[], since = '2025-01-01') => {
      const evidence = { ...one, undecided: undecided.map(day), maintenanceSince: day(since) };
      const found = judgeTermination(METHADONE, 'opioid-positive', day('2026-07-01'), evidence);
      return [found?.amounts, found?.undecided];
    };
    expect(waiting(['2026-06-01'])).toEqual([null, true]);
    // Of the same day as one that counts, too long ago, or before the maintenance dose: it would change nothing.
    for (const other of ['2026-05-01', '2025-05-01']) expect(waiting([other])).toEqual([false, false]);
    expect(waiting(['2026-04-01'], '2026-04-02')).toEqual([false, false]);
  });

  it.each([
    [['2025-06-02', '2026-06-01'], '2025-01-01', true],
    [['2025-06-01', '2026-06-01'], '2025-01-01', false],
    [['2026-05-01', '2026-06-01'], '2026-05-02', false],
    [['2026-05-01', '2026-06-01'], null, false],
    [['2026-06-01'], '2025-01-01', false],
  ])('positive on %j, maintenance since %p: %p', (days, since, amounts) => {
    expect(judged('opioid-positive', days, '2026-07-01', since === null ? null : day(since))?.amounts).toBe(
      amounts,
    );
  });

  describe('under the decree of until 14/12/2024', () => {
    it.each([
      ['two in a row, before any maintenance dose', ['2024-06-01', '2024-11-30'], {}, true],
      ['a negative one between them', ['2024-06-01', '2024-11-30'], { negative: ['2024-08-01'] }, false],
      ['a negative one before them', ['2024-06-01', '2024-11-30'], { negative: ['2024-05-31'] }, true],
      ['a negative one after them', ['2024-06-01', '2024-11-30'], { negative: ['2024-12-01'] }, true],
      [
        'one of the same day, beside a positive one',
        ['2024-06-01', '2024-07-01'],
        { negative: ['2024-07-01'] },
        true,
      ],
      [
        'two after the negative one',
        ['2024-06-01', '2024-08-01', '2024-09-01'],
        { negative: ['2024-07-01'] },
        true,
      ],
      ['just within 12 months', ['2023-12-02', '2024-12-01'], {}, true],
      ['12 months apart', ['2023-12-01', '2024-12-01'], {}, false],
      ['one alone', ['2024-12-01'], {}, false],
      ['an undecided one between them', ['2024-06-01', '2024-11-30'], { undecided: ['2024-08-01'] }, null],
      ['an undecided one after one', ['2024-06-01'], { undecided: ['2024-08-01'] }, null],
      [
        'an undecided one behind a negative one',
        ['2024-06-01'],
        { undecided: ['2024-08-01'], negative: ['2024-07-01'] },
        false,
      ],
    ])('%s', (_what, days, more, amounts) => {
      expect(ofFormerDecree(days, more)).toMatchObject({ amounts, undecided: amounts === null });
    });

    it('names the text by which it was counted, and the negative test that ended the row', () => {
      expect(told(ofFormerDecree(['2024-06-01', '2024-11-30'], { negative: ['2024-08-01'] }))).toMatch(
        /At most 1 in a row in 12 months; the law says from 2 in a row \(90\/2016\/NĐ-CP\).*Negative in between: 2024-08-01/,
      );
      expect(told(judged('opioid-positive', ['2026-05-01', '2026-06-01']))).toMatch(
        /since the maintenance dose was reached; the law says from 2 \(141\/2024\/NĐ-CP\)/,
      );
    });

    it('and no other: the next day the row and the negative test count for nothing, maintenance does', () => {
      const more = { on: '2024-12-15', negative: ['2024-08-01'] };
      expect(ofFormerDecree(['2024-06-01', '2024-11-30'], more)?.amounts).toBe(false);
      expect(
        judged('opioid-positive', ['2024-06-01', '2024-11-30'], '2024-12-15', day('2024-05-01'))?.amounts,
      ).toBe(true);
    });
  });

  describe('that the person ended it unasked, until 30/06/2026', () => {
    it.each([
      [6, 4, false],
      [5, 5, true],
      [9, 4, false],
      // Days off in a row, on which he was expected.
      [10, 4, true],
    ])('missed on %i days, %i of them working days: %p', (missed, workingDays, amounts) => {
      expect(endedUnasked(missed, workingDays)?.amounts).toBe(amounts);
    });

    it('has its days, counts those in a row alone, and says by which text', () => {
      for (const on of ['2022-01-01', '2024-12-14', '2024-12-15'])
        expect(endedUnasked(5, 5, on)?.amounts).toBe(true);
      for (const on of ['2021-12-31', '2026-07-01']) expect(endedUnasked(5, 5, on)).toBeNull();
      expect(endedUnasked(12, 9, '2026-06-30', ['2026-06-10'])?.amounts).toBe(false);
      expect(judged('self-terminated', [], '2026-06-30')?.amounts).toBe(false);
      expect(told(endedUnasked(5, 5))).toContain(
        'from 5 working days, or 10 sessions in a row, without a reason (116/2021/NĐ-CP)',
      );
      expect(endedUnasked(5, 5)?.explanation).toMatchObject({
        ...{ mark: 'interpretation', citations: [{ instrument: 'nd-116-2021', article: 'Điều 3 khoản 5' }] },
      });
    });
  });

  it('are marked as our reading wherever something was counted, with the reason', () => {
    const absence = {
      ...{
        first: day('2026-05-01'),
        last: day('2026-06-15'),
        missed: 30,
        ordered: 20,
        cameOn: [day('2026-06-10')],
      },
    };
    const counted = [
      judged('opioid-positive', ['2026-05-01', '2026-06-01']),
      judged('protocol-breach', ['2024-06-01', '2024-11-30'], '2024-12-01'),
      judgeTermination(METHADONE, 'missed-days', day('2026-07-01'), { ...NOTHING, absence }),
    ];
    for (const found of counted) {
      const { steps = [] } = found?.explanation ?? {};
      expect(steps.map(({ mark }) => mark)).toEqual(steps.map(() => 'interpretation'));
      expect(told(found)).toContain('As we read it');
      expect(steps[0]?.text.vi).toContain('Cách hiểu');
    }
    expect(counted[0]?.explanation.mark).toBe('interpretation');
  });

  it('without a number are for a person to judge', () => {
    expect(judged('other-drugs', ['2026-06-01'])?.amounts).toBeNull();
    // Of the record there has to be one.
    expect(judged('other-drugs', [])?.amounts).toBe(false);
    const waiting = { ...NOTHING, undecided: [day('2026-06-01')] };
    expect(judgeTermination(METHADONE, 'other-drugs', day('2026-07-01'), waiting)).toMatchObject({
      ...{ amounts: null, undecided: true },
    });
    expect(judged('protocol-breach', ['2026-06-01'])).toBeNull();
    expect(judged('protocol-breach', ['2024-06-01', '2024-11-30'], '2024-12-01')?.amounts).toBe(true);
    expect(judged('protocol-breach', ['2024-05-01', '2024-11-30'], '2024-12-01')?.amounts).toBe(false);
  });

  it('of Cedemex are written nowhere: a person names one', () => {
    expect(judgeTermination(CEDEMEX, 'missed-days', day('2025-01-01'), NOTHING)).toBeNull();
    expect(judgeTermination(CEDEMEX, 'other', day('2025-01-01'), NOTHING)).toMatchObject({
      amounts: null,
      explanation: { mark: 'unverified' },
    });
  });
});
