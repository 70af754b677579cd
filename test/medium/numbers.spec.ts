import { Numbers } from '../../src/documents/numbers.js';
import { dateOnly } from '../../src/law/date.js';
import { Database } from '../../src/platform/database/database.js';
import { Problem } from '../../src/platform/errors/problem.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { anActor } from '../setup/people-factory.js';
import { openRegister } from '../setup/paper-factory.js';
import { anApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const ISSUES = 50;
const TODAY = dateOnly('2026-07-02');

describe('numbers of a register', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let database: Database;
  let numbers: Numbers;
  let caseId: string;
  let actor: UserActor;
  beforeAll(async () => {
    // As many connections as issues: each waits for the row, none for a connection.
    test = await createTestApp({ DATABASE_POOL: String(ISSUES) });
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    const token = scene.tokens.policeOfficer;
    const personId = await aResident(test, token, scene.unitId);
    caseId = (await apply(test, token, anApplication({ personId }))).id;
    database = test.app.get(Database);
    numbers = test.app.get(Numbers);
    actor = anActor(scene.organisations.police);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await test.database.owner.query(
      'delete from paper; delete from given_number; delete from number_counter',
    );
    await test.database.owner.query('delete from number_register');
  });

  const asked = (on = TODAY) =>
    ({ organisationId: scene.organisations.police, kind: 'decision', caseId, on }) as const;
  const given = async (): Promise<readonly number[]> => {
    const { rows } = await test.database.owner.query<{ number: number }>(
      'select number from given_number order by number',
    );
    return rows.map((row) => row.number);
  };
  const take = async (on: string): Promise<string> =>
    database.write(actor, async (tx) => (await numbers.require(tx, asked(dateOnly(on)))).text);
  const adopt = async (): Promise<string | null> =>
    database.write(actor, async (tx) => numbers.adopt(tx, asked(), '01/QĐ-CAX'));
  const open = async (bookLast = 0): Promise<void> => {
    await openRegister(test, scene.tokens.headOfPolice, 'decision', '{number}/QĐ-CAX', bookLast);
  };

  it('have no gap and no double after fifty issues at once of which every fifth was rolled back', async () => {
    await open(14);
    const issues = Array.from({ length: ISSUES }, (_, at) =>
      database.write(actor, async (tx) => {
        const { text } = await numbers.require(tx, asked());
        if (at % 5 === 0) throw new Error('changed his mind');
        return text;
      }),
    );
    const outcomes = await Promise.allSettled(issues);
    const kept = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(kept).toHaveLength(40);
    const expected = Array.from({ length: 40 }, (_, at) => 15 + at);
    expect(await given()).toEqual(expected);
    expect(kept.toSorted()).toEqual(expected.map((number) => `${number}/QĐ-CAX`).toSorted());
  });

  it('begin with the first one at once too: nobody has taken one this year', async () => {
    await open();
    const two = [1, 2].map(() => database.write(actor, async (tx) => numbers.require(tx, asked())));
    const texts = (await Promise.all(two)).map(({ text }) => text);
    expect(texts.toSorted()).toEqual(['01/QĐ-CAX', '02/QĐ-CAX']);
  });

  it('begin anew each year', async () => {
    await open(14);
    expect([await take('2025-12-31'), await take('2026-01-05')]).toEqual(['01/QĐ-CAX', '15/QĐ-CAX']);
  });

  it('follow the days: none is given for a day before that of the last one', async () => {
    await open();
    await database.write(actor, async (tx) => numbers.require(tx, asked()));
    const earlier = database.write(actor, async (tx) => numbers.require(tx, asked(dateOnly('2026-07-01'))));
    await expect(earlier).rejects.toMatchObject({ type: { code: 'documents.laterNumberGiven' } });
    expect(await given()).toEqual([1]);
  });

  it('of one act are taken by one of two that enter it at once, without a gap', async () => {
    await open();
    const outcomes = await Promise.allSettled([adopt(), adopt()]);
    const refusals = outcomes.filter((each) => each.status === 'rejected');
    expect(refusals.every(({ reason }) => reason instanceof Problem)).toBe(true);
    expect(await given()).toEqual([1]);
  });

  it.each(['neighbourPolice', 'provincialPolice', 'committee'] as const)(
    'are not given to the %s, whatever it asks the database',
    async (name) => {
      await open();
      const stranger = { ...actor, organisationId: scene.organisations[name] };
      const taking = database.write(stranger, async (tx) => numbers.take(tx, asked()));
      await expect(taking).rejects.toThrow('not the register of this organisation');
      expect(await given()).toEqual([]);
    },
  );

  it('are not given for a file on which the body does not act', async () => {
    const stranger = { ...actor, organisationId: scene.organisations.neighbourPolice };
    const own = { ...asked(), organisationId: scene.organisations.neighbourPolice };
    const taking = database.write(stranger, async (tx) => numbers.take(tx, own));
    await expect(taking).rejects.toThrow('not the register of this organisation');
  });
});
