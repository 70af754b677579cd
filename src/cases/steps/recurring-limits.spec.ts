import type { CaseEvent } from '../case-file.js';
import { isRecurring, lastStart } from './recurring-limits.js';
import type { SteppedProcedure } from './stepped-procedure.js';

const RULE = 'drug-user.monthly-check';
const opens = [{ rule: RULE, owedBy: 'keeper' }] as const;
const procedure: SteppedProcedure = {
  ...{ kind: 'drug-user-management', auditName: 'test', start: 'new', states: {}, transitions: {} },
  steps: { began: { opens }, checked: { meets: [RULE], opens }, paused: { lapses: [RULE] }, noted: {} },
  ...{ stepLabels: {}, deciding: [] },
};
const event = (type: string, day: string): CaseEvent => ({
  ...{ id: `${type} ${day}`, type, effectiveAt: new Date(`${day}T02:00:00Z`), precision: 'instant' },
  ...{ recordedAt: new Date(0), recordedLegalAt: new Date(0), userId: null, system: null },
  ...{ organisationId: 1, statusAfter: 'x', facts: {}, reason: null, replacesId: null },
});

describe('a limit that starts again each time it is met', () => {
  it('is known by the flag of its rule', () => {
    expect(isRecurring(RULE)).toBe(true);
    expect(isRecurring('drug-user.decision')).toBe(false);
  });

  it.each([
    ['nothing has begun', [], undefined],
    ['it began', [event('began', '2026-07-01')], 'began 2026-07-01'],
    [
      'a check came after, entered in whatever order',
      [event('checked', '2026-07-20'), event('checked', '2026-07-10'), event('began', '2026-07-01')],
      'checked 2026-07-20',
    ],
    [
      'something else was noted',
      [event('began', '2026-07-01'), event('noted', '2026-07-02')],
      'began 2026-07-01',
    ],
    ['the series was ended', [event('began', '2026-07-01'), event('paused', '2026-07-02')], undefined],
    [
      'it was begun again',
      [event('began', '2026-07-01'), event('paused', '2026-07-02'), event('began', '2026-07-09')],
      'began 2026-07-09',
    ],
  ])('runs from the last step that starts it: %s', (_name, events, wanted) => {
    expect(lastStart(procedure, events, RULE)?.id).toBe(wanted);
  });
});
