import type { Tx } from '../platform/database/tx.js';
import { UNIT_COLUMNS, type Unit } from '../units/unit.js';

/** The units of these ids that exist, in one question, so that all faults of a body can be told at once. */
export async function unitsOf(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, Unit>> {
  if (ids.length === 0) return new Map();
  const units = await tx.query<Unit>(`select ${UNIT_COLUMNS} from unit u where u.id = any ($1)`, [ids]);
  return new Map(units.map((unit) => [unit.id, unit]));
}
