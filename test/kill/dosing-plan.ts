import { addDays, eachDay, type DateOnly } from '../../src/law/date.js';

/** What stands in the protocol of the site: invented. The thirty days are the law's. */
export const WARN_AT = 2;
export const HOLD_FROM = 3;
/** Of so many days of nobody seen the place is told, and of as many again, whatever the protocol says. */
const UNSEEN = 7;
const GROUND_AT = 30;

/** Somebody who comes on some days, and for whom so many doses a day are ordered. */
export interface Patient {
  readonly slots: number;
  /** '2026-05-03 2': the doses that he has had, by day and slot. */
  readonly given: ReadonlySet<string>;
}

export interface Plan {
  readonly from: DateOnly;
  readonly until: DateOnly;
  readonly closed: ReadonlySet<DateOnly>;
  readonly patients: readonly Patient[];
}

export const keyOf = (day: DateOnly, slot: number): string => `${day} ${slot}`;

const CLOSED_EVERY = 11;
/** How likely a dose is taken: by who never comes again, who comes now and then, who comes often. */
const COMES = [0, 0.04, 0.4] as const;

/** Who comes when, by chance and the same for the same seed. On closing days nobody does. */
export function makePlan(
  { from, days, patients }: { readonly from: DateOnly; readonly days: number; readonly patients: number },
  random: () => number,
): Plan {
  const until = addDays(from, days - 1);
  const all = eachDay(from, until);
  const closed = new Set(all.filter((_day, at) => at % CLOSED_EVERY === CLOSED_EVERY - 1));
  return {
    ...{ from, until, closed },
    patients: Array.from({ length: patients }, (_, at) => {
      const slots = 1 + (at % 2);
      const given = new Set<string>();
      for (const day of all)
        for (let slot = 1; slot <= slots; slot += 1)
          if (!closed.has(day) && random() < (COMES[at % COMES.length] ?? 0)) given.add(keyOf(day, slot));
      return { slots, given };
    }),
  };
}

export interface Proposed {
  readonly first: DateOnly;
  readonly last: DateOnly;
}

/** What has to be there of a patient once a day has been derived: written down without the rules of the program. */
export interface Expected {
  /** Keys of missed doses. */
  readonly missed: readonly string[];
  /** Days on which he came for nothing. */
  readonly missedDays: readonly DateOnly[];
  /** 'treatment.dose-held 2026-05-03' */
  readonly notices: readonly string[];
  /** The first day of the hold; null where there is none. */
  readonly heldFrom: DateOnly | null;
  readonly proposed: Proposed | null;
}

export function expectedOf({ from, closed }: Plan, { slots, given }: Patient, last: DateOnly): Expected {
  const missed: string[] = [];
  const notices: string[] = [];
  const missedDays: DateOnly[] = [];
  let heldFrom: DateOnly | null = null;
  let proposed: Proposed | null = null;
  let run: DateOnly[] = [];
  for (const day of eachDay(from, last)) {
    if (closed.has(day)) continue;
    const due = Array.from({ length: slots }, (_, at) => keyOf(day, at + 1)).filter((key) => !given.has(key));
    missed.push(...due);
    // One dose of a day is enough to have come.
    run = due.length < slots ? [] : [...run, day];
    if (due.length === slots) missedDays.push(day);
    if (run.length === WARN_AT) notices.push(`treatment.missed-doses ${day}`);
    if (run.length > 0 && run.length % UNSEEN === 0) notices.push(`treatment.not-seen ${day}`);
    if (run.length === HOLD_FROM && heldFrom === null) {
      heldFrom = addDays(day, 1);
      notices.push(`treatment.dose-held ${day}`);
    }
    if (run.length === GROUND_AT && proposed === null) {
      proposed = { first: run[0] ?? day, last: day };
      notices.push(`treatment.termination-ground ${day}`);
    }
  }
  return { missed, missedDays, notices, heldFrom, proposed };
}
