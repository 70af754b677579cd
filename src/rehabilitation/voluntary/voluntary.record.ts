import { ProcedureRecords, type RecordColumns } from '../../cases/steps/procedure-record.js';
import type { DateOnly } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import type { Regime } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DossierItem, ForceMajeureDto, Place } from './voluntary-input.dto.js';

/** What is on record of one way into voluntary treatment, besides its case file. */
export interface VoluntaryRecord {
  readonly caseId: string;
  /** Of home or community rehabilitation alone. */
  readonly place: Place | null;
  /** Null for substitution treatment, which nobody counts. */
  readonly ordinal: number | null;
  readonly ordinalBasis: string | null;
  /** The day on which the act was found, of a person without a stable residence. */
  readonly actFoundOn: DateOnly | null;
  readonly noResidenceBasis: string | null;
  /** Null while the paper is missing, or where another stands for it. */
  readonly determinationOn: DateOnly | null;
  readonly determinationFacility: string | null;
  /** The file of the determination, where one on record was named. */
  readonly determinationCaseId: string | null;
  readonly toldAt: Date | null;
  /** When the papers were first handed in. */
  readonly handedInAt: Date;
  /** What kept the person from registering in time. */
  readonly forceMajeure: ForceMajeureDto | null;
  readonly registrationInTime: boolean | null;
  readonly registrationExplanation: Explanation | null;
  readonly guardianId: string | null;
  readonly guardianConsentOn: DateOnly | null;
  readonly dossierExplanation: Explanation;
  readonly receptionAt: Date | null;
  readonly startedAt: Date | null;
  /** The facility or clinic. */
  readonly placeOrganisationId: number | null;
  readonly admittedAt: Date | null;
  readonly contractNumber: string | null;
  readonly contractSignedOn: DateOnly | null;
  /** Where the contract is for part of the term alone. */
  readonly contractEndsOn: DateOnly | null;
  readonly termStartsOn: DateOnly | null;
  readonly termEndsOn: DateOnly | null;
  readonly termMonths: number | null;
  readonly termExplanation: Explanation | null;
}

export interface DecisionRecord {
  readonly number: string | null;
  readonly decidedAt: Date;
  readonly organisationId: number;
  readonly signerOffice: string;
  readonly regime: Regime;
  readonly formInstrument: string | null;
  readonly formAppendix: string | null;
  readonly formNumber: string | null;
  readonly explanation: Explanation;
}

/** Column of each field that a step may set. */
const COLUMNS = {
  place: 'place',
  ordinal: 'ordinal',
  ordinalBasis: 'ordinal_basis',
  actFoundOn: 'act_found_on',
  noResidenceBasis: 'no_residence_basis',
  determinationOn: 'determination_on',
  determinationFacility: 'determination_facility',
  determinationCaseId: 'determination_case_id',
  toldAt: 'told_at',
  handedInAt: 'handed_in_at',
  forceMajeure: 'force_majeure',
  registrationInTime: 'registration_in_time',
  registrationExplanation: 'registration_explanation',
  guardianId: 'guardian_id',
  guardianConsentOn: 'guardian_consent_on',
  dossierExplanation: 'dossier_explanation',
  receptionAt: 'reception_at',
  startedAt: 'started_at',
  placeOrganisationId: 'place_organisation_id',
  admittedAt: 'admitted_at',
  contractNumber: 'contract_number',
  contractSignedOn: 'contract_signed_on',
  contractEndsOn: 'contract_ends_on',
  termStartsOn: 'term_starts_on',
  termEndsOn: 'term_ends_on',
  termMonths: 'term_months',
  termExplanation: 'term_explanation',
} as const satisfies RecordColumns<VoluntaryRecord>;

export type RecordChange = Partial<Omit<VoluntaryRecord, 'caseId'>>;

const RECORDS = new ProcedureRecords<VoluntaryRecord>('voluntary_rehabilitation', COLUMNS);

export function insertRecord(tx: Tx, caseId: string, values: RecordChange): void {
  RECORDS.insert(tx, caseId, values);
}

export function changeRecord(tx: Tx, caseId: string, values: RecordChange): void {
  RECORDS.change(tx, caseId, values);
}

/** @throws Error when the file has no record: both are written in one transaction */
export async function readRecord(tx: Tx, caseId: string): Promise<VoluntaryRecord> {
  return RECORDS.read(tx, caseId);
}

export async function readDecision(tx: Tx, caseId: string, act: string): Promise<DecisionRecord | null> {
  return tx.one<DecisionRecord>(
    `select ${DECISION} from case_decision d where d.case_id = $1 and d.act = $2 and d.annulled_by is null order by d.decided_at desc, d.id desc limit 1`,
    [caseId, act],
  );
}

/** Papers of these acts that count, the earliest first. */
export async function readPapers(
  tx: Tx,
  caseId: string,
  acts: readonly string[],
): Promise<readonly DecisionRecord[]> {
  if (acts.length === 0) return [];
  return tx.query<DecisionRecord>(
    `select ${DECISION} from case_decision d where d.case_id = $1 and d.act = any ($2::text[]) and d.annulled_by is null
     order by d.decided_at, d.id`,
    [caseId, acts],
  );
}

const DECISION = `d.number, d.decided_at as "decidedAt", d.organisation_id as "organisationId",
       d.signer_office as "signerOffice", d.regime, d.form_instrument as "formInstrument",
       d.form_appendix as "formAppendix", d.form_number as "formNumber", d.explanation`;

export async function addDossierItems(
  tx: Tx,
  caseId: string,
  items: readonly DossierItem[],
  at: Date,
): Promise<void> {
  if (tx.actor.kind !== 'user' || items.length === 0) return;
  tx.sendAhead(
    `insert into case_dossier_item (case_id, code, received_at, recorded_by)
     select $1, code, $3, $4 from unnest($2::text[]) as code on conflict (case_id, code) do nothing`,
    [caseId, items, at, tx.actor.userId],
  );
}

export async function readDossierItems(tx: Tx, caseId: string): Promise<readonly DossierItem[]> {
  const rows = await tx.query<{ code: DossierItem }>(
    'select code from case_dossier_item where case_id = $1 order by received_at, code',
    [caseId],
  );
  return rows.map((row) => row.code);
}
