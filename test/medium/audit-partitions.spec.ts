import { AUDIT_KEEPER, AuditPartitions } from '../../src/audit/audit-partitions.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { DOSE_KEEPER, DosePartitions } from '../../src/treatment/ledger/dose-partitions.js';
import { Database } from '../../src/platform/database/database.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const LONG_AGO = '2026-03-31T23:59:59.999Z';

describe('the months of the audit', () => {
  let test: TestApp;
  beforeEach(async () => {
    // Without a worker: its own jobs would make the months meanwhile.
    test = await createTestApp({ APP_ROLE: 'api' });
  });
  afterEach(() => test.close());

  const prepareDoses = (): Promise<void> => test.app.get(DosePartitions).prepare({}, DOSE_KEEPER);
  const prepare = (): Promise<void> => test.app.get(AuditPartitions).prepare({}, AUDIT_KEEPER);
  const ask = async <Row extends object>(sql: string): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql)).rows;
  const record = (action: string): Promise<void> =>
    test.app.get(Database).write(AUDIT_KEEPER, (tx) => test.app.get(AuditLog).record(tx, { action }));

  /** As after a time in which nothing ran: rows, and no partitions for them. */
  async function leaveGap(): Promise<void> {
    await ask(`
      do $$ declare part text; begin
        for part in select inhrelid::regclass::text from pg_inherits
          where inhparent = 'audit_event'::regclass and inhrelid <> 'audit_event_default'::regclass
        loop execute 'drop table ' || part; end loop;
      end $$`);
    await record('test.gap.now');
    await ask(`insert into audit_event (id, at, legal_at, system, action, persons, detail)
      values (gen_random_uuid(), '${LONG_AGO}', now(), 'audit-keeper', 'test.gap.before',
        array[gen_random_uuid()], '{"count": 3}'),
      (gen_random_uuid(), '2026-04-01T00:00:00Z', now(), 'audit-keeper', 'test.gap.after', '{}', '{}')`);
  }

  it('take in the rows of a time in which nobody made them', async () => {
    await leaveGap();
    const before = await ask(`select e.* from audit_event e where action like 'test.gap.%' order by at`);
    expect(await ask('select 1 from audit_event_default')).toHaveLength(3);
    await prepare();
    expect(await ask('select 1 from audit_event_default')).toHaveLength(0);
    expect(await ask(`select e.* from audit_event e where action like 'test.gap.%' order by at`)).toEqual(
      before,
    );
    expect(await ask(`select action from audit_event_2026_03`)).toEqual([{ action: 'test.gap.before' }]);
    expect(await ask(`select action from audit_event_2026_04`)).toEqual([{ action: 'test.gap.after' }]);
  });

  it('of the ledger of doses are made ahead by a job of their own, which may run twice', async () => {
    const months = async (): Promise<readonly string[]> =>
      (
        await ask<{ name: string }>(
          `select c.relname as name from pg_inherits join pg_class c on c.oid = inhrelid
           where inhparent = 'dose_event'::regclass and c.relname <> 'dose_event_default' order by 1`,
        )
      ).map(({ name }) => name);
    const [ahead] = await ask<{ names: readonly string[] }>(
      `select array_agg('dose_event_' || to_char(date_trunc('month', now() at time zone 'UTC')
         + each * interval '1 month', 'YYYY_MM') order by each) as names from generate_series(0, 3) each`,
    );
    for (const name of (await months()).slice(-2)) await ask(`drop table ${name}`);
    expect(await months()).not.toEqual(expect.arrayContaining([...(ahead?.names ?? [])]));
    await prepareDoses();
    const made = await months();
    expect(made).toEqual(expect.arrayContaining([...(ahead?.names ?? [])]));
    await prepareDoses();
    expect(await months()).toEqual(made);
    expect(await ask('select 1 from dose_event_default')).toEqual([]);
  });

  it('are walled and found like those that were made ahead', async () => {
    await leaveGap();
    await prepare();
    const found = await ask<{ guarded: boolean; indexes: number; attached: boolean }>(
      `select c.relrowsecurity as guarded, (select count(*)::int from pg_index i where i.indrelid = c.oid) as indexes,
         c.relispartition as attached
       from pg_class c where c.relname ~ '^audit_event_[0-9]{4}_[0-9]{2}$'`,
    );
    expect(found.length).toBeGreaterThanOrEqual(6);
    for (const part of found) expect(part).toEqual({ guarded: true, indexes: 6, attached: true });
    expect(await ask(`select 1 from pg_index where not indisvalid`)).toEqual([]);
    const rights = await ask<{ may: boolean }>(
      `select has_table_privilege('app', 'audit_event_2026_03', 'select, insert, update, delete') as may`,
    );
    expect(rights).toEqual([{ may: false }]);
  });

  it('lose nothing that is written while they are made, by however many', async () => {
    await leaveGap();
    const writers = Array.from({ length: 20 }, (_, at) => record(`test.meanwhile.${at}`));
    await Promise.all([prepare(), prepare(), ...writers]);
    const [count] = await ask<{ rows: number }>(
      `select count(*)::int as rows from audit_event where action like 'test.meanwhile.%'`,
    );
    expect(count).toEqual({ rows: 20 });
    expect(await ask('select 1 from audit_event_default')).toHaveLength(0);
  });
});
