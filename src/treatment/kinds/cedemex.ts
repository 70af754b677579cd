import { TREATING, type TreatmentKindDefinition } from './kind.js';
import { treatmentTable } from './treatment-table.js';

/**
 * Cedemex supports detoxification (stage b) within a rehabilitation at home or in the community, as a pilot of limited time.
 * No text was found that names its forms, its doses, its notices or grounds of its end: its steps are no acts of the law, and
 * nobody is told of it by this program.
 */
export const CEDEMEX: TreatmentKindDefinition = {
  kind: 'cedemex-treatment',
  procedure: { kind: 'cedemex-treatment', auditName: 'treatment.cedemex', ...treatmentTable([], {}) },
  treatedBy: TREATING,
  phases: ['detoxification'],
  maintenance: null,
  doseUnit: null,
  programme: 'required',
  within: { kinds: ['home-rehabilitation'], stage: 'detoxification' },
  notices: {},
  copies: {},
  decree: null,
};
