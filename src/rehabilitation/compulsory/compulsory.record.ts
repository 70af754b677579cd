import { ProcedureRecords, type RecordColumns } from '../../cases/steps/procedure-record.js';
import type { DateOnly } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import type { Ground, GroundAge, GroundFactKind } from '../../law/grounds.js';
import type { Tx } from '../../platform/database/tx.js';

/** What is on record of a compulsory rehabilitation, besides its case file and history. */
export interface CompulsoryRecord {
  readonly caseId: string;
  readonly age: GroundAge;
  readonly ground: Ground;
  /** Of evidence that the record holds: what kind of fact, and which event or failure to register. */
  readonly groundFact: GroundFactKind | null;
  readonly groundRecordId: string | null;
  /** Evidence that the record does not hold. */
  readonly groundBasis: string | null;
  readonly lastActOn: DateOnly;
  /** As it was worked out when the dossier was begun. */
  readonly limitationExplanation: Explanation;
  readonly ordinal: number;
  readonly ordinalBasis: string;
  readonly noResidenceBasis: string | null;
  readonly courtOrganisationId: number | null;
  readonly orderMonths: number | null;
  readonly effectiveOn: DateOnly | null;
  readonly placeOrganisationId: number | null;
  readonly admittedAt: Date | null;
  readonly termStartsOn: DateOnly | null;
  readonly termEndsOn: DateOnly | null;
  readonly termMonths: number | null;
  readonly termExplanation: Explanation | null;
}

/** Column of each field. */
const COLUMNS = {
  age: 'age',
  ground: 'ground',
  groundFact: 'ground_fact',
  groundRecordId: 'ground_record_id',
  groundBasis: 'ground_basis',
  lastActOn: 'last_act_on',
  limitationExplanation: 'limitation_explanation',
  ordinal: 'ordinal',
  ordinalBasis: 'ordinal_basis',
  noResidenceBasis: 'no_residence_basis',
  courtOrganisationId: 'court_organisation_id',
  orderMonths: 'order_months',
  effectiveOn: 'effective_on',
  placeOrganisationId: 'place_organisation_id',
  admittedAt: 'admitted_at',
  termStartsOn: 'term_starts_on',
  termEndsOn: 'term_ends_on',
  termMonths: 'term_months',
  termExplanation: 'term_explanation',
} as const satisfies RecordColumns<CompulsoryRecord>;

export type NewRecord = Omit<CompulsoryRecord, 'caseId' | Exclude<ChangedField, 'ordinal' | 'ordinalBasis'>>;
type ChangedField =
  | 'ordinal'
  | 'ordinalBasis'
  | 'courtOrganisationId'
  | 'orderMonths'
  | 'effectiveOn'
  | 'placeOrganisationId'
  | 'admittedAt'
  | 'termStartsOn'
  | 'termEndsOn'
  | 'termMonths'
  | 'termExplanation';
/** What steps set; what grounds the file stays as it was entered, but for the ordinal, which is corrected. */
export type RecordChange = Partial<Pick<CompulsoryRecord, ChangedField>>;

const RECORDS = new ProcedureRecords<CompulsoryRecord>('compulsory_rehabilitation', COLUMNS);

export function insertRecord(tx: Tx, caseId: string, values: NewRecord): void {
  RECORDS.insert(tx, caseId, values);
}

export function changeRecord(tx: Tx, caseId: string, values: RecordChange): void {
  RECORDS.change(tx, caseId, values);
}

/** @throws Error when the file has no record: both are written in one transaction */
export async function readRecord(tx: Tx, caseId: string): Promise<CompulsoryRecord> {
  return RECORDS.read(tx, caseId);
}
