import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { refuseUnlessKeptBy } from '../../cases/case-steps.js';
import { P as CASES } from '../../cases/cases.problems.js';
import { actingFor, refuseUnlessKeeper } from '../../cases/keeping.js';
import { Organisations, type OrganisationRow } from '../../identity/organisations.js';
import type { Act, Competence } from '../../law/authorities.js';
import { laterDay, legalDayOf } from '../../law/date.js';
import type { CaseFacts } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { Door, DoorDefinition, VoluntaryKind } from './door.js';
import { doorOfKind, DOORS } from './doors.js';
import { momentOf, referredTo, requireCompetence } from './voluntary.guards.js';
import { regimeFor } from './voluntary.rules.js';

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
export interface AuthorisedAct {
  readonly door: DoorDefinition;
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly organisationId: number;
  readonly facts: CaseFacts;
  /** Null for a step that is no authority's act. */
  readonly competence: Competence | null;
}

/** Steps by which the old law took a person in: what the transition rules call the decision. */
const DECIDING = ['decided', 'contracted'] as const;

/** Whether a step of a file may be entered. */
@Injectable()
export class VoluntaryAuthority {
  constructor(
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
  ) {}

  /**
   * Asks the law before the keeping of the file, so that a body which has lost its competence hears that; of another body
   * it is asked first whether it kept the file, since nothing else is told of one that did not.
   *
   * @throws Problem 404 out of scope or of another door, 422 for a body that did not keep the file then, 403
   *   `authority.notCompetent`, 403 for a file that may only be read, 412 when it is not at the version that was seen
   */
  async authorise(
    tx: Tx,
    actor: UserActor,
    among: readonly Door[],
    id: string,
    asked: AskedAct,
  ): Promise<AuthorisedAct> {
    const [{ file: seen, door }, events] = await Promise.all([
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
    const facts = factsOf(seen, events, asked);
    const definition = door.steps[asked.step];
    const act = asked.act ?? definition?.act;
    const competence = act ? await this.competence(tx, actor, door.kind, act, organisationId, facts) : null;
    // A body to which the file was referred enters its own acts, not the keeper's steps; nor does that body's heir.
    if (definition && !act && !definition.byReferred) await refuseUnlessKeeper(tx, seen.keeperOrganisationId);
    const file = await this.files.lockAt(tx, id, asked.version, door.kind);
    if (file.version !== seen.version) throw problem(HTTP.staleVersion);
    if (act) refuseUnlessKeptBy(organisationId, file, events, asked.at, referred);
    return { door, file, events, organisationId, facts, competence };
  }

  /** @throws Problem 403 `authority.notCompetent` that names the competent office and the article */
  async competence(
    tx: Tx,
    actor: UserActor,
    kind: VoluntaryKind,
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

  /** @throws Problem 404 when absent, out of scope, or of a door that these routes do not serve */
  async seen(
    tx: Tx,
    among: readonly Door[],
    id: string,
  ): Promise<{ readonly file: CaseFile; readonly door: DoorDefinition }> {
    const file = await this.files.byId(tx, id);
    const served = among.some((door) => DOORS[door].kind === file.kind);
    if (!served) throw problem(CASES.notFound);
    return { file, door: doorOfKind(file.kind) };
  }
}

/** The person's own decision counts where the step comes after it; the step that decides is its own day. */
function factsOf(file: CaseFile, events: readonly CaseEvent[], { step, at }: AskedAct): CaseFacts {
  const on = legalDayOf(at);
  const decides = (DECIDING as readonly string[]).includes(step);
  const decidedAt = decides ? at : momentOf(events, ...DECIDING);
  return {
    openedOn: file.openedOn,
    asOf: laterDay(on, file.openedOn),
    ...(decidedAt ? { decidedOn: legalDayOf(decidedAt) } : {}),
  };
}
