import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import { seedSuccession } from '../setup/factories.js';
import { anApplication, anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

interface Row {
  readonly keeper: number;
  readonly unit: number;
  readonly status: string;
  readonly waiting: boolean;
}

/** Competence that nobody took over in time, and bodies that merge with a file of the same person each. */
describe('files that a succession does not simply move', () => {
  let test: TestApp;
  let scene: VinhThuan;
  beforeEach(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
  });
  afterEach(() => test.close());

  const turnOver = (): Promise<void> => test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
  const row = async (id: string): Promise<Row | undefined> => {
    const sql = `select keeper_organisation_id as keeper, unit_id as unit, status, awaiting_reassignment as waiting
      from case_file where id = $1`;
    return (await test.database.owner.query<Row>(sql, [id])).rows[0];
  };
  const deadlines = async (id: string): Promise<string[]> => {
    const sql = `select status, closed_at from deadline where subject_id = $1 order by opened_at`;
    const { rows } = await test.database.owner.query<{ status: string }>(sql, [id]);
    return rows.map((each) => each.status);
  };
  const oldFile = async (): Promise<{ id: string; personId: string }> => {
    const personId = await aResident(test, scene.tokens.committeeOfficer, scene.unitId);
    const { id } = await apply(test, scene.tokens.committeeOfficer, anOldApplication({ personId }));
    return { id, personId };
  };
  const withoutSuccession = (): Promise<unknown> =>
    test.database.owner.query(`delete from organisation_succession where function = 'home-rehabilitation'`);
  const waitingIds = async (token: string): Promise<string[]> => {
    const answer = await test
      .http()
      .get('/v1/cases?awaitingReassignment=true')
      .auth(token, { type: 'bearer' })
      .expect(200);
    return (answer.body.items as { id: string }[]).map((item) => item.id);
  };

  it('end the time limit of the old law and wait, where nobody has taken over', async () => {
    await withoutSuccession();
    const { id } = await oldFile();
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    await turnOver();
    await turnOver();
    expect(await row(id)).toMatchObject({
      keeper: scene.organisations.committee,
      status: 'awaiting-reception',
      waiting: true,
    });
    expect(await deadlines(id)).toEqual(['superseded']);
    expect(await waitingIds(scene.tokens.chairman)).toEqual([id]);
    const notices = await test
      .http()
      .get('/v1/notifications')
      .auth(scene.tokens.chairman, { type: 'bearer' })
      .expect(200);
    expect(notices.body.items.map((each: { kind: string }) => each.kind)).toEqual([
      'case.awaiting-reassignment',
    ]);
  });

  it('go to the police as soon as their succession is on record, whatever its day', async () => {
    await withoutSuccession();
    const { id } = await oldFile();
    await onDay(test, scene, '2026-07-03T09:00:00+07:00');
    await turnOver();
    await seedSuccession(test.database.owner, {
      predecessorId: scene.organisations.committee,
      successorId: scene.organisations.police,
      function: 'home-rehabilitation',
      effectiveOn: '2026-07-03',
    });
    await turnOver();
    expect(await row(id)).toMatchObject({
      keeper: scene.organisations.police,
      status: 'awaiting-reception',
      waiting: false,
    });
    expect(await deadlines(id)).toEqual(['superseded']);
    expect(await waitingIds(scene.tokens.headOfPolice)).toEqual([]);
  });

  it('come under the new law with a succession of a later day that was on record before', async () => {
    await withoutSuccession();
    await seedSuccession(test.database.owner, {
      predecessorId: scene.organisations.committee,
      successorId: scene.organisations.police,
      function: 'home-rehabilitation',
      effectiveOn: '2026-07-05',
    });
    const { id } = await oldFile();
    await onDay(test, scene, '2026-07-05T09:00:00+07:00');
    await turnOver();
    expect(await row(id)).toMatchObject({
      keeper: scene.organisations.police,
      status: 'awaiting-reception',
      waiting: false,
    });
    expect(await deadlines(id)).toEqual(['superseded']);
  });

  it('are both kept where two bodies merge that hold one of the same person each', async () => {
    const { owner } = test.database;
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    const { id: first, personId } = await (async () => {
      const id = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
      return {
        id: (await apply(test, scene.tokens.policeOfficer, anApplication({ personId: id }))).id,
        personId: id,
      };
    })();
    const other = await aResident(test, scene.tokens.neighbourPoliceOfficer, scene.neighbourUnitId);
    const second = await apply(test, scene.tokens.neighbourPoliceOfficer, anApplication({ personId: other }));
    // Two entries of one person that were found to be one.
    await owner.query('update case_file set person_id = $1 where id = $2', [personId, second.id]);
    await seedSuccession(owner, {
      predecessorId: scene.organisations.neighbourPolice,
      successorId: scene.organisations.police,
      effectiveOn: '2026-07-03',
      handoverUntil: '2026-07-31',
    });
    await onDay(test, scene, '2026-07-03T09:00:00+07:00');
    await turnOver();
    for (const id of [first, second.id]) {
      expect(await row(id)).toMatchObject({ keeper: scene.organisations.police, unit: scene.unitId });
    }
    const notices = await test
      .http()
      .get('/v1/notifications')
      .auth(scene.tokens.headOfPolice, { type: 'bearer' })
      .expect(200);
    const told = (notices.body.items as { kind: string; subjectId: string }[]).filter(
      (each) => each.kind === 'case.second-open',
    );
    expect(told.map((each) => each.subjectId)).toEqual([second.id]);
  });

  it('stay where they were opened after competence had come back', async () => {
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    await seedSuccession(test.database.owner, {
      predecessorId: scene.organisations.police,
      successorId: scene.organisations.neighbourPolice,
      function: 'home-rehabilitation',
      effectiveOn: '2026-07-03',
    });
    await seedSuccession(test.database.owner, {
      predecessorId: scene.organisations.neighbourPolice,
      successorId: scene.organisations.police,
      function: 'home-rehabilitation',
      effectiveOn: '2026-07-10',
    });
    await onDay(test, scene, '2026-07-12T10:00:00+07:00');
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const body = anApplication({ personId, handedInAt: '2026-07-12T09:00:00+07:00' });
    const { id } = await apply(test, scene.tokens.policeOfficer, body);
    await turnOver();
    expect((await row(id))?.keeper).toBe(scene.organisations.police);
    const sql = `select 1 from case_event where case_id = $1 and type = 'keeper-moved'`;
    expect((await test.database.owner.query(sql, [id])).rows).toEqual([]);
  });
});
