import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { continueAfterRestore } from '../../src/audit/restored.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { AuditMarks } from '../../src/audit/audit-marks.js';
import { AUDIT_SEALER, AuditSealing } from '../../src/audit/audit-sealing.js';
import {
  AuditVerification,
  type Finding,
  type KnownHead,
  type Verification,
} from '../../src/audit/audit-verification.js';
import { ReplayRecorder } from '../../src/audit/replay-recorder.js';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { ColumnCipher } from '../../src/platform/crypto/column-cipher.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { IdempotencyStore } from '../../src/platform/database/idempotency-store.js';
import { Database } from '../../src/platform/database/database.js';
import { defineSystemActor } from '../../src/platform/security/actor.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';
import { eventually } from '../setup/time.js';

const WRITER = defineSystemActor('audit-seals-test');

describe('the seals of the audit', () => {
  let test: TestDatabase;
  let dataSource: DataSource;
  let database: Database;
  let marks: AuditMarks;
  let worker: AuditSealing;
  beforeAll(() => Logger.overrideLogger(false));
  // Without the rest of the application: a worker of its own would seal in between.
  beforeEach(async () => {
    test = await createTestDatabase();
    const { config } = test;
    dataSource = await new DataSource(dataSourceOptions(config.database)).initialize();
    const replays = new ReplayRecorder(new AuditLog());
    const answers = new IdempotencyStore(new ColumnCipher(config), new BlindIndex(config), replays);
    database = new Database(dataSource, answers, config);
    marks = new AuditMarks(config);
    worker = otherWorker();
  });
  afterEach(async () => {
    await dataSource.destroy();
    await test.drop();
  });

  /** As another worker process, which has seen nothing yet. */
  const otherWorker = (by = marks): AuditSealing => new AuditSealing(database, by);
  const sealNow = (sealing: AuditSealing = worker): Promise<void> => sealing.seal({}, AUDIT_SEALER);

  /** Transactions of other tests on the same server hold the horizon back. */
  async function seal(sealing: AuditSealing = worker): Promise<void> {
    await eventually(
      () =>
        owner<{ past: boolean }>(
          `select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift
             > (select coalesce(max(place), 0) from audit_event) as past from audit_place_shift`,
        ),
      ([horizon]) => horizon?.past === true,
    );
    await sealNow(sealing);
  }

  const owner = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await test.owner.query<Row>(sql, parameters)).rows;

  async function record(action: string, times = 1): Promise<void> {
    for (let at = 0; at < times; at++) {
      await database.write(WRITER, (tx) => new AuditLog().record(tx, { action, detail: { b: at, a: 'á' } }));
    }
  }

  const settle = (): Promise<void> => continueAfterRestore(test.config.database.ownerUrl ?? '');

  async function recordMany(count: number): Promise<void> {
    await owner(
      `insert into audit_event (id, legal_at, system, action, detail)
       select gen_random_uuid(), now(), 'audit-seals-test', 'test.many', jsonb_build_object('at', i)
       from generate_series(1, $1::int) i`,
      [count],
    );
  }

  const idOf = async (action: string): Promise<string> =>
    (await owner<{ id: string }>('select id from audit_event where action = $1', [action]))[0]?.id ?? '';

  async function verify(
    known: KnownHead | null = null,
  ): Promise<{ findings: Finding[]; told: Verification }> {
    const client = new pg.Client({ connectionString: test.config.database.auditUrl });
    await client.connect();
    const findings: Finding[] = [];
    try {
      const ask = async <Row extends object>(sql: string, parameters: readonly unknown[]) =>
        (await client.query<Row>(sql, [...parameters])).rows;
      const report = (finding: Finding): void => void findings.push(finding);
      const told = await new AuditVerification(ask, marks, report, known).run();
      return { findings, told };
    } finally {
      await client.end();
    }
  }

  async function threeSealed(): Promise<void> {
    await record('test.first');
    await record('test.second');
    await record('test.third');
    await seal();
  }

  it('hold what was written, and tell from where on nothing is sealed yet', async () => {
    await threeSealed();
    await record('test.later', 2);
    const { findings, told } = await verify();
    expect(findings).toEqual([]);
    expect(told).toMatchObject({ seals: 1, unsealed: { rows: 2, firstId: await idOf('test.later') } });
    expect(told.rows).toBeGreaterThanOrEqual(3);
    await seal();
    expect((await verify()).told).toMatchObject({ seals: 2, unsealed: { rows: 0, firstId: null } });
  });

  it('name a row that was altered', async () => {
    await threeSealed();
    await owner(`update audit_event set detail = '{"b": 1, "a": "á"}' where action = 'test.second'`);
    expect((await verify()).findings).toEqual([
      { seal: 1, row: await idOf('test.second'), fault: 'altered' },
    ]);
  });

  it('name a row that was deleted', async () => {
    await threeSealed();
    const id = await idOf('test.second');
    await owner(`delete from audit_event where action = 'test.second'`);
    expect((await verify()).findings).toEqual([{ seal: 1, row: id, fault: 'deleted' }]);
  });

  it('name a row that was inserted among those that are sealed', async () => {
    await threeSealed();
    await owner(
      `insert into audit_event (id, at, legal_at, system, action, place)
       select gen_random_uuid(), at, legal_at, system, 'test.forged', place from audit_event where action = 'test.second'`,
    );
    expect((await verify()).findings).toEqual([
      { seal: 1, row: await idOf('test.forged'), fault: 'inserted' },
    ]);
  });

  it('name a row of a past day that was inserted behind the end, sealed or not', async () => {
    await threeSealed();
    await owner(`insert into audit_event (id, at, legal_at, system, action)
      values (gen_random_uuid(), now() - interval '2 days', now(), 'login', 'test.forged')`);
    const forged = [{ seal: 2, row: await idOf('test.forged'), fault: 'backdated' }];
    expect((await verify()).findings).toEqual(forged);
    await seal();
    expect((await verify()).findings).toEqual(forged);
  });

  it('name a row that was moved out of its place', async () => {
    await threeSealed();
    const id = await idOf('test.first');
    await owner(`update audit_event set place = -1 where action = 'test.first'`);
    expect((await verify()).findings).toEqual([{ seal: 1, row: id, fault: 'altered' }]);
    await owner(`update audit_event set place = place + 1000000 where action = 'test.second'`);
    expect((await verify()).findings).toContainEqual({
      seal: 1,
      row: await idOf('test.second'),
      fault: 'altered',
    });
  });

  it('name a seal that was made to fit, replaced or taken away', async () => {
    for (const action of ['test.first', 'test.second', 'test.third']) {
      await record(action);
      await seal();
    }
    await owner(`delete from audit_event where action = 'test.second'`);
    await owner(`update audit_seal set ids = array[gen_random_uuid()] where number = 2`);
    expect((await verify()).findings).toContainEqual({ seal: 2, row: null, fault: 'altered' });
    await owner('delete from audit_seal where number = 2');
    expect((await verify()).findings).toEqual([{ seal: 2, row: null, fault: 'missing' }]);
  });

  it('show that their end was cut off: to the process that saw it, and to who kept the head', async () => {
    await threeSealed();
    await record('test.hidden');
    await seal();
    const { head } = (await verify()).told;
    await owner('delete from audit_seal where number = 2');
    await owner(`delete from audit_event where action = 'test.hidden'`);
    await expect(seal()).rejects.toThrow('Seal 2 of the audit');
    const known = { number: 2, digest: head?.digest.toString('hex') ?? '' };
    expect((await verify()).findings).toEqual([]);
    expect((await verify(known)).findings).toEqual([{ seal: 2, row: null, fault: 'missing' }]);
    await record('test.after');
    await seal(otherWorker());
    expect((await verify(known)).findings).toEqual([{ seal: 2, row: null, fault: 'altered' }]);
  });

  it('cannot be made with another key', async () => {
    await threeSealed();
    const { config } = test;
    const forger = new AuditMarks({
      keys: { ...config.keys, audit: [{ version: 1, bytes: randomBytes(32) }] },
    });
    await record('test.more');
    await seal(otherWorker(forger));
    expect((await verify()).findings).toContainEqual({ seal: 2, row: null, fault: 'altered' });
  });

  it('are made with the first key of the ring, and read with the others', async () => {
    await threeSealed();
    const [first] = test.config.keys.audit;
    const second = { version: 2, bytes: randomBytes(32) };
    const rotated = new AuditMarks({ keys: { ...test.config.keys, audit: [second, first] } });
    await record('test.more');
    await seal(otherWorker(rotated));
    const versions = await owner('select key_version as version from audit_seal order by number');
    expect(versions).toEqual([{ version: 1 }, { version: 2 }]);
    expect((await verify()).findings).toEqual([{ seal: 2, row: null, fault: 'key-unknown' }]);
  });

  it('are made once, by however many workers', async () => {
    await recordMany(2_500);
    await seal();
    await recordMany(2_500);
    await Promise.all(Array.from({ length: 6 }, () => sealNow(otherWorker())));
    expect((await owner('select 1 from audit_seal')).length).toBeGreaterThan(0);
    await seal();
    const { findings, told } = await verify();
    expect(findings).toEqual([]);
    expect(told.unsealed.rows).toBe(0);
    const [doubled] = await owner(
      'select count(*)::int - count(distinct id)::int as rows from audit_seal, unnest(ids) id',
    );
    expect(doubled).toEqual({ rows: 0 });
  });

  it('are gone on with where a worker died in the middle', async () => {
    await recordMany(2_500);
    await owner(`create function refuse_second() returns trigger language plpgsql as
      $$ begin if new.number = 2 then raise 'died'; end if; return new; end $$`);
    await owner(
      'create trigger dies before insert on audit_seal for each row execute function refuse_second()',
    );
    await expect(seal(otherWorker())).rejects.toThrow('died');
    expect((await verify()).told).toMatchObject({ seals: 1, rows: 1_000 });
    await owner('drop trigger dies on audit_seal');
    await seal(otherWorker());
    const { findings, told } = await verify();
    expect(findings).toEqual([]);
    expect(told).toMatchObject({ seals: 3, unsealed: { rows: 0 } });
  });

  it('miss nothing that was begun before and committed after what they hold', async () => {
    const late = new pg.Client({ connectionString: test.config.database.ownerUrl ?? '' });
    await late.connect();
    await late.query('begin');
    await late.query(`insert into audit_event (id, legal_at, system, action)
      values (gen_random_uuid(), now(), 'login', 'test.late')`);
    await record('test.second');
    await sealNow();
    expect((await verify()).told.unsealed.rows).toBeGreaterThan(0);
    await late.query('commit');
    await late.end();
    await seal();
    const { findings, told } = await verify();
    expect(findings).toEqual([]);
    expect(told.unsealed.rows).toBe(0);
    const [held] = await owner('select 1 as held from audit_seal where $1 = any (ids)', [
      await idOf('test.late'),
    ]);
    expect(held).toEqual({ held: 1 });
  });

  it('leave what is written meanwhile to the next sweep', async () => {
    await seal();
    const count = async (): Promise<number> => (await owner('select 1 from audit_seal')).length;
    const before = await count();
    // Somebody who writes as fast as seals are made, five times.
    await owner(`create function write_on() returns trigger language plpgsql security definer as $$ begin
      if new.number < ${before + 6} then
        insert into audit_event (id, legal_at, system, action) values (gen_random_uuid(), now(), 'login', 'test.fast');
      end if;
      return new;
    end $$`);
    await owner(
      'create trigger writes_on after insert on audit_seal for each row execute function write_on()',
    );
    await record('test.first');
    await seal();
    expect(await count()).toBe(before + 1);
    await seal();
    expect(await count()).toBe(before + 2);
  });

  it('hold rows of one month each', async () => {
    await owner(`insert into audit_event (id, at, legal_at, system, action) values
      (gen_random_uuid(), '2026-01-31T23:59:59Z', now(), 'login', 'test.january'),
      (gen_random_uuid(), '2026-02-01T00:00:00Z', now(), 'login', 'test.february')`);
    await seal();
    const months = await owner<{ months: number }>(
      `select count(distinct date_trunc('month', e.at at time zone 'UTC'))::int as months
       from audit_seal s join audit_event e on e.id = any (s.ids) group by s.number`,
    );
    expect(months.length).toBeGreaterThan(1);
    for (const seen of months) expect(seen).toEqual({ months: 1 });
  });

  it('go on in a database whose transactions are counted anew', async () => {
    await threeSealed();
    // A clone of the prepared database is another one: from now on this is where its epoch was begun.
    await settle();
    const [home] = await owner('select epoch from change_epoch');
    // As after a restore from a dump: what stands there has places that the counter reaches in years.
    await owner('update audit_seal set last_place = last_place + 1000000000');
    await settle();
    expect(await owner('select epoch from change_epoch')).not.toEqual([home]);
    await record('test.restored');
    await seal();
    const [held] = await owner('select 1 as held from audit_seal where number = 2 and $1 = any (ids)', [
      await idOf('test.restored'),
    ]);
    expect(held).toEqual({ held: 1 });
    const places = (): Promise<readonly unknown[]> =>
      owner('select shift, epoch from audit_place_shift cross join change_epoch');
    const before = await places();
    await settle();
    expect(await places()).toEqual(before);
  });

  it('begin a new epoch of changes in another database, also where its counter is ahead of the dump', async () => {
    const epoch = (): Promise<readonly unknown[]> => owner('select epoch from change_epoch');
    await settle();
    const begun = await epoch();
    await settle();
    expect(await epoch()).toEqual(begun);
    await owner(`update change_epoch set home = '7000000000000000000 16384'`);
    const [before] = await owner('select shift from audit_place_shift');
    await settle();
    expect(await epoch()).not.toEqual(begun);
    expect(await owner('select shift from audit_place_shift')).toEqual([before]);
  });

  it('are read, and nothing else, by who checks them', async () => {
    const client = new pg.Client({ connectionString: test.config.database.auditUrl });
    await client.connect();
    const readable = await client.query<{ name: string }>(
      `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace
       and relkind in ('r', 'p', 'v', 'S') and has_table_privilege(oid, 'SELECT') order by 1`,
    );
    const writable = await client.query(
      `select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and (has_table_privilege(oid, 'DELETE, TRUNCATE') or has_any_column_privilege(oid, 'INSERT, UPDATE'))`,
    );
    await client.end();
    expect(readable.rows.map(({ name }) => name)).toEqual(['audit_event', 'audit_seal']);
    expect(writable.rowCount).toBe(0);
  });
});
