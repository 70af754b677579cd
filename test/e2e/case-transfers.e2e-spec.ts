import type { Response } from 'supertest';
import { FOLLOW_TRANSFERS } from '../../src/cases/handover/handover.jobs.js';
import type { TransferDto } from '../../src/cases/handover/transfer.dto.js';
import { KeeperCheck } from '../../src/cases/handover/keeper-check.js';
import { KEEPER_CHECK } from '../../src/cases/handover/handover.jobs.js';
import { TransferNotices } from '../../src/cases/handover/transfer-notices.js';
import { seedUser, signIn } from '../setup/factories.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const TODAY = '2026-07-02T10:00:00+07:00';
const OFFER = {
  reason: 'Người có hồ sơ chuyển đến ở với cha mẹ tại xã Vĩnh Bình',
  answerBy: '2026-07-06',
  readsUntil: '2026-09-30',
} as const;

describe('a file is handed to another commune', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let head: string;
  let neighbour: string;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    head = scene.tokens.headOfPolice;
    neighbour = await signIn(
      test,
      await seedUser(test.database.owner, {
        organisationId: scene.organisations.neighbourPolice,
        roles: ['head-of-commune-police'],
      }),
    );
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, TODAY));

  async function aFile(): Promise<{ id: string; personId: string }> {
    const personId = await aResident(test, head, scene.unitId);
    return apply(test, head, anApplication({ personId }));
  }
  const versionOf = async (token: string, path: string): Promise<string> =>
    `"${(await http.get(token, path).expect(200)).body.version}"`;
  const offering = async (id: string, body: object = {}, token = head): Promise<Response> =>
    test
      .http()
      .post(`/v1/cases/${id}/transfers`)
      .auth(token, { type: 'bearer' })
      .set('If-Match', await versionOf(head, `/v1/cases/${id}`))
      .send({ ...OFFER, toOrganisationId: scene.organisations.neighbourPolice, ...body });
  const offered = async (id: string): Promise<TransferDto> => {
    const answer = await offering(id);
    expect([answer.status, answer.body]).toMatchObject([201, { state: 'open' }]);
    return answer.body as TransferDto;
  };
  const answering = (token: string, { id, version }: TransferDto, answer: string, body: object = {}) =>
    test
      .http()
      .post(`/v1/transfers/${id}/${answer}`)
      .auth(token, { type: 'bearer' })
      .set('If-Match', `"${version}"`)
      .send(body);
  const inbox = async (token: string): Promise<readonly string[]> => {
    const { body } = await http.get(token, '/v1/notifications?limit=200').expect(200);
    return (body.items as { kind: string; subjectId: string }[]).map(
      ({ kind, subjectId }) => `${kind} ${subjectId}`,
    );
  };
  const listed = async (token: string, query: string): Promise<readonly string[]> => {
    const { body } = await http.get(token, `/v1/transfers?limit=200${query}`).expect(200);
    return (body.items as TransferDto[]).map((item) => item.id);
  };
  const follow = () => test.app.get(TransferNotices).run({}, FOLLOW_TRANSFERS.actor);
  /** Which of these files; those of other tests were moved on other days. */
  const faulty = async (...ids: readonly string[]): Promise<readonly string[]> =>
    (await test.app.get(KeeperCheck).look(KEEPER_CHECK)).filter((id) => ids.includes(id)).toSorted();

  it('with its time limits, at the moment in which the receiver accepts, and not before', async () => {
    const { id, personId } = await aFile();
    const transfer = await offered(id);
    expect(transfer).toMatchObject({
      fromOrganisationId: scene.organisations.police,
      toOrganisationId: scene.organisations.neighbourPolice,
      answeredAt: null,
    });
    // The receiver reads and does nothing; the giver goes on.
    await http.get(neighbour, `/v1/home-rehabilitations/${id}`).expect(200);
    const early = await test
      .http()
      .post(`/v1/home-rehabilitations/${id}/withdrawal`)
      .auth(neighbour, { type: 'bearer' })
      .set('If-Match', await versionOf(neighbour, `/v1/cases/${id}`))
      .send({ at: '2026-07-02T09:30:00+07:00', reason: 'Thử' });
    expect([early.status, early.body.code]).toEqual([403, 'cases.readOnly']);
    const owed = `select organisation_id as "organisationId", count(*)::integer as n from deadline
      where subject_id = $1 and status = 'open' group by 1`;
    const before = (await test.database.owner.query(owed, [id])).rows;
    expect(before).toMatchObject([{ organisationId: scene.organisations.police }]);

    const { body } = await answering(neighbour, transfer, 'acceptance', { note: 'Đã nhận đủ' }).expect(201);
    expect(body).toMatchObject({ state: 'accepted', answerReason: 'Đã nhận đủ' });
    const kept = (await http.get(neighbour, `/v1/cases/${id}`).expect(200)).body;
    expect(kept).toMatchObject({
      keeperOrganisationId: scene.organisations.neighbourPolice,
      unitId: scene.neighbourUnitId,
    });
    expect(kept.history.at(-1)).toMatchObject({
      type: 'keeper-moved',
      facts: { from: scene.organisations.police, to: scene.organisations.neighbourPolice },
    });
    expect((await test.database.owner.query(owed, [id])).rows).toEqual([
      { organisationId: scene.organisations.neighbourPolice, n: before[0]?.n },
    ]);
    // The giver reads until the day that it named, and acts no more; the person went along.
    await http.get(head, `/v1/cases/${id}`).expect(200);
    const late = await offering(id);
    expect([late.status, late.body.code]).toEqual([403, 'cases.readOnly']);
    const person = (token: string) => http.get(token, `/v1/persons/${personId}`);
    await person(neighbour).expect(200);
    await person(head).expect(200);
    await onDay(test, scene, '2026-10-01T08:00:00+07:00');
    await http.get(head, `/v1/cases/${id}`).expect(404);
    await person(head).expect(404);
    await person(neighbour).expect(200);
    expect(await faulty(id)).toEqual([]);
  });

  it('or stays with the giver when it is refused, and the receiver sees nothing of it any more', async () => {
    const { id, personId } = await aFile();
    const transfer = await offered(id);
    const { body } = await answering(neighbour, transfer, 'refusal', {
      reason: 'Không cư trú tại xã',
    }).expect(201);
    expect(body).toMatchObject({ state: 'refused', answerReason: null });
    await http.get(neighbour, `/v1/cases/${id}`).expect(404);
    await http.get(neighbour, `/v1/persons/${personId}`).expect(404);
    expect((await http.get(head, `/v1/cases/${id}`).expect(200)).body.keeperOrganisationId).toBe(
      scene.organisations.police,
    );
    // Whoever reads of it afterwards reads a code that points to the person: it stands in the audit.
    const { body: left } = await http.get(neighbour, `/v1/transfers/${transfer.id}`).expect(200);
    expect(left).toMatchObject({ state: 'refused', answerBy: '2026-07-06', answeredAt: expect.any(String) });
    expect([left.caseId, left.caseCode, left.reason, left.answerReason]).toEqual([null, null, null, null]);
    const { body: kept } = await http.get(head, `/v1/transfers/${transfer.id}`).expect(200);
    expect(kept).toMatchObject({ caseId: id, answerReason: 'Không cư trú tại xã', reason: OFFER.reason });
    const { body: items } = await http.get(neighbour, '/v1/transfers?limit=200').expect(200);
    expect(JSON.stringify(items)).not.toContain(id);
    const { rows } = await test.database.owner.query<{ action: string }>(
      `select action from audit_event where organisation_id = $1 and persons @> array[$2::uuid]
         and action like 'cases.transfer.%' order by action`,
      [scene.organisations.neighbourPolice, personId],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'cases.transfer.listed',
      'cases.transfer.read',
      'cases.transfer.refused',
    ]);
    const again = await offered(id);
    await answering(head, again, 'withdrawal', { reason: 'Nhầm xã' }).expect(201);
    await http.get(neighbour, `/v1/cases/${id}`).expect(404);
    const after = await answering(neighbour, { ...again, version: 2 }, 'acceptance');
    expect([after.status, after.body.code]).toEqual([409, 'transfers.answered']);
  });

  it('by the right body alone', async () => {
    const { id } = await aFile();
    const transfer = await offered(id);
    const second = await offering(id);
    expect([second.status, second.body.code]).toEqual([409, 'transfers.alreadyOffered']);
    for (const [token, answer] of [
      [head, 'acceptance'],
      [head, 'refusal'],
      [neighbour, 'withdrawal'],
    ] as const) {
      const { status, body } = await answering(token, transfer, answer, { reason: 'Thử' });
      expect([answer, status, body.code]).toEqual([answer, answer === 'acceptance' ? 422 : 403, body.code]);
    }
    const stranger = await answering(scene.tokens.chairman, transfer, 'refusal', { reason: 'Thử' });
    expect([stranger.status, stranger.body.code]).toEqual([404, 'transfers.notFound']);
    const officer = await answering(scene.tokens.neighbourPoliceOfficer, transfer, 'acceptance');
    expect([officer.status, officer.body.code]).toEqual([403, 'http.forbidden']);
    await http.get(scene.tokens.provincialOfficer, `/v1/transfers/${transfer.id}`).expect(200);
    const stale = await answering(neighbour, { ...transfer, version: 7 }, 'acceptance');
    expect([stale.status, stale.body.code]).toEqual([412, 'http.staleVersion']);
  });

  it.each([
    ['to itself', () => ({ toOrganisationId: scene.organisations.police }), '/toOrganisationId'],
    [
      'to a body of another kind',
      () => ({ toOrganisationId: scene.organisations.committee }),
      '/toOrganisationId',
    ],
    ['to nobody', () => ({ toOrganisationId: 2_000_000_000 }), '/toOrganisationId'],
    ['to be answered in eleven days', () => ({ answerBy: '2026-07-13' }), '/answerBy'],
    ['to be answered yesterday', () => ({ answerBy: '2026-07-01' }), '/answerBy'],
    ['to be read for two years', () => ({ readsUntil: '2028-07-02' }), '/readsUntil'],
  ])('never %s', async (_name, body, pointer) => {
    const { id } = await aFile();
    const { status, body: answer } = await offering(id, body());
    expect([status, answer.errors[0].pointer]).toEqual([422, pointer]);
    const rows = await test.database.owner.query('select 1 from case_transfer where case_id = $1', [id]);
    expect(rows.rowCount).toBe(0);
  });

  it('once, although two heads of the receiver accept at the same second', async () => {
    const { id } = await aFile();
    const transfer = await offered(id);
    const answers = await Promise.all([1, 2].map(() => answering(neighbour, transfer, 'acceptance')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const moves = await test.database.owner.query(
      `select 1 from case_event where case_id = $1 and type = 'keeper-moved'`,
      [id],
    );
    expect(moves.rowCount).toBe(1);
  });

  it('not beside another open one about the same person', async () => {
    const { id, personId } = await aFile();
    const transfer = await offered(id);
    await test.database.owner.query(
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
       select gen_random_uuid(), kind, $2, person_id, $3, unit_id, status, opened_on from case_file where id = $1`,
      [id, `HS-2026-31064-9${personId.slice(-5)}`, scene.organisations.neighbourPolice],
    );
    const { status, body } = await answering(neighbour, transfer, 'acceptance');
    expect([status, body.code]).toEqual([409, 'cases.openFileExists']);
    expect((await http.get(head, `/v1/cases/${id}`).expect(200)).body.keeperOrganisationId).toBe(
      scene.organisations.police,
    );
    await test.database.owner.query(
      `delete from case_file where keeper_organisation_id = $1 and person_id = $2 and id <> $3`,
      [scene.organisations.neighbourPolice, personId, id],
    );
  });

  it('not beside another open one about a linked entry of the same person', async () => {
    const { id, personId } = await aFile();
    const transfer = await offered(id);
    const theirs = await aResident(test, neighbour, scene.neighbourUnitId);
    const own = await apply(test, neighbour, anApplication({ personId: theirs }));
    const [low, high] = [personId, theirs].toSorted();
    await test.database.owner.query(
      `insert into person_link (id, person_low, person_high, evidence, reason, linked_at, linked_by, linked_by_organisation_id)
       select gen_random_uuid(), $1, $2, '{own-statement}', 'x', now(), u.id, u.organisation_id from user_account u limit 1`,
      [low, high],
    );
    const { status, body } = await answering(neighbour, transfer, 'acceptance');
    expect([status, body.code]).toEqual([409, 'cases.openFileExists']);
    const ended = { at: '2026-07-02T09:30:00+07:00', reason: 'Trùng hồ sơ' };
    await http
      .post(neighbour, `/v1/home-rehabilitations/${own.id}/withdrawal`, ended)
      .set('If-Match', `"${own.version}"`)
      .expect(201);
    await answering(neighbour, transfer, 'acceptance').expect(201);
  });

  it.each([
    ['goes on awaiting somebody, where a law took it from bodies of its kind', '2026-07-01', true],
    ['awaits nobody any more, where its keeper alone had ended', null, false],
  ])('and %s', async (_name, lawMovedOn, awaits) => {
    const { id } = await aFile();
    const transfer = await offered(id);
    await test.database.owner.query(
      'update case_file set awaiting_reassignment = true, law_moved_on = $2 where id = $1',
      [id, lawMovedOn],
    );
    // What a law took from its keeper lapses as an offer: the new one is made after it.
    const { body: now } = await http.get(head, `/v1/transfers/${transfer.id}`).expect(200);
    const open = now.state === 'open' ? transfer : await offered(id);
    await answering(neighbour, open, 'acceptance').expect(201);
    const { body } = await http.get(neighbour, '/v1/cases?awaitingReassignment=true&limit=200').expect(200);
    expect((body.items as { id: string }[]).some((file) => file.id === id)).toBe(awaits);
  });

  it('and both hear of it; silence reaches who oversees the giver too', async () => {
    const { id } = await aFile();
    const transfer = await offered(id);
    await follow();
    await follow();
    expect((await inbox(neighbour)).filter((notice) => notice.endsWith(id))).toEqual([
      `transfer.offered ${id}`,
    ]);
    await onDay(test, scene, '2026-07-07T08:00:00+07:00');
    await follow();
    for (const token of [head, neighbour, scene.tokens.provincialOfficer])
      expect(await inbox(token)).toContain(`transfer.unanswered ${id}`);
    expect(
      (await http.get(head, `/v1/transfers/${transfer.id}`).expect(200)).body.silentSince,
    ).not.toBeNull();
    await answering(neighbour, transfer, 'acceptance').expect(201);
    await follow();
    expect(await inbox(head)).toContain(`transfer.accepted ${id}`);
    const { rows } = await test.database.owner.query(
      `select count(*)::integer as n from notification where subject_id = $1 and kind like 'transfer.%'`,
      [id],
    );
    expect(rows).toEqual([{ n: 5 }]);
  });

  it('not once it has ended: the offer ends with the file', async () => {
    const { id } = await aFile();
    const transfer = await offered(id);
    await test
      .http()
      .post(`/v1/home-rehabilitations/${id}/withdrawal`)
      .auth(head, { type: 'bearer' })
      .set('If-Match', await versionOf(head, `/v1/cases/${id}`))
      .send({ at: '2026-07-02T09:30:00+07:00', reason: 'Người đăng ký xin rút' })
      .expect(201);
    const { body } = await http.get(head, `/v1/transfers/${transfer.id}`).expect(200);
    expect(body).toMatchObject({ state: 'lapsed', answeredAt: null });
    await http.get(neighbour, `/v1/cases/${id}`).expect(404);
    const { status, body: answer } = await answering(neighbour, { ...transfer, version: 2 }, 'acceptance');
    expect([status, answer.code]).toEqual([409, 'transfers.answered']);
  });

  it('in a list for each side', async () => {
    const { id } = await aFile();
    const transfer = await offered(id);
    expect(await listed(head, '&direction=outgoing&state=open')).toContain(transfer.id);
    expect(await listed(head, '&direction=incoming')).not.toContain(transfer.id);
    expect(await listed(neighbour, '&direction=incoming')).toContain(transfer.id);
    expect(await listed(scene.tokens.provincialOfficer, '')).toContain(transfer.id);
    expect(await listed(scene.tokens.chairman, '')).toEqual([]);
  });

  it('and the nightly check names a file that two keep, or nobody', async () => {
    const [two, none] = [await aFile(), await aFile()];
    const { owner } = test.database;
    await owner.query(
      `insert into case_access (case_id, organisation_id, reason, acts, from_on) values ($1, $2, 'keeper', true, '2026-07-02')`,
      [two.id, scene.organisations.neighbourPolice],
    );
    await owner.query(`update case_access set until_on = from_on - 1 where case_id = $1`, [none.id]);
    expect(await faulty(two.id, none.id)).toEqual([two.id, none.id].toSorted());
    await owner.query(`delete from case_access where case_id = $1 and organisation_id = $2`, [
      two.id,
      scene.organisations.neighbourPolice,
    ]);
    await owner.query(`update case_access set until_on = 'infinity' where case_id = $1`, [none.id]);
    expect(await faulty(two.id, none.id)).toEqual([]);
  });
});
