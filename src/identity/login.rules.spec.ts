import { hasLapsed, pausedUntil, pauseMinutes, ROUNDS } from './login.rules.js';

const DAY = 24 * 60;

/** How many guesses a patient attacker has, who goes on as soon as each pause ends. */
function guessesIn(days: number, round: number): number {
  let minutes = 0;
  let guesses = 0;
  while (minutes < days * DAY) {
    guesses += round;
    minutes += pauseMinutes(guesses, round);
  }
  return guesses;
}

describe('the pause after failed attempts', () => {
  it.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 15],
    [6, 0],
    [9, 0],
    [10, 30],
    [15, 60],
    [20, 120],
    [30, 480],
    [35, 960],
    [40, 1440],
    [45, 1440],
    [5000, 1440],
  ])('after %i failures of a place lasts %i minutes', (failures, minutes) => {
    expect(pauseMinutes(failures, ROUNDS.place)).toBe(minutes);
  });

  it.each([
    [5, 0],
    [19, 0],
    [20, 15],
    [21, 0],
    [40, 30],
    [400, 1440],
  ])('after %i failures of strangers lasts %i minutes', (failures, minutes) => {
    expect(pauseMinutes(failures, ROUNDS.strangers)).toBe(minutes);
  });

  it('leaves as few guesses as is told beside it', () => {
    expect([guessesIn(1, ROUNDS.place), guessesIn(365, ROUNDS.place)]).toEqual([35, 1855]);
    expect([guessesIn(1, ROUNDS.strangers), guessesIn(365, ROUNDS.strangers)]).toEqual([140, 7420]);
  });

  it('begins with the failure and ends on the minute', () => {
    const lastFailedAt = new Date('2026-07-02T01:00:00Z');
    const end = new Date('2026-07-02T01:15:00Z');
    const until = (failures: number, now: Date): Date | null =>
      pausedUntil({ failures, lastFailedAt }, ROUNDS.place, now);
    expect(until(5, new Date('2026-07-02T01:14:59.999Z'))).toEqual(end);
    expect(until(5, end)).toBeNull();
    expect(until(4, lastFailedAt)).toBeNull();
    expect(until(4, new Date('2026-07-02T00:59:59.990Z'))).toBeNull();
    expect(pausedUntil(null, ROUNDS.place, end)).toBeNull();
  });
});

describe('a temporary password', () => {
  it('lapses to the second', () => {
    const givenAt = new Date('2026-07-02T01:00:00Z');
    expect(hasLapsed(givenAt, 3600, new Date('2026-07-02T01:59:59.999Z'))).toBe(false);
    expect(hasLapsed(givenAt, 3600, new Date('2026-07-02T02:00:00Z'))).toBe(true);
  });
});
