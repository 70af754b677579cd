import fc from 'fast-check';
import { foldHistory, statesAllowing, stepsFrom, type TakenStep, type Transitions } from './history.js';

type State = 'new' | 'open' | 'done' | 'gone';
type Step = 'open' | 'finish' | 'leave';

const table: Transitions<State, Step> = {
  new: { open: 'open' },
  open: { finish: 'done', leave: 'gone' },
  done: {},
  gone: {},
};

const at = (day: number): Date => new Date(Date.UTC(2026, 6, day));
const taken = (step: Step, day: number): TakenStep<Step> => ({ step, effectiveAt: at(day) });

describe('foldHistory', () => {
  it('follows steps in the order in which they took effect', () => {
    expect(foldHistory(table, 'new', [taken('finish', 3), taken('open', 1)])).toEqual({
      possible: true,
      state: 'done',
    });
  });

  it('names the later step that a late entry makes impossible', () => {
    const late = [taken('open', 1), taken('finish', 5), taken('leave', 3)];
    expect(foldHistory(table, 'new', late)).toEqual({
      possible: false,
      state: 'gone',
      blocked: taken('finish', 5),
    });
  });

  it('keeps the order of recording for steps of the same instant', () => {
    expect(foldHistory(table, 'new', [taken('open', 1), taken('finish', 1)])).toMatchObject({
      state: 'done',
    });
    expect(foldHistory(table, 'new', [taken('finish', 1), taken('open', 1)])).toMatchObject({
      possible: false,
    });
  });

  it('never leaves the table, whatever the steps', () => {
    const steps = fc.array(
      fc.record({
        step: fc.constantFrom<Step>('open', 'finish', 'leave'),
        day: fc.integer({ min: 1, max: 28 }),
      }),
    );
    fc.assert(
      fc.property(steps, (entries) => {
        const fold = foldHistory(
          table,
          'new',
          entries.map((entry) => taken(entry.step, entry.day)),
        );
        if (fold.possible) return Object.keys(table).includes(fold.state);
        return table[fold.state][fold.blocked.step] === undefined;
      }),
    );
  });
});

describe('the table read both ways', () => {
  it('says from where a step may be taken and what a state allows', () => {
    expect(statesAllowing(table, 'leave')).toEqual(['open']);
    expect(stepsFrom(table, 'open')).toEqual(['finish', 'leave']);
    expect(stepsFrom(table, 'gone')).toEqual([]);
  });
});
