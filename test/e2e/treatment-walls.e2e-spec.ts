import { readFileSync } from 'node:fs';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { DOSE_ALARMS, DoseAlarms } from '../../src/treatment/interlock/dose-alarms.js';
import type { TreatmentRequestDto } from '../../src/treatment/request/treatment-request.dto.js';
import { answerOf, dosingStaff, type DoseBook, type DosingStaff } from '../setup/dosing-life.js';
import { seedOrganisation } from '../setup/factories.js';
import { call, type FileRoute } from '../setup/file-routes.js';
import { routesOf, type MatrixRoute } from '../setup/matrix/routes.js';
import type { Requests } from '../setup/people-factory.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import {
  BOOKING,
  EVENT,
  HOLD,
  KEPT,
  keysOf,
  NOTICE,
  ORDER,
  RECORDED,
  RECORDED_GIVEN,
  WHY_UNCHECKED,
  REQUEST,
  WINDOW,
} from '../setup/treatment-fields.js';
import {
  AMOUNTS,
  arrangeTwoLives,
  CASE_WORDS,
  TODAY,
  treated,
  TREATMENT_WORDS,
  type Followed,
} from '../setup/two-lives.js';
import {
  areTheSites,
  openNoMoreThanAsked,
  RowsOfTwoLives,
  tellTheCommuneAlone,
  treatAlike,
} from '../setup/two-lives-rows.js';
import type { VinhThuan } from '../setup/vinh-thuan.js';

const ROUTES = routesOf(JSON.parse(readFileSync('openapi.json', 'utf8')) as Parameters<typeof routesOf>[0]);

