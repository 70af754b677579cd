import { refused, wrongParameter, type BadInput } from './bad-input.js';

const NOT_FOUND = 'Không tìm thấy';
const UUID = 'Phải là mã UUID';
const nothing = (name: string, request: string): BadInput =>
  refused(name, 'head', request, 404, 'http.notFound', NOT_FOUND);
const address = (name: string, request: string): BadInput =>
  refused(name, 'head', request, 400, 'http.badRequest', 'không hợp lệ');

/** Addresses that lead nowhere. */
export const PATHS: readonly BadInput[] = [
  wrongParameter('a word for an id', 'GET /v1/persons/khong-phai', 'personId', UUID),
  wrongParameter('a number for an id', 'GET /v1/cases/1', 'caseId', UUID),
  wrongParameter('an id in capitals', 'GET /v1/cases/01890A5D-AC96-774B-BCCE-B302099A8057', 'caseId', UUID),
  wrongParameter(
    'an id with a quotation mark',
    "GET /v1/attachments/01890a5d-ac96-774b-bcce-b302099a8057'",
    'attachmentId',
    UUID,
  ),
  wrongParameter(
    'an id with a zero byte',
    'GET /v1/papers/01890a5d-ac96-774b-bcce-b302099a805%00',
    'paperId',
    UUID,
  ),
  wrongParameter('an id that climbs', 'GET /v1/persons/..%2f..%2fusers', 'personId', UUID),
  wrongParameter(
    'an id that climbs twice as hidden',
    'GET /v1/persons/%252e%252e%252fusers',
    'personId',
    UUID,
  ),
  wrongParameter('a fraction for a unit', 'GET /v1/units/1.5', 'unitId', 'Phải là số nguyên'),
  wrongParameter('a unit below nought', 'GET /v1/units/-1', 'unitId', 'Phải là số nguyên'),
  wrongParameter(
    'a body in another writing',
    'GET /v1/organisations/0x11',
    'organisationId',
    'Phải là số nguyên dương',
  ),
  wrongParameter(
    'a body beyond what the database counts',
    'GET /v1/organisations/99999999999',
    'organisationId',
    'Phải là số nguyên dương',
  ),
  nothing('a route that there is not', 'GET /v1/khong-co'),
  nothing('a version that there is not', 'GET /v2/cases'),
  nothing('another writing of a route', 'GET /V1/Cases'),
  nothing('two strokes', 'GET //v1/cases'),
  nothing('a stroke at the end', 'GET /v1/cases/'),
  nothing('a way up', 'GET /v1/persons/../cases'),
  nothing('a way up in other signs', 'GET /v1/..\\..\\package.json'),
  nothing('a file of the service', 'GET /docs/..%2f..%2fpackage.json'),
  nothing('a file of the system', 'GET /docs/%2e%2e/%2e%2e/etc/passwd'),
  nothing('a list of codes that climbs', 'GET /v1/code-lists/..%2f..%2fusers'),
  nothing('a list of codes named like every object', 'GET /v1/code-lists/__proto__'),
  nothing('a problem named like every object', 'GET /v1/problems/constructor'),
  nothing('a change by reading', 'GET /v1/persons/{person}/void'),
  nothing('a method that the route has not', 'DELETE /v1/persons/{person}'),
  address('signs that no address has', 'GET /v1/persons/%zz'),
  address('an overlong encoding', 'GET /v1/persons/%c0%ae%c0%ae'),
  address('another method', 'NUKE /v1/cases'),
  refused(
    'a part of 300 letters',
    'head',
    `GET /v1/persons/${'a'.repeat(300)}`,
    414,
    'http.addressTooLong',
    'quá dài',
  ),
];
