import type { Tx } from '../platform/database/tx.js';
import type { UserActor } from '../platform/security/actor.js';

/** Two entries in the order in which the database keeps pairs. */
export function pairOf(one: string, other: string): readonly [low: string, high: string] {
  return one < other ? [one, other] : [other, one];
}

/** Whether the acting organisation acts on both entries, or supervises those that do. */
export async function mayLink(tx: Tx, one: string, other: string): Promise<boolean> {
  const row = await tx.one<{ may: boolean }>('select app.may_link($1, $2) as may', [one, other]);
  return row?.may ?? false;
}

/** When it happened, who did it and for whom, in the order of the columns. */
export function whoAndWhen(tx: Tx, actor: UserActor): readonly [Date, string, number] {
  return [tx.now, actor.userId, actor.organisationId];
}
