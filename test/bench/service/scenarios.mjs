// What officers ask: each scenario gives requests that differ, in the order in which they are to be sent.
import { tokenFor } from './installation.mjs';
import { generator, inventedName } from './people.mjs';

const PAGE = 20;
const HOUR = 3_600_000;
const SEARCHED = [
  ...[
    'nguyen',
    'nguyen van',
    'tran thi',
    'le',
    'th',
    'hung',
    'Nguyễn Văn Hùng',
    'pham minh',
    'thuy',
    'nguyen van hung',
  ],
  ...['duong', 'Trần Thị Lan', 'ly', 'huynh ngoc', 'danh'],
];

/** @typedef {{ officer: object, method: string, path: string, body?: object, version?: number, person?: string, file?: string, code?: string }} Ask */

/** Which scenarios there are, each with who asks. */
export const SCENARIOS = [
  {
    name: 'register application, commune',
    kind: 'write',
    officers: 'commune-officers',
    asks: registrations,
    consumes: 'applicants',
  },
  {
    name: 'decide, commune',
    kind: 'write',
    officers: 'commune-heads',
    asks: decisions,
    consumes: 'undecided',
  },
  // A step that meets one time limit and opens those before the end of the term.
  {
    name: 'begin rehabilitation, commune',
    kind: 'write',
    officers: 'commune-officers',
    asks: beginnings,
    consumes: 'notBegun',
  },
  { name: 'read case with history, commune', kind: 'read', officers: 'commune-officers', asks: caseReads },
  { name: 'read case with history, province', kind: 'read', officers: 'province', asks: caseReads },
  { name: 'read rehabilitation, commune', kind: 'read', officers: 'commune-officers', asks: courseReads },
  { name: 'list by commune and status, commune', kind: 'read', officers: 'commune-officers', asks: lists },
  { name: 'list by commune and status, province', kind: 'read', officers: 'province', asks: lists },
  { name: 'search by name, commune', kind: 'read', officers: 'commune-officers', asks: searches },
  { name: 'search by name, province', kind: 'read', officers: 'province', asks: searches },
  { name: 'search by name, whole country', kind: 'read', officers: 'country', asks: searches },
  { name: 'duplicate check, commune', kind: 'read', officers: 'commune-officers', asks: duplicateChecks },
  { name: 'duplicate check, province', kind: 'read', officers: 'province', asks: duplicateChecks },
  { name: 'work list, commune', kind: 'read', officers: 'commune-officers', asks: workLists },
  { name: 'work list, province', kind: 'read', officers: 'province', asks: workLists },
  { name: 'due in a commune, commune', kind: 'read', officers: 'commune-officers', asks: dueLists },
  { name: 'due in a commune, province', kind: 'read', officers: 'province', asks: dueLists },
];

/** What of the register the scenarios are about, read as its owner: persons to register, files to decide or read. */
export async function readCast(owner) {
  const { rows: officers } = await owner.query(`
    select s.id as "sessionId", u.id as "userId", u.organisation_id as "organisationId", o.unit_id as "unitId", r.role,
      case when r.role = 'provincial-officer' then case unit.code when '01' then 'country' else 'province' end
        when r.role = 'head-of-commune-police' then 'commune-heads' else 'commune-officers' end as "group"
    from session s join user_account u on u.id = s.user_id join user_role r on r.user_id = u.id
    join organisation o on o.id = u.organisation_id join unit on unit.id = o.unit_id order by md5(u.id::text)`);
  const { rows: files } = await owner.query(`
    select f.id, f.code, f.person_id as person, f.status, f.version, f.keeper_organisation_id as "organisationId"
    from case_file f join organisation o on o.id = f.keeper_organisation_id
    where o.id in (select u.organisation_id from user_account u) order by md5(f.id::text)`);
  return {
    officers: officers.map((officer) => ({ ...officer, token: tokenFor(officer) })),
    communes: new Set(
      officers.filter(({ role }) => role !== 'provincial-officer').map(({ unitId }) => unitId),
    ),
    files,
    ...splitFiles(files),
    used: new Map(),
    random: generator(17),
  };
}

function splitFiles(files) {
  const open = new Map();
  for (const file of files) if (file.status !== 'withdrawn') open.set(file.person, file);
  const applicants = new Map();
  for (const { person, organisationId } of files)
    if (!open.has(person)) applicants.set(person, { person, organisationId });
  return {
    applicants: [...applicants.values()],
    undecided: files.filter(({ status }) => status === 'registered'),
    notBegun: files.filter(({ status }) => status === 'decided'),
    underWay: files.filter(({ status }) => status === 'started'),
  };
}

/** Takes the next ones that no run has used: what is written once cannot be written again. */
export function take(cast, what, count) {
  const from = cast.used.get(what) ?? 0;
  cast.used.set(what, from + count);
  const taken = cast[what].slice(from, from + count);
  if (taken.length < count)
    throw new Error(`The data set has no more ${what}: load a larger one or send fewer requests`);
  return taken;
}

const group = (cast, name) => cast.officers.filter((officer) => officer.group === name);
const any = (cast, list) => list[Math.floor(cast.random() * list.length)];

function officerOf(cast, { officers }, organisationId) {
  cast.byOrganisation ??= new Map();
  const key = `${officers} ${organisationId}`;
  if (!cast.byOrganisation.has(key)) {
    cast.byOrganisation.set(
      key,
      group(cast, officers).filter((officer) => officer.organisationId === organisationId),
    );
  }
  return any(cast, cast.byOrganisation.get(key));
}

