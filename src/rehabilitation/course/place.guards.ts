import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { actingFor } from '../../cases/keeping.js';
import { legalDayOf } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as CASES } from '../../cases/cases.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { DoorAct } from '../voluntary/voluntary-steps.js';
import { P } from '../voluntary/voluntary.problems.js';
import { AT_HOME } from '../voluntary/private-states.js';
import { readRecord, type VoluntaryRecord } from '../voluntary/voluntary.record.js';
import { stateAt } from './step-variants.js';

/** @throws Problem 422 for another facility than that of the file or its heir, at the field that names it if one was sent */
export async function refuseOtherPlace(
  tx: Tx,
  { organisationId }: Pick<DoorAct, 'organisationId'>,
  { placeOrganisationId }: Pick<VoluntaryRecord, 'placeOrganisationId'>,
  at: Date,
  actedBy: number | undefined,
): Promise<void> {
  if (placeOrganisationId === null) return;
  const designated = await actingFor(tx, [placeOrganisationId], legalDayOf(at));
  if (designated.includes(organisationId)) return;
  if (actedBy === undefined) throw problem(P.wrongPlace);
  throw fieldProblem('/actedBy', 'rehabilitation.wrongPlace', P.wrongPlace.title);
}

/**
 * At a facility, that facility and the keeper say what happens there; at home, whoever follows the person there.
 *
 * @throws Problem 403 for the facility of before
 */
export async function refuseUninvolved(
  tx: Tx,
  act: Pick<DoorAct, 'organisationId' | 'file' | 'events'>,
  record: Pick<VoluntaryRecord, 'placeOrganisationId'>,
  { at, atHome }: { readonly at: Date; readonly atHome: boolean },
): Promise<void> {
  if (atHome) {
    refusePlaceOfBefore(act, record);
    return;
  }
  if (record.placeOrganisationId === null) return;
  const { keeperOrganisationId } = act.file;
  const bodies = [record.placeOrganisationId, keeperOrganisationId];
  if ((await actingFor(tx, bodies, legalDayOf(at))).includes(act.organisationId)) return;
  throw problem(CASES.readOnly, { extensions: { keeperOrganisationId } });
}

/** The same, by the state in which the file was at a moment. @throws Problem 403 for the facility of before */
export async function refuseUninvolvedAt(tx: Tx, act: DoorAct, at: Date): Promise<void> {
  const atHome = (AT_HOME as readonly string[]).includes(stateAt(act.procedure, act.events, at));
  await refuseUninvolved(tx, act, await readRecord(tx, act.file.id), { at, atHome });
}

/** @throws Problem 403 for a facility of before, of what happens when somebody else has taken the person over */
export function refusePlaceOfBefore(
  { organisationId, file, events }: Pick<DoorAct, 'organisationId' | 'file' | 'events'>,
  { placeOrganisationId }: Pick<VoluntaryRecord, 'placeOrganisationId'>,
): void {
  const { keeperOrganisationId } = file;
  const places = [placeOrganisationId, ...placesOf(events)];
  if (!places.includes(organisationId) || organisationId === keeperOrganisationId) return;
  throw problem(CASES.readOnly, { extensions: { keeperOrganisationId } });
}

/** Facilities that received the person, one after the other. */
function placesOf(events: readonly CaseEvent[]): readonly number[] {
  return standingEvents(events)
    .filter(({ type }) => RECEIVES.has(type))
    .flatMap(({ facts, organisationId }) => facts.actedBy ?? organisationId ?? [])
    .filter((place): place is number => typeof place === 'number');
}

const RECEIVES: ReadonlySet<string> = new Set(['contracted', 'received', 'received-again', 'handed-over']);
