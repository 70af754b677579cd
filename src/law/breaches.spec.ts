import { breachStanding, type Breach, type BreachKind } from './breaches.js';
import { addDays, dateOnly } from './date.js';

const FIRST = dateOnly('2026-08-03');
const breaches = (...kinds: readonly BreachKind[]): readonly Breach[] =>
  kinds.map((kind, at) => ({ kind, on: addDays(FIRST, at) }));

describe('breachStanding', () => {
  it.each<[string, readonly BreachKind[], string, number, string]>([
    ['monitoring, once', ['electronic-monitoring'], 'compulsory', 1, 'Điều 47 khoản 2'],
    ['an act of khoản 3', ['commune-education-act'], 'review', 1, 'Điều 47 khoản 3'],
    [
      'an act of khoản 3, again',
      ['commune-education-act', 'commune-education-act'],
      'compulsory',
      2,
      'Điều 47 khoản 3',
    ],
    [
      'anything after an act of khoản 3',
      ['commune-education-act', 'other'],
      'compulsory',
      2,
      'Điều 47 khoản 3',
    ],
    ['another breach', ['other'], 'reminder', 1, 'Điều 47 khoản 4'],
    ['a second one', ['other', 'other'], 'review', 2, 'Điều 47 khoản 4'],
    ['a third one', ['other', 'other', 'other'], 'compulsory', 3, 'Điều 47 khoản 4'],
    ['a fourth one', ['other', 'other', 'other', 'other'], 'compulsory', 4, 'Điều 47 khoản 4'],
    [
      'an act of khoản 3 after two others',
      ['other', 'other', 'commune-education-act'],
      'review',
      1,
      'Điều 47 khoản 3',
    ],
  ])('%s', (_what, kinds, consequence, rung, article) => {
    const all = breaches(...kinds);
    const [last] = all.slice(-1);
    if (!last) throw new Error('no breach');
    const found = breachStanding(last, all.slice(0, -1));
    expect(found).toMatchObject({ consequence, rung });
    expect(found.explanation.citations.map((each) => each.article)).toContain(article);
  });
});
