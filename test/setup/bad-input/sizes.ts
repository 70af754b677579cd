import { APPLICATION, PERSON, refused, wrong, wrongParameter, type BadInput } from './bad-input.js';

const persons = 'POST /v1/persons';
const many = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);
const MEBIBYTE = 1024 * 1024;

/** Too long, too many, too much. */
export const SIZES: readonly BadInput[] = [
  wrong(
    'a name of 101 letters',
    persons,
    { ...PERSON, fullName: 'ă'.repeat(101) },
    '/fullName',
    'Phải dài từ 1 đến 100 ký tự',
  ),
  wrong(
    'a name of 200,000 letters',
    persons,
    { ...PERSON, fullName: 'a'.repeat(200_000) },
    '/fullName',
    'Phải dài từ 1 đến 100 ký tự',
  ),
  wrong(
    'a reason without end',
    'POST /v1/home-rehabilitations/{fresh}/withdrawal',
    { at: '2026-07-02T09:00:00+07:00', reason: 'x'.repeat(100_000) },
    '/reason',
    'Phải dài từ',
    {
      headers: { 'If-Match': '"1"' },
    },
  ),
  wrong(
    'a password without end',
    'POST /v1/auth/login',
    { login: 'can.bo', password: 'x'.repeat(100_000) },
    '/password',
    'Phải dài từ 1 đến 200',
    { who: 'nobody' },
  ),
  wrong(
    'an empty password',
    'POST /v1/auth/login',
    { login: 'can.bo', password: '' },
    '/password',
    'Phải dài từ 1',
    { who: 'nobody' },
  ),
  wrong(
    'four papers of identity',
    persons,
    { ...PERSON, identifiers: many(4, { kind: 'passport', value: 'C1234567' }) },
    '/identifiers',
    'Phải là danh sách từ 0 đến 3 phần tử',
  ),
  wrong(
    'a thousand contacts',
    persons,
    { ...PERSON, contacts: many(1000, PERSON.contacts[0]) },
    '/contacts',
    'Phải là danh sách từ 0 đến 10 phần tử',
  ),
  wrong(
    'a thousand papers',
    'POST /v1/home-rehabilitations',
    { ...APPLICATION, items: many(1000, 'application') },
    '/items',
    'không trùng',
  ),
  wrong(
    'sixty wrong fields, of which fifty are told',
    'POST /v1/persons/search',
    Object.fromEntries([['q', 'Kim'], ...Array.from({ length: 60 }, (_, at) => [`a${at}`, 1])]),
    Array.from({ length: 50 }, (_, at) => `/a${at}`),
    'Trường này không có',
  ),
  wrong(
    'fifty-one results',
    'POST /v1/persons/search',
    { q: 'Kim', limit: 51 },
    '/limit',
    'Phải là số nguyên từ 1 đến 50',
  ),
  wrong(
    'a register that begins above what is counted',
    'POST /v1/number-registers',
    { kind: 'decision', pattern: '{number}/QĐ', bookLast: 1_000_000_000 },
    '/bookLast',
    'Phải là số nguyên từ 0',
  ),
  refused('a body above the limit', 'head', persons, 413, 'http.tooLarge', 'quá lớn', {
    body: { ...PERSON, fullName: 'a'.repeat(MEBIBYTE) },
  }),
  refused(
    'a body above the limit, of nobody',
    'nobody',
    'POST /v1/auth/login',
    413,
    'http.tooLarge',
    'quá lớn',
    { body: { login: 'a'.repeat(MEBIBYTE), password: 'x' } },
  ),
  refused('a length that is no number', 'head', persons, 400, 'http.badRequest', 'không hợp lệ', {
    headers: { 'Content-Length': '1e3' },
    body: '{}',
  }),
  refused('a length below nought', 'head', persons, 400, 'http.badRequest', 'không hợp lệ', {
    headers: { 'Content-Length': '-1' },
    body: '{}',
  }),
  wrongParameter('pages of 201', 'GET /v1/cases?limit=201', 'limit', 'Phải là số nguyên từ 1 đến 200'),
  wrongParameter(
    'pages of a billion',
    'GET /v1/organisations?limit=1000000000',
    'limit',
    'Phải là số nguyên từ 1 đến 200',
    { who: 'administrator' },
  ),
  wrongParameter('pages of nothing', 'GET /v1/users?limit=0', 'limit', 'Phải là số nguyên từ 1 đến 200', {
    who: 'administrator',
  }),
  wrongParameter('pages backwards', 'GET /v1/deadlines?limit=-1', 'limit', 'Phải là số nguyên từ 1 đến 200'),
  wrongParameter(
    'a search of 101 letters',
    `GET /v1/units?q=${'a'.repeat(101)}`,
    'q',
    'Phải dài từ 1 đến 100 ký tự',
  ),
  wrongParameter(
    'a unit beyond what the database counts',
    'GET /v1/cases?unit=9999999999',
    'unit',
    'Phải là số nguyên từ 1 đến 2147483647',
  ),
];
