import { dateOnly } from '../law/date.js';
import { ANNULLED, type CaseEvent } from './case-file.js';
import { momentOfMove } from './case-steps.js';

const FIRST = new Date('2026-06-30T17:00:00Z');
const DAY = dateOnly('2026-07-01');

function event(id: string, effectiveAt: string, overrides: Partial<CaseEvent> = {}): CaseEvent {
  const at = new Date(effectiveAt);
  return {
    ...{ id, type: 'registered', effectiveAt: at, precision: 'instant', recordedAt: at, recordedLegalAt: at },
    ...{ userId: null, system: null, organisationId: null, statusAfter: 'registered', facts: {} },
    ...{ reason: null, replacesId: null },
    ...overrides,
  };
}

const REGISTERED = event('1', '2026-06-29T01:30:00Z');
const LATE = event('2', '2026-07-02T03:00:00Z', { type: 'decided' });
const ANNULMENT = event('3', '2026-09-01T03:00:00Z', { type: ANNULLED, reason: 'Nhầm', replacesId: '2' });

describe('the moment of a move', () => {
  it.each<[string, readonly CaseEvent[], Date]>([
    ['the first of its day', [REGISTERED], FIRST],
    ['the last step, where that came after', [REGISTERED, LATE], LATE.effectiveAt],
    ['the first of its day, where that step was annulled', [REGISTERED, LATE, ANNULMENT], FIRST],
  ])('is %s', (_which, events, moment) => {
    expect(momentOfMove(events, DAY)).toEqual(moment);
  });
});
