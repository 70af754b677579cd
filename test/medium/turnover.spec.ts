// @redis
import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import { seedSuccession } from '../setup/factories.js';
import { anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
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
