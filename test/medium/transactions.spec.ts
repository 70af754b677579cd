import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/platform/database/database.js';
import { defineSystemActor } from '../../src/platform/security/actor.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const TESTER = defineSystemActor('test-transactions');

/** Reads, then writes what it read and one more: without isolation, increases would be lost. */
async function increase(database: Database): Promise<void> {
  await database.write(
    TESTER,
    async (tx) => {
      const row = await tx.one<{ value: number }>('select value from counter where id = 1');
      await tx.execute('update counter set value = $1 where id = 1', [(row?.value ?? 0) + 1]);
    },
    { isolation: 'serializable' },
  );
}

describe('Database', () => {
  let test: TestApp;
  let database: Database;
  beforeAll(async () => {
    test = await createTestApp();
    database = test.app.get(Database);
    await test.database.owner.query(`
      create table counter (id integer primary key, value integer not null);
      insert into counter values (1, 0), (2, 0);
      grant select, insert, update on counter to app;`);
  });
  afterAll(() => test.close());

  it('repeats a transaction that lost a serialisation race, until every one has counted', async () => {
    await Promise.all([increase(database), increase(database), increase(database)]);
    const { rows } = await test.database.owner.query('select value from counter where id = 1');
    expect(rows).toEqual([{ value: 3 }]);
  });

  it('undoes everything when the work fails, and runs no hook', async () => {
    let hooked = false;
    const failing = database.write(TESTER, async (tx) => {
      await tx.execute('update counter set value = 99 where id = 2');
      tx.afterCommit(() => (hooked = true));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const { rows } = await test.database.owner.query('select value from counter where id = 2');
    expect(rows).toEqual([{ value: 0 }]);
    expect(hooked).toBe(false);
  });

  it('sends nothing behind the rollback, whatever another branch of the work goes on with', async () => {
    let goesOn: Promise<unknown> = Promise.resolve();
    const failing = database.write(TESTER, async (tx) => {
      // The rollback waits behind it, while the branch goes on.
      const slow = tx.query('select pg_sleep(0.3)');
      goesOn = sleep(100).then(() => tx.execute('update counter set value = 7 where id = 2'));
      await Promise.all([slow, goesOn, Promise.reject(new Error('no'))]);
    });
    await expect(failing).rejects.toThrow('no');
    await expect(goesOn).rejects.toThrow('The transaction has ended');
    const { rows } = await test.database.owner.query('select value from counter where id = 2');
    expect(rows).toEqual([{ value: 0 }]);
  });

  it('turns a violated constraint into a problem', async () => {
    const twice = database.write(TESTER, (tx) => tx.execute('insert into counter values (1, 0)'));
    await expect(twice).rejects.toMatchObject({ type: { code: 'http.conflict', status: 409 } });
  });

  it('names the actor for this transaction only', async () => {
    const inside = await database.read(TESTER, (tx) =>
      tx.one<{ name: string }>('select app.system() as name'),
    );
    expect(inside).toEqual({ name: 'test-transactions' });
    const { rows } = await test.database.owner.query('select app.system() as name');
    expect(rows).toEqual([{ name: null }]);
  });

  it('gives a legal day as text and one instant for the whole transaction', async () => {
    const [first, second] = await database.read(TESTER, async (tx) => {
      const row = await tx.one<{ day: string }>(`select date '2026-07-02' as day`);
      return [row?.day, tx.now instanceof Date];
    });
    expect([first, second]).toEqual(['2026-07-02', true]);
  });
});
