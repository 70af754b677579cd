import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { BookLineDto, BookTotalsDto } from '../../src/rehabilitation/book/book.dto.js';
import { seedUser, signIn } from '../setup/factories.js';
import { courseFiles, type CourseFiles } from '../setup/course-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const numbered = (items: readonly BookLineDto[]): readonly (readonly [number, string])[] =>
  items.map(({ number, code }) => [number, code]);

describe('the registration book', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let get: Requests['get'];
  let post: Requests['post'];
  let head: string;
  let underWay: CourseFiles['underWay'];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get, post } = requests(test));
    head = scene.tokens.headOfPolice;
    ({ underWay } = courseFiles(test, scene));
  });
  afterAll(() => test.close());

  const path = (part: string, year: number, organisationId = scene.organisations.police): string =>
    `/v1/organisations/${organisationId}/registration-books/${year}/${part}`;
  const lines = async (query = ''): Promise<{ items: BookLineDto[]; nextCursor: string | null }> =>
    (await get(head, `${path('lines', 2026)}${query}`).expect(200)).body;
  const totals = async (token = head, organisationId?: number): Promise<BookTotalsDto> =>
    (await get(token, path('totals', 2026, organisationId)).expect(200)).body as BookTotalsDto;
  const voided = async ({ id, version }: HomeRehabilitationDto): Promise<void> => {
    const body = { at: '2026-07-02T09:00:00+07:00', reason: 'Nhập nhầm người' };
    await post(head, `/v1/home-rehabilitations/${id}/void`, body).set('If-Match', `"${version}"`).expect(201);
  };

  it('numbers who registered, in the order of the entries, and strikes out what was voided', async () => {
    const first = await underWay('2026-07-06');
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    const residents = [
      await aResident(test, head, scene.unitId),
      await aResident(test, head, scene.unitId),
    ] as const;
    const handedInAt = '2026-07-02T08:40:00+07:00';
    const second = await apply(test, head, anApplication({ personId: residents[0], handedInAt }));
    const wrong = await apply(test, head, anApplication({ personId: residents[1], handedInAt }));
    await voided(wrong);
    const all = await lines();
    expect(all.items.map(({ number, code, struckOut }) => [number, code, struckOut])).toEqual([
      [1, first.code, false],
      [2, second.code, false],
      [3, wrong.code, true],
    ]);
    expect(all.items[0]).toMatchObject({
      ...{ place: 'home-or-community', placeName: null, note: { vi: 'Đang cai nghiện' } },
      ...{ term: { startsOn: '2026-07-02', endsOn: '2028-07-02' }, residence: 'Xã Vĩnh Thuận' },
      identifier: { kind: 'citizen-id', value: expect.stringMatching(/^\d{12}$/) },
    });
    expect(all.items[1]).toMatchObject({ term: null });
    const page = await lines('?limit=1');
    const rest = await lines(`?limit=2&cursor=${page.nextCursor}`);
    expect([...page.items, ...rest.items]).toEqual(all.items);
    expect(rest.nextCursor).toBeNull();
    const { rows } = await test.database.owner.query(
      `select persons from audit_event where action = 'rehabilitation.book.read' and persons @> array[$1::uuid]`,
      [second.personId],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(await totals()).toMatchObject({
      ...{ year: 2026, kept: { from: '2026-07-01', to: '2026-12-14' }, countedTo: '2026-07-02' },
      ...{ form: { instrument: 'nd-163-2026', appendix: 'V', number: '21' } },
      ...{ registered: { turns: 2, persons: 2 }, underWay: { turns: 0 }, completed: { turns: 0 } },
    });
    await onDay(test, scene, '2026-07-03T23:00:00+07:00');
    expect(await totals()).toMatchObject({ countedTo: '2026-07-03', underWay: { turns: 1, persons: 1 } });
    const { registeredByPlace } = await totals();
    expect(registeredByPlace.filter(({ turns }) => turns > 0)).toEqual([
      { place: 'home-or-community', turns: 2, persons: 2 },
    ]);
  });

  it('keeps the line and its number when the file goes away, without the person, and when one is entered late', async () => {
    const { neighbourPolice: organisationId, police } = scene.organisations;
    const user = await seedUser(test.database.owner, { organisationId, roles: ['head-of-commune-police'] });
    const keeper = await signIn(test, user);
    const registered = async (handedInAt: string): Promise<HomeRehabilitationDto> => {
      const personId = await aResident(test, keeper, scene.neighbourUnitId);
      return apply(test, keeper, anApplication({ personId, handedInAt }));
    };
    const booked = async (): Promise<readonly BookLineDto[]> =>
      (await get(keeper, path('lines', 2026, organisationId)).expect(200)).body.items;
    await onDay(test, scene, '2026-07-06T09:00:00+07:00');
    const gone = await registered('2026-07-06T08:40:00+07:00');
    const late = await registered('2026-07-03T08:40:00+07:00');
    const wanted = [
      [1, gone.code],
      [2, late.code],
    ];
    expect(numbered(await booked())).toEqual(wanted);
    const before = (await totals(keeper, organisationId)).registered;
    const offer = {
      ...{ toOrganisationId: police, answerBy: '2026-07-08', readsUntil: '2026-07-08' },
      reason: 'Người có hồ sơ chuyển đến xã Vĩnh Thuận',
    };
    const { body } = await post(keeper, `/v1/cases/${gone.id}/transfers`, offer)
      .set('If-Match', `"${gone.version}"`)
      .expect(201);
    await post(head, `/v1/transfers/${body.id}/acceptance`, {}).set('If-Match', '"1"').expect(201);
    await onDay(test, scene, '2026-07-09T09:00:00+07:00');
    await get(keeper, `/v1/cases/${gone.id}`).expect(404);
    const items = await booked();
    expect(numbered(items)).toEqual(wanted);
    expect(items[0]).toMatchObject({ code: gone.code, isMasked: true, struckOut: false, caseId: null });
    const { personId, fullName, birth, identifier, note } = items[0] ?? {};
    expect([personId, fullName, birth, identifier, note]).toEqual([null, null, null, null, null]);
    expect(items[1]).toMatchObject({ isMasked: false, personId: late.personId });
    expect((await totals(keeper, organisationId)).registered).toEqual(before);
  });

  it('of the committee ends with 30/06/2026, and is read by its superior', async () => {
    const { committee } = scene.organisations;
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
    const { committeeOfficer: officer, provincialOfficer } = scene.tokens;
    const personId = await aResident(test, officer, scene.unitId);
    const file = await apply(test, officer, anOldApplication({ personId }));
    const { body } = await get(officer, path('lines', 2026, committee)).expect(200);
    expect(body.items).toMatchObject([{ number: 1, code: file.code }]);
    const found = await totals(officer, committee);
    expect(found).toMatchObject({ kept: { to: '2026-06-30' }, form: { number: '23' } });
    expect(found.registered).toEqual({ turns: 1, persons: 1 });
    expect((await get(provincialOfficer, path('totals', 2026))).status).toBe(200);
  });

  it.each<[string, () => string, number, string]>([
    ['a neighbour', () => scene.tokens.neighbourPoliceOfficer, 404, 'http.notFound'],
    ['nobody signed in', () => 'x', 401, 'http.unauthenticated'],
  ])('is not shown to %s', async (_who, token, status, code) => {
    for (const part of ['lines', 'totals']) {
      const answer = await get(token(), path(part, 2026));
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
  });

  it('does not exist of a year in which the law asked for none, nor of a body that keeps none', async () => {
    expect((await get(head, path('totals', 2025))).body.code).toBe('book.none');
    const { provincialPolice } = scene.organisations;
    const answer = await get(scene.tokens.provincialOfficer, path('lines', 2026, provincialPolice));
    expect(answer.body.code).toBe('book.none');
    expect((await get(head, path('totals', 1999))).status).toBe(400);
  });
});
