import { P as HTTP } from '../../../src/platform/errors/platform.problems.js';
import { OWN_BODY } from '../../../src/platform/security/own-body.problems.js';
import { SESSION } from '../../../src/platform/security/session.problems.js';
import { AUTHORITY } from '../../../src/cases/cases.problems.js';
import { P as REHABILITATION } from '../../../src/rehabilitation/voluntary/voluntary.problems.js';
import { aPdf } from '../sample-files.js';
import type { TestApp } from '../test-app.js';
import { isList, type MatrixRoute } from './routes.js';
import { agrees, dependsOnBody, expected, type Outcome, type Situation } from './rules.js';
import type { MatrixScene, Principal } from './scene.js';

/** One request and what has to come of it. */
export interface Cell {
  readonly route: MatrixRoute;
  /** Who asks: 'commune-officer, own'. */
  readonly who: string;
  readonly token: string | null;
  readonly wanted: Outcome;
}

export interface Miss {
  readonly cell: string;
  readonly wanted: Outcome;
  readonly found: Outcome;
  readonly answer: string;
}

/**
 * The cells of these callers. What does not depend on the caller's body is asked from one body alone, and so is what the
 * caller has no permission for: the guard refuses before it is known what is asked about. `all` asks these too.
 */
export function cellsOf(
  routes: readonly MatrixRoute[],
  principals: readonly Principal[],
  all: boolean = false,
): Cell[] {
  return principals.flatMap(({ caller, situation, token }) =>
    routes
      .map((route) => ({
        ...{ route, token, who: `${caller}, ${situation}` },
        wanted: expected(route, caller, situation),
      }))
      .filter(
        ({ route, wanted }) => all || situation === FIRST || (dependsOnBody(route) && wanted !== 'forbidden'),
      ),
  );
}

const FIRST: Situation = 'own';

/** Requests that are under way at a time: as many as the application has connections. */
const AT_A_TIME = 8;

/**
 * Sends a real request for each cell: lists first, before anybody's attempt stands in a record; then what only reads;
 * then changes, in the name of administrators last of all; leaving the session at the very end.
 *
 * @returns the cells where something else came of it
 */
export async function run(
  test: TestApp,
  scene: MatrixScene,
  cells: readonly Cell[],
): Promise<readonly Miss[]> {
  const url = await test.app.getUrl();
  const missed: Miss[] = [];
  for (const phase of PHASES) {
    const queue = cells.filter((cell) => phaseOf(cell) === phase).values();
    const work = async (): Promise<void> => {
      for (const cell of queue) {
        const miss = await judged(url, scene, cell);
        if (miss) missed.push(miss);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
  }
  return missed;
}

const PHASES = ['lists', 'reads', 'changes', 'administration', 'leaving'] as const;

function phaseOf({ route, who }: Cell): (typeof PHASES)[number] {
  if (route.id === 'logout') return 'leaving';
  if (isList(route)) return 'lists';
  if (!route.unsafe) return 'reads';
  return who.startsWith('administrator') ? 'administration' : 'changes';
}

async function judged(url: string, scene: MatrixScene, cell: Cell): Promise<Miss | null> {
  const { status, text } = await ask(url, scene, cell);
  const found = outcomeOf(cell.route, status, text, scene);
  if (agrees(cell.route, cell.wanted, found)) return null;
  const { id, method, path } = cell.route;
  return {
    cell: `${cell.who}: ${method} ${path} (${id})`,
    wanted: cell.wanted,
    found,
    answer: `${status} ${text.slice(0, 300)}`,
  };
}

async function ask(
  url: string,
  scene: MatrixScene,
  { route, token }: Cell,
): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(url + addressOf(route, scene), {
    method: route.method,
    headers: {
      // Of no version there is: who passes the wall stops here, and the next finds everything as it was.
      'If-Match': '"999999"',
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(route.body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(route.form ? { body: aForm() } : route.body ? { body: JSON.stringify(bodyOf(route, scene)) } : {}),
  });
  return { status: answer.status, text: await answer.text() };
}

function aForm(): FormData {
  const form = new FormData();
  form.set('kind', 'other');
  form.set('file', new Blob([new Uint8Array(aPdf())], { type: 'application/pdf' }), 'giay.pdf');
  return form;
}

/** Lists that tell of one body ask for the keeping one. */
const QUERIES: Readonly<Record<string, (scene: MatrixScene) => string>> = {
  listNumberRegisters: ({ bodies }) => `?organisation=${bodies.own}`,
  listOfficeHolders: ({ bodies }) => `?organisation=${bodies.own}`,
  listAuditEvents: ({ file }) => `?user=${file.keeper.userId}&limit=200`,
  readStockDay: () => '?day=2026-07-02',
  readStockQuarter: () => '?year=2026&quarter=3',
  readTreatmentQuarter: () => '?year=2026&quarter=3',
  listDoseTokens: () => '?day=2026-07-01',
  countEscapeIncidents: () => '?from=2026-07-01&to=2026-07-08',
  listUsers: ({ bodies }) => `?organisationId=${bodies.own}&limit=200`,
};

function addressOf(route: MatrixRoute, scene: MatrixScene): string {
  const ids: Readonly<Record<string, string>> = {
    ...scene.ids,
    caseId: caseOf(route, scene),
    // Who offered takes back, who was asked answers.
    ...(route.id === 'withdrawTransfer' && { transferId: scene.ids['givenTransferId'] ?? '' }),
  };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`${route.id}: the scene has no ${name}; arrange one`);
    return id;
  });
  return path + (QUERIES[route.id]?.(scene) ?? '');
}

