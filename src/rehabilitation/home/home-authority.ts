import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { refuseUnlessKeptBy } from '../../cases/case-steps.js';
import { Organisations, type OrganisationRow } from '../../identity/organisations.js';
import type { Act, Competence } from '../../law/authorities.js';
import { laterDay, legalDayOf } from '../../law/date.js';
import type { CaseFacts } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { requireCompetence } from './home-rehabilitation.guards.js';
import { PROCEDURE } from './home-rehabilitation.rules.js';

export interface AskedAct {
  readonly act: Act;
  readonly at: Date;
  /** The body that acted, where another enters it. */
  readonly actedBy?: number;
  /** Of the file, as the caller saw it. */
  readonly version: number;
}

/** An act that may be entered: the locked file, its history, and who is competent under which facts. */
export interface AuthorisedAct {
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly organisationId: number;
  readonly facts: CaseFacts;
  readonly competence: Competence;
}

/** Whether an authority's act on a file may be entered. */
@Injectable()
export class HomeAuthority {
  constructor(
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
  ) {}

  /**
   * Asks the law before the keeping of the file, so that a body which has lost its competence hears that; of another body
   * it is asked first whether it kept the file, since nothing else is told of one that did not.
   *
   * @throws Problem 404 out of scope, 422 for a body that did not keep the file then, 403 `authority.notCompetent`,
   *   403 for a file that may only be read, 412 when it is not at the version that was seen
   */
  async authorise(tx: Tx, actor: UserActor, id: string, asked: AskedAct): Promise<AuthorisedAct> {
    const seen = await this.files.byId(tx, id, PROCEDURE);
    const events = await this.files.events(tx, id);
    const organisationId = asked.actedBy ?? actor.organisationId;
    if (organisationId !== actor.organisationId) refuseUnlessKeptBy(organisationId, seen, events, asked.at);
    const on = legalDayOf(asked.at);
    const decides = asked.act === 'decide-home-rehabilitation';
    const facts = {
      openedOn: seen.openedOn,
      asOf: laterDay(on, seen.openedOn),
      ...(decides ? { decidedOn: on } : {}),
    };
    const competence = await this.competence(tx, actor, asked.act, organisationId, facts);
    const file = await this.files.lockAt(tx, id, asked.version, PROCEDURE);
    if (file.version !== seen.version) throw problem(HTTP.staleVersion);
    refuseUnlessKeptBy(organisationId, file, events, asked.at);
    return { file, events, organisationId, facts, competence };
  }

  /** @throws Problem 403 `authority.notCompetent` that names the competent office and the article */
  async competence(
    tx: Tx,
    actor: UserActor,
    act: Act,
    organisationId: number,
    facts: CaseFacts,
  ): Promise<Competence> {
    return requireCompetence(act, facts, await this.organisation(tx, organisationId), actor);
  }

  async organisation(tx: Tx, id: number): Promise<OrganisationRow> {
    return this.organisations.byId(tx, id);
  }
}
