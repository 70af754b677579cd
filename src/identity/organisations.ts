import { Injectable } from '@nestjs/common';
import { isWithin, type DateOnly } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { P } from './organisation.problems.js';
import type { Sector } from './supervision.js';

export interface OrganisationRow {
  readonly id: number;
  readonly kind: OrganisationKind;
  /** What a provincial department is in charge of; null for other kinds. */
  readonly sector: Sector | null;
  readonly name: string;
  /** Null for bodies of the whole country. */
  readonly unitId: number | null;
  readonly validFrom: DateOnly;
  /** Last day, included; null: still stands. */
  readonly validTo: DateOnly | null;
}

/** Columns of `organisation o` as an OrganisationRow. */
export const ORGANISATION_COLUMNS = `o.id, o.kind, o.sector, o.name, o.unit_id as "unitId",
  o.valid_from as "validFrom", o.valid_to as "validTo"`;

/** What other slices ask about organisations. They are public facts: every actor may see all of them. */
@Injectable()
export class Organisations {
  /** @throws Problem 404 when there is no such organisation */
  async byId(tx: Tx, id: number): Promise<OrganisationRow> {
    const found = await this.find(tx, id);
    if (!found) throw problem(P.notFound);
    return found;
  }

  async find(tx: Tx, id: number): Promise<OrganisationRow | null> {
    return tx.one<OrganisationRow>(`select ${ORGANISATION_COLUMNS} from organisation o where o.id = $1`, [
      id,
    ]);
  }

  /** The organisation of this kind that stands in this very unit on the day; null when none is recorded. */
  async inUnit(
    tx: Tx,
    unitId: number,
    kind: OrganisationKind,
    onDay: DateOnly,
  ): Promise<OrganisationRow | null> {
    return tx.one<OrganisationRow>(IN_UNIT, [unitId, kind, onDay]);
  }

  /**
   * The organisation that carries on for this one on the day: itself while it stands, else at the end of the chain of
   * main successors for everything it had. Null when the chain breaks off, as where a body was divided.
   */
  async successorOn(tx: Tx, id: number, day: DateOnly): Promise<OrganisationRow | null> {
    return tx.one<OrganisationRow>(SUCCESSOR_ON, [id, day]);
  }
}

/** True when the organisation stands on the day, its first and last day included. */
export function standsOn(organisation: OrganisationRow, day: DateOnly): boolean {
  return isWithin(day, organisation.validFrom, organisation.validTo);
}

const IN_UNIT = `
  select ${ORGANISATION_COLUMNS} from organisation o
  where o.unit_id = $1 and o.kind = $2 and daterange(o.valid_from, o.valid_to, '[]') @> $3::date
  order by o.id limit 1`;

const SUCCESSOR_ON = `
  with recursive chain (id) as (
    select $1::integer
    union
    select s.successor_id from chain
    join organisation_succession s
      on s.predecessor_id = chain.id and s.function = 'all' and s.main and s.effective_on <= $2
  )
  select ${ORGANISATION_COLUMNS} from chain join organisation o on o.id = chain.id
  where daterange(o.valid_from, o.valid_to, '[]') @> $2::date`;