function caseOf({ path }: MatrixRoute, { caseIds }: MatrixScene): string {
  if (path.startsWith('/v1/facility-rehabilitations')) return caseIds.facility;
  if (path.startsWith('/v1/compulsory-rehabilitations')) return caseIds.compulsory;
  if (path.startsWith('/v1/drug-user-managements')) return caseIds.drugUser;
  if (path.startsWith('/v1/addiction-determinations')) return caseIds.determination;
  if (path.startsWith('/v1/electronic-monitorings')) return caseIds.monitoring;
  if (path.startsWith('/v1/treatment-episodes')) return caseIds.treatment;
  return path.startsWith('/v1/substitution-registrations') ? caseIds.substitution : caseIds.home;
}

/** What is only for some applicants, others than the scene's, and for who enters what another body did. */
const FOR_OTHERS: ReadonlySet<string> = new Set([
  ...['withoutResidence', 'noResidenceBasis', 'guardianConsent', 'outsideEvidence', 'actedBy'],
]);

/** The document's example, about the things of the scene. */
function bodyOf(route: MatrixRoute, { file, bodies, ids }: MatrixScene): object {
  const known: Readonly<Record<string, unknown>> = {
    personId: ids['personId'],
    otherPersonId: file.fresh.personId,
    organisationId: bodies.own,
    episodeId: ids['episodeId'],
    lotId: ids['lotId'],
    ...(route.id === 'searchPersons' ? { q: 'Nguyễn Văn Bình' } : {}),
    ...(route.id === 'travelInTime' ? { to: '2026-07-08T12:00:00+07:00' } : {}),
    // Of a day to come.
    ...(['closeDosingSite', 'issueDoseTokens'].includes(route.id) ? { day: '2026-07-10' } : {}),
  };
  return Object.fromEntries(
    Object.entries({ ...route.body })
      .filter(([name]) => !FOR_OTHERS.has(name))
      .map(([name, value]) => [name, known[name] ?? value]),
  );
}

const NOBODY: ReadonlySet<string> = new Set([
  HTTP.unauthenticated.code,
  ...Object.values(SESSION)
    .filter(({ status }) => status === 401)
    .map(({ code }) => code),
]);

function outcomeOf(route: MatrixRoute, status: number, text: string, { marks }: MatrixScene): Outcome {
  if (status >= 500 && route.id !== 'checkReadiness') return 'failed';
  if (status === 404) return 'hidden';
  const code = status >= 400 ? (JSON.parse(text) as { code: string }).code : '';
  // To sign in with what is wrong is answered alike, and passed the wall.
  if (NOBODY.has(code)) return route.reach === 'public' ? 'passed' : 'unauthenticated';
  if (status === 403) return refusalOf(text, code);
  if (code === REHABILITATION.notResidentHere.code) return 'elsewhere';
  const { reach } = route;
  if (!isList(route) || !(reach in marks)) return 'passed';
  return marks[reach as keyof typeof marks].some((mark) => text.includes(mark)) ? 'shown' : 'blank';
}

function refusalOf(text: string, code: string): Outcome {
  if (code === AUTHORITY.notCompetent.code) return 'incompetent';
  if (code === OWN_BODY.ended.code) return 'over';
  return code === HTTP.forbidden.code && 'permission' in (JSON.parse(text) as object)
    ? 'forbidden'
    : 'refused';
}
