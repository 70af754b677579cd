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
    ]);
    expect(names('2024-12-15')).toEqual([
      'missed-days',
      'opioid-positive',
      'other-drugs',
      'own-wish',
      'other',
    ]);
    expect(terminationRules(CEDEMEX, day('2025-01-01'))).toEqual([]);
  });

  it.each([
    [29, [], false],
    [30, [], true],
    // He came in between: nothing in a row.
    [30, ['2026-06-10'], false],
  ])('missed on %i days, came on %j: %p, by the days on which he was expected', (missed, came, amounts) => {
    const absence = { first: day('2026-05-01'), last: day('2026-06-15'), missed, cameOn: came.map(day) };
    const found = judgeTermination(METHADONE, 'missed-days', day('2026-07-01'), { ...NOTHING, absence });
    expect([found?.amounts, found?.undecided]).toEqual([amounts, false]);
    expect(told(found)).toContain(`did not come on ${missed} days`);
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

  it('are marked as our reading wherever something was counted, with the reason', () => {
    const absence = {
      ...{ first: day('2026-05-01'), last: day('2026-06-15'), missed: 30, cameOn: [day('2026-06-10')] },
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
