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
  /** The file that it hangs on, of the same person. */
  readonly parentId?: string;
}

export interface NewCaseEvent {
  readonly type: string;
  readonly effective: EffectiveTime;
  readonly statusAfter: string;
  readonly facts?: EventFacts;
  readonly reason?: string;
  /** The event that this one annuls. */
  readonly replacesId?: string;
}

/** What is left out stays as it is. */
export type FileChange = Pick<CaseFile, 'status'> &
  Partial<Pick<CaseFile, 'registeredAt' | 'closedOn' | 'closedReason'>>;

/** Opens, reads, locks and changes case files; procedures decide what the states mean. */
@Injectable()
export class CaseFiles {
  constructor(private readonly people: People) {}

  /** Opens a file and gives the keeping organisation access to it and to the person. */
  async open(tx: Tx, input: NewCaseFile): Promise<CaseFile> {
    const file: CaseFile = {
      id: uuidv7(),
      ...input,
      parentId: input.parentId ?? null,
      code: await nextCode(tx, input.unitId, yearOf(input.openedOn)),
      registeredAt: null,
      closedOn: null,
      closedReason: null,
      version: 1,
    };
    tx.sendAhead(
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on, parent_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        file.id,
        file.kind,
        file.code,
        file.personId,
        file.keeperOrganisationId,
        file.unitId,
        file.status,
        file.openedOn,
        file.parentId,
      ],
    );
    const today = legalDayOf(tx.now);
    tx.sendAhead(
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
  async lock(tx: Tx, id: string, kind?: CaseKind): Promise<CaseFile> {
    const file = await tx.one<CaseFile>(
      `select ${CASE_COLUMNS} from case_file f where f.id = $1 and f.kind = coalesce($2, f.kind) for update of f`,
      [id, kind ?? null],
    );
    return file ?? this.refuseReader(tx, id, kind);
  }

  /** @throws Problem as `lock`, and 412 when the file is not at the version that the caller saw */
  async lockAt(tx: Tx, id: string, version: number, kind?: CaseKind): Promise<CaseFile> {
    const file = await this.lock(tx, id, kind);
    if (file.version !== version) throw problem(HTTP.staleVersion);
    return file;
  }

  /** @throws Problem 404 when absent, of another kind or out of scope */
  async byId(tx: Tx, id: string, kind?: CaseKind): Promise<CaseFile> {
    const file = await tx.one<CaseFile>(`select ${CASE_COLUMNS} from case_file f where f.id = $1`, [id]);
    if (!file || (kind && file.kind !== kind)) throw problem(P.notFound);
    return file;
  }

  /** Whether the actor's body answers for what a body did in a file: that body or its heir, or who keeps the file. */
  async answersFor(tx: Tx, caseId: string, organisationId: number): Promise<boolean> {
    const sql = 'select 1 where app.acts_for($1) or app.acts_for_keeper($2)';
    return (await tx.one(sql, [organisationId, caseId])) !== null;
  }

  async events(tx: Tx, caseId: string): Promise<CaseEvent[]> {
    return tx.query<CaseEvent>(
      `select ${EVENT_COLUMNS} from case_event e where e.case_id = $1
       order by e.effective_at, e.recorded_at, e.id`,
      [caseId],
    );
  }

  /** @returns the id of the event */
  async append(tx: Tx, caseId: string, event: NewCaseEvent): Promise<string> {
    const user = tx.actor.kind === 'user' ? tx.actor : null;
    const id = uuidv7();
    tx.sendAhead(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, user_id, system,
         organisation_id, status_after, facts, reason, replaces_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, caseId, event.type, event.effective.at, event.effective.precision, tx.now],
        user?.userId ?? null,
        tx.actor.kind === 'system' ? tx.actor.name : null,
        user?.organisationId ?? null,
        event.statusAfter,
        JSON.stringify(event.facts ?? {}),
        event.reason ?? null,
        event.replacesId ?? null,
      ],
    );
    return id;
  }

  /** Changes a locked file. @throws Problem 412 when it is not at the version that the caller saw */
  async change(tx: Tx, file: CaseFile, change: FileChange): Promise<CaseFile> {
    const changed = { ...file, ...change, version: file.version + 1 };
    const rows = await tx.execute(
      `update case_file set status = $3, registered_at = $4, closed_on = $5, closed_reason = $6, version = $7
       where id = $1 and version = $2`,
      [
        ...[file.id, file.version, changed.status, changed.registeredAt, changed.closedOn],
        ...[changed.closedReason, changed.version],
      ],
    );
    if (rows === 0) throw problem(HTTP.staleVersion);
    return changed;
  }

  /** @throws Problem 409 when a file of this kind is open in scope for the person, under whichever of his linked entries */
  async refuseSecondOpen(tx: Tx, personId: string, kind: CaseKind): Promise<void> {
    const persons = await this.people.clusterOf(tx, personId);
    // Two officers at the same second: the second waits here, then finds the first one's file.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${kind}:${persons[0]}`]);
    const open = await tx.one<{ id: string; code: string }>(
      'select id, code from case_file where person_id = any($1::uuid[]) and kind = $2 and closed_on is null limit 1',
      [persons, kind],
    );
    if (open) throw problem(P.openFileExists, { extensions: { caseId: open.id, caseCode: open.code } });
  }

  /** A file that may be read but not changed is out of reach for a change, not absent. */
  private async refuseReader(tx: Tx, id: string, kind?: CaseKind): Promise<never> {
    const seen = await tx.one<{ keeper: number }>(
      'select keeper_organisation_id as keeper from case_file where id = $1 and kind = coalesce($2, kind)',
      [id, kind ?? null],
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
