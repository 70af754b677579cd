import { PERSON, refused, wrong, wrongParameter, type BadInput } from './bad-input.js';

const CHARACTERS = 'Có ký tự không được phép';
const NOT_JSON = 'không phải JSON hợp lệ';
const persons = 'POST /v1/persons';

/** Bytes and letters that are none, or that would be read as others. */
export const ENCODING: readonly BadInput[] = [
  wrong(
    'a zero byte in a name',
    persons,
    { ...PERSON, fullName: 'Trương\u0000 Bé' },
    '/fullName',
    CHARACTERS,
  ),
  wrong(
    'half a letter in a name',
    persons,
    { ...PERSON, fullName: 'Trương \ud83d Bé' },
    '/fullName',
    CHARACTERS,
  ),
  wrong('the other half', persons, { ...PERSON, fullName: 'Trương \ude00 Bé' }, '/fullName', CHARACTERS),
  wrong(
    'a mark that turns a name around',
    persons,
    { ...PERSON, fullName: 'Trương \u202eéB' },
    '/fullName',
    CHARACTERS,
  ),
  wrong(
    'a bell in a reason',
    persons,
    { ...PERSON, noIdentifierReason: 'Chưa\u0007' },
    '/noIdentifierReason',
    CHARACTERS,
  ),
  wrong(
    'a new line in an address',
    persons,
    { ...PERSON, addresses: [{ ...PERSON.addresses[0], detail: 'Ấp Kinh 1\nẤp Kinh 2' }] },
    '/addresses/0/detail',
    CHARACTERS,
  ),
  wrong(
    'a name of spaces of all kinds',
    persons,
    { ...PERSON, fullName: '\u00a0\u2003\u3000' },
    '/fullName',
    'Phải dài từ',
  ),
  wrong('digits for a name', persons, { ...PERSON, fullName: 'Nguyễn 4nh' }, '/fullName', 'chữ'),
  wrong('a zero byte in a search', 'POST /v1/persons/search', { q: 'Kim\u0000' }, '/q', CHARACTERS),
  wrong('half a letter in a search', 'POST /v1/persons/search', { q: '\udc00Kim' }, '/q', CHARACTERS),
  wrong(
    'a zero byte in a number to look up',
    'POST /v1/persons/lookup',
    { kind: 'citizen-id', value: '0910910\u0000' },
    '/value',
    CHARACTERS,
  ),
  wrong(
    'a zero byte in an organisation’s name',
    'POST /v1/organisations',
    { kind: 'mass-organisation', name: 'Hội\u0000', unitId: '{#unit}', validFrom: '2026-07-01' },
    '/name',
    CHARACTERS,
    { who: 'administrator' },
  ),
  wrong(
    'a mark that turns around in a holiday',
    'POST /v1/law/calendar/2027/days',
    { date: '2027-09-03', kind: 'holiday', nameVi: '\u2067Nghỉ', nameEn: 'Day', act: 'Thông báo 1' },
    '/nameVi',
    CHARACTERS,
    { who: 'administrator' },
  ),
  refused('Latin-1', 'head', persons, 400, 'http.malformedJson', 'Nội dung không phải UTF-8', {
    body: Buffer.from('{"fullName":"Tr\u00e2m"}', 'latin1'),
  }),
  refused('an overlong encoding', 'head', persons, 400, 'http.malformedJson', 'Nội dung không phải UTF-8', {
    body: Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]),
  }),
  refused('UTF-16', 'head', persons, 400, 'http.malformedJson', NOT_JSON, {
    body: Buffer.from('{"fullName":"A"}', 'utf16le'),
  }),
  refused('half a letter as bytes', 'head', persons, 400, 'http.malformedJson', 'Nội dung không phải UTF-8', {
    body: Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  }),
  wrongParameter('a zero byte in a search of units', 'GET /v1/units?q=vinh%00', 'q', CHARACTERS),
  ...['%ED%A0%80', '%C0%AE', '%zz', 'vinh%'].map((q) =>
    refused(
      `a query that cannot be decoded: ${q}`,
      'head',
      `GET /v1/units?q=${q}`,
      400,
      'http.badRequest',
      'không giải mã được',
    ),
  ),
];
