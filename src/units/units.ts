import { Injectable } from '@nestjs/common';
import type { DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { standsOn, UNIT_COLUMNS, type Unit } from './unit.js';
import { P } from './units.problems.js';

/** What other slices ask about units. Units are public facts: every actor may see all of them. */
@Injectable()
export class Units {
  /** @throws Problem 404 when there is no such unit */
  async byId(tx: Tx, id: number): Promise<Unit> {
    const unit = await this.find(tx, id);
    if (!unit) throw problem(P.notFound);
    return unit;
  }

  /**
   * The unit, if it stands on the day.
   *
   * @throws Problem 422 when there is no such unit, or not on that day; the second names the unit that carries on
   */
  async validOn(tx: Tx, id: number, day: DateOnly): Promise<Unit> {
    const unit = await this.find(tx, id);
    if (!unit) throw problem(P.unknown, { parameters: { unitId: id } });
    if (standsOn(unit, day)) return unit;
    const { name, validFrom, validTo } = unit;
    const successor = await this.successorOn(tx, id, day);
    throw problem(P.notValidOn, {
      parameters: { name, day },
      extensions: { unitId: id, validFrom, validTo, successorId: successor?.id ?? null },
    });
  }

  /**
   * The unit that carries on for this one on the day: itself while it stands, else at the end of the chain of main
   * successors. Null when the chain breaks off: a district, a commune that went to several, a day before it stood.
   */
  async successorOn(tx: Tx, id: number, day: DateOnly): Promise<Unit | null> {
    return tx.one<Unit>(SUCCESSOR_ON, [id, day]);
  }

  private async find(tx: Tx, id: number): Promise<Unit | null> {
    return tx.one<Unit>(`select ${UNIT_COLUMNS} from unit u where u.id = $1`, [id]);
  }
}

const SUCCESSOR_ON = `
  with recursive chain (id) as (
    select $1::integer
    union
    select s.successor_id from chain
    join unit_succession s on s.predecessor_id = chain.id and s.main and s.effective_on <= $2
  )
  select ${UNIT_COLUMNS} from chain join unit u on u.id = chain.id
  where daterange(u.valid_from, u.valid_to, '[]') @> $2::date`;
