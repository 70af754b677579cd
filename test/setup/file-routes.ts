import type request from 'supertest';
import { VINH_PHONG } from './factories.js';
import { aCitizenId } from './people-factory.js';
import { anApplication } from './rehabilitation-factory.js';
import { aPdf } from './sample-files.js';
import type { TestApp } from './test-app.js';
import type { WalledFile } from './walled-file.js';

type Method = 'get' | 'post' | 'patch';

/** One route that shows or changes what belongs to a file, with a body that it would accept. */
export interface FileRoute {
  readonly method: Method;
  /** As the document writes it: `/v1/cases/{caseId}`. */
  readonly path: string;
  readonly body?: object;
  /** Sent as a form with this file instead. */
  readonly file?: Buffer;
}

const REASON = { reason: 'Lý do thử nghiệm' };
const UNKNOWN = '01890a5d-ac96-774b-bcce-b302099a8057';

const get = (path: string): FileRoute => ({ method: 'get', path });
const post = (path: string, body: object = {}): FileRoute => ({ method: 'post', path, body });

/** Lists and searches: they answer everybody who may ask, each with his own. */
export const LISTS: readonly FileRoute[] = [
  get('/v1/cases'),
  get('/v1/deadlines'),
  get('/v1/deadlines/by-unit'),
  get('/v1/notifications'),
  get('/v1/audit-events'),
  post('/v1/persons/search', { q: 'Danh Thị Ngọc Ánh' }),
  post('/v1/persons/lookup', { kind: 'phone', value: '0912345678' }),
  post('/v1/persons/duplicate-check', { fullName: 'Danh Thị Ngọc Ánh', birth: { date: '1991-04-16' } }),
  get('/v1/possible-duplicates'),
];

export const READS: readonly FileRoute[] = [
  get('/v1/persons/{personId}'),
  get('/v1/persons/{personId}/corrections'),
  get('/v1/persons/{personId}/audit-events'),
  get('/v1/persons/{personId}/links'),
  get('/v1/persons/{personId}/rehabilitation-ordinal'),
  get('/v1/cases/{caseId}'),
  get('/v1/cases/{caseId}/history'),
  get('/v1/cases/{caseId}/attachments'),
  get('/v1/cases/{caseId}/support-workers'),
  get('/v1/cases/{caseId}/assignments'),
  get('/v1/cases/{caseId}/treatment-requests'),
  get('/v1/attachments/{attachmentId}'),
  get('/v1/attachments/{attachmentId}/content'),
  get('/v1/home-rehabilitations/{caseId}'),
  get('/v1/home-rehabilitations/{caseId}/law'),
  get('/v1/persons/{personId}/compulsory-grounds'),
  get('/v1/persons/{personId}/determinations'),
  get('/v1/cases/{caseId}/monitoring-duty'),
  get('/v1/deadlines/{deadlineId}/explanation'),
  get('/v1/cases/{caseId}/papers'),
  get('/v1/papers/{paperId}'),
  get('/v1/papers/{paperId}/file'),
];

