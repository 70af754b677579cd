import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf, type DateOnly } from '../law/date.js';
import { withinUnit } from '../platform/database/changes.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { foldUnitName, searchPatterns } from '../units/unit-search.js';
import { Units } from '../units/units.js';
import {
  toOrganisationDto,
  type OrganisationClosingInput,
  type OrganisationDto,
  type OrganisationInput,
  type OrganisationQuery,
} from './organisation.dto.js';
import { P } from './organisation.problems.js';
import {
  lastTakeover,
  ORGANISATION_CHANGES,
  listedOrganisation,
  listOrganisations,
  lockedOrganisation,
  type ListedOrganisation,
  type OrganisationPlace,
} from './organisation.queries.js';
import { closingProblem, foundingProblem } from './organisation.rules.js';

/** The register of organisations. Each change rebuilds who may read whose files. */
@Injectable()
export class OrganisationService {
  constructor(
    private readonly database: Database,
    private readonly units: Units,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: OrganisationQuery): Promise<ChangePage<OrganisationDto>> {
    return this.database.read(actor, async (tx) => {
      const filter = {
        asOf: query.asOf ?? legalDayOf(tx.now),
        kind: query.kind ?? null,
        unitId: query.unit ?? null,
        namePatterns: query.q === undefined ? null : searchPatterns(query.q),
      };
      return changePage(tx, query, {
        feed: withinUnit(ORGANISATION_CHANGES, query.unit),
        place: ['text', 'whole'],
        placeOf,
        rows: (after, ids, limit) =>
          listOrganisations(tx, { ...filter, after: after as OrganisationPlace | null, ids, limit }),
        inScope: async (ids) => ids,
        map: toOrganisationDto,
      });
    });
  }

  async get(actor: UserActor, id: number): Promise<OrganisationDto> {
    return this.database.read(actor, async (tx) => toOrganisationDto(await required(tx, id)));
  }

  /** @throws Problem 422 for a kind, unit or period that do not fit; 409 when the unit has its authority already */
  async create(actor: UserActor, input: OrganisationInput): Promise<OrganisationDto> {
    return this.database.write(actor, async (tx) => {
      await this.refuseUnfit(tx, input);
      const id = await foundOrganisation(tx, input);
      await rebuildClosure(tx);
      await this.audit.record(tx, {
        action: 'organisations.organisation.create',
        detail: { organisationId: id, kind: input.kind },
      });
      return toOrganisationDto(await required(tx, id));
    });
  }

  /** @throws Problem 409 when it has ended already; 412; 422 for a day on which it must still stand */
  async close(
    actor: UserActor,
    id: number,
    version: number,
    input: OrganisationClosingInput,
  ): Promise<OrganisationDto> {
    return this.database.write(actor, async (tx) => {
      const organisation = await lockedOrganisation(tx, id);
      if (!organisation) throw problem(P.notFound);
      if (organisation.version !== version) throw problem(HTTP.staleVersion);
      await end(tx, organisation, input.lastDay);
      await rebuildClosure(tx);
      await this.audit.record(tx, {
        action: 'organisations.organisation.close',
        detail: { organisationId: id, lastDay: input.lastDay, act: input.act },
      });
      return toOrganisationDto(await required(tx, id));
    });
  }

  private async refuseUnfit(tx: Tx, input: OrganisationInput): Promise<void> {
    const { kind, validFrom } = input;
    const unit = input.unitId ? await this.units.validOn(tx, input.unitId, validFrom) : null;
    const sector = input.sector ?? null;
    const refused = foundingProblem({ kind, sector, unit, validFrom, validTo: input.validTo ?? null });
    if (refused) throw refused;
  }
}

/** Ends an organisation after its last day. The caller holds its row and rebuilds the closure. */
export async function end(tx: Tx, organisation: ListedOrganisation, lastDay: DateOnly): Promise<void> {
  const { id, validTo } = organisation;
  if (validTo !== null) throw problem(P.alreadyClosed, { parameters: { validTo }, extensions: { validTo } });
  const refused = closingProblem(organisation, lastDay, await lastTakeover(tx, id));
  if (refused) throw refused;
  await tx.query('update organisation set valid_to = $2, version = version + 1 where id = $1', [id, lastDay]);
}

/** In the transaction that changed organisations or successions. */
export async function rebuildClosure(tx: Tx): Promise<void> {
  await tx.query('select app.rebuild_organisation_closure()');
}

// Nothing comes back where the unit's authority stands already: a unique index says so.
const INSERT = `
  insert into organisation (kind, sector, name, name_folded, unit_id, valid_from, valid_to)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict do nothing
  returning id`;

/** Founds an organisation that was found to fit. The caller rebuilds the closure. */
export async function foundOrganisation(tx: Tx, input: OrganisationInput): Promise<number> {
  const { kind, name, validFrom } = input;
  const [row] = await tx.query<{ id: number }>(INSERT, [
    kind,
    input.sector ?? null,
    name,
    foldUnitName(name),
    input.unitId ?? null,
    validFrom,
    input.validTo ?? null,
  ]);
  if (!row) throw problem(P.alreadyThere, { extensions: { unitId: input.unitId, kind } });
  return row.id;
}

async function required(tx: Tx, id: number): Promise<ListedOrganisation> {
  const found = await listedOrganisation(tx, id);
  if (!found) throw problem(P.notFound);
  return found;
}

const placeOf = ({ nameFolded, id }: ListedOrganisation): OrganisationPlace => [nameFolded, id];
