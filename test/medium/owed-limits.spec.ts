import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import { SWEEP_REMINDERS } from '../../src/reminders/reminder.jobs.js';
import { ReminderFiring } from '../../src/reminders/reminder-firing.js';
import { UNIT_CHANGE } from '../../src/unit-changes/unit-change.jobs.js';
import { UnitChangeRun } from '../../src/unit-changes/unit-change-run.js';
import { seedOrganisation, seedSuccession, seedUser, signIn } from '../setup/factories.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  doorRoutes,
  newFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const RULE = 'public-facility.designate';
const ON_THE_DAY = '2026-07-03T08:45:00+07:00';

/** A proposal that the provincial police have 24 hours for, until 09:30 of 03/07/2026, on a file of the commune's. */
describe('a limit that a body owes on a file of another', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  let file: FacilityRehabilitationDto;
  beforeEach(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, '/v1/facility-rehabilitations');
    await at(test, desk, AFTER);
    const { policeOfficer, headOfPolice } = desk.scene.tokens;
    const { id } = await somebody(test, policeOfficer, { unitId: desk.scene.unitId });
    const registered = await opened(routes, policeOfficer, newFacilityApplication(id, { door: 'public' }));
    const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '41/QĐ-CAX' };
    const proposal = { sentAt: '2026-07-02T09:10:00+07:00', arrivedAt: '2026-07-02T09:30:00+07:00' };
    file = await routes.done(headOfPolice, registered, 'decision', decision);
    file = await routes.done(headOfPolice, file, 'proposal', { ...proposal, number: '42/CV-CAX' });
  });
  afterEach(() => test.close());

  const owner = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql, parameters)).rows;
  const turnOver = (): Promise<void> => test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
  const fire = (): Promise<void> => test.app.get(ReminderFiring).sweep({}, SWEEP_REMINDERS.actor);
  const owing = async (): Promise<number | undefined> =>
    (
      await owner<{ organisation: number }>(
        'select organisation_id as organisation from deadline where subject_id = $1 and rule = $2',
        [file.id, RULE],
      )
    )[0]?.organisation;
  const directorOf = async (organisationId: number): Promise<string> =>
    signIn(
      test,
      await seedUser(test.database.owner, { organisationId, roles: ['provincial-police-director'] }),
    );
  const inboxOf = async (token: string): Promise<readonly string[]> => {
    const { body } = await requests(test).get(token, '/v1/notifications').expect(200);
    return (body.items as { kind: string }[]).map(({ kind }) => kind).toSorted();
  };

  it('goes to the main heir when provinces merge, with its warnings, and is met there', async () => {
    const { administrator } = desk.scene.tokens;
    const http = requests(test);
    const [mine, other] = await owner<{ id: number }>(
      `select id from unit where code in ('91', '96') and valid_to is null order by code`,
    );
    const change = {
      ...{ kind: 'merge', act: 'Nghị quyết 77/NQ-UBTVQH16', effectiveOn: '2026-07-03' },
      handoverUntil: '2026-12-31',
      units: [{ unitId: mine?.id }, { unitId: other?.id }],
      successors: [{ name: 'Tỉnh Hà Tiên' }],
    };
    const { body: entered } = await http.post(administrator, '/v1/unit-changes', change).expect(201);
    await http.post(administrator, `/v1/unit-changes/${entered.id}/run`, {}).expect(202);
    await at(test, desk, ON_THE_DAY);
    await test.app.get(UnitChangeRun).run({}, UNIT_CHANGE);
    await turnOver();
    const [heir] = await owner<{ id: number }>(
      `select id from organisation where kind = 'provincial-police' and valid_to is null`,
    );
    expect(await owing()).toBe(heir?.id);
    const { organisations } = desk.scene;
    const [audit] = await owner<object>(
      `select detail from audit_event where action = 'cases.deadline.competence-moved'`,
    );
    expect(audit).toMatchObject({
      detail: { from: organisations.provincialPolice, to: heir?.id, rule: RULE },
    });
    await fire();
    const director = await directorOf(heir?.id ?? 0);
    expect(await inboxOf(director)).toEqual([
      'deadline.approaching',
      'deadline.approaching',
      'deadline.received',
    ]);
    const body = {
      designatedAt: '2026-07-03T08:40:00+07:00',
      number: '55/QĐ-CAT',
      organisationId: desk.places.publicFacility,
    };
    const named = await routes.done(director, await routes.read(director, file.id), 'designation', body);
    expect(named.deadlines.find(({ rule }) => rule === RULE)).toMatchObject({
      status: 'met',
      organisationId: heir?.id,
    });
    expect(named.keeperOrganisationId).toBe(organisations.police);
  });

  it('goes on to the right heir where the first one is corrected, once, and stays where nobody took over', async () => {
    const { provincialPolice } = desk.scene.organisations;
    await turnOver();
    expect(await owing()).toBe(provincialPolice);
    const [unit] = await owner<{ id: number }>(`select id from unit where code = '96' and valid_to is null`);
    const [wrong, right] = [
      await seedOrganisation(test.database.owner, { kind: 'provincial-police', unitId: unit?.id }),
      await seedOrganisation(test.database.owner, { kind: 'ministry-department' }),
    ];
    const succeeds = { predecessorId: provincialPolice, successorId: wrong };
    await seedSuccession(test.database.owner, { ...succeeds, effectiveOn: '2026-07-03' });
    await turnOver();
    expect(await owing()).toBe(provincialPolice);
    await at(test, desk, ON_THE_DAY);
    await turnOver();
    await turnOver();
    expect(await owing()).toBe(wrong);
    await owner(
      `insert into organisation_succession (predecessor_id, successor_id, function, effective_on, handover_until, main,
         act, corrects_id)
       select $1, $2, 'correction', effective_on, handover_until, true, act, id from organisation_succession
       where successor_id = $1`,
      [wrong, right],
    );
    await turnOver();
    await turnOver();
    expect(await owing()).toBe(right);
    expect(await owner(`select 1 from notification where kind = 'deadline.received'`)).toHaveLength(2);
  });
});
