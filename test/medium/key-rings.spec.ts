import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { AppModule } from '../../src/app.module.js';
import { KEY_ROTATION } from '../../src/operations/key-rotation.jobs.js';
import { KeyRewriting } from '../../src/operations/key-rewriting.js';
import type { Config, KeyRing, NamedKey } from '../../src/platform/config/config.js';
import { WindowService } from '../../src/treatment/window/window.service.js';
import { createApp } from '../../src/platform/http/app-factory.js';
import { aDosingSite, anEpisode } from '../setup/dosing-site.js';
import { tokenOf } from '../setup/factories.js';
import { anActor, registerPerson, requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const CARD = 'THE-000001';
const keyOf = (version: number): NamedKey => ({ version, bytes: randomBytes(32) });

describe('starting with the keys of what is stored', () => {
  let test: TestApp;
  let one: Config['keys'];
  const two = keyOf(2);

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    // A worker would rewrite in between.
    test = await createTestApp({ APP_ROLE: 'api' });
    one = test.database.config.keys;
    const officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    await registerPerson(test, officer);
  });
  afterEach(() => test.close());

  /** @returns what another process on the same database says, and does between its start and its end */
  async function start(
    keys: Partial<Config['keys']>,
    work?: (app: Awaited<ReturnType<typeof createApp>>) => Promise<void>,
  ): Promise<string> {
    const config = { ...test.database.config, keys: { ...one, ...keys } };
    const app = await createApp(AppModule.register(config), config);
    try {
      await app.init();
      await work?.(app);
      return 'served';
    } catch (error) {
      return error instanceof Error ? error.message : 'unknown';
    } finally {
      await app.close().catch(() => undefined);
    }
  }

  const rings = (ring: (old: KeyRing) => KeyRing): Partial<Config['keys']> => ({
    column: ring(one.column),
    blindIndex: ring(one.blindIndex),
  });

  it('goes with the same, and with a newer one in front', async () => {
    expect(await start({})).toBe('served');
    expect(await start(rings((old) => [two, ...old]))).toBe('served');
  });

  it('is refused without the key that sealed, by setting and version, and changes nothing', async () => {
    const refusal = await start(rings(() => [two]));
    expect(refusal).toContain('COLUMN_KEYS has no key 1');
    expect(refusal).toContain('COLUMN_KEYS=2:…,1:…');
    expect(refusal).toContain('BLIND_INDEX_KEYS has no key 1');
    const { rows } = await test.database.owner.query('select ring, version, gone_at from sealing_key');
    expect(rows).toEqual(expect.arrayContaining([{ ring: 'column', version: 1, gone_at: null }]));
    expect(rows).toHaveLength(2);
  });

  it('is refused with another key under the version that sealed', async () => {
    expect(await start({ column: [keyOf(1)] })).toContain('COLUMN_KEYS: its key 1 is not the key 1');
    expect(await start({ blindIndex: [keyOf(1)] })).toContain('BLIND_INDEX_KEYS: its key 1 is not the key 1');
  });

  it('needs the old key no more once all is rewritten', async () => {
    const administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    const site = await aDosingSite(test);
    const card = async (code: string): Promise<string> => {
      const { episodeId } = await anEpisode(test, site);
      await requests(test)
        .post(site.dispenser, `/v1/dosing-episodes/${episodeId}/card`, { code })
        .expect(201);
      return episodeId;
    };
    await card(CARD);
    // Of a file that has ended nobody shows his card any more.
    await test.database.owner.query(
      `update case_file set closed_on = '2026-07-01', closed_reason = 'Thử nghiệm', status = 'completed' where id = $1`,
      [await card('THE-000002')],
    );
    await start(
      rings((old) => [two, ...old]),
      async (app) => {
        const now: TestApp = { ...test, app };
        await requests(now).post(administrator, '/v1/key-rotations', {});
        await test.database.owner.query(
          `update key_rotation set column_key_version = 2, index_key_version = 2`,
        );
        await app.get(KeyRewriting).rotate({}, KEY_ROTATION);
      },
    );
    // The answer to a repeated change is kept for a day, sealed.
    await test.database.owner.query('delete from idempotency_key');
    // The code of a card is nowhere: its fingerprint stays the old key's until the card is shown, or nobody needs it.
    expect(await start(rings(() => [two]))).toContain('BLIND_INDEX_KEYS has no key 1');
    const shown = rings((old) => [two, ...old]);
    const showing = await start(shown, async (app) => {
      await app.get(WindowService).byCard(anActor(site.siteId), { code: CARD });
    });
    expect(showing).toBe('served');
    await test.database.owner.query('delete from idempotency_key');
    expect(await start(rings(() => [two]))).toBe('served');
    expect(await start(rings(() => [two]))).toBe('served');
    expect(await start(rings(() => [keyOf(2)]))).toContain('other bytes');
  });

  it('is not ready any more where another process seals with a key that it lacks', async () => {
    await test.http().get('/health/ready').expect(200);
    await start(
      rings((old) => [two, ...old]),
      async () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const answer = await test.http().get('/health/ready').expect(503);
    expect(answer.body).toMatchObject({ missing: ['keys'] });
  });
});
