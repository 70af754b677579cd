const FAILURES_A_ROUND = 5;
const FIRST_PAUSE_MINUTES = 15;
const LONGEST_PAUSE_MINUTES = 24 * 60;
const MS_PER_MINUTE = 60_000;

/**
 * How long a login pauses after so many failures: 15 minutes after each fifth, doubled from round to round, at most a
 * day. Between the rounds there is no pause.
 *
 * @returns minutes; 0 for none
 */
export function pauseMinutes(failures: number): number {
  if (failures === 0 || failures % FAILURES_A_ROUND !== 0) return 0;
  const round = failures / FAILURES_A_ROUND;
  return Math.min(FIRST_PAUSE_MINUTES * 2 ** (round - 1), LONGEST_PAUSE_MINUTES);
}

/** Until when nobody signs in with this login, in real time; null when there is no pause now. */
export function pausedUntil(failures: number, lastFailedAt: Date, now: Date): Date | null {
  const until = new Date(lastFailedAt.getTime() + pauseMinutes(failures) * MS_PER_MINUTE);
  return until > now ? until : null;
}
