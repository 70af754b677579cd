import type { Actor } from '../security/actor.js';

/**
 * The first statement of each transaction: names the actor for row-level security and reads the clocks.
 * Legal time is the database's clock, moved by the one row of `legal_clock` where that is allowed.
 */
export function openTransactionSql(legalTimeTravel: boolean): string {
  const legalNow = legalTimeTravel ? 'now() + clock.shift' : 'now()';
  return `
    select set_config('app.user_id', $1, true), set_config('app.org_id', $2, true),
           set_config('app.system', $3, true),
           set_config('app.today', to_char((${legalNow}) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD'), true),
           now() as "realNow", ${legalNow} as "now"
    ${legalTimeTravel ? 'from legal_clock clock' : ''}`;
}

/** Parameters of that statement. */
export function actorParameters(actor: Actor): readonly [string, string, string] {
  return actor.kind === 'user' ? [actor.userId, String(actor.organisationId), ''] : ['', '', actor.name];
}