/** What of the words and ids an answer tells. */
const toldIn = (text: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => word !== '' && text.includes(word));
/** Amounts stand by themselves: the same digits within an id are none. */
const amountsIn = (text: string): readonly string[] =>
  AMOUNTS.map(String).filter((amount) => new RegExp(`\\b${amount}\\b`, 'u').test(text));

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
  let rows: RowsOfTwoLives;

  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    const lives = await arrangeTwoLives(test);
    rows = new RowsOfTwoLives(test, lives);
    ({ scene, http, file, centre, host, stranger, methadone, cedemex, book, ids, treatmentIds } = lives);
  });
  afterAll(() => test.close());

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
    // His inbox says that there is one, and nothing of it.
    const inbox = await http.get(scene.tokens.policeOfficer, '/v1/notifications').expect(200);
    const told = (inbox.body.items as { kind: string; subjectId: string; facts: object }[]).filter(
      ({ kind }) => kind === 'treatment.notice-received',
    );
    const { id } = items[0] as { id: string };
    const code = `TB-${id.slice(-8).toUpperCase()}`;
    expect(told).toMatchObject([{ subjectKind: 'treatment-notice', subjectId: id, facts: { code } }]);
    expect(Object.keys(told[0]?.facts ?? {})).toEqual(['code']);
    expect(toldIn(inbox.text, ['Nguyễn Văn Bình', 'điều trị tại', methadone.now.id])).toEqual([]);
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
    // He finds who stands before him; the entry itself is not his to read.
    const { personId } = methadone.now;
    await http.get(dispenser, `/v1/persons/${personId}`).expect(403);
    await http.get(dispenser, `/v1/persons/${personId}/links`).expect(403);
    await http.get(centre.clinician, `/v1/persons/${personId}`).expect(200);
    const path = `/v1/dosing-episodes/${book.episodeId}`;
    const of = async (token: string, where: string): Promise<unknown> =>
      (await http.get(token, where).expect(200)).body;
    const items = async (where: string): Promise<unknown> =>
      ((await of(dispenser, where)) as { items: unknown }).items;
    expect(keysOf(await of(dispenser, `${path}/window`))).toEqual(WINDOW);
    // Of some of the day nothing is held, and nothing is checked.
    expect(keysOf(await items('/v1/dosing-day'))).toEqual(
      [...WINDOW, ...WHY_UNCHECKED, 'holds[]'].toSorted().map((key) => `[].${key}`),
    );
    const card = http.post(dispenser, '/v1/dosing-window/card', { code: 'the-kin-0001' });
    expect(keysOf(await answerOf(card))).toEqual(WINDOW);
    // A guest's host sees the same, and of the treatment less.
    const guest = (await of(host.dispenser, `${path}/window?day=2026-07-10`)) as object;
    expect([keysOf(guest), guest]).toEqual([
      [
        ...WINDOW.filter((key) => !key.startsWith('holds') && key !== 'uncheckedBecause'),
        ...[...WHY_UNCHECKED, 'holds[]'],
      ].toSorted(),
      expect.objectContaining({ guest: true, consented: null }),
    ]);
    const refused = await book.enter(dispenser, { kind: 'refused', slot: 2 });
    expect(keysOf(refused)).toEqual([...EVENT, ...RECORDED].toSorted());
    // What the protocol was not asked of is named, and no number of it.
    const given = await book.enter(dispenser, {
      ...{ lotId: ids['lotId'], slot: 2, reported: true, at: `${TODAY}T09:30:00+07:00` },
    });
    expect(given.protocol.protocolId).toBe(ids['protocolId']);
    expect(keysOf(given)).toEqual([...EVENT, ...RECORDED_GIVEN].toSorted());
    expect(keysOf(await items(`${path}/doses`))).toEqual(KEPT.map((key) => `[].${key}`));
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
    const others = answered.filter(([, statuses]) => statuses !== '403 404');
    expect(Object.fromEntries(others)).toEqual({
      // Those who keep a file within which somebody is treated ask, none of a place of treatment.
      ...{ askForTreatment: '403', askForTreatmentContact: '403', withdrawTreatmentRequest: '403' },
      listTreatmentRequestsOfFile: '403',
      // Whoever works with the stock may have been named as a witness.
      objectToLoss: '404',
    });
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
    // It is told that he does not come, and of its row it reads for the days in which it may still tell of him.
    const { body } = await http.get(guest.clinician, '/v1/notifications').expect(200);
    expect(body.items).toMatchObject([
      { kind: 'treatment.booking-ended', facts: { code: methadone.now.code, day: '2026-07-14' } },
    ]);
    const row = `select 1 from guest_booking where id = '${id}'`;
    expect([await rows.count(guest, row, '2026-07-09'), await rows.count(guest, row, '2026-07-10')]).toEqual([
      1, 0,
    ]);
  });

  it('answers the other party as long as it needs to know, and not for ever', async () => {
    const days = ['2026-07-06', '2026-07-14', '2026-07-15'];
    const overDays = async (
      who: { readonly siteId: number },
      sql: string,
      on: readonly string[],
    ): Promise<number[]> => {
      const found: number[] = [];
      for (const day of on) found.push(await rows.count(who, sql, day));
      return found;
    };
    const { id } = methadone.now;
    // A host: the days of the booking, and those in which it may tell of them late.
    const booking = `select 1 from guest_booking where id = '${ids['bookingId']}'`;
    expect(await overDays(host, booking, days)).toEqual([1, 1, 0]);
    expect(await overDays(host, `select 1 where app.is_dosed('${id}', null)`, days)).toEqual([1, 1, 0]);
    const then = (day: string): string => `select 1 where app.is_dosed('${id}', '${day}T10:00:00+07:00')`;
    expect([
      await rows.count(host, then('2026-07-10'), TODAY),
      await rows.count(host, then('2026-07-12'), TODAY),
    ]).toEqual([...[1, 0]]);
    // Who treats goes on asking, as long as he does.
    expect(await overDays(centre, `select 1 where app.is_dosed('${id}', null)`, days)).toEqual([1, 1, 1]);
    const around = `select 1 where app.stage_around('${file.id}', 'detoxification', now()) is not null`;
    expect(await rows.count(centre, around, TODAY)).toBe(1);
    // Who was asked: as long as it may take that up, then the same days of telling.
    const place = await dosingStaff(
      test,
      await seedOrganisation(test.database.owner, { kind: 'health-centre', unitId: scene.unitId }),
    );
    const { policeOfficer, neighbourPoliceOfficer } = scene.tokens;
    const path = `/v1/cases/${file.id}/treatment-requests`;
    const wanted = { kind: 'cedemex-treatment', organisationId: place.siteId };
    const person = (): Promise<number> =>
      http.get(place.clinician, `/v1/persons/${file.personId}`).then(({ status }) => status);
    expect([await rows.count(place, around, TODAY), await person()]).toEqual([0, 404]);
    const made = await answerOf<TreatmentRequestDto>(http.post(policeOfficer, path, wanted));
    expect(made).toMatchObject({ state: 'open', openUntil: '2026-08-05', endedAt: null });
    const request = `select 1 from treatment_request where id = '${made.id}'`;
    const later = ['2026-08-05', '2026-08-06', '2026-08-08', '2026-08-09'];
    expect([await overDays(place, around, later), await person()]).toEqual([[1, 0, 0, 0], 200]);
    expect(await overDays(place, request, later)).toEqual([1, 1, 1, 0]);
    const opens = `select 1 where app.may_treat_person('${file.personId}', 'cedemex-treatment')`;
    expect(await overDays(place, opens, later)).toEqual([1, 0, 0, 0]);
    const sees = `select 1 from person where id = '${file.personId}'`;
    expect(await overDays(place, sees, later)).toEqual([1, 0, 0, 0]);
    // Withdrawn by who keeps the file, and by nobody else.
    const withdrawal = `/v1/treatment-requests/${made.id}/withdrawal`;
    await answerOf(http.post(neighbourPoliceOfficer, withdrawal, {}), 'treatment.noSuchRequest');
    await answerOf(http.post(place.clinician, withdrawal, {}), 'http.forbidden');
    const seenAt = await answerOf<{ changes: string }>(
      http.get(place.clinician, '/v1/treatment-requests'),
      200,
    );
    const withdrawn = await answerOf<TreatmentRequestDto>(http.post(policeOfficer, withdrawal, {}));
    expect(withdrawn).toMatchObject({
      id: made.id,
      state: 'withdrawn',
      endedAt: expect.stringContaining('2026-07-06T03:'),
    });
    expect([
      await person(),
      await rows.count(place, around, TODAY),
      await rows.count(place, opens, TODAY),
    ]).toEqual([...[404, 0, 0]]);
    expect(await overDays(place, request, ['2026-07-09', '2026-07-10'])).toEqual([1, 0]);
    const since = `/v1/treatment-requests?changedSince=${encodeURIComponent(seenAt.changes)}`;
    // Once what runs beside this test has come to its end.
    const told = await eventually(
      () => answerOf<{ items: readonly object[] }>(http.get(place.clinician, since), 200),
      ({ items }) => items.length > 0,
    );
    expect(told.items).toMatchObject([{ id: made.id, state: 'withdrawn' }]);
    await answerOf(http.post(policeOfficer, withdrawal, {}), 'treatment.requestOver');
    await answerOf(http.post(policeOfficer, path, wanted));
    // Whoever asks learns by nothing of it whether there is an episode.
    await answerOf(
      http.post(policeOfficer, path, { ...wanted, organisationId: centre.siteId }),
      'treatment.alreadyAsked',
    );
    await answerOf(http.post(policeOfficer, path, wanted), 'treatment.alreadyAsked');
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
      return {
        personId,
        episode: await treated(test, staff, { kind: 'methadone-treatment', papers, personId }),
      };
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

  describe('holds in the database itself, with nothing of the program between:', () => {
    it('what the place of treatment has is its own', () => areTheSites(rows));
    it('a notice goes to a commune of the person', () => tellTheCommuneAlone(rows));
    it('the kinds of bodies that treat are those of the program', () => treatAlike(rows));
    it('who was asked to treat opens no more than that', () => openNoMoreThanAsked(rows));
  });
});

/** What a route asks besides its path. */
const QUERIES: Readonly<Record<string, string>> = {
  '/v1/stock-day': `?day=${TODAY}`,
  '/v1/stock-quarter': '?year=2026&quarter=3',
  '/v1/organisations/{organisationId}/escape-counts': '?from=2026-07-01&to=2026-12-31',
};
const CASE_PATHS = ['/v1/cases', '/v1/home-rehabilitations', '/v1/treatment-episodes', '/v1/transfers'];
