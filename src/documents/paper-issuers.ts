import { Injectable } from '@nestjs/common';
import { Organisations, type OrganisationRow } from '../identity/organisations.js';
import type { DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import type { PaperFacts } from './paper-facts.js';

/** Whose paper it is. */
export interface Issuer {
  readonly body: OrganisationRow;
  /** From which body it took over everything, and on which day; null for the body that acted itself. */
  readonly tookOver: { readonly from: OrganisationRow; readonly on: DateOnly } | null;
}

/** Who may issue a paper: the body that did what it is about, or the one that acts for that body since it ended. */
@Injectable()
export class PaperIssuers {
  constructor(private readonly organisations: Organisations) {}

  /** @throws Problem 409 for a body that neither acted nor took over everything from the one that did */
  async of(tx: Tx, { organisationId: own }: UserActor, facts: PaperFacts): Promise<Issuer> {
    const { organisationId: acted } = facts;
    if (acted === own) return { body: await this.organisations.byId(tx, own), tookOver: null };
    const row = await tx.one<{ on: DateOnly }>(
      `select c.acts_from as "on" from organisation_closure c
       where c.viewer_id = $1 and c.organisation_id = $2 and app.today() between c.acts_from and c.acts_until`,
      [own, acted],
    );
    if (!row) throw problem(P.otherBody, { extensions: { organisationId: acted } });
    const from = await this.organisations.byId(tx, acted);
    return { body: await this.organisations.byId(tx, own), tookOver: { from, on: row.on } };
  }
}
