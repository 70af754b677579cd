import { clientKindProblem, expiryProblem } from './api-client.rules.js';
import type { OrganisationRow } from './organisations.js';

const NOW = new Date('2026-07-02T01:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const DAY = 86_400_000;

describe('a client', () => {
  it.each([
    [-1, false],
    [0, false],
    [1, true],
    [396 * DAY, true],
    [396 * DAY + 1, false],
  ])('that ends %i ms from now may be: %p', (ms, allowed) => {
    expect(expiryProblem(later(ms), NOW) === null).toBe(allowed);
  });

  it.each([
    ['provincial-police', true],
    ['ministry-department', true],
    ['commune-police', false],
    ['methadone-clinic', false],
  ] as const)('of a body of the kind %s may be: %p', (kind, allowed) => {
    const organisation = { kind } as OrganisationRow;
    expect(clientKindProblem(organisation) === null).toBe(allowed);
  });
});
