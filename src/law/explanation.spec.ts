import { explain, joinExplanations, step } from './explanation.js';
import { cite } from './instruments.js';
import { weakestMark, type SourceMark } from './source-mark.js';

const draft = { rule: 'x', version: '2026-07-01', inputs: { n: 1 }, result: { ok: true } };

describe('weakestMark', () => {
  it.each<[SourceMark[], SourceMark]>([
    [[], 'official'],
    [['official', 'secondary'], 'secondary'],
    [['interpretation', 'secondary'], 'interpretation'],
    [['unverified', 'interpretation', 'official'], 'unverified'],
  ])('of %p is %s', (marks, expected) => {
    expect(weakestMark(marks)).toBe(expected);
  });
});

describe('explain', () => {
  const article = cite('nd-163-2026', 'Điều 91 khoản 1');

  it('names each ground once, those of the rule first', () => {
    const other = cite('blds-2015', 'Điều 148 khoản 5');
    const steps = [step('một', 'one', other), step('hai', 'two', article)];
    expect(explain({ ...draft, citations: [article], steps }).citations).toEqual([article, other]);
  });

  it('is as good as its weakest ground', () => {
    expect(explain({ ...draft, steps: [step('a', 'a', article)] }).mark).toBe('secondary');
    expect(explain({ ...draft, steps: [step('a', 'a', article, 'interpretation')] }).mark).toBe(
      'interpretation',
    );
    expect(explain({ ...draft, mark: 'unverified', steps: [step('a', 'a', article)] }).mark).toBe(
      'unverified',
    );
  });

  it('is plain JSON', () => {
    const made = explain({ ...draft, steps: [step('a', 'b', article)] });
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});

describe('joinExplanations', () => {
  const ground = explain({
    ...draft,
    rule: 'ground',
    mark: 'interpretation',
    steps: [step('vì sao', 'why', cite('luat-120-2025', 'Điều 56 khoản 2'))],
  });
  const rule = explain({ ...draft, steps: [step('tính', 'count', cite('nd-163-2026', 'Điều 91 khoản 1'))] });

  it('puts the ground first and keeps the rule, its inputs and its result', () => {
    const joined = joinExplanations(ground, rule);
    expect(joined).toMatchObject({ rule: 'x', inputs: { n: 1 }, result: { ok: true } });
    expect(joined.steps.map(({ text }) => text.en)).toEqual(['why', 'count']);
    expect(joined.citations.map(({ article }) => article)).toEqual(['Điều 56 khoản 2', 'Điều 91 khoản 1']);
  });

  it('is as weak as the weaker of the two', () => {
    expect(joinExplanations(ground, rule).mark).toBe('interpretation');
    expect(joinExplanations(rule, ground).mark).toBe('interpretation');
  });
});
