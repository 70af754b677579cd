import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { legalDayOf, yearOf, type DateOnly } from '../law/date.js';
import { People } from '../people/people.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import {
  CASE_COLUMNS,
  EVENT_COLUMNS,
  type CaseEvent,
  type CaseFile,
  type CaseKind,
  type EffectiveTime,
  type EventFacts,
} from './case-file.js';
import { P } from './cases.problems.js';

export interface NewCaseFile {
  readonly kind: CaseKind;
  readonly personId: string;
  readonly keeperOrganisationId: number;
  readonly unitId: number;
  readonly status: string;
  readonly openedOn: DateOnly;
}

export interface NewCaseEvent {
  readonly type: string;
  readonly effective: EffectiveTime;
  readonly statusAfter: string;
  readonly facts?: EventFacts;
}

export interface FileChange {
  readonly status: string;
  readonly registeredAt?: Date;
  readonly closedOn?: DateOnly;
  readonly closedReason?: string;
}

/** Opens, reads, locks and changes case files; procedures decide what the states mean. */
@Injectable()
export class CaseFiles {
  constructor(private readonly people: People) {}

  /** Opens a file and gives the keeping organisation access to it and to the person. */
  async open(tx: Tx, input: NewCaseFile): Promise<CaseFile> {
    const file: CaseFile = {
      id: uuidv7(),
      ...input,
      code: await nextCode(tx, input.unitId, yearOf(input.openedOn)),
      registeredAt: null,
      closedOn: null,
      closedReason: null,
      version: 1,
    };
    await tx.query(
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        file.id,
        file.kind,
        file.code,
        file.personId,
        file.keeperOrganisationId,
        file.unitId,
        file.status,
        file.openedOn,
      ],
    );
    const today = legalDayOf(tx.now);
    await tx.query(
      `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
       values ($1, $2, 'keeper', true, $3, $2)`,
      [file.id, file.keeperOrganisationId, today],
    );
    await this.people.grantAccess(tx, file.personId, {
      organisationId: file.keeperOrganisationId,
      reason: 'keeper',
      acts: true,
      fromOn: today,
    });
    return file;
  }

  /**
   * Reads a file for changing it; nobody else changes it until the transaction ends.
   *
   * @throws Problem 404 when absent or out of scope, 403 when the organisation may only read it
   */
  async lock(tx: Tx, id: string, kind: CaseKind): Promise<CaseFile> {
    const file = await tx.one<CaseFile>(
      `select ${CASE_COLUMNS} from case_file f where f.id = $1 and f.kind = $2 for update of f`,
      [id, kind],
    );
    return file ?? this.refuseReader(tx, id, kind);
  }

  /** @throws Problem 404 when absent, of another kind or out of scope */
  async byId(tx: Tx, id: string, kind?: CaseKind): Promise<CaseFile> {
    const file = await tx.one<CaseFile>(`select ${CASE_COLUMNS} from case_file f where f.id = $1`, [id]);
    if (!file || (kind && file.kind !== kind)) throw problem(P.notFound);
    return file;
  }

  async events(tx: Tx, caseId: string): Promise<CaseEvent[]> {
    return tx.query<CaseEvent>(
      `select ${EVENT_COLUMNS} from case_event e where e.case_id = $1
       order by e.effective_at, e.recorded_at, e.id`,
      [caseId],
    );
  }

  async append(tx: Tx, caseId: string, event: NewCaseEvent): Promise<void> {
    const user = tx.actor.kind === 'user' ? tx.actor : null;
    await tx.query(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, user_id, system,
         organisation_id, status_after, facts)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        uuidv7(),
        caseId,
        event.type,
        event.effective.at,
        event.effective.precision,
        tx.now,
        ...[
          user?.userId ?? null,
          tx.actor.kind === 'system' ? tx.actor.name : null,
          user?.organisationId ?? null,
        ],
        event.statusAfter,
        JSON.stringify(event.facts ?? {}),
      ],
    );
  }

  /** Changes a locked file. @throws Problem 412 when it is not at the version that the caller saw */
  async change(tx: Tx, file: CaseFile, change: FileChange): Promise<CaseFile> {
    const changed = await tx.execute(
      `update case_file set status = $3, registered_at = coalesce($4, registered_at), closed_on = coalesce($5, closed_on),
         closed_reason = coalesce($6, closed_reason), version = version + 1
       where id = $1 and version = $2`,
      [
        file.id,
        file.version,
        change.status,
        change.registeredAt ?? null,
        change.closedOn ?? null,
        change.closedReason ?? null,
      ],
    );
    if (changed === 0) throw problem(HTTP.staleVersion);
    return {
      ...file,
      status: change.status,
      registeredAt: change.registeredAt ?? file.registeredAt,
      closedOn: change.closedOn ?? file.closedOn,
      closedReason: change.closedReason ?? file.closedReason,
      version: file.version + 1,
    };
  }

  /** @throws Problem 409 when the organisation keeps an open file of this kind for the person */
  async refuseSecondOpen(tx: Tx, personId: string, kind: CaseKind): Promise<void> {
    // Two officers at the same second: the second waits here, then finds the first one's file.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${kind}:${personId}`]);
    const open = await tx.one<{ id: string; code: string }>(
      'select id, code from case_file where person_id = $1 and kind = $2 and closed_on is null limit 1',
      [personId, kind],
    );
    if (open) throw problem(P.openFileExists, { extensions: { caseId: open.id, caseCode: open.code } });
  }

  /** A file that may be read but not changed is out of reach for a change, not absent. */
  private async refuseReader(tx: Tx, id: string, kind: CaseKind): Promise<never> {
    const seen = await tx.one<{ keeper: number }>(
      'select keeper_organisation_id as keeper from case_file where id = $1 and kind = $2',
      [id, kind],
    );
    if (!seen) throw problem(P.notFound);
    throw problem(P.readOnly, { extensions: { keeperOrganisationId: seen.keeper } });
  }
}

/** `HS-2026-31069-000012`: year, code of the unit, running number without gaps. */
async function nextCode(tx: Tx, unitId: number, year: number): Promise<string> {
  const row = await tx.one<{ number: number; unit: string }>(
    `select app.next_case_number($1, $2) as number, coalesce(code, id::text) as unit from unit where id = $1`,
    [unitId, year],
  );
  if (!row) throw problem(HTTP.notFound);
  return `HS-${year}-${row.unit}-${String(row.number).padStart(6, '0')}`;
}