/** Persons of all communes in turn, each registered by an officer of his own. */
function registrations(cast, scenario, count) {
  const handedIn = Date.now() - HOUR;
  const day = (ms) => new Date(ms + 7 * HOUR).toISOString().slice(0, 10);
  return take(cast, 'applicants', count).map(({ person, organisationId }) => ({
    officer: officerOf(cast, scenario, organisationId),
    ...{ method: 'POST', path: '/v1/home-rehabilitations', person },
    body: {
      personId: person,
      handedInAt: new Date(handedIn).toISOString(),
      place: 'home',
      determination: {
        on: day(handedIn - 24 * HOUR),
        facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
        toldAt: new Date(handedIn - 20 * HOUR).toISOString(),
      },
      ordinal: { value: 1, basis: 'Khai trong đơn, chưa có hồ sơ trước đó' },
      items: ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'],
    },
  }));
}

function decisions(cast, scenario, count) {
  const decidedAt = new Date(Date.now() - 60_000).toISOString();
  return take(cast, 'undecided', count).map((file) => ({
    officer: officerOf(cast, scenario, file.organisationId),
    ...{ method: 'POST', path: `/v1/home-rehabilitations/${file.id}/decision` },
    ...{ version: file.version, person: file.person, file: file.id, code: file.code },
    body: { decidedAt, number: '15/QĐ-CAX' },
  }));
}

function beginnings(cast, scenario, count) {
  const startedAt = new Date(Date.now() - 60_000).toISOString();
  return take(cast, 'notBegun', count).map((file) => ({
    officer: officerOf(cast, scenario, file.organisationId),
    ...{ method: 'POST', path: `/v1/home-rehabilitations/${file.id}/start` },
    ...{ version: file.version, person: file.person, file: file.id, code: file.code },
    body: { startedAt },
  }));
}

const repeat = (count, make) => Array.from({ length: count }, make);

function caseReads(cast, scenario, count) {
  return repeat(count, () => {
    const file = any(cast, cast.files);
    const officer =
      scenario.officers === 'province'
        ? any(cast, group2(cast, scenario))
        : officerOf(cast, scenario, file.organisationId);
    return { officer, method: 'GET', path: `/v1/cases/${file.id}` };
  });
}

/** Where files stand, what is next, by when, who and why. */
function courseReads(cast, scenario, count) {
  return repeat(count, () => {
    const file = any(cast, cast.underWay);
    const officer = officerOf(cast, scenario, file.organisationId);
    return { officer, method: 'GET', path: `/v1/home-rehabilitations/${file.id}` };
  });
}

function group2(cast, { officers }) {
  cast.groups ??= new Map();
  if (!cast.groups.has(officers)) cast.groups.set(officers, group(cast, officers));
  return cast.groups.get(officers);
}

function lists(cast, scenario, count) {
  const communes = [...cast.communes];
  return repeat(count, () => {
    const officer = any(cast, group2(cast, scenario));
    const unit = scenario.officers === 'province' ? any(cast, communes) : officer.unitId;
    const status = any(cast, ['registered', 'decided', 'started']);
    return { officer, method: 'GET', path: `/v1/cases?unit=${unit}&status=${status}&limit=${PAGE}` };
  });
}

/** Every officer in turn: nobody may search more than sixty times a minute. */
function inTurn(cast, scenario) {
  const officers = group2(cast, scenario);
  return () => {
    const used = cast.used.get(scenario.name) ?? 0;
    cast.used.set(scenario.name, used + 1);
    return officers[used % officers.length];
  };
}

function searches(cast, scenario, count) {
  const officer = inTurn(cast, scenario);
  return repeat(count, () => ({
    officer: officer(),
    ...{ method: 'POST', path: '/v1/persons/search' },
    body: { q: any(cast, SEARCHED), limit: PAGE },
  }));
}

/** Persons at the counter with names as common as they are: every second one's number is in the register, somewhere. */
function duplicateChecks(cast, scenario, count) {
  const officer = inTurn(cast, scenario);
  const whole = (below) => Math.floor(cast.random() * below);
  return repeat(count, (_none, at) => ({
    officer: officer(),
    ...{ method: 'POST', path: '/v1/persons/duplicate-check' },
    body: {
      fullName: inventedName(cast.random),
      birth: { date: new Date(Date.UTC(1950 + whole(55), 0, 1 + whole(365))).toISOString().slice(0, 10) },
      identifiers: [
        {
          kind: 'citizen-id',
          value: `091${String(at % 2 === 0 ? whole(20_000) : 500_000_000 + whole(1e8)).padStart(9, '0')}`,
        },
      ],
      contacts: [{ kind: 'phone', value: `09${String(whole(2e7)).padStart(8, '0')}` }],
    },
  }));
}

function workLists(cast, scenario, count) {
  return repeat(count, () => ({
    officer: any(cast, group2(cast, scenario)),
    ...{ method: 'GET', path: `/v1/deadlines?status=overdue&limit=${PAGE}` },
  }));
}

/** What is due next in one commune. */
function dueLists(cast, scenario, count) {
  const communes = [...cast.communes];
  return repeat(count, () => {
    const officer = any(cast, group2(cast, scenario));
    const unit = scenario.officers === 'province' ? any(cast, communes) : officer.unitId;
    return { officer, method: 'GET', path: `/v1/deadlines?status=open&unit=${unit}&limit=${PAGE}` };
  });
}
