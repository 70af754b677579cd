import { pausedUntil, pauseMinutes } from './login.rules.js';

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
  ])('after %i failures lasts %i minutes', (failures, minutes) => {
    expect(pauseMinutes(failures)).toBe(minutes);
  });

  it('begins with the failure and ends on the minute', () => {
    const failedAt = new Date('2026-07-02T01:00:00Z');
    const end = new Date('2026-07-02T01:15:00Z');
    expect(pausedUntil(5, failedAt, new Date('2026-07-02T01:14:59.999Z'))).toEqual(end);
    expect(pausedUntil(5, failedAt, end)).toBeNull();
    expect(pausedUntil(4, failedAt, failedAt)).toBeNull();
  });
});
