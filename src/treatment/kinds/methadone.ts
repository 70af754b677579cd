import type { OpenedLimit } from '../../cases/steps/stepped-procedure.js';
import type { TreatmentKindDefinition } from './kind.js';
import { treatmentTable } from './treatment-table.js';

const REPORT = 'substitution.clinic-report';
const meets = [REPORT] as const;
/** NĐ 116/2021 Art 28(2): of the start and of the end. */
const reportedBefore2026: OpenedLimit = { rule: REPORT, owedBy: 'keeper', under: ['R1', 'R1b', 'R2'] };

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
        'termination-notified',
        'completion-notified',
      ],
      {
        applied: { founds: true, form: 'apply-treatment' },
        // NĐ 163/2026 Art 89(2): 24 hours from when the person is found eligible; it knows no notice of an end.
        admitted: {
          act: 'admit-to-treatment',
          paper: true,
          opens: [{ rule: REPORT, owedBy: 'keeper', under: ['R3'] }],
        },
        refused: { act: 'refuse-treatment', paper: true },
        begun: { opens: [reportedBefore2026] },
        summarised: { act: 'summarise-treatment', paper: true },
        terminated: {
          act: 'terminate-treatment',
          paper: true,
          opens: [{ ...reportedBefore2026, outlives: true }],
        },
        completed: {
          act: 'complete-treatment',
          paper: true,
          opens: [{ ...reportedBefore2026, outlives: true }],
        },
        'admission-notified': { meets },
        'start-notified': { meets },
        'termination-notified': { meets },
        'completion-notified': { meets },
      },
    ),
  },
  phases: ['induction', 'adjustment', 'maintenance', 'tapering'],
  maintenance: 'maintenance',
  doseUnit: 'microlitre',
  // Once a day by a text of a former guideline alone: the order says it.
  slotsADay: null,
  programme: 'not-needed',
  within: null,
  notices: {
    admission: 'admission-notified',
    refusal: 'refusal-notified',
    start: 'start-notified',
    'multi-day': 'multi-day-notified',
    termination: 'termination-notified',
    completion: 'completion-notified',
  },
};
