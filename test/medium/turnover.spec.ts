// @redis
import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import { FOLLOW_TRANSFERS } from '../../src/cases/handover/handover.jobs.js';
import type { TransferDto } from '../../src/cases/handover/transfer.dto.js';
import { TransferNotices } from '../../src/cases/handover/transfer-notices.js';
import { seedOrganisation, seedSuccession, seedUser, signIn } from '../setup/factories.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** Home rehabilitation went from committee to police on 01/07/2026; here it goes back later. */
describe('competence that comes back', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let caseId: string;
  beforeEach(async () => {
    // Without a worker beside: it would hold files that this test then passes over.
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
    const personId = await aResident(test, scene.tokens.committeeOfficer, scene.unitId);
    ({ id: caseId } = await apply(test, scene.tokens.committeeOfficer, anOldApplication({ personId })));
  });
  afterEach(() => test.close());

  const goesBack = (effectiveOn: string): Promise<void> =>
    seedSuccession(test.database.owner, {
      predecessorId: scene.organisations.police,
      successorId: scene.organisations.committee,
      function: 'home-rehabilitation',
      effectiveOn,
    });
  const turnOver = (): Promise<void> => test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
  const keeper = async (): Promise<number | undefined> => {
    const sql = 'select keeper_organisation_id as keeper from case_file where id = $1';
    return (await test.database.owner.query<{ keeper: number }>(sql, [caseId])).rows[0]?.keeper;
  };
  const moves = async (): Promise<number> => {
    const sql = `select 1 from case_event where case_id = $1 and type in ('competence-moved', 'keeper-moved')`;
    return (await test.database.owner.query(sql, [caseId])).rows.length;
  };

  it('takes the file there and back, each once', async () => {
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    await turnOver();
    expect(await keeper()).toBe(scene.organisations.police);
    await goesBack('2026-08-01');
    await onDay(test, scene, '2026-08-02T09:00:00+07:00');
    await turnOver();
    expect([await keeper(), await moves()]).toEqual([scene.organisations.committee, 2]);
  });

  it('takes a file that nobody looked at in between through both moves', async () => {
    await goesBack('2026-08-01');
    await onDay(test, scene, '2026-08-02T09:00:00+07:00');
    await turnOver();
    expect([await keeper(), await moves()]).toEqual([scene.organisations.committee, 2]);
  });

  it('comes to rest even where two bodies are said to succeed each other on one day', async () => {
    await goesBack('2026-07-01');
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    await turnOver();
    expect(await moves()).toBe(2);
  });
});

