import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { TreatmentEpisodeDto } from '../../src/treatment/episode/episode-answer.dto.js';
import type { ProtocolDto } from '../../src/treatment/protocol/protocol.dto.js';
import { FollowedFile } from './compulsory-files.js';
import { answerOf, DoseBook, dosingStaff, receiveLot, type DosingStaff } from './dosing-life.js';
import { seedOrganisation } from './factories.js';
import { requests, type Requests } from './people-factory.js';
import { anApplication, aResident, apply } from './rehabilitation-factory.js';
import type { TestApp } from './test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from './vinh-thuan.js';

export type Followed = FollowedFile<TreatmentEpisodeDto, 'steps' | 'notices' | 'termination-proposals'>;

export const TODAY = '2026-07-06';
const at = (time: string): string => `${TODAY}T${time}:00+07:00`;
const DOSE = 41_237;
const AGAIN = 20_611;
/** What of doses the scene has, in microlitres: digits that nothing else has. */
export const AMOUNTS: readonly number[] = [DOSE, AGAIN];

/** Words that only the rehabilitation has: said there, and nowhere else. */
export const CASE_WORDS = [
  '731/QĐ-CAX',
  'Phòng khám khu vực bí mật',
  'Khai trong đơn, chỉ công an biết',
  'Vắng buổi tư vấn kín',
];
/** Words that only the treatment has. */
export const TREATMENT_WORDS = [
  ...['LO-MAT-77', 'LO-CDX-78', 'PN-KIN-9', 'THE-KIN-0001', 'Y lệnh kín', 'Nôn sau khi uống, kín'],
  ...['Tạm giữ kín', 'Cho uống lại kín', 'Đi làm xa kín', 'Que thử kín', 'Phác đồ kín', 'Đề xuất kín'],
];

/**
 * A person in rehabilitation at home, whose keeper asked a health centre to treat him: with Cedemex within it, and with
 * Methadone beside it.
 */
export interface TwoLives {
  readonly scene: VinhThuan;
  readonly http: Requests;
  readonly file: HomeRehabilitationDto;
  readonly centre: DosingStaff;
  readonly host: DosingStaff;
  readonly stranger: DosingStaff;
  readonly methadone: Followed;
  readonly cedemex: Followed;
  /** Of the treatment with Methadone. */
  readonly book: DoseBook;
  /** What routes name in their paths. */
  readonly ids: Readonly<Record<string, string>>;
  /** Ids and codes of all that the treatment has. */
  readonly treatmentIds: readonly string[];
}

export async function arrangeTwoLives(test: TestApp): Promise<TwoLives> {
  const scene = await arrangeVinhThuan(test);
  const http = requests(test);
  await onDay(test, scene, at('10:00'));
  const place = async (): Promise<DosingStaff> =>
    dosingStaff(
      test,
      await seedOrganisation(test.database.owner, { kind: 'health-centre', unitId: scene.unitId }),
    );
  const [centre, host, stranger] = [await place(), await place(), await place()];
  const file = await rehabilitated(test, scene);
  await answerOf(
    http.post(scene.tokens.administrator, '/v1/treatment-programmes', {
      ...{ code: 'an-giang-2026', kind: 'cedemex-treatment', name: 'Đề án tiếp theo', act: '215/QĐ-UBND' },
      ...{ actOn: '2026-07-01', unitId: scene.unitId, fromOn: '2026-07-01' },
    }),
  );
  const asked = { kind: 'cedemex-treatment', organisationId: centre.siteId };
  await answerOf(http.post(scene.tokens.policeOfficer, `/v1/cases/${file.id}/treatment-requests`, asked));
  const { personId } = file;
  const cedemex = await treated(test, centre, {
    ...{ kind: 'cedemex-treatment', personId, papers: [], parentCaseId: file.id },
  });
  const methadone = await treated(test, centre, {
    ...{ kind: 'methadone-treatment', personId, papers: ['application', 'determination-result'] },
  });
  const book = new DoseBook(test, methadone.now.id);
  // Before the order, which is held against it.
  const protocolId = await aSignedProtocol(test, centre);
  const given = await dosed(test, centre, host, book);
  const left = { protocolId, ...given, ...(await judged(test, centre, methadone)) };
  await dosedBeside(test, centre, cedemex);
  await methadone.step(centre.clinician, 'notices', {
    ...{ kind: 'admission', sentAt: at('09:50'), organisationId: scene.organisations.police },
  });
  return {
    ...{ scene, http, file, centre, host, stranger, methadone, cedemex, book },
    ids: {
      ...{ ...left, personId, deadlineId: file.deadlines[0]?.id ?? '', unitId: String(scene.unitId) },
      ...{ year: '2026', name: 'case-kind', code: 'http.forbidden', procedureName: 'home-rehabilitation' },
    },
    treatmentIds: [...Object.values(left), ...[methadone, cedemex].flatMap(({ now }) => [now.id, now.code])],
  };
}

async function rehabilitated(test: TestApp, scene: VinhThuan): Promise<HomeRehabilitationDto> {
  const { policeOfficer, headOfPolice } = scene.tokens;
  const personId = await aResident(test, policeOfficer, scene.unitId);
  const [, facility = '', basis = '', account = ''] = CASE_WORDS;
  let now = await apply(
    test,
    policeOfficer,
    anApplication({
      ...{ personId, handedInAt: at('08:00'), ordinal: { value: 1, basis } },
      determination: { on: '2026-07-05', facility, toldAt: '2026-07-05T15:00:00+07:00' },
    }),
  );
  const step = async (token: string, name: string, body: object): Promise<void> => {
    const asked = requests(test).post(token, `/v1/home-rehabilitations/${now.id}/${name}`, body);
    now = await answerOf(asked.set('If-Match', `"${now.version}"`));
  };
  await step(headOfPolice, 'decision', { decidedAt: at('08:10'), number: CASE_WORDS[0] });
  await step(policeOfficer, 'start', { startedAt: at('08:20') });
  await step(policeOfficer, 'stages', { stage: 'detoxification', at: at('08:25') });
  await step(policeOfficer, 'breaches', { at: at('08:30'), kind: 'other', account });
  return now;
}

