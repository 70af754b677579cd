import { APPLICATION, PERSON, refused, wrong, type BadInput } from './bad-input.js';

const NOT_JSON = 'không phải JSON hợp lệ';
const UNKNOWN = 'Trường này không có trong quy định';
const OBJECT = 'Phải là một đối tượng JSON';
const persons = 'POST /v1/persons';
const JSON_OF_PERSON = JSON.stringify(PERSON).replaceAll('"{#unit}"', '1');
const nested = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

const malformed = (name: string, body: string, request: string = persons): BadInput =>
  refused(name, 'head', request, 400, 'http.malformedJson', NOT_JSON, { body });

/** What is no JSON object of the fields that are asked for. */
export const JSON_SHAPES: readonly BadInput[] = [
  malformed('JSON that breaks off', JSON_OF_PERSON.slice(0, -1)),
  malformed('JSON that breaks off in a text', '{"fullName":"Trương'),
  malformed('nothing', ''),
  malformed('spaces', '   '),
  malformed('two bodies', `${JSON_OF_PERSON}${JSON_OF_PERSON}`),
  malformed('a comma too many', '{"q":"Kim",}', 'POST /v1/persons/search'),
  malformed('single quotation marks', "{'q':'Kim'}", 'POST /v1/persons/search'),
  malformed('a remark', '{"q":"Kim"/* ai? */}', 'POST /v1/persons/search'),
  malformed('no number', '{"q":"Kim","limit":NaN}', 'POST /v1/persons/search'),
  malformed('a body of a form', 'q=Kim', 'POST /v1/persons/search'),
  malformed(
    'another prototype',
    '{"login":"a","password":"b","__proto__":{"roles":["administrator"]}}',
    'POST /v1/auth/login',
  ),
  malformed('a constructor', '{"constructor":{"prototype":{"admin":true}}}', 'POST /v1/users'),
  refused('one name twice', 'head', persons, 400, 'http.malformedJson', 'hai trường cùng tên', {
    body: '{"fullName":"Trương Bé","fullName":"Trương Năm"}',
  }),
  refused(
    'one name twice, written in two ways',
    'head',
    persons,
    400,
    'http.malformedJson',
    'hai trường cùng tên',
    {
      body: '{"birth":{"year":1994,"ye\\u0061r":2001}}',
    },
  ),
  wrong('a list', persons, [PERSON], '', OBJECT),
  wrong('null', persons, 'null', '', OBJECT),
  wrong('a text', 'POST /v1/home-rehabilitations', '"chữ"', '', OBJECT),
  wrong('a number', 'POST /v1/users', '7', '', OBJECT, { who: 'administrator' }),
  wrong('a hundred levels', persons, nested(100), '', 'lồng nhau quá sâu'),
  wrong('ten thousand levels', 'POST /v1/home-rehabilitations', nested(10_000), '', 'lồng nhau quá sâu'),
  wrong('a field that is not known', persons, { ...PERSON, hiv: true }, '/hiv', UNKNOWN),
  wrong(
    'a field that the service sets',
    persons,
    { ...PERSON, id: '{person}', version: 9 },
    ['/id', '/version'],
    UNKNOWN,
  ),
  wrong(
    'a field within a field',
    persons,
    { ...PERSON, birth: { date: '1994-10-20', place: 'Kiên Giang' } },
    '/birth/place',
    UNKNOWN,
  ),
  wrong('a name with signs of a pointer', persons, { ...PERSON, 'a/b~c': 1 }, '/a~1b~0c', UNKNOWN),
  wrong(
    'a keeper of one’s own choice',
    'POST /v1/home-rehabilitations',
    { ...APPLICATION, keeperOrganisationId: 1 },
    '/keeperOrganisationId',
    UNKNOWN,
  ),
  wrong(
    'a permission with a new user',
    'POST /v1/users',
    {
      login: 'can.bo.la',
      fullName: 'Trần Văn Lạ',
      organisationId: '{#police}',
      roles: ['commune-police-officer'],
      permissions: ['*'],
    },
    '/permissions',
    UNKNOWN,
    { who: 'administrator' },
  ),
  wrong(
    'nothing of what is asked for',
    'POST /v1/organisations',
    {},
    ['/kind', '/name', '/validFrom'],
    'Bắt buộc phải có',
    {
      who: 'administrator',
    },
  ),
];
