import {
  refusalOfPerson,
  refusalOfSlot,
  tokenState,
  type ExpectedFacts,
  type TokenFacts,
} from './token.rules.js';

const FITS: ExpectedFacts = {
  dosing: true,
  consented: true,
  held: false,
  bookedElsewhere: false,
  siteClosed: false,
  unfit: false,
};
const STANDS: TokenFacts = { usedAt: null, releasedBecause: null, passed: false };

describe('a dose that is kept ahead', () => {
  it.each<[string, Partial<ExpectedFacts>, string | null]>([
    ['of a patient', {}, null],
    ['of a guest, whose consent the home has', { consented: null }, null],
    ['of an episode in no state of dosing', { dosing: false, held: true }, 'not-dosing'],
    ['without consent', { consented: false, held: true }, 'no-consent'],
    ['of who is held', { held: true, bookedElsewhere: true }, 'held'],
    ['of who is booked elsewhere', { bookedElsewhere: true, unfit: true }, 'booked-elsewhere'],
    ['by an order that does not fit any more', { unfit: true }, 'order-unfit'],
  ])('%s', (_what, change, wanted) => {
    expect(refusalOfPerson({ ...FITS, ...change })).toBe(wanted);
  });

  it('was not given yet', () => {
    expect((['due', 'refused', 'missed', 'given'] as const).map(refusalOfSlot)).toEqual([
      ...[null, null, null, 'already-dosed'],
    ]);
  });

  it.each<[string, Partial<TokenFacts>, string]>([
    ['stands', {}, 'standing'],
    ['is over with its day', { passed: true }, 'over'],
    ['is released with the move of the person', { releasedBecause: 'moved' }, 'released'],
    ['is over once the job says so', { releasedBecause: 'day-over' }, 'over'],
    ['was released', { releasedBecause: 'site', passed: true }, 'released'],
    ['was lost', { releasedBecause: 'given' }, 'lost'],
    [
      'was used, after its day too',
      { usedAt: new Date(0), releasedBecause: 'day-over', passed: true },
      'used',
    ],
  ])('%s', (_what, change, wanted) => {
    expect(tokenState({ ...STANDS, ...change })).toBe(wanted);
  });
});
