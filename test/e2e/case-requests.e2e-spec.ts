import type { AssignmentDto } from '../../src/cases/assignments/assignment.dto.js';
import { CaseRequestNotices } from '../../src/cases/requests/case-request-notices.js';
import { FOLLOW_REQUESTS } from '../../src/cases/requests/case-request.js';
import type { CaseRequestDto } from '../../src/cases/requests/case-request.dto.js';
import { seedUser, signIn } from '../setup/factories.js';
import { aCitizenId, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const TODAY = '2026-07-02T10:00:00+07:00';
const ASKED = {
  kind: 'home-rehabilitation',
  reason: 'Đã chuyển đến cư trú tại ấp Bình Minh, xã Vĩnh Bình',
  answerBy: '2026-07-06',
} as const;

const address = (unitId: number) =>
  ({ kind: 'current', unitId, detail: 'Ấp Kinh 1', fromOn: '2025-07-01' }) as const;

describe('what bodies ask of one another, and of their own staff', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let keeper: string;
  let asker: string;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    keeper = scene.tokens.headOfPolice;
    const organisationId = scene.organisations.neighbourPolice;
    const user = await seedUser(test.database.owner, { organisationId, roles: ['head-of-commune-police'] });
    asker = await signIn(test, user);
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, TODAY));

  /** The same person in the registers of both communes, by the number of his papers. */
  const known = async (
    withFile: boolean,
  ): Promise<{ here: string; there: string; caseId: string | null }> => {
    const identifiers = [{ kind: 'citizen-id', value: aCitizenId(), issuedOn: '2022-08-15' } as const];
    const here = await registerPerson(test, keeper, { identifiers, addresses: [address(scene.unitId)] });
    const there = await registerPerson(test, asker, {
      identifiers,
      addresses: [address(scene.neighbourUnitId)],
    });
    const file = withFile ? await apply(test, keeper, anApplication({ personId: here.id })) : null;
    return { here: here.id, there: there.id, caseId: file?.id ?? null };
  };
  const ask = (personId: string, body: object = {}, token = asker) =>
    http.post(token, `/v1/persons/${personId}/case-requests`, { ...ASKED, ...body });
  const asked = async (personId: string): Promise<CaseRequestDto> =>
    (await ask(personId).expect(201)).body as CaseRequestDto;
  const read = async (token: string, id: string): Promise<CaseRequestDto> =>
    (await http.get(token, `/v1/case-requests/${id}`).expect(200)).body as CaseRequestDto;
  const follow = () => test.app.get(CaseRequestNotices).run({}, FOLLOW_REQUESTS.actor);
  const inbox = async (token: string): Promise<readonly string[]> => {
    const { body } = await http.get(token, '/v1/notifications?limit=200').expect(200);
    return (body.items as { kind: string; subjectId: string }[]).map(
      ({ kind, subjectId }) => `${kind} ${subjectId}`,
    );
  };
  const listed = async (token: string, query: string): Promise<readonly string[]> => {
    const { body } = await http.get(token, `/v1/case-requests?limit=200${query}`).expect(200);
    return (body.items as CaseRequestDto[]).map(({ id }) => id);
  };
  const declining = (token: string, id: string) =>
    http.post(token, `/v1/case-requests/${id}/declining`, { reason: 'Vẫn cư trú trên địa bàn xã' });

  it('tells who keeps such a file, and nothing to who asks', async () => {
    const [some, none] = [await known(true), await known(false)];
    const [toSome, toNone] = [await asked(some.there), await asked(none.there)];
    await follow();
    const seen = [await read(asker, toSome.id), await read(asker, toNone.id)];
    const same = {
      state: 'open',
      files: [],
      version: 1,
      organisationId: scene.organisations.neighbourPolice,
    };
    for (const answer of seen) expect(answer).toMatchObject(same);
    expect(Object.keys(seen[0] ?? {})).toEqual(Object.keys(seen[1] ?? {}));
    expect(await inbox(keeper)).toContain(`request.asked ${some.caseId}`);
    expect((await inbox(asker)).filter((notice) => notice.startsWith('request'))).toEqual([]);
    const told = await read(keeper, toSome.id);
    expect(told).toMatchObject({
      ...{ personId: null, organisationName: seen[0]?.organisationName, reason: ASKED.reason },
      files: [{ caseId: some.caseId, declinedAt: null }],
    });
    expect(await listed(keeper, '&direction=incoming')).toContain(toSome.id);
    expect((await http.get(keeper, `/v1/case-requests/${toNone.id}`)).status).toBe(404);
    const { rows } = await test.database.owner.query<{ action: string }>(
      `select distinct action from audit_event where subject_id in ($1, $2) and outcome = 'done' order by 1`,
      [toSome.id, toNone.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['cases.request.asked', 'cases.request.read']);
  });

  it('shows the asker the same after the keeper declined, and when silence is told above', async () => {
    const { there, caseId } = await known(true);
    const { id } = await asked(there);
    await follow();
    const before = await read(asker, id);
    expect((await declining(asker, id)).body.code).toBe('requests.notYours');
    expect((await declining(scene.tokens.policeOfficer, id)).status).toBe(403);
    const declined = (await declining(keeper, id).expect(201)).body as CaseRequestDto;
    expect(declined.files).toMatchObject([{ caseId, declineReason: 'Vẫn cư trú trên địa bàn xã' }]);
    expect((await declining(keeper, id)).body.code).toBe('requests.declined');
    expect(await read(asker, id)).toEqual(before);
    const other = await known(true);
    const silent = await asked(other.there);
    await follow();
    await onDay(test, scene, '2026-07-07T08:00:00+07:00');
    await follow();
    for (const token of [keeper, scene.tokens.provincialOfficer]) {
      const notices = await inbox(token);
      expect(notices).toContain(`request.unanswered ${other.caseId}`);
      expect(notices).not.toContain(`request.unanswered ${caseId}`);
    }
    expect((await inbox(asker)).filter((notice) => notice.startsWith('request'))).toEqual([]);
    expect((await read(asker, silent.id)).state).toBe('over');
  });

  it('is asked once, of a person of the asker’s own, not for what it keeps, and taken back', async () => {
    const { here, there } = await known(true);
    const request = await asked(there);
    expect((await ask(there)).body.code).toBe('requests.alreadyAsked');
    expect((await ask(here)).status).toBe(404);
    expect((await ask(here, {}, keeper)).body.code).toBe('requests.keptHere');
    expect((await ask(here, { kind: 'compulsory-rehabilitation' }, scene.tokens.policeOfficer)).status).toBe(
      403,
    );
    const late = await ask(there, { kind: 'compulsory-rehabilitation', answerBy: '2026-07-01' });
    expect(late.body.errors).toMatchObject([{ pointer: '/answerBy', code: 'requests.dayOutOfRange' }]);
    const back = (token: string) =>
      http.post(token, `/v1/case-requests/${request.id}/withdrawal`, {}).set('If-Match', '"1"');
    await follow();
    expect((await back(keeper)).body.code).toBe('requests.notYours');
    expect((await back(asker).expect(201)).body).toMatchObject({ state: 'withdrawn', version: 2 });
    expect((await back(asker)).body.code).toBe('requests.withdrawn');
    expect((await ask(there)).status).toBe(201);
  });

  it('finds a file of an entry that was linked, whoever keeps it, and none that has ended', async () => {
    const { here, there, caseId } = await known(true);
    await test.database.owner.query(
      `update person_identifier set ended_at = now(), ended_reason = 'Cấp đổi' where person_id = $1`,
      [here],
    );
    const [low, high] = [here, there].toSorted();
    await test.database.owner.query(
      `insert into person_link (id, person_low, person_high, evidence, reason, linked_at, linked_by, linked_by_organisation_id)
       select gen_random_uuid(), $1, $2, '{own-statement}', 'x', now(), u.id, u.organisation_id from user_account u limit 1`,
      [low, high],
    );
    const { id } = await asked(there);
    await follow();
    expect((await read(keeper, id)).files).toMatchObject([{ caseId }]);
    const ended = await known(true);
    await http
      .post(keeper, `/v1/home-rehabilitations/${ended.caseId}/withdrawal`, {
        at: '2026-07-02T09:00:00+07:00',
        reason: 'Rút đơn',
      })
      .set('If-Match', '"2"')
      .expect(201);
    const later = await asked(ended.there);
    await follow();
    expect((await http.get(keeper, `/v1/case-requests/${later.id}`)).status).toBe(404);
  });

  it('finds a file that was opened later, and tells of each one once', async () => {
    const { here, there } = await known(false);
    const { id } = await asked(there);
    await follow();
    expect((await http.get(keeper, `/v1/case-requests/${id}`)).status).toBe(404);
    const { id: caseId } = await apply(test, keeper, anApplication({ personId: here }));
    await onDay(test, scene, '2026-07-03T08:00:00+07:00');
    await follow();
    expect((await read(keeper, id)).files).toMatchObject([{ caseId }]);
    const before = await read(asker, id);
    await onDay(test, scene, '2026-07-04T08:00:00+07:00');
    await follow();
    await follow();
    expect((await inbox(keeper)).filter((told) => told === `request.asked ${caseId}`)).toHaveLength(1);
    expect(await read(asker, id)).toEqual(before);
    // Whoever takes the file over is asked in its turn.
    await declining(keeper, id).expect(201);
    await onDay(test, scene, '2026-07-05T08:00:00+07:00');
    await follow();
    expect((await inbox(keeper)).filter((told) => told === `request.asked ${caseId}`)).toHaveLength(1);
  });

  it('says who of the own body works on a file, one at a time, until the file leaves it', async () => {
    const { caseId } = await known(true);
    const owner = test.database.owner;
    const colleague = async (organisationId: number): Promise<string> =>
      (await seedUser(owner, { organisationId, roles: ['commune-police-officer'] })).id;
    const [one, other, stranger] = [
      await colleague(scene.organisations.police),
      await colleague(scene.organisations.police),
      await colleague(scene.organisations.neighbourPolice),
    ];
    const assign = (userId: string, token = keeper) =>
      http.post(token, `/v1/cases/${caseId}/assignments`, { userId, note: 'Phụ trách ấp Kinh 1' });
    const of = async (userId: string, token = keeper): Promise<readonly string[]> => {
      const { body } = await http.get(token, `/v1/cases?assignee=${userId}`).expect(200);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    expect((await assign(stranger)).body.errors).toMatchObject([{ pointer: '/userId' }]);
    expect((await assign(stranger, asker)).status).toBe(404);
    expect((await assign(one, scene.tokens.policeOfficer)).status).toBe(403);
    await assign(one).expect(201);
    expect(await of(one)).toEqual([caseId]);
    const second = (await assign(other).expect(201)).body as AssignmentDto;
    expect([await of(one), await of(other), await of(other, asker)]).toEqual([[], [caseId], []]);
    const history = await http.get(keeper, `/v1/cases/${caseId}/assignments`).expect(200);
    expect(history.body.items).toMatchObject([
      { userId: one, endedAt: expect.any(String) },
      { userId: other, endedAt: null, fullName: expect.any(String) },
    ]);
    const end = (token: string) =>
      http.post(token, `/v1/assignments/${second.id}/end`, {}).set('If-Match', '"1"');
    expect((await end(asker)).status).toBe(404);
    expect((await end(scene.tokens.policeOfficer)).status).toBe(403);
    expect((await end(keeper).expect(201)).body.endedAt).toEqual(expect.any(String));
    expect((await end(keeper)).body.code).toBe('assignments.ended');
    await assign(one).expect(201);
    const offer = await http
      .post(keeper, `/v1/cases/${caseId}/transfers`, {
        ...{ toOrganisationId: scene.organisations.neighbourPolice, reason: 'Chuyển nơi cư trú' },
        ...{ answerBy: '2026-07-06', readsUntil: '2026-09-30' },
      })
      .set('If-Match', '"2"')
      .expect(201);
    await http
      .post(asker, `/v1/transfers/${offer.body.id}/acceptance`, {})
      .set('If-Match', '"1"')
      .expect(201);
    expect(await of(one)).toEqual([]);
    expect((await http.get(asker, `/v1/cases/${caseId}/assignments`).expect(200)).body.items).toEqual([]);
  });
});