/** Applied, admitted, consented and begun. */
export async function treated(
  test: TestApp,
  { clinician }: DosingStaff,
  application: object,
): Promise<Followed> {
  const body = { appliedAt: at('08:40'), ...application };
  const opened = requests(test).post(clinician, '/v1/treatment-episodes', body);
  const found: Followed = new FollowedFile(
    test,
    await answerOf<TreatmentEpisodeDto>(opened),
    '/v1/treatment-episodes',
  );
  for (const [step, time] of [
    ['admitted', '08:50'],
    ['consent-recorded', '08:55'],
    ['begun', '09:00'],
  ] as const)
    await found.step(clinician, 'steps', { step, at: at(time) });
  return found;
}

type Ids = Readonly<Record<string, string>>;
const idOf = async (asked: ReturnType<Requests['post']>): Promise<string> =>
  (await answerOf<{ id: string }>(asked)).id;

/** Order, doses, hold, booking and stock of a treatment. @returns the ids of what routes name */
async function dosed(test: TestApp, centre: DosingStaff, host: DosingStaff, book: DoseBook): Promise<Ids> {
  const http = requests(test);
  const { clinician, dispenser, stockKeeper } = centre;
  const path = `/v1/dosing-episodes/${book.episodeId}`;
  await answerOf(http.post(clinician, '/v1/dosing-site', { fromOn: TODAY, closesAt: '16:00' }));
  await answerOf(http.post(clinician, '/v1/dosing-closures', { day: '2026-07-20', reason: 'Nghỉ' }));
  const lotId = await receiveLot(test, centre, { lotNumber: 'LO-MAT-77', document: 'PN-KIN-9' });
  const slots = [{ dose: DOSE }, { dose: DOSE }];
  const { id: orderId } = await book.order(centre, { ...DAYS, slots, reason: 'Y lệnh kín' });
  const first = await book.enter(dispenser, { lotId });
  const reason = 'Nôn sau khi uống, kín';
  const vomited = await book.enter(dispenser, { kind: 'vomited', namesId: first.id, reason });
  const again = { dose: AGAIN, reason: 'Quyết định cho uống lại kín' };
  await answerOf(http.post(clinician, `/v1/dose-events/${vomited.id}/redose-decision`, again));
  await book.enter(dispenser, {
    ...{ kind: 're-dosed', namesId: vomited.id, lotId, dose: AGAIN, reason: 'Cho uống lại kín' },
  });
  await book.enter(dispenser, { kind: 'take-home-given', lotId, slot: 1, day: '2026-07-07' });
  const holdId = await idOf(http.post(clinician, `${path}/holds`, { reason: 'Tạm giữ kín' }));
  const bookingId = await idOf(
    http.post(clinician, `${path}/guest-bookings`, {
      ...{ guestSiteId: host.siteId, fromOn: '2026-07-10', untilOn: '2026-07-11', reason: 'Đi làm xa kín' },
    }),
  );
  await answerOf(http.post(dispenser, `${path}/card`, { code: 'THE-KIN-0001' }));
  await answerOf(http.post(stockKeeper, '/v1/stock-counts', { lotId, day: TODAY, usable: 1, returned: 0 }));
  return { lotId, orderId, holdId, bookingId, eventId: first.id };
}

const DAYS = { fromOn: TODAY, untilOn: '2026-07-20' };

/** @returns its id */
async function aSignedProtocol(test: TestApp, { clinician, colleague }: DosingStaff): Promise<string> {
  const http = requests(test);
  const { id } = await answerOf<ProtocolDto>(
    http.post(clinician, '/v1/treatment-protocols', {
      ...{ kind: 'methadone-treatment', basis: 'Phác đồ kín', inForceFrom: TODAY },
      values: { strengthMicrogramsPerMl: 10_000 },
    }),
  );
  const signature = http.post(colleague, `/v1/treatment-protocols/${id}/signature`, {});
  await answerOf(signature.set('If-Match', '"1"'));
  return id;
}

/** A test and a proposal of a treatment. @returns the ids of what routes name */
async function judged(test: TestApp, { clinician }: DosingStaff, episode: Followed): Promise<Ids> {
  const asked = requests(test).post(clinician, `/v1/dosing-episodes/${episode.now.id}/urine-tests`, {
    ...{ takenOn: TODAY, opioids: 'positive', otherDrugs: 'negative', account: 'Que thử kín' },
  });
  const testId = await idOf(asked);
  await episode.step(clinician, 'termination-proposals', {
    ...{ at: at('09:40'), ground: 'own-wish', days: [], note: 'Đề xuất kín' },
  });
  return { testId, proposalId: episode.now.proposals[0]?.id ?? '' };
}

/** The other treatment of the same person has doses of its own. */
async function dosedBeside(test: TestApp, centre: DosingStaff, { now }: Followed): Promise<void> {
  const lotId = await receiveLot(test, centre, {
    ...{ clientEventId: 'kho.2', medicine: 'cedemex-treatment', lotNumber: 'LO-CDX-78' },
    ...{ unit: 'piece', strength: undefined },
  });
  const book = new DoseBook(test, now.id);
  await book.order(centre, { ...DAYS, slots: [{ dose: 37 }], unit: 'piece', reason: 'Y lệnh kín' });
  await book.enter(centre.dispenser, { lotId });
}
