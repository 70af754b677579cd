import { readBy } from '../../identity/scope-page.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { Tx } from '../../platform/database/tx.js';
import type { CarriedMeasure } from './monitoring-measure.js';
import type { MonitoringState } from './monitoring-transitions.js';

export interface MonitoringOfFile {
  readonly id: string;
  readonly code: string;
  readonly status: MonitoringState;
}

/** Those of a file that the actor sees, the first one first: who keeps the file sees them all. */
export async function monitoringsOf(tx: Tx, parentId: string): Promise<readonly MonitoringOfFile[]> {
  return tx.query<MonitoringOfFile>(
    `select id, code, status from case_file where parent_id = $1 and kind = 'electronic-monitoring'
     order by opened_on, id limit 100`,
    [parentId],
  );
}

/** The body that took the person over at home from a facility; null where none did. */
export function followerOf({ events }: CarriedMeasure): number | null {
  const takenOver = standingEvents(events).findLast(({ type }) => type === 'continued-at-home');
  const follower = takenOver?.facts.actedBy ?? takenOver?.organisationId;
  return typeof follower === 'number' ? follower : null;
}

/**
 * Whether the actor's body reads what the commune police have that keep the list (NĐ 163/2026 Art 16(1)): itself, above it,
 * or in its place. Whom a file was referred to, and a facility that keeps one, does not learn whether monitoring was decided.
 */
export async function readsList(tx: Tx, measure: CarriedMeasure): Promise<boolean> {
  const found = await tx.one(
    `select 1 from organisation o
     where o.id = case when (select kind from organisation where id = $1) = 'commune-police' then $1 else $2 end
       and o.id in (${readBy('app.org_id()')})`,
    [measure.file.keeperOrganisationId, followerOf(measure)],
  );
  return found !== null;
}
