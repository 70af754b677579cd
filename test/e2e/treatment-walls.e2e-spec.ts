import { readFileSync } from 'node:fs';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { TreatmentEpisodeDto } from '../../src/treatment/episode/episode-answer.dto.js';
import { DOSE_ALARMS, DoseAlarms } from '../../src/treatment/interlock/dose-alarms.js';
import type { ProtocolDto } from '../../src/treatment/protocol/protocol.dto.js';
import { asApp, type Claim } from '../setup/as-app.js';
import { FollowedFile } from '../setup/compulsory-files.js';
import { answerOf, DoseBook, dosingStaff, receiveLot, type DosingStaff } from '../setup/dosing-life.js';
import { seedOrganisation } from '../setup/factories.js';
import { call, type FileRoute } from '../setup/file-routes.js';
import { routesOf, type MatrixRoute } from '../setup/matrix/routes.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

type Followed = FollowedFile<TreatmentEpisodeDto, 'steps' | 'notices' | 'termination-proposals'>;

const TODAY = '2026-07-06';
const at = (time: string): string => `${TODAY}T${time}:00+07:00`;
const ROUTES = routesOf(JSON.parse(readFileSync('openapi.json', 'utf8')) as Parameters<typeof routesOf>[0]);
const DOSE = 41_237;
const AGAIN = 20_611;

/** Words that only the rehabilitation has: said there, and nowhere else. */
const CASE_WORDS = [
  '731/QĐ-CAX',
  'Phòng khám khu vực bí mật',
  'Khai trong đơn, chỉ công an biết',
  'Vắng buổi tư vấn kín',
];
/** Words that only the treatment has. */
const TREATMENT_WORDS = [
  ...['LO-MAT-77', 'LO-CDX-78', 'PN-KIN-9', 'THE-KIN-0001', 'Y lệnh kín', 'Nôn sau khi uống, kín'],
  ...['Tạm giữ kín', 'Cho uống lại kín', 'Đi làm xa kín', 'Que thử kín', 'Phác đồ kín', 'Đề xuất kín'],
];

/** Each leaf of an answer by its way from the top: what an answer can tell, whatever it tells today. */
function keysOf(value: unknown, way = ''): readonly string[] {
  const inside = Array.isArray(value)
    ? value.flatMap((each) => keysOf(each, `${way}[]`))
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, each]) => keysOf(each, way === '' ? key : `${way}.${key}`))
      : [way];
  return [...new Set(inside.length > 0 ? inside : [`${way}[]`])].toSorted();
}

/** What of the words and ids an answer tells. */
const toldIn = (text: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => word !== '' && text.includes(word));
/** Amounts stand by themselves: the same digits within an id are none. */
const amountsIn = (text: string): readonly string[] =>
  [DOSE, AGAIN].map(String).filter((amount) => new RegExp(`\\b${amount}\\b`, 'u').test(text));

const none = (tables: readonly string[]): readonly [string, number][] => tables.map((table) => [table, 0]);

/**
 * A person in rehabilitation at home, whose keeper asked a health centre to treat him: with Cedemex within it, and with
 * Methadone beside it. What each of the two knows is full of words of its own, which the other must never read.
 */
