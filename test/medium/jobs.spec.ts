// @redis
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '../../src/platform/database/database.js';
import { Outbox } from '../../src/platform/jobs/outbox.js';
import { OUTBOX_RELAY, OutboxRelay } from '../../src/platform/jobs/outbox-relay.js';
import { QUEUE_NAME } from '../../src/platform/jobs/queue-name.js';
import { FIRE_REMINDER } from '../../src/reminders/reminder.jobs.js';
import { copiesInRedis } from '../setup/test-redis.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';

const REMINDER = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('the outbox', () => {
  let test: TestApp;
  let app: NestFastifyApplication;
  beforeAll(async () => {
    // No sweep comes between, unless a test asks for it.
    test = await createTestApp({ SWEEP_EVERY_MS: '600000' });
    app = test.app;
  });
  afterAll(() => test.close());

  const idsIn = async ({ database }: TestApp = test): Promise<readonly string[]> =>
    (await database.owner.query<{ id: string }>('select id from outbox')).rows.map((row) => row.id);
  /** What came into the outbox since: whether each has been handed on. */
  const relayedSince = async (
    known: readonly string[],
    { database }: TestApp = test,
  ): Promise<readonly boolean[]> => {
    const { rows } = await database.owner.query<{ relayed: boolean }>(
      'select relayed_at is not null as relayed from outbox where id <> all ($1::uuid[])',
      [known],
    );
    return rows.map((row) => row.relayed);
  };

  /** How often the store of the queue, whichever it is, holds the job, and how often it waits for its time. */
  const copiesOf = async (id: string): Promise<{ stored: number; delayed: number }> => {
    const { redisUrl, redisPrefix } = test.database.config.queue;
    if (redisUrl) return copiesInRedis(redisUrl, `${redisPrefix}:${QUEUE_NAME}`, id);
    const { rows: jobs } = await test.database.owner.query<{ state: string }>(
      'select state from bullmq.job where id = $1',
      [id],
    );
    return { stored: jobs.length, delayed: jobs.filter(({ state }) => state === 'delayed').length };
  };

  it('hands a job to the queue right after the commit', async () => {
    const before = await idsIn();
    const database = app.get(Database);
    await database.write(OUTBOX_RELAY, (tx) =>
      app.get(Outbox).add(tx, FIRE_REMINDER, { reminderId: REMINDER }),
    );
    await app.get(OutboxRelay).settled();
    // The sweep with which a worker begins may hold the row at that moment, and hands it on.
    const relayed = await eventually(
      () => relayedSince(before),
      ([done]) => done === true,
    );
    expect(relayed).toEqual([true]);
  });

  it('forgets the job of a transaction that was rolled back', async () => {
    const before = await idsIn();
    const failing = app.get(Database).write(OUTBOX_RELAY, async (tx) => {
      await app.get(Outbox).add(tx, FIRE_REMINDER, { reminderId: REMINDER });
      throw new Error('the use case failed');
    });
    await expect(failing).rejects.toThrow('the use case failed');
    expect(await relayedSince(before)).toEqual([]);
  });

  it('sweeps what a process left behind when it died after its commit', async () => {
    const sweeping = await createTestApp({ SWEEP_EVERY_MS: '300' });
    try {
      const before = await idsIn(sweeping);
      await sweeping.database.owner.query(
        `insert into outbox (id, job, payload) values (gen_random_uuid(), $1, $2)`,
        [FIRE_REMINDER.name, { reminderId: REMINDER }],
      );
      const swept = await eventually(
        () => relayedSince(before, sweeping),
        ([relayed]) => relayed === true,
      );
      expect(swept).toEqual([true]);
    } finally {
      await sweeping.close();
    }
  });

  // Few are added one by one, many at once.
  it.each([1, 20])(
    'gives the queue each of the same %i once, however often they are relayed',
    async (count) => {
      const before = await idsIn();
      const ids = Array.from({ length: count }, () => randomUUID());
      await test.database.owner.query(
        'insert into outbox (id, job, payload, delay_ms) select id, $2, $3, 3600000 from unnest($1::uuid[]) as id',
        [ids, FIRE_REMINDER.name, { reminderId: REMINDER }],
      );
      const relay = app.get(OutboxRelay);
      await relay.sweep({}, OUTBOX_RELAY);
      await test.database.owner.query('update outbox set relayed_at = null where id = any ($1)', [ids]);
      // A row that another relay of the app holds at that moment is passed over: the next sweep takes it.
      const relayed = await eventually(
        async () => {
          await relay.sweep({}, OUTBOX_RELAY);
          return relayedSince(before);
        },
        (all) => all.every((done) => done),
      );
      expect(relayed).toHaveLength(count);
      expect(await Promise.all(ids.map(copiesOf))).toEqual(ids.map(() => ({ stored: 1, delayed: 1 })));
    },
  );
});