/** A file is offered to another body, and its keeper is another one before that answers. */
describe('an offer of a file whose keeper changes', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let neighbour: string;
  beforeEach(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    neighbour = await headOf(scene.organisations.neighbourPolice);
  });
  afterEach(() => test.close());

  const headOf = async (organisationId: number): Promise<string> =>
    signIn(test, await seedUser(test.database.owner, { organisationId, roles: ['head-of-commune-police'] }));
  const chairmanOf = async (organisationId: number): Promise<string> =>
    signIn(test, await seedUser(test.database.owner, { organisationId, roles: ['commune-chairman'] }));
  const turnOver = (): Promise<void> => test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
  const mergedInto = (successorId: number, predecessorId = scene.organisations.police): Promise<void> =>
    seedSuccession(test.database.owner, {
      ...{ predecessorId, successorId, effectiveOn: '2026-07-03', handoverUntil: '2026-12-31' },
    });
  const offered = async (
    token: string,
    caseId: string,
    to: number,
    on = '2026-07-02',
  ): Promise<TransferDto> => {
    const { version } = (await http.get(token, `/v1/cases/${caseId}`).expect(200)).body;
    const answerBy = on < '2026-07-01' ? '2026-07-01' : '2026-07-10';
    const offer = { toOrganisationId: to, reason: 'Chuyển nơi cư trú', answerBy };
    const answer = await http
      .post(token, `/v1/cases/${caseId}/transfers`, { ...offer, readsUntil: '2026-07-31' })
      .set('If-Match', `"${version}"`);
    expect([on, answer.status, answer.body.code]).toEqual([on, 201, undefined]);
    return answer.body as TransferDto;
  };
  const accepting = async (token: string, { id }: TransferDto): Promise<readonly [number, string]> => {
    const { version } = (await http.get(token, `/v1/transfers/${id}`).expect(200)).body;
    const answer = await http
      .post(token, `/v1/transfers/${id}/acceptance`, {})
      .set('If-Match', `"${version}"`);
    return [answer.status, answer.body.code];
  };
  const stateOf = async ({ id }: TransferDto, token: string): Promise<string> =>
    (await http.get(token, `/v1/transfers/${id}`).expect(200)).body.state;
  const rows = async (sql: string, parameters: unknown[]): Promise<readonly object[]> =>
    (await test.database.owner.query<object>(sql, parameters)).rows;
  const may = (
    keeper: number,
    giver: number,
    acting: number,
    kind = 'home-rehabilitation',
  ): Promise<readonly object[]> =>
    rows(
      `select app.may_take_over($1, $2, $4) as may from set_config('app.org_id', $3::integer::text, true)`,
      [...[keeper, giver, acting, kind]],
    );
  const keeperOf = async (caseId: string): Promise<readonly object[]> =>
    rows('select keeper_organisation_id as keeper from case_file where id = $1', [caseId]);
  const aFile = async (): Promise<{ readonly id: string; readonly personId: string }> => {
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    const personId = await aResident(test, scene.tokens.headOfPolice, scene.unitId);
    return apply(test, scene.tokens.headOfPolice, anApplication({ personId }));
  };

  it('ends with a merger, is told to both sides and to who keeps the file now, and moves nothing', async () => {
    const { police, neighbourPolice } = scene.organisations;
    const heir = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
    const { id } = await aFile();
    const offer = await offered(scene.tokens.headOfPolice, id, neighbourPolice);
    await mergedInto(heir);
    await onDay(test, scene, '2026-07-03T08:00:00+07:00');
    await turnOver();
    expect(await stateOf(offer, neighbour)).toBe('lapsed');
    expect(await accepting(neighbour, offer)).toEqual([409, 'transfers.answered']);
    await http.get(neighbour, `/v1/cases/${id}`).expect(404);
    expect(await keeperOf(id)).toEqual([{ keeper: heir }]);
    await test.app.get(TransferNotices).run({}, FOLLOW_TRANSFERS.actor);
    expect(
      await rows(
        `select organisation_id as "to", kind from notification
         where subject_id = $1 and kind in ('transfer.lapsed', 'transfer.withdrawn') order by kind, 1`,
        [id],
      ),
    ).toEqual([
      ...[police, heir].toSorted((a, b) => a - b).map((to) => ({ to, kind: 'transfer.lapsed' })),
      { to: neighbourPolice, kind: 'transfer.withdrawn' },
    ]);
    // The heir offers it anew.
    const again = await offered(await headOf(heir), id, neighbourPolice);
    expect(await accepting(neighbour, again)).toEqual([201, undefined]);
  });

  it('takes along what hangs on the file, also where that has followed the merger before its parent', async () => {
    const { police, neighbourPolice } = scene.organisations;
    const heir = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
    const { id, personId } = await aFile();
    const child = '01890a5d-ac96-774b-bcce-b302099a80a1';
    await rows(
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on, parent_id)
       select $1, 'electronic-monitoring', 'HS-2026-31069-900001', $2, $3, unit_id, 'decided', opened_on, id
       from case_file where id = $4`,
      [child, personId, heir, id],
    );
    await rows(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, status_after)
       values (gen_random_uuid(), $1, 'monitoring-ordered', '2026-07-02T09:00:00+07:00', 'instant', now(), 'decided')`,
      [child],
    );
    await rows(
      `insert into case_access (case_id, organisation_id, reason, acts, from_on) values ($1, $2, 'keeper', true, '2026-07-03')`,
      [child, heir],
    );
    const offer = await offered(scene.tokens.headOfPolice, id, neighbourPolice);
    await mergedInto(heir);
    await onDay(test, scene, '2026-07-03T08:00:00+07:00');
    expect(await keeperOf(id)).toEqual([{ keeper: police }]);
    expect(await accepting(neighbour, offer)).toEqual([201, undefined]);
    expect([await keeperOf(id), await keeperOf(child)]).toEqual([
      [{ keeper: neighbourPolice }],
      [{ keeper: neighbourPolice }],
    ]);
  });

  it('is without object where giver and receiver are one by now: the keeper goes on reading the person', async () => {
    const { police, neighbourPolice } = scene.organisations;
    const [given, taken] = [await aFile(), await aFile()];
    const offer = await offered(scene.tokens.headOfPolice, given.id, neighbourPolice);
    const third = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
    const swallowed = await offered(scene.tokens.headOfPolice, taken.id, third);
    // The receiver of the one is merged into the giver, and then the giver into the receiver of the other.
    await mergedInto(police, third);
    await onDay(test, scene, '2026-07-03T08:00:00+07:00');
    expect(await accepting(scene.tokens.headOfPolice, swallowed)).toEqual([403, 'transfers.notYours']);
    await mergedInto(neighbourPolice);
    await turnOver();
    expect(await stateOf(offer, neighbour)).toBe('lapsed');
    expect(await accepting(neighbour, offer)).toEqual([409, 'transfers.answered']);
    await onDay(test, scene, '2027-02-01T08:00:00+07:00');
    for (const { id, personId } of [given, taken]) {
      expect(await keeperOf(id)).toEqual([{ keeper: neighbourPolice }]);
      await http.get(neighbour, `/v1/persons/${personId}`).expect(200);
      await http.get(neighbour, `/v1/cases/${id}`).expect(200);
    }
  });

  it('ends with the law that takes competence from giver and receiver: no committee keeps a file of the police', async () => {
    const { committee, police } = scene.organisations;
    const { owner } = test.database;
    const other = await seedOrganisation(owner, {
      ...{ kind: 'commune-peoples-committee', unitId: scene.neighbourUnitId },
    });
    const otherChairman = await chairmanOf(other);
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
    const file = async (token: string, unitId: number): Promise<string> => {
      const personId = await aResident(test, token, unitId);
      return (await apply(test, token, anOldApplication({ personId }))).id;
    };
    const moves = await file(scene.tokens.chairman, scene.unitId);
    const waits = await file(otherChairman, scene.neighbourUnitId);
    const [toOther, toCommittee] = [
      await offered(scene.tokens.chairman, moves, other, '2026-06-29'),
      await offered(otherChairman, waits, committee, '2026-06-29'),
    ];
    await onDay(test, scene, '2026-07-01T08:00:00+07:00');
    await turnOver();
    expect(await accepting(otherChairman, toOther)).toEqual([409, 'transfers.answered']);
    expect(await accepting(scene.tokens.chairman, toCommittee)).toEqual([409, 'transfers.answered']);
    expect([await keeperOf(moves), await keeperOf(waits)]).toEqual([
      [{ keeper: police }],
      [{ keeper: other }],
    ]);
    expect(await rows('select awaiting_reassignment as waits from case_file where id = $1', [waits])).toEqual(
      [{ waits: true }],
    );
  });

  it('may be accepted, as the database itself sees it, by another body of the kind, of who gave the file and keeps it', async () => {
    const { police, committee, neighbourPolice, provincialPolice } = scene.organisations;
    expect(await may(police, police, neighbourPolice)).toEqual([{ may: true }]);
    expect(await may(police, neighbourPolice, neighbourPolice)).toEqual([{ may: false }]);
    expect(await may(police, committee, neighbourPolice)).toEqual([{ may: false }]);
    expect(await may(police, police, police)).toEqual([{ may: false }]);
    expect(await may(police, police, provincialPolice)).toEqual([{ may: false }]);
    const [clinic, centre] = [
      await seedOrganisation(test.database.owner, { kind: 'methadone-clinic' }),
      await seedOrganisation(test.database.owner, { kind: 'health-centre' }),
    ];
    // A treatment goes among bodies that treat, and nothing else does.
    for (const kind of ['methadone-treatment', 'cedemex-treatment']) {
      expect(await may(clinic, clinic, centre, kind)).toEqual([{ may: true }]);
      expect(await may(clinic, clinic, police, kind)).toEqual([{ may: false }]);
      expect(await may(police, police, centre, kind)).toEqual([{ may: false }]);
    }
    expect(await may(centre, centre, clinic, 'addiction-determination')).toEqual([{ may: false }]);
  });
});
