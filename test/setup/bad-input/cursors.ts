import document from '../../../openapi.json';
import { wrong, wrongParameter, type BadInput, type Who } from './bad-input.js';

const changesOf = (item: object): boolean => JSON.stringify(item).includes('"name":"changedSince"');
const NOT_OF_THIS_LIST = 'Giá trị không phải do danh sách này trả về';
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const forged = (
  name: string,
  list: string,
  cursor: string,
  who: Who = 'head',
  parameter = 'cursor',
): BadInput =>
  wrongParameter(
    name,
    `GET ${list}${list.includes('?') ? '&' : '?'}${parameter}=${cursor}`,
    parameter,
    NOT_OF_THIS_LIST,
    { who },
  );

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Every list of the document that tells its changes and stands at an address of its own. */
const CHANGING = Object.entries(document.paths)
  .filter(([path, item]) => !path.includes('{') && changesOf(item))
  .map(([path]) => path);
const NUMBERED = ['/v1/organisations', '/v1/organisation-successions', '/v1/units'];

/** Lists of a body's work, which administrators do not read. */
const OF_OFFICERS = new Set([
  ...['/v1/cases', '/v1/deadlines', '/v1/deadline-moves', '/v1/registration-failures'],
  ...['/v1/possible-duplicates', '/v1/notifications', '/v1/me/deliveries', '/v1/audit-events'],
  ...['/v1/transfers', '/v1/case-requests', '/v1/treatment-notices'],
]);
/** Lists of a place of treatment, which nobody else reads. */
const OF_CLINICIANS = /^\/v1\/(?:dosing-|stock-|loss-notices|treatment-(?:protocols|requests))/;

function readerOf(list: string): Who {
  if (OF_CLINICIANS.test(list)) return 'clinician';
  return OF_OFFICERS.has(list) ? 'head' : 'administrator';
}

/** What JavaScript counts and PostgreSQL has no value for. */
const BEYOND: readonly BadInput[] = [
  forged('a day of the year 0000 among files', '/v1/cases', encoded(['0000-01-01', ID, ''])),
  forged(
    'a day of the year 0000 among successions',
    '/v1/organisation-successions',
    encoded(['0000-01-01', 1, '']),
  ),
  forged('a moment beyond the year 9999', '/v1/deadlines', encoded(['9999-12-31T23:59:59-14:00', 1])),
  forged('a number beyond an integer', '/v1/organisations', encoded(['xa vinh', 2_147_483_648, ''])),
  ...CHANGING.map((list) =>
    forged(
      `changes since a day of the year 0000 of ${list}`,
      list,
      encoded(['842', ID, '0000-01-01', ID, '']),
      readerOf(list),
      'changedSince',
    ),
  ),
  ...NUMBERED.flatMap((list) =>
    [2_147_483_648, Number.MIN_SAFE_INTEGER].map((id) =>
      forged(
        `changes since ${id} of ${list}`,
        list,
        encoded(['842', id, '2026-07-02', 0, '']),
        'administrator',
        'changedSince',
      ),
    ),
  ),
];

/** Places that no list has given. */
export const CURSORS: readonly BadInput[] = [
  ...BEYOND,
  forged('letters', '/v1/cases', 'khong-phai'),
  forged('nothing in base64', '/v1/cases', '%3D%3D'),
  forged('an object', '/v1/deadlines', encoded({ id: ID })),
  forged('an empty list', '/v1/notifications', encoded([])),
  forged('the cursor of another list', '/v1/auth/sessions', encoded(['2026-07-02', ID])),
  forged('a condition within', '/v1/me/deliveries', encoded([{ $gt: '' }, { $gt: '' }])),
  forged('words of SQL', '/v1/organisations', encoded([`' or 1=1 --`, 1])),
  forged('a number as a text', '/v1/units', encoded(['xa vinh', '1'])),
  forged('a zero byte', '/v1/units', encoded(['xa\u0000vinh', 1])),
  forged('a number without end', '/v1/units', encoded(['xa vinh', 1e308])),
  forged('a day that is not there', '/v1/registration-failures', encoded(['2026-02-30', ID, ''])),
  forged('an id in capitals', '/v1/possible-duplicates', encoded([70, ID.toUpperCase()])),
  forged('eighteen values', '/v1/cases', encoded(Array.from({ length: 18 }, () => ID))),
  forged('a place of changes without its parts', '/v1/cases', encoded(['842', '']), 'head', 'changedSince'),
  forged(
    'a transaction of twenty digits',
    '/v1/cases',
    encoded(['9'.repeat(20), ID, '2026-07-02', ID, '']),
    'head',
    'changedSince',
  ),
  wrongParameter(
    'a cursor without end',
    `GET /v1/cases?cursor=${'a'.repeat(1001)}`,
    'cursor',
    'Phải dài từ 1 đến 1000 ký tự',
  ),
  wrongParameter('an empty cursor', 'GET /v1/cases?cursor=', 'cursor', 'Phải dài từ 1 đến 1000 ký tự'),
  wrong(
    'a forged cursor of a search',
    'POST /v1/persons/search',
    { q: 'Kim', cursor: encoded([1, 'x']) },
    '/cursor',
    NOT_OF_THIS_LIST,
  ),
];
