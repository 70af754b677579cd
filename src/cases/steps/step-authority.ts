import { Injectable } from '@nestjs/common';
import { Organisations, type OrganisationRow } from '../../identity/organisations.js';
import type { Act, Competence } from '../../law/authorities.js';
import { legalDayOf } from '../../law/date.js';
import type { Procedure } from '../../law/procedures.js';
import type { CaseFacts } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { CaseEvent, CaseFile } from '../case-file.js';
import { CaseFiles } from '../case-files.js';
import { refuseUnlessKeptBy } from '../case-steps.js';
import { P as CASES } from '../cases.problems.js';
import { actingFor, refuseUnlessKeeper } from '../keeping.js';
import { factsAt, referredTo, refuseUnknownStep, requireCompetence } from './step-guards.js';
import { regimeFor } from './step.rules.js';
import type { SteppedProcedure } from './stepped-procedure.js';

export interface AskedAct {
  readonly step: string;
  /** The act that decides on competence, where it is not the step's own. */
  readonly act?: Act;
  readonly at: Date;
  /** The body that acted, where another enters it. */
  readonly actedBy?: number;
  /** Of the file, as the caller saw it. */
  readonly version: number;
}

/** An act that may be entered: the locked file, its history, and who is competent under which facts. */
export interface AuthorisedAct<P extends SteppedProcedure = SteppedProcedure> {
  readonly procedure: P;
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly organisationId: number;
  readonly facts: CaseFacts;
  /** Null for a step that is no authority's act. */
  readonly competence: Competence | null;
}

/** Whether a step of a file may be entered. */
@Injectable()
export class StepAuthority {
  constructor(
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
  ) {}

  /**
   * Asks the law before the keeping of the file, so that a body which has lost its competence hears that; of another body
   * it is asked first whether it kept the file, since nothing else is told of one that did not.
   *
   * @throws Problem 404 out of scope or of another procedure, 422 for a body that did not keep the file then, 403
   *   `authority.notCompetent`, 403 for a file that may only be read, 412 when it is not at the version that was seen
   */
  async authorise<P extends SteppedProcedure>(
    tx: Tx,
    actor: UserActor,
    among: readonly P[],
    id: string,
    asked: AskedAct,
  ): Promise<AuthorisedAct<P>> {
    const [{ file: seen, procedure }, events] = await Promise.all([
      this.seen(tx, among, id),
      this.files.events(tx, id),
    ]);
    const organisationId = asked.actedBy ?? actor.organisationId;
    const referred = await actingFor(tx, referredTo(events), legalDayOf(asked.at));
    if (organisationId !== actor.organisationId) {
      refuseUnlessKeptBy(organisationId, seen, events, asked.at, referred);
      // What another body did is entered by the keeper: no body that was asked signs for the one that asked it.
      await refuseUnlessKeeper(tx, seen.keeperOrganisationId);
    }
    // The step that decides is its own day; otherwise the decision on record counts.
    const decides = procedure.deciding.includes(asked.step) ? asked.at : undefined;
    const facts = factsAt(procedure, seen, events, legalDayOf(asked.at), decides);
    const definition = procedure.steps[asked.step];
    refuseUnknownStep(definition?.under, regimeFor('authority', procedure.kind, facts));
    const act = asked.act ?? definition?.act;
    const competence = act
      ? await this.competence(tx, actor, procedure.kind, act, organisationId, facts)
      : null;
    // A body to which the file was referred enters its own acts, not the keeper's steps; nor does that body's heir.
    if (definition && !act && !definition.byReferred) await refuseUnlessKeeper(tx, seen.keeperOrganisationId);
    const file = await this.files.lockAt(tx, id, asked.version, procedure.kind);
    if (file.version !== seen.version) throw problem(HTTP.staleVersion);
    if (act) refuseUnlessKeptBy(organisationId, file, events, asked.at, referred);
    return { procedure, file, events, organisationId, facts, competence };
  }

  /** @throws Problem 403 `authority.notCompetent` that names the competent office and the article */
  async competence(
    tx: Tx,
    actor: UserActor,
    kind: Procedure,
    act: Act,
    organisationId: number,
    facts: CaseFacts,
  ): Promise<Competence> {
    const regime = regimeFor('authority', kind, facts);
    return requireCompetence(act, regime, await this.organisation(tx, organisationId), actor);
  }

  async organisation(tx: Tx, id: number): Promise<OrganisationRow> {
    return this.organisations.byId(tx, id);
  }

  /** @throws Problem 404 when absent, out of scope, or of a procedure that is not among these */
  async seen<P extends SteppedProcedure>(
    tx: Tx,
    among: readonly P[],
    id: string,
  ): Promise<{ readonly file: CaseFile; readonly procedure: P }> {
    const file = await this.files.byId(tx, id);
    const procedure = among.find(({ kind }) => kind === file.kind);
    if (!procedure) throw problem(CASES.notFound);
    return { file, procedure };
  }
}
