import fc from 'fast-check';
import type { CaseEvent } from '../../cases/case-file.js';
import type { SteppedProcedure } from '../../cases/steps/stepped-procedure.js';
import { countedTerm, type Pause } from '../../law/counted-time.js';
import { addDays, addMonths, dateOnly, daysBetween, type DateOnly } from '../../law/date.js';
import { pausesOf } from '../compulsory/compulsory-history.js';
import { COMPULSORY } from '../compulsory/compulsory-procedure.js';
import { HOME_DOOR } from '../voluntary/door-home.js';
import { PRIVATE_DOOR } from '../voluntary/door-private.js';
import { PUBLIC_DOOR } from '../voluntary/door-public.js';
import { courseOf } from './course.js';

const STARTS_ON = dateOnly('2026-07-10');
const ENDS_ON = addMonths(STARTS_ON, 24);

interface Way {
  readonly procedure: SteppedProcedure;
  readonly from: string;
  readonly pausesOf: (events: readonly CaseEvent[]) => readonly Pause[];
  /** In these states at the end of a day, the day does not count. */
  readonly held: readonly string[];
  /** In these at its beginning, neither. */
  readonly between: readonly string[];
}

const ofCourse = (events: readonly CaseEvent[]): readonly Pause[] => courseOf(events).pauses;
const BETWEEN = ['to-continue', 'displaced', 'to-receive'];
const WAYS: readonly (readonly [string, Way])[] = [
  [
    'at home',
    { procedure: HOME_DOOR, from: 'started', pausesOf: ofCourse, held: ['in-prison'], between: [] },
  ],
  [
    'at a private facility, then at home',
    {
      ...{ procedure: PRIVATE_DOOR, from: 'under-way', pausesOf: ofCourse },
      ...{ held: ['in-prison', 'in-prison-from-home'], between: BETWEEN },
    },
  ],
  [
    'at a public facility',
    { procedure: PUBLIC_DOOR, from: 'under-way', pausesOf: ofCourse, held: ['in-prison'], between: [] },
  ],
  [
    'under compulsion',
    {
      ...{ procedure: COMPULSORY, from: 'in-facility', pausesOf },
      ...{ held: ['escaped', 'in-prison'], between: [] },
    },
  ],
];

/** Which of the possible steps is taken, and how many days and hours later than the one before. */
const WALK = fc.array(
  fc.record({ choice: fc.nat({ max: 30 }), days: fc.nat({ max: 80 }), hours: fc.nat({ max: 3 }) }),
  { maxLength: 24 },
);
/** Days of the longest walk, and of a term after it. */
const LONGEST_WALK = 24 * 80 + 800;
type Walk = readonly { readonly choice: number; readonly days: number; readonly hours: number }[];

interface Walked {
  readonly events: readonly CaseEvent[];
  /** The state at the end of the so many-th day of the term; before the first event, the one of the beginning. */
  readonly stateOn: (day: number) => string;
}

/** Goes through the table of the procedure, never out of the rehabilitation. */
function walked({ procedure, from }: Way, walk: Walk): Walked {
  const begun = new Set(procedure.running?.begun);
  const isOver = (state: string): boolean => procedure.states[state]?.closed === true || !begun.has(state);
  const events: CaseEvent[] = [];
  let state = from;
  let [day, hour] = [STARTS_ON as DateOnly, 1];
  for (const { choice, days, hours } of walk) {
    const steps = Object.entries(procedure.transitions[state] ?? {}).filter(
      ([step, to]) => to !== undefined && to !== state && !isOver(to) && !step.endsWith('certified'),
    );
    const parts = [...steps, ...partOf(procedure, state)];
    const [step, to] = parts[choice % Math.max(1, parts.length)] ?? [];
    if (step === undefined || to === undefined) continue;
    day = addDays(day, days);
    hour = days > 0 ? 1 : Math.min(22, hour + hours);
    state = to;
    events.push(eventOf(step, to, day, hour, events.length));
  }
  return { events, stateOn: endOfDays(events, from) };
}

function endOfDays(events: readonly CaseEvent[], from: string): Walked['stateOn'] {
  const ends = events.map(({ facts, statusAfter }) => ({
    since: daysBetween(STARTS_ON, dateOnly(String(facts.day))),
    statusAfter,
  }));
  return (day) => ends.findLast(({ since }) => since <= day)?.statusAfter ?? from;
}

/** The only certificate after which rehabilitation goes on. */
function partOf({ transitions }: SteppedProcedure, state: string): readonly (readonly [string, string])[] {
  const to = transitions[state]?.['part-certified'];
  return to === undefined ? [] : [['part-certified', to]];
}

function eventOf(type: string, statusAfter: string, day: DateOnly, hour: number, at: number): CaseEvent {
  const effectiveAt = new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+07:00`);
  return {
    ...{ id: String(at), type, effectiveAt, precision: 'instant', statusAfter, facts: { day } },
    ...{ recordedAt: effectiveAt, recordedLegalAt: effectiveAt, userId: null, system: null },
    ...{ organisationId: null, reason: null, replacesId: null },
  };
}

describe.each(WAYS)('whatever happens %s', (_where, way) => {
  it('no day is gained or lost: the term ends when as many days were served as it has', () => {
    fc.assert(
      fc.property(WALK, (walk) => {
        const { events, stateOn } = walked(way, walk);
        const counts = (day: number): boolean =>
          !way.held.includes(stateOn(day)) && !way.between.includes(stateOn(day - 1));
        const found = countedTerm({
          ...{ startsOn: STARTS_ON, endsOn: ENDS_ON, pauses: way.pausesOf(events), asOf: STARTS_ON },
        });
        const served = servedOn(counts, daysBetween(STARTS_ON, ENDS_ON));
        expect(found.endsOn).toBe(served);
      }),
    );
  });

  it('days served and days left make up the term on any day', () => {
    fc.assert(
      fc.property(WALK, fc.nat({ max: 900 }), (walk, later) => {
        const { events } = walked(way, walk);
        const asOf = addDays(STARTS_ON, later);
        const { countedDays, remainingDays } = countedTerm({
          ...{ startsOn: STARTS_ON, endsOn: ENDS_ON, pauses: way.pausesOf(events), asOf },
        });
        expect(countedDays + remainingDays).toBe(daysBetween(STARTS_ON, ENDS_ON));
      }),
    );
  });
});

/** The day on which so many have been served; null where they never are. The first day of a term is not counted. */
function servedOn(counts: (day: number) => boolean, days: number): DateOnly | null {
  let left = days;
  for (let at = 1; at < LONGEST_WALK; at += 1) {
    if (counts(at)) left -= 1;
    if (left === 0) return addDays(STARTS_ON, at);
  }
  return null;
}
