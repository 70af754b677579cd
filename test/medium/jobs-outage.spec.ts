// @redis
import net from 'node:net';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import type { Config } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { createApp } from '../../src/platform/http/app-factory.js';
import { freePort } from '../../src/platform/embedded/embedded-postgres.js';
import { Outbox } from '../../src/platform/jobs/outbox.js';
import { OUTBOX_RELAY, OutboxRelay } from '../../src/platform/jobs/outbox-relay.js';
import { FIRE_REMINDER } from '../../src/reminders/reminder.jobs.js';
import { startRedis, type RedisServer } from '../setup/redis-server.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { createTestDatabase } from '../setup/test-database.js';
import { testServer } from '../setup/test-server.js';
import { eventually } from '../setup/time.js';

const REMINDER = '01890a5d-ac96-774b-bcce-b302099a8057';

const ask = async (test: TestApp): Promise<void> => {
  await test.app
    .get(Database)
    .write(OUTBOX_RELAY, (tx) => test.app.get(Outbox).add(tx, FIRE_REMINDER, { reminderId: REMINDER }));
  await test.app.get(OutboxRelay).settled();
};
const waiting = async (test: TestApp): Promise<number> =>
  (await test.database.owner.query('select 1 from outbox where relayed_at is null')).rows.length;
const ready = async (
  test: Pick<TestApp, 'http'>,
): Promise<{ status: number; missing?: readonly string[] }> => {
  const { status, body } = await test.http().get('/health/ready');
  return { status, missing: (body as { missing?: readonly string[] }).missing };
};

/** Accepts connections and never says a word, as a machine behind a broken wire. */
async function startSilence(): Promise<{ port: number; stop(): void }> {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as net.AddressInfo).port, stop };
}

/** Hands on what comes to it, once it listens. */
function wireTo({ port, hostname }: URL): net.Server {
  return net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    for (const each of [near, far]) each.on('error', () => undefined);
    near.pipe(far).pipe(near);
  });
}

describe.each(['refuses every connection', 'never answers'])('a queue whose store %s', (what) => {
  let test: TestApp;
  let silence: Awaited<ReturnType<typeof startSilence>> | null = null;
  beforeEach(async () => {
    silence = what === 'never answers' ? await startSilence() : null;
    const port = silence?.port ?? (await freePort());
    test = await createTestApp({ APP_ROLE: 'api', REDIS_URL: `redis://127.0.0.1:${port}` });
  });
  // Nothing is looked for in a Redis that is not there: the database stays until the server goes.
  afterEach(async () => {
    await test.app.close();
    await test.database.owner.end();
    silence?.stop();
  }, 12_000);

  it('is told by name to who asks, who does not wait for the queue', async () => {
    expect(await ready(test)).toEqual({ status: 503, missing: ['queue'] });
    await test.http().get('/health/live').expect(200);
  });

  it('holds up no use case, and its job stays in the outbox', async () => {
    await ask(test);
    expect(await waiting(test)).toBe(1);
  });
});

describe('a queue whose PostgreSQL does not answer when the API starts', () => {
  it('is there as soon as it answers', async () => {
    const database = await createTestDatabase();
    const queueUrl = new URL(database.config.queue.databaseUrl);
    const wire = wireTo(queueUrl);
    queueUrl.port = String(await freePort());
    const queue = { ...database.config.queue, redisUrl: null, databaseUrl: queueUrl.toString() };
    const config: Config = { ...database.config, role: 'api', queue };
    const app = await createApp(AppModule.register(config), config);
    try {
      await app.listen({ port: 0, host: '127.0.0.1' });
      const url = await app.getUrl();
      const test = { http: () => request(url) };
      expect(await ready(test)).toEqual({ status: 503, missing: ['queue'] });
      await new Promise<void>((resolve) => wire.listen(Number(queueUrl.port), '127.0.0.1', resolve));
      await eventually(
        () => ready(test),
        ({ status }) => status === 200,
      );
    } finally {
      await app.close();
      wire.close();
      await database.drop();
    }
  });
});

// Needs the machine's redis-server: `npm run test:redis`.
const withRedis = process.env['TEST_REDIS_URL'] ? describe : describe.skip;

withRedis('a queue whose Redis goes away', () => {
  let redis: RedisServer;
  let test: TestApp;
  beforeAll(async () => {
    redis = await startRedis(testServer().directory);
    test = await createTestApp({ REDIS_URL: redis.url, SWEEP_EVERY_MS: '300' });
  });
  afterAll(async () => {
    await test.close();
    await redis.stop();
  });

  it('gets its jobs when it is back, even with nothing in its memory, and repeats what repeats', async () => {
    await ask(test);
    // The relay, or a sweep beside it that holds the row at that moment.
    await eventually(
      () => waiting(test),
      (rows) => rows === 0,
    );
    expect((await ready(test)).status).toBe(200);

    await redis.stop();
    await ask(test);
    expect(await waiting(test)).toBe(1);
    expect(
      await eventually(
        () => ready(test),
        ({ status }) => status === 503,
      ),
    ).toMatchObject({ missing: ['queue'] });

    redis = await startRedis(testServer().directory, redis.port);
    await eventually(
      () => ready(test),
      ({ status }) => status === 200,
    );
    // Nobody asks for anything: the sweep alone finds the row.
    await eventually(
      () => waiting(test),
      (rows) => rows === 0,
    );
  });
});
