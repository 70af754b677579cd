import type { DateOnly } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import type { Regime } from '../../law/regimes.js';
import type { ChangeFeed, RowId } from '../../platform/database/changes.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CursorValue } from '../../platform/http/page.js';
import type { ForceMajeureDto } from '../voluntary/voluntary-input.dto.js';

defineSubject('registration-failure', 'registration_failure');

/** That a person was told of the addiction and did not register in time. Never changed; voided with a reason. */
export interface RegistrationFailure {
  readonly id: string;
  readonly personId: string;
  readonly organisationId: number;
  readonly unitId: number;
  readonly determinationOn: DateOnly;
  readonly determinationFacility: string;
  readonly toldAt: Date;
  readonly actFoundOn: DateOnly | null;
  readonly noResidenceBasis: string | null;
  readonly forceMajeure: ForceMajeureDto | null;
  readonly foundAt: Date;
  readonly basis: string;
  readonly regime: Regime;
  readonly dueAt: Date;
  readonly explanation: Explanation;
  readonly signerOffice: string;
  readonly formInstrument: string | null;
  readonly formAppendix: string | null;
  readonly formNumber: string | null;
  readonly voidedOn: DateOnly | null;
  readonly voidReason: string | null;
  readonly version: number;
}

const INSERTED = {
  id: 'id',
  personId: 'person_id',
  organisationId: 'organisation_id',
  unitId: 'unit_id',
  determinationOn: 'determination_on',
  determinationFacility: 'determination_facility',
  toldAt: 'told_at',
  actFoundOn: 'act_found_on',
  noResidenceBasis: 'no_residence_basis',
  forceMajeure: 'force_majeure',
  foundAt: 'found_at',
  basis: 'basis',
  regime: 'regime',
  dueAt: 'due_at',
  explanation: 'explanation',
  signerOffice: 'signer_office',
  formInstrument: 'form_instrument',
  formAppendix: 'form_appendix',
  formNumber: 'form_number',
} as const satisfies Partial<Record<keyof RegistrationFailure, string>>;

export type NewFailure = Pick<RegistrationFailure, keyof typeof INSERTED>;

const VOIDED = { voidedOn: 'voided_on', voidReason: 'void_reason', version: 'version' } as const;

/** Columns of `registration_failure f`. */
const SELECTED = Object.entries({ ...INSERTED, ...VOIDED })
  .map(([field, column]) => `f.${column} as "${field}"`)
  .join(', ');

export async function insertFailure(tx: Tx, failure: NewFailure, recordedBy: string): Promise<void> {
  const fields = Object.keys(INSERTED) as (keyof typeof INSERTED)[];
  const columns = [...fields.map((field) => INSERTED[field]), 'recorded_by'];
  const values = fields.map((field) =>
    field === 'explanation' || field === 'forceMajeure' ? toJson(failure[field]) : failure[field],
  );
  const places = columns.map((_column, at) => `$${at + 1}`);
  await tx.execute(`insert into registration_failure (${columns.join(', ')}) values (${places.join(', ')})`, [
    ...values,
    recordedBy,
  ]);
}

const toJson = (value: object | null): string | null => value && JSON.stringify(value);

export async function findFailure(tx: Tx, id: string): Promise<RegistrationFailure | null> {
  return tx.one<RegistrationFailure>(`select ${SELECTED} from registration_failure f where f.id = $1`, [id]);
}

/** One in scope after the same determination that was not voided. */
export async function standingFailure(
  tx: Tx,
  persons: readonly string[],
  determinationOn: DateOnly,
): Promise<{ readonly id: string } | null> {
  return tx.one<{ id: string }>(
    `select f.id from registration_failure f
     where f.person_id = any($1::uuid[]) and f.determination_on = $2 and f.voided_on is null limit 1`,
    [persons, determinationOn],
  );
}

export interface FailureFilter {
  readonly organisationId: number;
  readonly person: string | null;
  readonly unit: number | null;
  readonly includeVoided: boolean;
  readonly after: readonly CursorValue[] | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

/** Newest first; of bodies that the actor reads. */
export async function listFailures(tx: Tx, filter: FailureFilter): Promise<RegistrationFailure[]> {
  return tx.query<RegistrationFailure>(
    `select ${SELECTED} from registration_failure f
     where f.organisation_id in (select c.organisation_id from organisation_closure c
         where c.viewer_id = $1 and app.today() between c.reads_from and c.reads_until)
       and ($2::uuid is null or f.person_id = $2)
       and ($3::integer is null or f.unit_id in (select u.unit_id from unit_closure u where u.ancestor_id = $3))
       and ($4 or f.voided_on is null)
       and ($5::timestamptz is null or (f.found_at, f.id) < ($5, $6::uuid))
       and ($8::uuid[] is null or f.id = any ($8))
     order by f.found_at desc, f.id desc limit $7`,
    [
      ...[filter.organisationId, filter.person, filter.unit, filter.includeVoided],
      ...[filter.after?.[0] ?? null, filter.after?.[1] ?? null, filter.limit, filter.ids],
    ],
  );
}

/** A record stays with the body that found it, and is changed by being voided alone. */
export const FAILURE_CHANGES: ChangeFeed = {
  first: '00000000-0000-0000-0000-000000000000',
  changed: `
    select f.changed_xid, f.id from registration_failure f
    where f.organisation_id in (select c.organisation_id from organisation_closure c
        where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until)
      and (f.changed_xid, f.id) > ($1::xid8, $2::uuid) and f.changed_xid < $3::xid8
    order by 1, 2 limit $4::integer`,
  passed: null,
  scope: 'app.reading_scope()',
};

export async function visibleFailures(tx: Tx, ids: readonly RowId[]): Promise<readonly RowId[]> {
  return idsWhere(tx, 'true', ids);
}

export async function voidedFailures(tx: Tx, ids: readonly RowId[]): Promise<readonly RowId[]> {
  return idsWhere(tx, 'voided_on is not null', ids);
}

async function idsWhere(tx: Tx, condition: string, ids: readonly RowId[]): Promise<readonly RowId[]> {
  const sql = `select id from registration_failure where id = any ($1::uuid[]) and ${condition}`;
  return (await tx.query<{ id: string }>(sql, [ids])).map(({ id }) => id);
}

/** @returns false when it is not at that version, or another body's */
export async function voidFailure(
  tx: Tx,
  id: string,
  version: number,
  by: { readonly userId: string; readonly on: DateOnly; readonly reason: string },
): Promise<boolean> {
  const rows = await tx.execute(
    `update registration_failure set voided_on = $3, void_reason = $4, voided_by = $5, version = version + 1
     where id = $1 and version = $2`,
    [id, version, by.on, by.reason, by.userId],
  );
  return rows === 1;
}
