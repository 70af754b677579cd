import { dateOnly } from '../law/date.js';
import { stateOf, type UnitChange, type UnitChangeState } from './unit-change.js';

const NOW = new Date('2026-07-10T01:00:00Z');
const planned: UnitChange = {
  ...{ id: '', kind: 'rename', act: '', unitIds: [], successors: [], successorIds: [] },
  ...{ effectiveOn: dateOnly('2026-08-01'), handoverUntil: dateOnly('2026-08-31') },
  ...{ requestedAt: NOW, runRequestedAt: null, withdrawnAt: null, withdrawnReason: null, appliedAt: null },
  ...{ files: null, filesLeft: null, filesAwaiting: null, deadlines: null, finishedAt: null, problem: null },
};
const asked: UnitChange = { ...planned, runRequestedAt: NOW };

describe('the state of a change', () => {
  it.each<[UnitChangeState, UnitChange, string]>([
    ['planned', planned, '2026-08-02'],
    ['waiting', asked, '2026-07-31'],
    ['running', asked, '2026-08-01'],
    ['running', { ...asked, appliedAt: NOW }, '2026-08-01'],
    ['finished', { ...asked, appliedAt: NOW, finishedAt: NOW }, '2026-08-01'],
    ['withdrawn', { ...asked, withdrawnAt: NOW }, '2026-07-31'],
  ])('is %s', (state, change, today) => {
    expect(stateOf(change, dateOnly(today))).toBe(state);
  });
});
