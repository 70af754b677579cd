/**
 * How many failures make a round, after which there is a pause. Seven rounds fit into the first day of an attack (the
 * pauses between them are 15 minutes to 8 hours), one into each day after it, some 373 into a year:
 *
 * - one place has 35 guesses at a login on the first day, 5 a day then, some 1,900 a year;
 * - all places together from which the account never signed in have 140 on the first day, 20 a day then, some 7,500 a
 *   year, however many addresses the guesses come from.
 *
 * A password among the million likeliest would stand a year of it with 99.2 %; the shortest that is allowed has 12 signs
 * and is not made of the commonest words. Codes of the second factor are counted for all places together: who gets as far
 * as a code knows the password. A temporary password has 125 random bits. Every refusal is in the audit.
 */
export const ROUNDS = { place: 5, strangers: 20, code: 5 } as const;

const FIRST_PAUSE_MINUTES = 15;
const LONGEST_PAUSE_MINUTES = 24 * 60;
const MS_PER_MINUTE = 60_000;

/**
 * How long there is a pause after so many failures: 15 minutes after each round, doubled from round to round, at most a
 * day. Within a round there is none.
 *
 * @param round failures that make a round
 * @returns minutes; 0 for none
 */
export function pauseMinutes(failures: number, round: number): number {
  if (failures === 0 || failures % round !== 0) return 0;
  return Math.min(FIRST_PAUSE_MINUTES * 2 ** (failures / round - 1), LONGEST_PAUSE_MINUTES);
}

export interface CountedFailures {
  readonly failures: number;
  readonly lastFailedAt: Date;
}

/** Until when the pause lasts, in real time; null when there is none now. */
export function pausedUntil(counted: CountedFailures | null, round: number, now: Date): Date | null {
  if (counted === null) return null;
  const { failures, lastFailedAt } = counted;
  const minutes = pauseMinutes(failures, round);
  // Of two attempts at the same time the one that began later may be judged first: its failure is no pause.
  if (minutes === 0) return null;
  const until = new Date(lastFailedAt.getTime() + minutes * MS_PER_MINUTE);
  return until > now ? until : null;
}

/** True when a temporary password may no longer be used. @param now real time */
export function hasLapsed(givenAt: Date, lifetimeSeconds: number, now: Date): boolean {
  return now.getTime() >= givenAt.getTime() + lifetimeSeconds * 1000;
}
