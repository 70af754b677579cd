import { APPLICATION, PERSON, refused, wrong, type BadInput, type Who } from './bad-input.js';

const MATCH = { 'If-Match': '"{freshVersion}"' };
const hidden = (
  name: string,
  request: string,
  code: string,
  says: string,
  body?: unknown,
  who: Who = 'neighbour',
): BadInput => refused(name, who, request, 404, code, says, { body, headers: MATCH });

/** Ids of what belongs to others, or to nobody. */
export const OTHERS: readonly BadInput[] = [
  hidden('a person', 'GET /v1/persons/{person}', 'http.notFound', 'Không tìm thấy'),
  hidden('a correction of a person', 'PATCH /v1/persons/{person}', 'http.notFound', 'Không tìm thấy', {
    sex: 'male',
    reason: 'Ghi nhầm',
  }),
  hidden('an address of a person', 'POST /v1/persons/{person}/addresses', 'http.notFound', 'Không tìm thấy', {
    ...PERSON.addresses[0],
  }),
  hidden('a link to a person', 'POST /v1/persons/{person}/links', 'http.notFound', 'Không tìm thấy', {
    ...{ otherPersonId: '{free}', evidence: ['own-statement'], reason: 'Cùng một người' },
  }),
  hidden('an application of a person', 'POST /v1/home-rehabilitations', 'http.notFound', 'Không tìm thấy', {
    ...APPLICATION,
    personId: '{person}',
  }),
  hidden('a case', 'GET /v1/cases/{case}', 'cases.notFound', 'Không tìm thấy hồ sơ'),
  hidden(
    'a decision on a case',
    'POST /v1/home-rehabilitations/{case}/decision',
    'cases.notFound',
    'Không tìm thấy hồ sơ',
    {
      ...{ decidedAt: '2026-07-02T09:00:00+07:00', number: '1/QĐ-CAX' },
    },
  ),
  hidden(
    'a case under another door',
    'GET /v1/substitution-registrations/{case}',
    'cases.notFound',
    'Không tìm thấy hồ sơ',
    undefined,
    'head',
  ),
  hidden('papers of a case', 'POST /v1/cases/{case}/papers', 'cases.notFound', 'Không tìm thấy hồ sơ', {
    ...{ kind: 'reception-slip', signature: { capacity: 'in-person' } },
  }),
  hidden('a number for a case', 'POST /v1/cases/{case}/numbers', 'cases.notFound', 'Không tìm thấy hồ sơ', {
    kind: 'decision',
  }),
  hidden('a paper', 'GET /v1/papers/{paper}', 'documents.notFound', 'Không tìm thấy'),
  hidden('an attachment', 'GET /v1/attachments/{attachment}', 'attachments.notFound', 'Không tìm thấy'),
  hidden(
    'an attachment to be voided',
    'POST /v1/attachments/{attachment}/void',
    'attachments.notFound',
    'Không tìm thấy',
    { reason: 'Gửi nhầm' },
  ),
  hidden('a time limit', 'GET /v1/deadlines/{deadline}/explanation', 'http.notFound', 'Không tìm thấy'),
  hidden('a notice', 'POST /v1/notifications/{notification}/read', 'http.notFound', 'Không tìm thấy'),
  hidden('a session', 'POST /v1/auth/sessions/{session}/ending', 'sessions.notFound', 'Không tìm thấy'),
  wrong(
    'a step of another case',
    'POST /v1/cases/{fresh}/annulments',
    { eventId: '{event}', reason: 'Nhầm' },
    '/eventId',
    'Bước này không có trong lịch sử',
    { headers: MATCH },
  ),
  hidden(
    'a person of nobody',
    'GET /v1/persons/01890a5d-ac96-774b-bcce-b302099a8057',
    'http.notFound',
    'Không tìm thấy',
    undefined,
    'head',
  ),
  wrong(
    'a guardian of another person',
    'POST /v1/home-rehabilitations',
    { ...APPLICATION, guardianConsent: { guardianId: '{guardian}', on: '2026-07-01' } },
    '/guardianConsent/guardianId',
    'giám hộ',
    { code: 'rehabilitation.guardianConsentMissing' },
  ),
  wrong(
    'a part of another person',
    'POST /v1/persons/{free}/endings',
    { part: 'address', id: '{address}', reason: 'Ghi nhầm' },
    '/id',
    'Người này không có mục này',
  ),
  wrong(
    'a link of a person to himself',
    'POST /v1/persons/{person}/links',
    {
      ...{ otherPersonId: '{person}', evidence: ['own-statement'], reason: 'Cùng một người' },
    },
    '/otherPersonId',
    'Hãy chọn bản ghi khác',
  ),
  wrong(
    'a user of a body that there is not',
    'POST /v1/users',
    {
      ...{ login: 'can.bo.la', fullName: 'Trần Văn Lạ', organisationId: 2_147_483_647, roles: ['auditor'] },
    },
    '/organisationId',
    'cơ quan',
    { who: 'administrator' },
  ),
  wrong(
    'an address in a unit that there is not',
    'POST /v1/persons',
    {
      ...{ ...PERSON, addresses: [{ ...PERSON.addresses[0], unitId: 2_147_483_647 }] },
    },
    '/addresses/0/unitId',
    'đơn vị',
  ),
  refused(
    'numbers that another body gave',
    'neighbour',
    'GET /v1/number-registers/{register}/numbers',
    404,
    'http.notFound',
    'Không tìm thấy',
  ),
  refused('a user', 'neighbour', 'GET /v1/users/{user}', 404, 'users.notFound', 'Không tìm thấy'),
  refused(
    'a holiday without the right',
    'head',
    'POST /v1/law/calendar/2027/completion',
    403,
    'http.forbidden',
    'không có quyền',
    { body: { act: 'Thông báo' } },
  ),
];
