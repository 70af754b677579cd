import { expected, type Outcome } from '../matrix/rules.js';
import { routesOf, type MatrixRoute } from '../matrix/routes.js';
import { arrangeMatrix, giveAccess, sessionOf, type MatrixScene, type Principal } from '../matrix/scene.js';
import { seedOrganisation, seedUser, TEST_PASSWORD, VINH_PHONG } from '../factories.js';
import { newFacilityApplication, newTreatmentApplication } from '../front-desk.js';
import { aPerson, requests } from '../people-factory.js';
import { anApplication } from '../rehabilitation-factory.js';
import type { TestApp } from '../test-app.js';
import type { Document, Operation } from './document.js';
import { CASE, EVENT } from './valid.js';
import type { Known } from './values.js';

/** Who asks, and about what. */
export interface Cast {
  /** Who may ask the operation, and finds something or not; nobody for what is public. */
  callersOf(operation: Operation): readonly Principal[];
  /** Those alone who find something, if anybody does. */
  insidersOf(operation: Operation): readonly Principal[];
  /** A session of its own, for what ends sessions. */
  freshToken(principal: Principal): Promise<string>;
  /** A file of its own behind the door of this path, just handed in. */
  freshCase(path: string): Promise<string>;
  /** The last entry of its history. */
  lastEvent(caseId: string): Promise<string>;
  knownFor(operation: Operation): Known;
  /** Fields that would spoil the scene for others, if anything stood there. */
  pinnedFor(operation: Operation): Known;
}

const DOORS = ['home-rehabilitations', 'facility-rehabilitations', 'substitution-registrations'] as const;
type Door = (typeof DOORS)[number];

export async function arrangeCast(test: TestApp, document: Document): Promise<Cast> {
  const scene = await arrangeMatrix(test);
  await clearUnreal(test);
  const routes = new Map(routesOf(document).map((route) => [route.id, route]));
  const known = await knownOf(test, scene);
  const spare: number[] = [];
  for (let at = 0; at < 3; at++) {
    spare.push(await seedOrganisation(test.database.owner, { kind: 'mass-organisation' }));
  }
  const alone = inTurn();
  return {
    callersOf: ({ id }) => {
      const insiders = callersOf(routes.get(id), scene.principals, INSIDE);
      return [...insiders, ...insiders, ...insiders, ...callersOf(routes.get(id), scene.principals, OUTSIDE)];
    },
    insidersOf: ({ id }) => {
      const insiders = callersOf(routes.get(id), scene.principals, INSIDE);
      return insiders.length > 0 ? insiders : callersOf(routes.get(id), scene.principals, OUTSIDE);
    },
    freshToken: async ({ caller, situation, token }) =>
      caller === 'api-client'
        ? token
        : (await alone(() => sessionOf(test, scene.bodies[situation], caller))).token,
    freshCase: (path) => alone(() => openCase(test, scene, doorOf(path))),
    lastEvent: async (caseId) => {
      const sql =
        'select id from case_event where case_id::text = $1 order by recorded_at desc, id desc limit 1';
      const { rows } = await alone(() => test.database.owner.query<{ id: string }>(sql, [caseId]));
      return rows[0]?.id ?? caseId;
    },
    knownFor: ({ path, method }) => ({
      ...known,
      caseId: method === 'GET' ? [fileOf(scene, path), CASE] : [CASE, CASE, fileOf(scene, path)],
      ...(method === 'GET' || !path.startsWith('/v1/organisations/') ? {} : { organisationId: spare }),
    }),
    pinnedFor: ({ id }) => ({ predecessorId: spare, successorId: spare, ...PINNED[id] }),
  };
}

/** The owner's connection does one thing after the other. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Legal time is everybody's. */
const PINNED: Readonly<Record<string, Known>> = {
  travelInTime: {
    to: ['2026-07-08T12:00:00+07:00', '2026-07-08T12:00:01+07:00', '2026-07-08T11:00:00+07:00'],
  },
};

const INSIDE: ReadonlySet<Outcome> = new Set(['passed', 'shown']);
const OUTSIDE: ReadonlySet<Outcome> = new Set(['refused', 'hidden', 'blank', 'elsewhere', 'incompetent']);

function callersOf(
  route: MatrixRoute | undefined,
  principals: readonly Principal[],
  outcomes: ReadonlySet<Outcome>,
): readonly Principal[] {
  if (!route || route.reach === 'public') return [];
  return principals.filter(({ caller, situation }) => outcomes.has(expected(route, caller, situation)));
}