describe('between a rehabilitation and a treatment of one person', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let file: HomeRehabilitationDto;
  let centre: DosingStaff;
  let host: DosingStaff;
  let stranger: DosingStaff;
  let methadone: Followed;
  let cedemex: Followed;
  let book: DoseBook;
  let ids: Readonly<Record<string, string>>;
  /** Ids and codes of all that the treatment has. */
  let treatmentIds: readonly string[];

  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    await onDay(test, scene, at('10:00'));
    const { owner } = test.database;
    const place = (): Promise<number> =>
      seedOrganisation(owner, { kind: 'health-centre', unitId: scene.unitId });
    centre = await dosingStaff(test, await place());
    host = await dosingStaff(test, await place());
    stranger = await dosingStaff(test, await place());
    file = await rehabilitated();
    await answerOf(
      http.post(scene.tokens.administrator, '/v1/treatment-programmes', {
        ...{ code: 'an-giang-2026', kind: 'cedemex-treatment', name: 'Đề án tiếp theo', act: '215/QĐ-UBND' },
        ...{ actOn: '2026-07-01', unitId: scene.unitId, fromOn: '2026-07-01' },
      }),
    );
    const asked = { kind: 'cedemex-treatment', organisationId: centre.siteId };
    await answerOf(http.post(scene.tokens.policeOfficer, `/v1/cases/${file.id}/treatment-requests`, asked));
    cedemex = await treated({ kind: 'cedemex-treatment', papers: [], parentCaseId: file.id });
    methadone = await treated({
      kind: 'methadone-treatment',
      papers: ['application', 'determination-result'],
    });
    ids = await everythingOf(methadone, cedemex);
    const own = ['lotId', 'orderId', 'holdId', 'bookingId', 'testId', 'protocolId', 'proposalId', 'eventId'];
    treatmentIds = [
      ...own.map((name) => ids[name] ?? ''),
      ...[methadone, cedemex].flatMap(({ now }) => [now.id, now.code]),
    ];
    await methadone.step(centre.clinician, 'notices', {
      ...{ kind: 'admission', sentAt: at('09:50'), organisationId: scene.organisations.police },
    });
  }, 60_000);
  afterAll(() => test.close());

  async function rehabilitated(): Promise<HomeRehabilitationDto> {
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
      const asked = http.post(token, `/v1/home-rehabilitations/${now.id}/${name}`, body);
      now = await answerOf(asked.set('If-Match', `"${now.version}"`));
    };
    await step(headOfPolice, 'decision', { decidedAt: at('08:10'), number: CASE_WORDS[0] });
    await step(policeOfficer, 'start', { startedAt: at('08:20') });
    await step(policeOfficer, 'stages', { stage: 'detoxification', at: at('08:25') });
    await step(policeOfficer, 'breaches', { at: at('08:30'), kind: 'other', account });
    return now;
  }

  async function treated(application: object, { clinician } = centre): Promise<Followed> {
    const body = { personId: file.personId, appliedAt: at('08:40'), ...application };
    const asked = http.post(clinician, '/v1/treatment-episodes', body);
    const found: Followed = new FollowedFile(
      test,
      await answerOf<TreatmentEpisodeDto>(asked),
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

  /** Something of each kind that a treatment leaves. @returns the ids of what routes name */
  async function everythingOf(main: Followed, other: Followed): Promise<Readonly<Record<string, string>>> {
    const { clinician, colleague, dispenser } = centre;
    const { id } = main.now;
    const posted = <T = { id: string; version: number }>(path: string, body: object, token = clinician) =>
      answerOf<T>(http.post(token, path, body));
    const protocol = await posted<ProtocolDto>('/v1/treatment-protocols', {
      ...{ kind: 'methadone-treatment', basis: 'Phác đồ kín', inForceFrom: TODAY },
      values: { strengthMicrogramsPerMl: 10_000 },
    });
    const signature = http.post(colleague, `/v1/treatment-protocols/${protocol.id}/signature`, {});
    await answerOf(signature.set('If-Match', '"1"'));
    await posted('/v1/dosing-site', { fromOn: TODAY, closesAt: '16:00' });
    await posted('/v1/dosing-closures', { day: '2026-07-20', reason: 'Nghỉ' });
    const lotId = await receiveLot(test, centre, { lotNumber: 'LO-MAT-77', document: 'PN-KIN-9' });
    book = new DoseBook(test, id);
    const days = { fromOn: TODAY, untilOn: '2026-07-20' };
    const { id: orderId } = await book.order(centre, {
      ...{ ...days, slots: [{ dose: DOSE }, { dose: DOSE }], reason: 'Y lệnh kín' },
    });
    const first = await book.enter(dispenser, { lotId });
    const reason = 'Nôn sau khi uống, kín';
    const vomited = await book.enter(dispenser, { kind: 'vomited', namesId: first.id, reason });
    await book.enter(dispenser, {
      ...{ kind: 're-dosed', namesId: vomited.id, lotId, dose: AGAIN, reason: 'Cho uống lại kín' },
    });
    const hold = await posted(`/v1/dosing-episodes/${id}/holds`, { reason: 'Tạm giữ kín' });
    const booking = await posted(`/v1/dosing-episodes/${id}/guest-bookings`, {
      ...{ guestSiteId: host.siteId, fromOn: '2026-07-10', untilOn: '2026-07-11', reason: 'Đi làm xa kín' },
    });
    const urine = await posted(`/v1/dosing-episodes/${id}/urine-tests`, {
      ...{ takenOn: TODAY, opioids: 'positive', otherDrugs: 'negative', account: 'Que thử kín' },
    });
    await posted(`/v1/dosing-episodes/${id}/card`, { code: 'THE-KIN-0001' }, dispenser);
    await main.step(clinician, 'termination-proposals', {
      ...{ at: at('09:40'), ground: 'own-wish', days: [], note: 'Đề xuất kín' },
    });
    await answerOf(
      http.post(centre.stockKeeper, '/v1/stock-counts', { lotId, day: TODAY, usable: 1, returned: 0 }),
    );
    const pieces = await receiveLot(test, centre, {
      ...{ clientEventId: 'kho.2', medicine: 'cedemex-treatment', lotNumber: 'LO-CDX-78' },
      ...{ unit: 'piece', strength: undefined },
    });
    const beside = new DoseBook(test, other.now.id);
    await beside.order(centre, { ...days, slots: [{ dose: 37 }], unit: 'piece', reason: 'Y lệnh kín' });
    await beside.enter(dispenser, { lotId: pieces });
    return {
      ...{ lotId, orderId, holdId: hold.id, bookingId: booking.id, testId: urine.id, eventId: first.id },
      ...{ protocolId: protocol.id, proposalId: main.now.proposals[0]?.id ?? '' },
      ...{ personId: file.personId, deadlineId: file.deadlines[0]?.id ?? '' },
      ...{ unitId: String(scene.unitId), year: '2026', name: 'case-kind', code: 'http.forbidden' },
      ...{ procedureName: 'home-rehabilitation' },
    };
  }

  const asked = (
    token: string,
    { method, path, body }: MatrixRoute,
    caseId: string,
    organisationId = scene.organisations.police,
  ) => {
    const route = { method: method.toLowerCase(), path: path + (QUERIES[path] ?? ''), ...(body && { body }) };
    const named = { ...ids, caseId, episodeId: caseId, organisationId: String(organisationId) };
    return call(test, token, route as FileRoute, named);
  };
  const reads = ROUTES.filter(({ method }) => method === 'GET');
  it('tells who keeps the rehabilitation nothing of doses, orders, tests and stock, whatever he reads', async () => {
    const { policeOfficer, headOfPolice } = scene.tokens;
    let answers = 0;
    for (const token of [policeOfficer, headOfPolice]) {
      for (const caseId of [file.id, methadone.now.id, cedemex.now.id]) {
        for (const route of reads) {
          for (const body of [scene.organisations.police, centre.siteId]) {
            if (body === centre.siteId && !route.path.includes('{organisationId}')) continue;
            const { status, text } = await asked(token, route, caseId, body);
            // The caller himself named the ids in the path of a refusal.
            const words = status < 400 ? [...TREATMENT_WORDS, ...treatmentIds] : TREATMENT_WORDS;
            expect([route.path, ...toldIn(text, words), ...amountsIn(text)]).toEqual([route.path]);
            if (caseId !== file.id && route.path.includes('{caseId}'))
              expect([route.path, [403, 404].includes(status)]).toEqual([route.path, true]);
            answers += status < 400 ? 1 : 0;
          }
        }
      }
    }
    // He does read: his own file, and much else.
    expect(answers).toBeGreaterThan(60);
    const { text } = await http.get(policeOfficer, `/v1/home-rehabilitations/${file.id}`).expect(200);
    expect(toldIn(text, CASE_WORDS).length).toBeGreaterThan(1);
  });

  it('refuses who keeps the rehabilitation each route of doses, stock and treatment', async () => {
    const own = new Set(['treatment.request', 'treatment.notices']);
    const closed = ROUTES.filter(
      ({ permission }) => /^(?:doses|stock|treatment)\./u.test(permission) && !own.has(permission),
    );
    expect(closed.length).toBeGreaterThan(40);
    for (const token of [scene.tokens.policeOfficer, scene.tokens.headOfPolice, scene.tokens.chairman]) {
      for (const route of closed) {
        const { status, body } = await asked(token, route, methadone.now.id);
        expect([route.id, status, body.code]).toEqual([route.id, 403, 'http.forbidden']);
      }
    }
  });

  it('tells him of the admission what the form asks, key by key', async () => {
    const { body } = await http.get(scene.tokens.policeOfficer, '/v1/treatment-notices').expect(200);
    const items = body.items as object[];
    expect(items).toHaveLength(1);
    expect(keysOf(items[0])).toEqual(NOTICE);
    expect(items[0]).toMatchObject({
      ...{
        kind: 'admission',
        fullName: 'Nguyễn Văn Bình',
        birthYear: 1991,
        effectiveOn: TODAY,
        ground: null,
      },
      ...{ fromOrganisationId: centre.siteId, form: { number: '11' } },
    });
    const request = http.post(scene.tokens.policeOfficer, `/v1/cases/${file.id}/treatment-requests`, {
      ...{ kind: 'cedemex-treatment', organisationId: stranger.siteId },
    });
    // Whoever asked for a treatment is told of no episode.
    expect(keysOf(await answerOf(request))).toEqual(REQUEST);
  });

  it('tells a dispenser nothing of the rehabilitation, and no more than the window needs', async () => {
    const { dispenser } = centre;
    const kept = new Set(CASE_PATHS.flatMap((start) => ROUTES.filter(({ path }) => path.startsWith(start))));
    expect(kept.size).toBeGreaterThan(40);
    for (const caseId of [file.id, methadone.now.id, cedemex.now.id]) {
      for (const route of kept) {
        const { status } = await asked(dispenser, route, caseId);
        expect([route.id, [403, 404].includes(status)]).toEqual([route.id, true]);
      }
      for (const route of reads) {
        const { status, text } = await asked(dispenser, route, caseId, centre.siteId);
        const words = status < 400 ? [...CASE_WORDS, file.id, file.code] : CASE_WORDS;
        expect([route.path, ...toldIn(text, words)]).toEqual([route.path]);
        // Tests are for clinicians, and so is what the treatment is about.
        expect([route.path, ...toldIn(text, ['Que thử kín', 'Đề xuất kín', 'Phác đồ kín'])]).toEqual([
          route.path,
        ]);
      }
    }
  });

  it('shows a dispenser exactly these fields', async () => {
    const { dispenser } = centre;
    const path = `/v1/dosing-episodes/${book.episodeId}`;
    const of = async (token: string, where: string): Promise<unknown> =>
      (await http.get(token, where).expect(200)).body;
    const items = async (where: string): Promise<unknown> =>
      ((await of(dispenser, where)) as { items: unknown }).items;
    expect(keysOf(await of(dispenser, `${path}/window`))).toEqual(WINDOW);
    expect(keysOf(await items('/v1/dosing-day'))).toEqual(WINDOW.map((key) => `[].${key}`));
    const card = http.post(dispenser, '/v1/dosing-window/card', { code: 'the-kin-0001' });
    expect(keysOf(await answerOf(card))).toEqual(WINDOW);
    // A guest's host sees the same, and of the treatment less.
    const guest = (await of(host.dispenser, `${path}/window?day=2026-07-10`)) as object;
    expect([keysOf(guest), guest]).toEqual([
      WINDOW,
      expect.objectContaining({ guest: true, consented: null }),
    ]);
    const refused = await book.enter(dispenser, { kind: 'refused', slot: 2 });
    expect(keysOf(refused)).toEqual([...EVENT, ...RECORDED].toSorted());
    expect(keysOf(await items(`${path}/doses`))).toEqual(EVENT.map((key) => `[].${key}`));
    expect(keysOf(await items(`${path}/holds`))).toEqual(HOLD.map((key) => `[].${key}`));
    expect(keysOf(await items(`${path}/guest-bookings`))).toEqual(BOOKING.map((key) => `[].${key}`));
    expect(keysOf(await items(`${path}/orders`))).toEqual(ORDER.map((key) => `[].${key}`));
  });

  it('knows nothing of it at another place of treatment, whoever asks there', async () => {
    const named = ROUTES.filter(
      ({ permission, path }) => /^(?:doses|stock|treatment)\./u.test(permission) && /\{/u.test(path),
    );
    const found = new Map<string, Set<number>>();
    for (const token of [stranger.clinician, stranger.dispenser, stranger.stockKeeper]) {
      for (const caseId of [methadone.now.id, cedemex.now.id]) {
        for (const route of named) {
          const { status, text } = await asked(token, route, caseId, centre.siteId);
          found.set(route.id, (found.get(route.id) ?? new Set()).add(status));
          expect([route.id, ...toldIn(text, TREATMENT_WORDS), ...amountsIn(text)]).toEqual([route.id]);
        }
      }
    }
    // Who may ask at his own place is told that there is none; who may not, no more than that.
    const answered = [...found].map(([id, statuses]) => [id, [...statuses].toSorted().join(' ')]);
    expect(answered.filter(([, statuses]) => statuses !== '403 404')).toEqual(
      answered
        .filter(([id]) => id === 'askForTreatment' || id === 'askForTreatmentContact')
        .map(([id]) => [id, '403']),
    );
    for (const route of reads.filter(({ path }) => !path.includes('{'))) {
      const { text } = await asked(stranger.clinician, route, file.id, stranger.siteId);
      expect([route.path, ...toldIn(text, [...TREATMENT_WORDS, ...treatmentIds])]).toEqual([route.path]);
    }
    const dose = { kind: 'dispensed' as const, lotId: ids['lotId'] };
    await book.enter(stranger.dispenser, dose, 'treatment.notTreatedHere');
    await book.enter(scene.tokens.policeOfficer, dose, 'http.forbidden');
  });

  it('shows a host nothing of a guest any more, once the booking is cancelled', async () => {
    const guest = await dosingStaff(
      test,
      await seedOrganisation(test.database.owner, { kind: 'health-centre', unitId: scene.unitId }),
    );
    const person = `/v1/persons/${file.personId}`;
    const window = `/v1/dosing-episodes/${methadone.now.id}/window?day=2026-07-14`;
    const seen = async (): Promise<readonly number[]> =>
      Promise.all([
        http.get(guest.clinician, person).then(({ status }) => status),
        http.get(guest.dispenser, window).then(({ status }) => status),
      ]);
    expect(await seen()).toEqual([404, 404]);
    const days = { fromOn: '2026-07-14', untilOn: '2026-07-15', reason: 'Về quê' };
    const path = `/v1/dosing-episodes/${methadone.now.id}/guest-bookings`;
    const booked = http.post(centre.clinician, path, { guestSiteId: guest.siteId, ...days });
    const { id } = await answerOf<{ id: string }>(booked);
    expect(await seen()).toEqual([200, 200]);
    const cancelled = http.post(centre.clinician, `/v1/guest-bookings/${id}/cancellation`, {
      reason: 'Đổi ý',
    });
    await answerOf(cancelled.set('If-Match', '"1"'));
    expect(await seen()).toEqual([404, 404]);
  });

  it('alarms both places when entries of two patients are linked, each of its own; who linked them learns nothing', async () => {
    const { policeOfficer, headOfPolice } = scene.tokens;
    const { owner } = test.database;
    const patientAt = async (staff: DosingStaff): Promise<{ personId: string; episode: Followed }> => {
      const personId = await aResident(test, policeOfficer, scene.unitId);
      await owner.query(
        `insert into person_access (person_id, organisation_id, reason, acts, from_on) values ($1, $2, 'referred', true, $3)`,
        [personId, staff.siteId, TODAY],
      );
      const papers = ['application', 'determination-result'];
      return { personId, episode: await treated({ kind: 'methadone-treatment', papers, personId }, staff) };
    };
    const place = async (): Promise<DosingStaff> =>
      dosingStaff(test, await seedOrganisation(owner, { kind: 'methadone-clinic', unitId: scene.unitId }));
    const sites = [await place(), await place()] as const;
    const patients = [await patientAt(sites[0]), await patientAt(sites[1])] as const;
    const { body: link } = await http
      .post(headOfPolice, `/v1/persons/${patients[0].personId}/links`, {
        ...{ otherPersonId: patients[1].personId, evidence: ['identity-papers'], reason: 'Đối chiếu' },
      })
      .expect(201);
    await test.app.get(DoseAlarms).run({}, DOSE_ALARMS);
    for (const [which, { episode }] of patients.entries()) {
      const { body } = await http.get(sites[which]?.clinician ?? '', '/v1/notifications').expect(200);
      const told = (body.items as { kind: string; subjectId: string; facts: object }[]).filter(
        ({ kind }) => kind === 'treatment.linked-persons',
      );
      expect(told.map(({ subjectId, facts }) => [subjectId, facts])).toEqual([
        [episode.now.id, { code: episode.now.code, day: TODAY }],
      ]);
      const other = patients[1 - which]?.episode.now;
      expect(toldIn(JSON.stringify(told), [other?.id ?? '', other?.code ?? ''])).toEqual([]);
      // An inbox speaks of every file of a body: who gives doses has none.
      await http.get(sites[which]?.dispenser ?? '', '/v1/notifications').expect(403);
      await http.get(sites[which]?.dispenser ?? '', '/v1/deadlines').expect(403);
    }
    const codes = patients.flatMap(({ episode }) => [episode.now.id, episode.now.code]);
    const { text: inbox } = await http.get(headOfPolice, '/v1/notifications?limit=200').expect(200);
    expect(toldIn(JSON.stringify(link) + inbox, [...codes, 'treatment.linked-persons'])).toEqual([]);
  });

  it('holds in the database itself, with nothing of the program between', async () => {
    const { owner } = test.database;
    const userOf = async (organisationId: number): Promise<Claim> => {
      const { rows } = await owner.query<{ id: string }>(
        'select id from user_account where organisation_id = $1 limit 1',
        [organisationId],
      );
      return { userId: rows[0]?.id ?? '', organisationId, today: TODAY };
    };
    const counts = async (claim: Claim, tables: readonly string[]): Promise<readonly [string, number][]> =>
      asApp(test.database, claim, async (ask) => {
        const found: [string, number][] = [];
        for (const table of tables) {
          const [row] = await ask<{ count: number }>(`select count(*)::int as count from ${table}`);
          found.push([table, row?.count ?? -1]);
        }
        return found;
      });
    const { police, committee, provincialPolice } = scene.organisations;
    expect((await counts(await userOf(centre.siteId), OF_SITE)).filter(([, count]) => count === 0)).toEqual(
      [],
    );
    for (const body of [police, committee, provincialPolice, stranger.siteId])
      expect(await counts(await userOf(body), OF_SITE)).toEqual(none(OF_SITE));
    expect(await counts(await userOf(police), ['treatment_notice'])).toEqual([['treatment_notice', 1]]);
    for (const body of [police, centre.siteId]) {
      // Nobody at all reads who has had which dose, and the case worker may not even ask.
      const claims = asApp(test.database, await userOf(body), (ask) => ask('select 1 from dose_claim'));
      await expect(claims).rejects.toMatchObject({ code: '42501' });
    }
    const question = asApp(test.database, await userOf(police), (ask) =>
      ask(`select app.claim_dose(gen_random_uuid(), $1, $2, '2026-07-07', 1::smallint, false)`, [
        book.episodeId,
        police,
      ]),
    );
    await expect(question).rejects.toMatchObject({ code: '42501' });
    // A notice tells of the person of the episode, in the name of who treats him, to a commune of his: nothing else.
    const clinic = await userOf(centre.siteId);
    const { rows: others } = await owner.query<{ id: string }>(
      'select id from person where id <> $1 limit 1',
      [file.personId],
    );
    const told = (of: object): Promise<unknown> => {
      const { personId, from, to } = {
        ...{ personId: file.personId, from: centre.siteId, to: committee },
        ...of,
      };
      return asApp(test.database, clinic, (ask) =>
        ask(
          `insert into treatment_notice (id, case_id, kind, person_id, from_organisation_id, to_organisation_id,
             effective_on, full_name, birth_year, explanation, sent_at, sent_by)
           values (gen_random_uuid(), $1, 'refusal', $2, $3, $4, '${TODAY}', 'X', 1991, '{}', now(), $5)`,
          [methadone.now.id, personId, from, to, clinic.userId],
        ),
      );
    };
    await told({});
    const { neighbourPolice } = scene.organisations;
    for (const wrong of [
      ...[{ personId: others[0]?.id }, { from: stranger.siteId }],
      ...[neighbourPolice, provincialPolice, host.siteId].map((to) => ({ to })),
    ])
      await expect(told(wrong)).rejects.toMatchObject({ code: '42501' });
    // Whom somebody merely asked to treat with Cedemex changes nothing of the person, lets nobody else see him, and opens
    // no other file.
    const named = await userOf(stranger.siteId);
    const changed = await asApp(test.database, named, (ask) =>
      ask('update person set version = version + 1 where id = $1 returning 1', [file.personId]),
    );
    expect(changed).toEqual([]);
    for (const sql of [
      `insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
       values ($1, ${host.siteId}, 'referred', false, '${TODAY}', ${stranger.siteId})`,
      `insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
       values ($1, ${stranger.siteId}, 'keeper', true, '${TODAY}', ${stranger.siteId})`,
      ...['methadone-treatment', 'home-rehabilitation'].map(
        (
          kind,
        ) => `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
         values (gen_random_uuid(), '${kind}', 'HS-KIN', $1, ${stranger.siteId}, ${scene.unitId}, 'new', '${TODAY}')`,
      ),
    ]) {
      const tried = asApp(test.database, named, (ask) => ask(sql, [file.personId]));
      await expect(tried).rejects.toMatchObject({ code: '42501' });
    }
    // And the place of treatment reads nothing of the rehabilitation.
    const ofFile = await asApp(test.database, await userOf(centre.siteId), (ask) =>
      ask<{ count: number }>(
        `select (select count(*) from case_file where id = $1)::int + (select count(*) from case_event where case_id = $1)::int
           + (select count(*) from case_decision where case_id = $1)::int as count`,
        [file.id],
      ),
    );
    expect(ofFile).toEqual([{ count: 0 }]);
  });
});

/** What a route asks besides its path. */
const QUERIES: Readonly<Record<string, string>> = {
  '/v1/stock-day': `?day=${TODAY}`,
  '/v1/stock-quarter': '?year=2026&quarter=3',
  '/v1/organisations/{organisationId}/escape-counts': '?from=2026-07-01&to=2026-12-31',
};
const CASE_PATHS = ['/v1/cases', '/v1/home-rehabilitations', '/v1/treatment-episodes', '/v1/transfers'];
/** Tables of which a place of treatment alone has rows, each with one of the scene. */
const OF_SITE = [
  ...['dose_event', 'dose_order', 'urine_test', 'dose_hold', 'guest_booking', 'stock_lot', 'stock_movement'],
  ...['stock_count', 'dosing_site', 'dosing_closure', 'dose_client_event', 'dose_named'],
  ...['treatment_episode', 'treatment_protocol', 'treatment_proposal'],
];

const NOTICE = [
  ...['annulledAt', 'annulledReason', 'birthYear', 'effectiveOn', 'form.appendix', 'form.instrument'],
  ...['form.number', 'fromName', 'fromOrganisationId', 'fullName', 'ground', 'groundLabel', 'id', 'kind'],
  ...['label.en', 'label.vi', 'number', 'sentAt', 'toOrganisationId', 'untilOn'],
  // Why this body is told, by the day alone.
  ...['explanation.citations[].instrument', 'explanation.citations[].mark', 'explanation.citations[].text'],
  ...[
    'explanation.inputs.on',
    'explanation.inputs.reading',
    'explanation.mark',
    'explanation.result.addressee',
  ],
  ...['explanation.rule', 'explanation.steps[].citation.instrument', 'explanation.steps[].citation.mark'],
  ...['explanation.steps[].citation.text', 'explanation.steps[].en', 'explanation.steps[].mark'],
  ...['explanation.steps[].vi', 'explanation.version'],
].toSorted();
const REQUEST = [
  ...['askedAt', 'caseId', 'episodeId', 'fromName', 'fromOrganisationId', 'id', 'kind', 'personId'],
  'toOrganisationId',
].toSorted();
const WINDOW = [
  ...['birthYear', 'bookedElsewhere', 'consented', 'doubleDose', 'dosing', 'episodeId', 'fullName', 'guest'],
  ...['held', 'kind', 'lastDoseOn', 'personId', 'slots[].dose', 'slots[].slot', 'slots[].state', 'unit'],
  ...['flags[]', 'testDueOn', 'unchecked'],
].toSorted();
const EVENT = [
  ...['at', 'clientEventId', 'day', 'dose', 'episodeId', 'flags[]', 'id', 'kind', 'lotId', 'measured'],
  ...['namesId', 'reason', 'reported', 'siteId', 'slot'],
  // Who entered it and who saw it, by id alone.
  ...['orderId', 'recordedAt', 'recordedBy', 'witnessId'],
].toSorted();
const RECORDED = [
  'protocol.notChecked[]',
  'protocol.protocolId',
  'protocol.unchecked',
  'protocol.why',
  'resent',
];
const HOLD = [
  ...['endReason', 'endedAt', 'episodeId', 'fromOn', 'id', 'placedAt', 'reason', 'source', 'version'],
].toSorted();
const BOOKING = [
  ...[
    'cancelReason',
    'cancelledAt',
    'episodeId',
    'fromOn',
    'guestSiteId',
    'id',
    'reason',
    'untilOn',
    'version',
  ],
].toSorted();
const ORDER = [
  ...['approvedAt', 'approvedBy', 'checks[].check', 'checks[].found', 'checks[].limit', 'checks[].result'],
  ...['checks[].why', 'checks[].why.en', 'checks[].why.vi', 'endedOn', 'endedReason', 'episodeId', 'fromOn'],
  ...['id', 'lateReason', 'notChecked[].value', 'notChecked[].why.en', 'notChecked[].why.vi'],
  ...['prescribedAt', 'prescribedBy', 'protocolId', 'reason', 'slots[].dose', 'strength', 'unchecked'],
  ...['unfit[]', 'unit', 'untilOn', 'version', 'why.en', 'why.vi'],
].toSorted();
