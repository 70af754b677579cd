import type { OpenedLimit } from '../../cases/steps/stepped-procedure.js';
import { treatmentDecreeExplained } from '../../law/treatment.js';
import { TREATING, type TreatmentKindDefinition } from './kind.js';
import { treatmentTable } from './treatment-table.js';

/** NĐ 163/2026 Art 89(2): 24 hours from when the person is found eligible; it knows no notice of a start or an end. */
const ADMISSION = 'substitution.clinic-report';
/** NĐ 116/2021 Art 28(2): of the start, and of the end; a notice of the one is none of the other. */
const START = 'methadone.start-report';
const END = 'methadone.end-report';
const endOwed: OpenedLimit = { rule: END, owedBy: 'keeper', outlives: true };

/** Substitution treatment with Methadone: NĐ 141/2024 Art 27–36 since 15/12/2024. */
export const METHADONE: TreatmentKindDefinition = {
  kind: 'methadone-treatment',
  procedure: {
    kind: 'methadone-treatment',
    auditName: 'treatment.methadone',
    ...treatmentTable(
      [
        'admission-notified',
        'refusal-notified',
        'start-notified',
        'multi-day-notified',
        'multi-day-stopped-notified',
        'termination-notified',
        'completion-notified',
        'admission-copied',
        'termination-copied',
      ],
      {
        applied: { founds: true, form: 'apply-treatment' },
        admitted: {
          act: 'admit-to-treatment',
          paper: true,
          opens: [{ rule: ADMISSION, owedBy: 'keeper', under: ['R3'] }],
        },
        refused: { act: 'refuse-treatment', paper: true },
        begun: { opens: [{ rule: START, owedBy: 'keeper' }] },
        summarised: { act: 'summarise-treatment', paper: true },
        terminated: {
          act: 'terminate-treatment',
          paper: true,
          opens: [endOwed],
        },
        completed: {
          act: 'complete-treatment',
          paper: true,
          opens: [endOwed],
        },
        'admission-notified': { meets: [ADMISSION] },
        'start-notified': { meets: [START] },
        'termination-notified': { meets: [END] },
        'completion-notified': { meets: [END] },
      },
    ),
  },
  treatedBy: TREATING,
  phases: ['induction', 'adjustment', 'maintenance', 'tapering'],
  maintenance: 'maintenance',
  doseUnit: 'microlitre',
  programme: 'not-needed',
  within: null,
  notices: {
    admission: 'admission-notified',
    refusal: 'refusal-notified',
    start: 'start-notified',
    'multi-day': 'multi-day-notified',
    'multi-day-stopped': 'multi-day-stopped-notified',
    termination: 'termination-notified',
    completion: 'completion-notified',
  },
  copies: { admission: 'admission-copied', termination: 'termination-copied' },
  decree: treatmentDecreeExplained,
};
