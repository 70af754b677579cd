import { DOSE_EVENT_KIND_NAMES, DOSE_EVENT_KINDS, namedBy, type DoseEventKind } from './dose-event.kinds.js';

/** Stock, claim, outcome of each kind, written out a second time, so that no effect changes unseen. */
const EFFECTS: Readonly<Record<DoseEventKind, readonly [string, string, string | null]>> = {
  prepared: ['none', 'none', null],
  dispensed: ['out', 'takes', 'given'],
  'guest-dose': ['out', 'takes', 'given'],
  're-dosed': ['out', 'keeps', null],
  refused: ['none', 'none', 'refused'],
  withheld: ['none', 'none', 'withheld'],
  vomited: ['none', 'keeps', null],
  spilled: ['out', 'none', null],
  'take-home-given': ['out', 'takes', 'given'],
  'take-home-returned': ['returned', 'releases', null],
  missed: ['none', 'none', 'missed'],
  voided: ['reversed', 'releases', null],
};

describe('kinds of dose events', () => {
  it.each(DOSE_EVENT_KIND_NAMES)('%s does to stock, claim and slot what its facts are', (kind) => {
    const { stock, claim, outcome } = DOSE_EVENT_KINDS[kind];
    expect([stock, claim, outcome]).toEqual(EFFECTS[kind]);
  });

  it('tell a spill, a void and a re-dose apart by what they do', () => {
    const effects = (['spilled', 'voided', 're-dosed'] as const).map((kind) =>
      JSON.stringify([DOSE_EVENT_KINDS[kind].stock, DOSE_EVENT_KINDS[kind].claim]),
    );
    expect(new Set(effects).size).toBe(3);
  });

  it('take a dose exactly where they make it given', () => {
    for (const kind of DOSE_EVENT_KIND_NAMES) {
      const { claim, outcome } = DOSE_EVENT_KINDS[kind];
      expect([kind, claim === 'takes']).toEqual([kind, outcome === 'given']);
    }
  });

  it('name only kinds that can be named, and no void names a void', () => {
    for (const kind of DOSE_EVENT_KIND_NAMES) {
      for (const named of namedBy(kind)) expect(named).not.toBe('voided');
    }
    expect(namedBy('voided')).toEqual(
      DOSE_EVENT_KIND_NAMES.filter((kind) => !['voided', 'take-home-returned', 'missed'].includes(kind)),
    );
    expect(namedBy('dispensed')).toEqual([]);
  });
});
