import { dateOnly } from '../law/date.js';
import type { SuccessionKind } from './dataset/unit-record.js';
import { idsIn, sameUnitIds } from './unit-lineage.js';
import type { LineageStep, ListedUnit } from './unit.queries.js';

const step = (
  predecessorId: number,
  successorId: number,
  distance: number,
  kind: SuccessionKind = 'continues',
): LineageStep => ({
  predecessorId,
  successorId,
  distance,
  kind,
  main: true,
  effectiveOn: dateOnly('2025-07-01'),
  act: null,
});

const unit: ListedUnit = {
  id: 5,
  code: '31051',
  level: 'commune',
  type: 'xa',
  name: 'Xã Bình Sơn',
  shortName: 'Bình Sơn',
  nameFolded: 'xa binh son',
  parentId: null,
  parentName: null,
  validFrom: dateOnly('2025-07-01'),
  validTo: null,
  standing: 'confirmed',
};

describe('the lineage of a unit', () => {
  it('names every unit once', () => {
    expect(idsIn({ predecessors: [step(1, 5, 1), step(2, 5, 1)], successors: [step(5, 9, 1)] })).toEqual([
      1, 5, 2, 9,
    ]);
  });

  it('is the same unit along the successions that change nothing, in both directions', () => {
    const same = sameUnitIds({
      unit,
      predecessors: [step(3, 4, 2), step(4, 5, 1)],
      successors: [step(5, 6, 1), step(6, 7, 2)],
    });
    expect([...same].toSorted()).toEqual([3, 4, 5, 6, 7]);
  });

  it.each<SuccessionKind>(['whole', 'part'])('is another unit beyond a succession of kind %s', (kind) => {
    const same = sameUnitIds({ unit, predecessors: [step(3, 4, 2), step(4, 5, 1, kind)], successors: [] });
    expect([...same]).toEqual([5]);
  });
});
