import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { AuditMarks } from '../../src/audit/audit-marks.js';
import { UNSEALED_SECONDS } from '../../src/audit/audit-seal.metrics.js';
import { AuditScene } from '../setup/audit-scene.js';

describe('the seals of the audit', () => {
  let scene: AuditScene;
  beforeEach(async () => {
    scene = await AuditScene.arrange();
  });
  afterEach(() => scene.close());

  it('hold what was written, and tell from where on nothing is sealed yet', async () => {
    await scene.threeSealed();
    await scene.record('test.later', 2);
    const { findings, told } = await scene.verify();
    expect(findings).toEqual([]);
    expect(told).toMatchObject({ seals: 1, unsealed: { rows: 2, firstId: await scene.idOf('test.later') } });
    expect(told.rows).toBeGreaterThanOrEqual(3);
    await scene.seal();
    expect((await scene.verify()).told).toMatchObject({ seals: 2, unsealed: { rows: 0, firstId: null } });
  });

  it('are made with the first key of the ring, and read with the others', async () => {
    await scene.threeSealed();
    const [first] = scene.test.config.keys.audit;
    const second = { version: 2, bytes: randomBytes(32) };
    const rotated = new AuditMarks({ keys: { ...scene.test.config.keys, audit: [second, first] } });
    await scene.record('test.more');
    await scene.seal(scene.otherWorker(rotated));
    const versions = await scene.owner('select key_version as version from audit_seal order by number');
    expect(versions).toEqual([{ version: 1 }, { version: 2 }]);
    expect((await scene.verify()).findings).toEqual([{ seal: 2, row: null, fault: 'key-unknown' }]);
  });

  it('are made once, by however many workers', async () => {
    await scene.recordMany(2_500);
    await scene.seal();
    await scene.recordMany(2_500);
    await Promise.all(Array.from({ length: 6 }, () => scene.sealNow(scene.otherWorker())));
    expect((await scene.owner('select 1 from audit_seal')).length).toBeGreaterThan(0);
    await scene.seal();
    const { findings, told } = await scene.verify();
    expect(findings).toEqual([]);
    expect(told.unsealed.rows).toBe(0);
    const [doubled] = await scene.owner(
      'select count(*)::int - count(distinct id)::int as rows from audit_seal, unnest(ids) id',
    );
    expect(doubled).toEqual({ rows: 0 });
  });

  it('are gone on with where a worker died in the middle', async () => {
    await scene.recordMany(2_500);
    await scene.owner(`create function refuse_second() returns trigger language plpgsql as
      $$ begin if new.number = 2 then raise 'died'; end if; return new; end $$`);
    await scene.owner(
      'create trigger dies before insert on audit_seal for each row execute function refuse_second()',
    );
    await expect(scene.seal(scene.otherWorker())).rejects.toThrow('died');
    expect((await scene.verify()).told).toMatchObject({ seals: 1, rows: 1_000 });
    await scene.owner('drop trigger dies on audit_seal');
    await scene.seal(scene.otherWorker());
    const { findings, told } = await scene.verify();
    expect(findings).toEqual([]);
    expect(told).toMatchObject({ seals: 3, unsealed: { rows: 0 } });
  });

  it('miss nothing that was begun before and committed after what they hold', async () => {
    const late = new pg.Client({ connectionString: scene.test.config.database.ownerUrl ?? '' });
    await late.connect();
    await late.query('begin');
    await late.query(`insert into audit_event (id, legal_at, system, action)
      values (gen_random_uuid(), now(), 'login', 'test.late')`);
    await scene.record('test.second');
    await scene.sealNow();
    expect((await scene.verify()).told.unsealed.rows).toBeGreaterThan(0);
    await late.query('commit');
    await late.end();
    await scene.seal();
    const { findings, told } = await scene.verify();
    expect(findings).toEqual([]);
    expect(told.unsealed.rows).toBe(0);
    const [held] = await scene.owner('select 1 as held from audit_seal where $1 = any (ids)', [
      await scene.idOf('test.late'),
    ]);
    expect(held).toEqual({ held: 1 });
  });

  it('leave what is written meanwhile to the next sweep', async () => {
    await scene.seal();
    const count = async (): Promise<number> => (await scene.owner('select 1 from audit_seal')).length;
    const before = await count();
    // Somebody who writes as fast as seals are made, five times.
    await scene.owner(`create function write_on() returns trigger language plpgsql security definer as $$ begin
      if new.number < ${before + 6} then
        insert into audit_event (id, legal_at, system, action) values (gen_random_uuid(), now(), 'login', 'test.fast');
      end if;
      return new;
    end $$`);
    await scene.owner(
      'create trigger writes_on after insert on audit_seal for each row execute function write_on()',
    );
    await scene.record('test.first');
    await scene.seal();
    expect(await count()).toBe(before + 1);
    await scene.seal();
    expect(await count()).toBe(before + 2);
  });

  it('hold rows of one month each', async () => {
    await scene.owner(`insert into audit_event (id, at, legal_at, system, action) values
      (gen_random_uuid(), '2026-01-31T23:59:59Z', now(), 'login', 'test.january'),
      (gen_random_uuid(), '2026-02-01T00:00:00Z', now(), 'login', 'test.february')`);
    await scene.seal();
    const months = await scene.owner<{ months: number }>(
      `select count(distinct date_trunc('month', e.at at time zone 'UTC'))::int as months
       from audit_seal s join audit_event e on e.id = any (s.ids) group by s.number`,
    );
    expect(months.length).toBeGreaterThan(1);
    for (const seen of months) expect(seen).toEqual({ months: 1 });
  });

  it('are read, and nothing else, by who checks them', async () => {
    const client = new pg.Client({ connectionString: scene.test.config.database.auditUrl });
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

  it('are held up by no lock of another role or part of the program', async () => {
    const { url, auditUrl } = scene.test.config.database;
    const clients = [url, auditUrl].map((connectionString) => new pg.Client({ connectionString }));
    const [app, auditor] = clients;
    for (const client of clients) {
      await client.connect();
      await client.query('begin');
    }
    await app?.query(`select pg_advisory_lock(hashtext('audit seal'))`);
    const refused = auditor?.query('select 1 from audit_place_shift for update');
    await expect(refused).rejects.toThrow('permission denied');
    expect((await app?.query('select 1 from audit_place_shift for update'))?.rowCount).toBe(0);
    await scene.record('test.first');
    await scene.seal();
    expect((await scene.verify()).told.unsealed.rows).toBe(0);
    for (const client of clients) await client.end();
  });

  it('tell the age of what waits, also while another worker never comes to an end', async () => {
    await scene.owner(`insert into audit_event (id, at, legal_at, system, action)
      values (gen_random_uuid(), now() - interval '20 minutes', now(), 'login', 'test.waits')`);
    await scene.owner('begin');
    await scene.owner('select 1 from audit_place_shift for update');
    await scene.sealNow();
    await scene.owner('rollback');
    expect((await UNSEALED_SECONDS.get()).values[0]?.value).toBeGreaterThan(1_100);
    await scene.seal();
    expect((await UNSEALED_SECONDS.get()).values[0]?.value).toBe(0);
  });
});
