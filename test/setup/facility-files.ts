import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import type { CompulsoryGroundsDto } from '../../src/rehabilitation/compulsory/compulsory-grounds.dto.js';
import {
  AFTER,
  at,
  newFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from './front-desk.js';
import { decisionNumber } from './home-files.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

type Routes = DoorRoutes<FacilityRehabilitationDto>;

/** At a private facility since 02/07/2026, of a person of its own; decided by the police of the scene, who keep the file. */
export async function atPrivateFacility(
  test: TestApp,
  desk: FrontDesk,
  routes: Routes,
  contractEndsOn?: string,
): Promise<FacilityRehabilitationDto> {
  const { policeOfficer, headOfPolice } = desk.scene.tokens;
  await at(test, desk, AFTER);
  const { id } = await somebody(test, policeOfficer, { unitId: desk.scene.unitId });
  const file = await opened(routes, policeOfficer, newFacilityApplication(id, { door: 'private' }));
  const decided = await routes.done(headOfPolice, file, 'decision', {
    decidedAt: '2026-07-02T09:00:00+07:00',
    number: decisionNumber(),
    organisationId: desk.places.privateFacility,
  });
  return routes.done(desk.staff.privateOfficer, decided, 'admission', {
    receivedAt: '2026-07-02T09:30:00+07:00',
    contractNumber: '11/HĐ-CN',
    contractSignedOn: '2026-07-02',
    ...(contractEndsOn && { contractEndsOn }),
  });
}

/** Stages with their first and last moments; the last one goes on where none is told. */
export async function throughStages(
  routes: Routes,
  token: string,
  file: FacilityRehabilitationDto,
  stages: readonly (readonly [stage: string, from: string, to?: string])[],
): Promise<FacilityRehabilitationDto> {
  let now = file;
  for (const [stage, from, to] of stages) {
    now = await routes.done(token, now, 'stages', { stage, at: `${from}T10:00:00+07:00` });
    if (to) now = await routes.done(token, now, 'stage-ends', { stage, at: `${to}T16:00:00+07:00` });
  }
  return now;
}

/** Stages a, b and c of who was received on 02/07/2026, with d since b ended. */
export const FIRST_STAGES = [
  ['intake', '2026-07-02', '2026-07-03'],
  ['detoxification', '2026-07-04', '2026-07-13'],
  ['education', '2026-07-14', '2026-10-13'],
  ['labour-therapy', '2026-07-14'],
] as const;

export async function groundsOf(test: TestApp, token: string, personId: string): Promise<readonly string[]> {
  const answer = await requests(test).get(token, `/v1/persons/${personId}/compulsory-grounds`).expect(200);
  const { grounds } = answer.body as CompulsoryGroundsDto;
  return grounds.flatMap(({ ground, facts }) => facts.map(({ kind }) => `${ground}: ${kind}`));
}

/** The open limits, each with the moment and the body that owes it. */
export const openLimits = ({
  deadlines,
}: FacilityRehabilitationDto): Readonly<Record<string, readonly [string, number]>> =>
  Object.fromEntries(
    deadlines
      .filter(({ status }) => status === 'open')
      .map(({ rule, dueAt, organisationId }) => [rule, [dueAt, organisationId]]),
  );

/** Act, number and form of each paper that was made for a file. */
export async function papersOf(test: TestApp, caseId: string): Promise<readonly string[]> {
  const { rows } = await test.database.owner.query<{ paper: string }>(
    `select act || ' ' || coalesce(form_instrument || ' ' || form_number, '-') as paper from case_decision
     where case_id = $1 order by decided_at, id`,
    [caseId],
  );
  return rows.map(({ paper }) => paper);
}

export async function auditOf(test: TestApp, caseId: string, personId: string): Promise<ReadonlySet<string>> {
  const { rows } = await test.database.owner.query<{ action: string }>(
    `select action from audit_event where subject_id = $1 and outcome = 'done' and persons @> array[$2::uuid]`,
    [caseId, personId],
  );
  return new Set(rows.map(({ action }) => action));
}
