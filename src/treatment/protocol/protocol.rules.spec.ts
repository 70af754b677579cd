import { TREATMENT_KINDS } from '../kinds/kinds.js';
import type { ProtocolValues } from './protocol.js';
import { protocolFaults } from './protocol.rules.js';

const METHADONE = TREATMENT_KINDS['methadone-treatment'];
const CEDEMEX = TREATMENT_KINDS['cedemex-treatment'];
const faults = (values: ProtocolValues, kind = METHADONE) =>
  protocolFaults(kind, values).map(({ field }) => field);

describe('the numbers of a protocol', () => {
  it('may all be absent', () => {
    expect(faults({})).toEqual([]);
  });

  it.each<[ProtocolValues, string[]]>([
    [{ startDoseMinMicrograms: 15_000, startDoseMaxMicrograms: 15_000 }, []],
    [{ startDoseMinMicrograms: 15_001, startDoseMaxMicrograms: 15_000 }, ['startDoseMaxMicrograms']],
    [{ startDoseMaxMicrograms: 30_000, doseMaxMicrograms: 20_000 }, ['doseMaxMicrograms']],
    [{ warnAfterMissedDays: 3, holdAfterMissedDays: 2 }, ['holdAfterMissedDays']],
    [{ doseMaxMicrograms: 1 }, []],
  ])('fit each other: %j', (values, fields) => {
    expect(faults(values)).toEqual(fields);
  });

  it('have a ladder that rises, with a percentage of a reduced dose alone', () => {
    const same = { fromDays: 1, action: 'same-dose' } as const;
    expect(faults({ missedLadder: [same, { fromDays: 4, action: 'reduced-dose', percent: 50 }] })).toEqual(
      [],
    );
    expect(faults({ missedLadder: [same, { fromDays: 1, action: 'hold' }] })).toEqual([
      'missedLadder/1/fromDays',
    ]);
    expect(faults({ missedLadder: [{ fromDays: 4, action: 'reduced-dose' }] })).toEqual([
      'missedLadder/0/percent',
    ]);
    expect(faults({ missedLadder: [{ ...same, percent: 50 }] })).toEqual(['missedLadder/0/percent']);
  });

  it('name phases of the kind', () => {
    const values = { prescriptionDays: { maintenance: 30 } };
    expect(faults(values)).toEqual([]);
    expect(faults(values, CEDEMEX)).toEqual(['prescriptionDays/maintenance']);
  });
});
