import { COMPETENCES } from '../../law/authorities.js';
import { DEADLINE_RULES } from '../../law/deadlines.js';
import { REGIMES, type Regime } from '../../law/regimes.js';
import type { DoorDefinition } from './door.js';
import { doorOfKind, DOORS } from './doors.js';
import { MOST_NEXT } from './voluntary-answer.dto.js';
import { intakeOf } from './voluntary.rules.js';

const ALL = Object.values(DOORS).map((door) => [door.door, door] as const);
const statesOf = ({ transitions }: DoorDefinition): readonly string[] => Object.keys(transitions);
const isClosed = ({ states }: DoorDefinition, state: string): boolean => states[state]?.closed === true;
const waysOut = ({ transitions }: DoorDefinition, state: string): readonly string[] =>
  Object.values(transitions[state] ?? {}) as string[];

describe.each(ALL)('the table of the door %s', (_name, door) => {
  it('has no way out of a closed state but what it names', () => {
    const closed = statesOf(door).filter((state) => isClosed(door, state));
    expect(closed).toEqual(expect.arrayContaining(['withdrawn', 'voided', 'died']));
    for (const state of closed) {
      const { afterwards = [] } = door.states[state] ?? {};
      const ways = Object.entries(door.transitions[state] ?? {}).filter(
        ([step]) => !afterwards.includes(step),
      );
      expect([state, ...new Set(ways.map(([, to]) => to))]).toEqual([state, state]);
    }
  });

  it('lets the program move every file that is open', () => {
    const open = statesOf(door).filter((state) => !isClosed(door, state) && state !== door.start);
    for (const move of ['keeper-moved', 'competence-moved']) {
      expect(open.filter((state) => door.transitions[state]?.[move] === undefined)).toEqual([]);
    }
  });

  it('reaches every state from the first, and labels each', () => {
    const reached = new Set<string>([door.start]);
    for (const state of reached) for (const next of waysOut(door, state)) reached.add(next);
    expect([...reached].toSorted()).toEqual(statesOf(door).toSorted());
    expect(Object.keys(door.states).toSorted()).toEqual(statesOf(door).toSorted());
  });

  it('says of each step that its table knows what it is, and of no other', () => {
    const known = new Set(statesOf(door).flatMap((state) => Object.keys(door.transitions[state] ?? {})));
    expect(Object.keys(door.steps).toSorted()).toEqual([...known].toSorted());
  });

  it('allows no more steps in a state than an answer tells', () => {
    for (const state of statesOf(door)) {
      expect(Object.keys(door.transitions[state] ?? {}).length).toBeLessThanOrEqual(MOST_NEXT);
    }
  });

  it('rests on acts and time limits that the law data knows', () => {
    const acts = new Set<string>(COMPETENCES.map(({ act }) => act));
    const rules = new Set(DEADLINE_RULES.map(({ key }) => key));
    const steps = Object.values(door.steps);
    expect(steps.filter(({ act }) => act !== undefined && !acts.has(act))).toEqual([]);
    const asked = steps.flatMap(({ opens = [], meets = [] }) => [...opens.map(({ rule }) => rule), ...meets]);
    expect(asked.filter((rule) => !rules.has(rule))).toEqual([]);
  });

  it('takes in by a step that its table allows a file that was handed in', () => {
    for (const regime of Object.keys(REGIMES) as Regime[]) {
      const { step } = door.intake[regime];
      expect(door.transitions[door.start]?.[step]).toBeDefined();
      expect(door.transitions['awaiting-supplement']?.[step]).toBeDefined();
    }
  });

  it('is found by its kind of file', () => {
    expect(doorOfKind(door.kind)).toBe(door);
  });
});

describe('a person without a stable residence', () => {
  it.each(['home', 'private', 'substitution'] as const)(
    'finds %s closed, by an article of each law',
    (name) => {
      expect(intakeOf(DOORS[name], 'R2', true)).toMatchObject({ article: { instrument: 'nd-116-2021' } });
      expect(intakeOf(DOORS[name], 'R3', true)).toMatchObject({ article: { instrument: 'nd-163-2026' } });
    },
  );

  it('registers for a public facility where the act was found, whoever registers there', () => {
    expect(intakeOf(DOORS.public, 'R2', true)).toMatchObject({
      intake: {
        act: 'register-without-residence',
        step: 'registered-without-residence',
        residence: 'anywhere',
      },
    });
    expect(intakeOf(DOORS.public, 'R3', true)).toMatchObject({
      intake: { act: 'register-without-residence', step: 'registered', residence: 'anywhere' },
    });
  });
});
