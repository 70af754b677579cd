import { dateOnly } from '../law/date.js';
import { planBodies, renamed, type NamedSuccessor } from './body-plan.rules.js';
import type { SeatedBody } from './unit-change.js';

const police: SeatedBody = {
  ...{ id: 1, kind: 'commune-police', sector: null, unitId: 10, unitName: 'Xã Vĩnh Phong' },
  ...{ name: 'Công an xã Vĩnh Phong', validFrom: dateOnly('2025-07-01'), validTo: null },
};
const neighbour: SeatedBody = {
  ...police,
  id: 2,
  unitId: 11,
  unitName: 'Xã Vĩnh Bình',
  name: 'CAX Vĩnh Bình',
};
const clinic: SeatedBody = { ...police, id: 3, kind: 'methadone-clinic', name: 'Phòng khám Hy Vọng' };
const successor = (name: string, main: boolean, bodies: readonly SeatedBody[] = []): NamedSuccessor => ({
  ...{ name, main, bodies },
});

describe('what becomes of bodies', () => {
  it('is the new name where their unit is renamed, and their own where the unit is not in it', () => {
    const planned = planBodies({ kind: 'rename' }, [police, clinic], [successor('Phường Hòa Phong', true)]);
    expect(planned).toMatchObject([
      { effect: 'renamed', nameAfter: 'Công an phường Hòa Phong', seat: 0, heirs: [] },
      { effect: 'reseated', nameAfter: 'Phòng khám Hy Vọng', seat: 0, heirs: [] },
    ]);
  });

  it('is one heir for those of a kind that merge, named after the first; others move their seat', () => {
    const planned = planBodies(
      { kind: 'merge' },
      [police, neighbour, clinic],
      [successor('Xã Vĩnh Hòa', true)],
    );
    const heir = { at: 0, existingId: null, kind: 'commune-police', name: 'Công an xã Vĩnh Hòa', main: true };
    expect(planned).toMatchObject([
      { effect: 'succeeded', seat: null, heirs: [heir] },
      { effect: 'succeeded', seat: null, heirs: [heir] },
      { effect: 'reseated', seat: 0 },
    ]);
  });

  it('is what stands in the unit that takes over', () => {
    const planned = planBodies({ kind: 'abolish' }, [police], [successor('Xã Vĩnh Bình', true, [neighbour])]);
    expect(planned).toMatchObject([
      { effect: 'succeeded', heirs: [{ existingId: 2, name: 'CAX Vĩnh Bình' }] },
    ]);
  });

  it.each<[string, readonly NamedSuccessor[], string, number]>([
    [
      'several, none of them the main one',
      [successor('Xã A', false), successor('Xã B', false)],
      'divided',
      2,
    ],
    ['several with a main one', [successor('Xã A', true), successor('Xã B', false)], 'succeeded', 2],
    ['nobody', [], 'ended', 0],
  ])('is told by the successors: %s', (_what, successors, effect, heirs) => {
    const [planned] = planBodies({ kind: 'split' }, [police], successors);
    expect([planned?.effect, planned?.heirs.length]).toEqual([effect, heirs]);
  });

  it('leaves what is no authority where it is while nobody is the main successor', () => {
    expect(planBodies({ kind: 'split' }, [clinic], [successor('Xã A', false)])).toEqual([]);
  });
});

describe('the name of a body after its unit’s', () => {
  it.each([
    ['Công an xã Vĩnh Phong', 'Phường Hòa', 'Công an phường Hòa'],
    ['UBND Xã Vĩnh Phong', 'Phường Hòa', 'UBND Phường Hòa'],
    ['Xã Vĩnh Phong: Công an', 'Xã Hòa', 'Xã Hòa: Công an'],
    ['Công an Vĩnh Phong', 'Xã Hòa', null],
  ])('turns %s for %s into %s', (name, to, expected) => {
    expect(renamed({ name, unitName: 'Xã Vĩnh Phong' }, to)).toBe(expected);
  });
});
