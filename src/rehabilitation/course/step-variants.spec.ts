import { anEvent } from '../../../test/setup/case-history.js';
import type { CaseFile } from '../../cases/case-file.js';
import { DOORS } from '../voluntary/doors.js';
import { stateAt, variantOf } from './step-variants.js';

const NEW_FILE = { openedOn: '2026-07-02' } as CaseFile;
const OLD_FILE = { openedOn: '2025-12-01' } as CaseFile;
const AT_HOME = [
  anEvent('registered', '2026-07-02T08:30:00+07:00'),
  anEvent('decided', '2026-07-02T09:00:00+07:00'),
  anEvent('received', '2026-07-02T09:30:00+07:00'),
  anEvent('part-certified', '2026-10-31T09:00:00+07:00'),
  anEvent('continued-at-home', '2026-11-02T09:00:00+07:00'),
];
const BY_CONTRACT = [
  anEvent('taken-in', '2025-12-01T08:00:00+07:00'),
  anEvent('contracted', '2025-12-01T08:30:00+07:00'),
  anEvent('commune-notified', '2025-12-01T09:00:00+07:00'),
];

describe('what a step is called', () => {
  it.each([
    ['completed', '2026-10-30T09:00:00+07:00', 'completed'],
    ['completed', '2026-11-02T09:00:00+07:00', 'completed-at-home'],
    ['end-announced', '2026-10-01T09:00:00+07:00', 'end-announced'],
    ['end-announced', '2028-06-01T09:00:00+07:00', 'end-announced-at-home'],
    ['evaluated', '2028-06-01T09:00:00+07:00', 'evaluated'],
  ])('%s at %s: %s', (step, at, wanted) => {
    expect(variantOf(DOORS.private, NEW_FILE, AT_HOME, { step, at: new Date(at) })).toBe(wanted);
  });

  it.each([
    ['2026-06-30T23:59:00+07:00', 'certified'],
    ['2026-07-01T00:00:00+07:00', 'completed'],
  ])('completed at %s, of a contract of before: %s', (at, wanted) => {
    for (const door of [DOORS.private, DOORS.public]) {
      expect(variantOf(door, OLD_FILE, BY_CONTRACT, { step: 'completed', at: new Date(at) })).toBe(wanted);
    }
  });

  it('goes by the state of that moment, not by the last one', () => {
    expect(stateAt(DOORS.private, AT_HOME, new Date('2026-11-01T09:00:00+07:00'))).toBe('to-continue');
    expect(stateAt(DOORS.private, AT_HOME, new Date('2026-07-01T09:00:00+07:00'))).toBe('handed-in');
  });
});
