import { PERSON, refused, wrongParameter, type BadInput } from './bad-input.js';
import { OMITTED } from './stage.js';

const persons = 'POST /v1/persons';
const KEY = 'Phải là 1 đến 200 ký tự ASCII';
const decision = 'POST /v1/home-rehabilitations/{fresh}/decision';
const DECISION = { decidedAt: '2026-07-02T09:00:00+07:00', number: '1/QĐ-CAX' };

const typed = (name: string, type: string | undefined, body: unknown = '{"q":"Kim"}'): BadInput =>
  refused(name, 'head', 'POST /v1/persons/search', 415, 'http.unsupportedMediaType', 'không được hỗ trợ', {
    headers: { 'Content-Type': type ?? OMITTED },
    body,
  });
const versioned = (
  name: string,
  held: string | undefined,
  status: number,
  code: string,
  says: string,
): BadInput =>
  refused(name, 'head', decision, status, code, says, {
    ...(held === undefined ? {} : { headers: { 'If-Match': held } }),
    body: DECISION,
  });
const signedOut = (name: string, value: string): BadInput =>
  refused(name, 'nobody', 'GET /v1/cases', 401, 'http.unauthenticated', 'Chưa đăng nhập', {
    headers: { Authorization: value },
  });

/** What stands above the body. */
export const HEADERS: readonly BadInput[] = [
  typed('a text', 'text/plain'),
  typed('XML', 'application/xml', '<q>Kim</q>'),
  typed('a form', 'application/x-www-form-urlencoded', 'q=Kim'),
  typed('a form with a file where none is taken', 'multipart/form-data; boundary=x', '--x--'),
  typed('JSON of another kind', 'application/json-patch+json'),
  typed('no type at all', undefined),
  typed('a type that is none', ';;;'),
  wrongParameter('a key with a space', persons, 'Idempotency-Key', KEY, {
    headers: { 'Idempotency-Key': 'a b' },
    body: PERSON,
  }),
  wrongParameter('a key of 201 letters', persons, 'Idempotency-Key', KEY, {
    headers: { 'Idempotency-Key': 'a'.repeat(201) },
    body: PERSON,
  }),
  wrongParameter('an empty key', persons, 'Idempotency-Key', KEY, {
    headers: { 'Idempotency-Key': '' },
    body: PERSON,
  }),
  wrongParameter('a key of other letters', persons, 'Idempotency-Key', KEY, {
    headers: { 'Idempotency-Key': 'khóa' },
    body: PERSON,
  }),
  versioned('no version', undefined, 428, 'http.versionRequired', 'Cần gửi If-Match'),
  versioned('a version without quotes', '1', 400, 'http.malformedVersion', 'If-Match phải là đúng một ETag'),
  versioned('any version', '*', 400, 'http.malformedVersion', 'If-Match phải là đúng một ETag'),
  versioned('two versions', '"1", "2"', 400, 'http.malformedVersion', 'If-Match phải là đúng một ETag'),
  versioned('an older version', '"0"', 412, 'http.staleVersion', 'đã được người khác sửa'),
  versioned('a version that no number is', '"1 or 1=1"', 412, 'http.staleVersion', 'đã được người khác sửa'),
  signedOut('a token of one’s own making', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'),
  signedOut('a name and a password', 'Basic YWRtaW46YWRtaW4='),
  signedOut('an empty token', 'Bearer '),
  signedOut('ten thousand letters for a token', `Bearer ${'a'.repeat(10_000)}`),
  refused('a header in two lines', 'head', 'GET /v1/cases', 400, 'http.badRequest', 'không hợp lệ', {
    headers: { 'X-Request-Id': 'abcdefgh\r\n Set-Cookie: a=b' },
  }),
  refused('a zero byte in a header', 'head', 'GET /v1/cases', 400, 'http.badRequest', 'không hợp lệ', {
    headers: { 'X-Request-Id': 'abcdefgh\u0000' },
  }),
  refused(
    'a name of a header with a space',
    'head',
    'GET /v1/cases',
    400,
    'http.badRequest',
    'không hợp lệ',
    { headers: { 'X Request': '1' } },
  ),
  refused('headers without end', 'head', 'GET /v1/cases', 431, 'http.headersTooLarge', 'quá lớn', {
    headers: { 'X-Long': 'a'.repeat(20_000) },
  }),
  refused('a length and pieces', 'head', persons, 400, 'http.badRequest', 'không hợp lệ', {
    headers: { 'Transfer-Encoding': 'chunked' },
    body: '0\r\n\r\n',
  }),
  refused('pieces that are none', 'head', persons, 400, 'http.badRequest', 'không hợp lệ', {
    headers: { 'Transfer-Encoding': 'identity, xyz', 'Content-Length': OMITTED },
    body: '{}',
  }),
];