/** Changes of the person's entry, of the file, of a notice. */
export function changesOf({ moved }: WalledFile): readonly FileRoute[] {
  const end = { at: '2026-07-02T09:30:00+07:00', ...REASON };
  return [
    { method: 'patch', path: '/v1/persons/{personId}', body: { sex: 'unknown', ...REASON } },
    post('/v1/persons/{personId}/void', REASON),
    post('/v1/persons/{personId}/identifiers', { kind: 'old-id', value: aCitizenId().slice(0, 9) }),
    post('/v1/persons/{personId}/addresses', {
      kind: 'temporary',
      unitId: VINH_PHONG,
      fromOn: '2026-01-01',
    }),
    post('/v1/persons/{personId}/contacts', { kind: 'phone', value: '0977123456' }),
    post('/v1/persons/{personId}/guardians', {
      relation: 'mother',
      fullName: 'Trần Thị Mỹ Lệ',
      fromOn: '2011-03-05',
    }),
    post('/v1/persons/{personId}/endings', { part: 'contact', id: UNKNOWN, ...REASON }),
    post('/v1/cases/{caseId}/annulments', { eventId: UNKNOWN, ...REASON }),
    post('/v1/cases/{caseId}/support-workers', {
      organisationId: 1,
      number: '12/QĐ-UBND',
      decidedOn: '2026-07-02',
      fullName: 'Thị Sà Vương',
      position: 'Cán bộ Hội Phụ nữ xã',
      fromOn: '2026-07-02',
    }),
    post('/v1/cases/{caseId}/ordinal-corrections', { value: 2, basis: 'Giấy chứng nhận' }),
    post('/v1/cases/{caseId}/assignments', { userId: UNKNOWN }),
    post('/v1/cases/{caseId}/treatment-requests', { kind: 'cedemex-treatment', organisationId: 1 }),
    post('/v1/cases/{caseId}/treatment-contacts', {}),
    post('/v1/persons/{personId}/case-requests', {
      kind: 'home-rehabilitation',
      answerBy: '2026-07-31',
      ...REASON,
    }),
    post('/v1/cases/{caseId}/transfers', {
      toOrganisationId: 1,
      answerBy: '2026-07-12',
      readsUntil: '2026-12-31',
      ...REASON,
    }),
    post('/v1/cases/{caseId}/monitoring-requests', {
      requestedAt: '2026-07-02T09:30:00+07:00',
      guardianId: UNKNOWN,
    }),
    post('/v1/cases/{caseId}/electronic-monitorings', {
      decidedAt: '2026-07-02T09:30:00+07:00',
      number: '04/QĐ-CAX',
      officerName: 'Trần Quốc Toản',
      officerPosition: 'Đại úy, cán bộ Công an xã',
    }),
    { method: 'post', path: '/v1/cases/{caseId}/attachments', body: { kind: 'other' }, file: aPdf() },
    post('/v1/attachments/{attachmentId}/void', REASON),
    post('/v1/home-rehabilitations', anApplication({ personId: moved.personId })),
    post('/v1/home-rehabilitations/{caseId}/supplements', {
      receivedAt: '2026-07-02T09:30:00+07:00',
      items: ['curriculum-vitae'],
    }),
    post('/v1/home-rehabilitations/{caseId}/reception', { receivedAt: '2026-07-02T09:30:00+07:00' }),
    post('/v1/home-rehabilitations/{caseId}/decision', {
      decidedAt: '2026-07-02T09:30:00+07:00',
      number: '03/QĐ-CAX',
    }),
    post('/v1/home-rehabilitations/{caseId}/start', { startedAt: '2026-07-02T09:30:00+07:00' }),
    post('/v1/home-rehabilitations/{caseId}/start-failure', end),
    post('/v1/home-rehabilitations/{caseId}/withdrawal', end),
    post('/v1/home-rehabilitations/{caseId}/death', end),
    post('/v1/home-rehabilitations/{caseId}/compulsory-order', end),
    post('/v1/home-rehabilitations/{caseId}/void', end),
    ...courseSteps(end),
    post('/v1/cases/{caseId}/papers', { kind: 'reception-slip', signature: { capacity: 'in-person' } }),
    post('/v1/cases/{caseId}/numbers', { kind: 'decision' }),
    post('/v1/papers/{paperId}/void', REASON),
    post('/v1/notifications/{notificationId}/read'),
  ];
}

/** Saying of two entries that they are one person, or two: for who acts on both or supervises those that do. */
export function pairingsOf({ fresh }: WalledFile): readonly FileRoute[] {
  return [
    post('/v1/persons/{personId}/links', {
      otherPersonId: fresh.personId,
      evidence: ['own-statement'],
      ...REASON,
    }),
    post('/v1/person-links/{personLinkId}/unlink', REASON),
    post('/v1/possible-duplicates/{possibleDuplicateId}/dismissal', REASON),
  ];
}

/** 'GET /v1/cases/{caseId}' */
export const nameOf = ({ method, path }: FileRoute): string => `${method.toUpperCase()} ${path}`;

/** Calls the route on the things of these ids. A version is sent along: whoever is out of scope never gets that far. */
export async function call(
  test: TestApp,
  token: string | null,
  route: FileRoute,
  ids: Readonly<Record<string, string>>,
): Promise<request.Response> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? UNKNOWN);
  const asked = test.http()[route.method](path).set('If-Match', '"1"');
  const signed = token === null ? asked : asked.auth(token, { type: 'bearer' });
  if (route.file) return signed.field({ ...route.body }).attach('file', route.file, 'giay.pdf');
  return route.body ? signed.send(route.body) : signed;
}

/** What happens between the beginning of a home rehabilitation and its end. */
function courseSteps(end: { readonly at: string; readonly reason: string }): readonly FileRoute[] {
  const { at } = end;
  const account = 'Ghi nhận thử nghiệm';
  const bodies: Readonly<Record<string, object>> = {
    stages: { stage: 'intake', at },
    'stage-ends': { stage: 'intake', at },
    evaluations: { at, account },
    breaches: { at, kind: 'other', account },
    'drug-use': { at, account },
    'end-notice': { at },
    imprisonment: end,
    release: { at },
    completion: { certifiedAt: at, number: '05/GXN-CAX' },
    'completion-refusal': end,
    'self-termination': end,
    'moving-away': end,
    'file-sending': {
      ...{ at, number: '07/TB-CAX' },
      handOver: { toOrganisationId: 1, answerBy: '2026-07-12', readsUntil: '2026-12-31', ...REASON },
    },
    'continuation-after-move': { at, number: '08/QĐ-CAX' },
    'force-majeure': { since: at, endedAt: at, number: '812/QĐ-UBND', reason: 'Ngập sâu, chia cắt xã' },
    complaints: { step: 'complained', at, reason: 'Không đồng ý với thời hạn' },
    services: { step: 'service-began', at, provider: 'Điểm tư vấn xã Vĩnh Bình' },
    whereabouts: { step: 'disappeared', at, reason: 'Vắng mặt, không liên lạc được' },
  };
  return Object.entries(bodies).map(([name, body]) =>
    post(`/v1/home-rehabilitations/{caseId}/${name}`, body),
  );
}
