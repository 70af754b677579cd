import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { Organisations, standsOn, type OrganisationRow } from '../../identity/organisations.js';
import { legalDayOf } from '../../law/date.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { DoorAct } from './voluntary-steps.js';
import { P } from './voluntary.problems.js';

interface Grant {
  readonly organisationId: number;
  /** Enters what it does itself; competence decides on each step. */
  readonly acts: boolean;
  /** Refers the file onward, and so gives access to the person too. */
  readonly refers: boolean;
}

/** Opens a file to a body that a step asks, tells or hands the person to: rows of access, never a rule of reading. */
@Injectable()
export class VoluntaryReferrals {
  constructor(
    private readonly organisations: Organisations,
    private readonly people: People,
  ) {}

  /** To the facility or clinic that will take the person. @throws Problem 422 for a body of another kind */
  async toPlace(tx: Tx, act: DoorAct, organisationId: number, pointer: string): Promise<void> {
    await this.requirePlace(tx, act, organisationId, pointer);
    await this.grant(tx, act.file, { organisationId, acts: true, refers: false });
  }

  /** To a body that decides something of its own about the file. @throws Problem 422 for a body of another kind */
  async toAuthority(
    tx: Tx,
    { file }: DoorAct,
    organisationId: number,
    kind: OrganisationKind,
    pointer: string,
  ): Promise<void> {
    await this.requireKind(tx, [kind], organisationId, pointer);
    await this.grant(tx, file, { organisationId, acts: true, refers: true });
  }

  /** To a body that is told and may read. @throws Problem 422 for a body of another kind */
  async toReader(
    tx: Tx,
    { file }: DoorAct,
    organisationId: number,
    kind: OrganisationKind,
    pointer: string,
  ): Promise<void> {
    await this.requireKind(tx, [kind], organisationId, pointer);
    if (organisationId === file.keeperOrganisationId) return;
    await this.grant(tx, file, { organisationId, acts: false, refers: false });
  }

  /** To a body of one of these kinds. @throws Problem 422 for a body of another kind, or that stands no more */
  async toBody(
    tx: Tx,
    file: CaseFile,
    organisationId: number,
    kinds: readonly OrganisationKind[],
    { pointer, acts, refers }: { readonly pointer: string; readonly acts: boolean; readonly refers: boolean },
  ): Promise<void> {
    await this.requireKind(tx, kinds, organisationId, pointer);
    await this.grant(tx, file, { organisationId, acts, refers });
  }

  /** @throws Problem 422 for an organisation that is no such facility or clinic, or stands no more */
  async requirePlace(
    tx: Tx,
    { procedure: door, facts }: DoorAct,
    organisationId: number,
    pointer: string,
  ): Promise<OrganisationRow> {
    const kinds = door.places[regimeFor('authority', door.kind, facts)];
    const found = await this.organisations.find(tx, organisationId);
    if (found && kinds.includes(found.kind) && standsOn(found, legalDayOf(tx.now))) return found;
    throw fieldProblem(pointer, 'rehabilitation.wrongPlace', P.wrongPlace.title);
  }

  /** The provincial police of the file's unit. @throws Problem 409 when they are not on record */
  async provincialPolice(tx: Tx, { file }: Pick<DoorAct, 'file'>): Promise<number> {
    const found = await tx.one<{ id: number }>(
      `select o.id from unit_closure c
       join unit u on u.id = c.ancestor_id and u.level = 'province'
       join organisation o on o.unit_id = u.id and o.kind = 'provincial-police'
         and daterange(o.valid_from, o.valid_to, '[]') @> $2::date
       where c.unit_id = $1 order by u.valid_to is null desc, o.id limit 1`,
      [file.unitId, legalDayOf(tx.now)],
    );
    if (!found) throw problem(P.noProvincialPolice);
    return found.id;
  }

  /** Whether a body stands in the province of the file's unit. */
  async inProvinceOf(tx: Tx, { unitId }: CaseFile, place: OrganisationRow): Promise<boolean> {
    const shared = await tx.one(
      `select 1 from unit_closure c join unit u on u.id = c.ancestor_id and u.level = 'province'
       join unit_closure p on p.ancestor_id = u.id where c.unit_id = $1 and p.unit_id = $2 limit 1`,
      [unitId, place.unitId],
    );
    return shared !== null;
  }

  /** Ends what a step that was annulled had opened; what another file's referral opened stays. */
  async end(tx: Tx, file: CaseFile, organisationId: number): Promise<void> {
    const lastDay = legalDayOf(new Date(tx.now.getTime() - 86_400_000));
    await tx.query('select app.end_case_referral($1, $2, $3)', [file.id, organisationId, lastDay]);
    await tx.query('select app.end_person_referral($1, $2, $3)', [file.personId, organisationId, lastDay]);
  }

  private async requireKind(
    tx: Tx,
    kinds: readonly OrganisationKind[],
    organisationId: number,
    pointer: string,
  ): Promise<void> {
    const found = await this.organisations.find(tx, organisationId);
    if (found && kinds.includes(found.kind) && standsOn(found, legalDayOf(tx.now))) return;
    throw fieldProblem(pointer, 'rehabilitation.notReferable', P.notReferable.title);
  }

  private async grant(tx: Tx, file: CaseFile, { organisationId, acts, refers }: Grant): Promise<void> {
    if (tx.actor.kind !== 'user' || organisationId === file.keeperOrganisationId) return;
    const fromOn = legalDayOf(tx.now);
    await tx.execute(
      `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
       values ($1, $2, 'referred', $3, $4, $5)`,
      [file.id, organisationId, acts, fromOn, tx.actor.organisationId],
    );
    const grant = { organisationId, reason: 'referred', acts: refers, fromOn } as const;
    await this.people.grantAccess(tx, file.personId, grant);
  }
}
