import type { CaseEvent, EventFacts } from '../../src/cases/case-file.js';

/** An event of a history as far as rules ask: what and when. */
export const anEvent = (type: string, at: string, facts: EventFacts = {}): CaseEvent => ({
  id: `${type} ${at}`,
  type,
  effectiveAt: new Date(at),
  precision: 'instant',
  recordedAt: new Date(at),
  recordedLegalAt: new Date(at),
  userId: null,
  system: null,
  organisationId: null,
  statusAfter: '',
  facts,
  reason: null,
  replacesId: null,
});