/** What the walled file's scene writes into columns where nothing but walls is asked: nobody could open it. */
async function clearUnreal({ database: { owner } }: TestApp): Promise<void> {
  await owner.query('drop trigger stays_open on possible_duplicate');
  await owner.query(`delete from person_guardian where full_name_sealed = '\\x00'`);
  await owner.query('delete from delivery where address_id is not null');
  await owner.query(`delete from notice_address where address_sealed = '\\x00'`);
  await owner.query('delete from recovery_code');
  await owner.query(`delete from second_factor where secret_sealed = '\\x00'`);
}

function doorOf(path: string): Door {
  return DOORS.find((door) => path.startsWith(`/v1/${door}`)) ?? 'home-rehabilitations';
}

/** Files of the other procedures, which come from no door, by the first part of their routes' paths. */
const OTHER_FILES: Readonly<Record<string, keyof MatrixScene['caseIds']>> = {
  'electronic-monitorings': 'monitoring',
  'compulsory-rehabilitations': 'compulsory',
  'drug-user-managements': 'drugUser',
  'addiction-determinations': 'determination',
  'treatment-episodes': 'treatment',
};

function fileOf(scene: MatrixScene, path: string): string {
  const other = OTHER_FILES[path.split('/')[2] ?? ''];
  return other ? scene.caseIds[other] : caseOf(scene, doorOf(path));
}

function caseOf({ caseIds }: MatrixScene, door: Door): string {
  switch (door) {
    case 'facility-rehabilitations':
      return caseIds.facility;
    case 'substitution-registrations':
      return caseIds.substitution;
    case 'home-rehabilitations':
      return caseIds.home;
  }
}

let opened = 0;

async function openCase(test: TestApp, { file, bodies: there }: MatrixScene, door: Door): Promise<string> {
  const personId = await resident(test, file);
  const token = file.scene.tokens.headOfPolice;
  opened += 1;
  const bodies: Readonly<Record<Door, () => object>> = {
    'home-rehabilitations': () => anApplication({ personId }),
    'facility-rehabilitations': () =>
      newFacilityApplication(personId, { door: opened % 2 === 0 ? 'private' : 'public' }),
    'substitution-registrations': () => newTreatmentApplication(personId),
  };
  const answer = await requests(test).post(token, `/v1/${door}`, bodies[door]()).expect(201);
  const { id } = answer.body as { id: string };
  const asked = { reason: 'referred', acts: true, from: '2026-07-01', until: 'infinity' };
  await giveAccess(test.database.owner, 'case', [id], there.referred, asked);
  await giveAccess(test.database.owner, 'person', [personId], there.referred, { ...asked, acts: false });
  return id;
}

async function resident(test: TestApp, { scene }: MatrixScene['file']): Promise<string> {
  const { unitId } = scene;
  const address = { kind: 'current', unitId, detail: 'Ấp Kinh 1', fromOn: '2025-07-01' } as const;
  const body = aPerson({
    addresses: [address],
    identifiers: [],
    noIdentifierReason: 'Chưa làm thẻ căn cước',
  });
  const answer = await requests(test).post(scene.tokens.headOfPolice, '/v1/persons', body).expect(201);
  return (answer.body as { id: string }).id;
}

async function knownOf(test: TestApp, scene: MatrixScene): Promise<Known> {
  const { owner } = test.database;
  const { file, bodies, ids } = scene;
  const { unitId, neighbourUnitId, formerUnitId } = file.scene;
  const persons = [file.moved.personId, file.fresh.personId];
  for (let at = 0; at < 4; at++) persons.push(await resident(test, file));
  const facilities = [
    await seedOrganisation(owner, { kind: 'private-rehabilitation-facility', unitId: VINH_PHONG }),
    await seedOrganisation(owner, { kind: 'public-rehabilitation-facility', unitId: VINH_PHONG }),
  ];
  const bodiesThere = [bodies.own, bodies.other, bodies.referred, ...facilities];
  const { login, password } = await seedUser(owner, {
    organisationId: bodies.own,
    roles: ['head-of-commune-police'],
    login: 'dang.nhap',
  });
  return {
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, [id]])),
    ...{ personId: persons, person: persons, otherPersonId: persons, subject: persons },
    ...{
      organisationId: bodiesThere,
      actedBy: [bodies.own, bodies.own, bodies.referred],
      organisation: [bodies.own],
      userId: [ids['userId'] ?? ''],
    },
    ...{ unitId: [unitId, neighbourUnitId, formerUnitId], unit: [unitId, formerUnitId] },
    ...{ login: [login], password: [password], currentPassword: [TEST_PASSWORD], eventId: [EVENT] },
    code: ['http.forbidden', '123456'],
    name: ['case-kind', 'Cổng dịch vụ công'],
    year: [2027, 2028],
  };
}
