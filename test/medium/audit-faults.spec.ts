import { randomBytes } from 'node:crypto';
import { AuditMarks } from '../../src/audit/audit-marks.js';
import { AuditScene } from '../setup/audit-scene.js';

describe('what does not hold in the seals of the audit', () => {
  let scene: AuditScene;
  beforeEach(async () => {
    scene = await AuditScene.arrange();
  });
  afterEach(() => scene.close());

  it('name a row that was altered', async () => {
    await scene.threeSealed();
    await scene.owner(`update audit_event set detail = '{"b": 1, "a": "á"}' where action = 'test.second'`);
    expect((await scene.verify()).findings).toEqual([
      { seal: 1, row: await scene.idOf('test.second'), fault: 'altered' },
    ]);
  });

  it('name a row that was deleted', async () => {
    await scene.threeSealed();
    const id = await scene.idOf('test.second');
    await scene.owner(`delete from audit_event where action = 'test.second'`);
    expect((await scene.verify()).findings).toEqual([{ seal: 1, row: id, fault: 'deleted' }]);
  });

  it('name a row that was inserted among those that are sealed', async () => {
    await scene.threeSealed();
    await scene.owner(
      `insert into audit_event (id, at, legal_at, system, action, place)
       select gen_random_uuid(), at, legal_at, system, 'test.forged', place from audit_event where action = 'test.second'`,
    );
    expect((await scene.verify()).findings).toEqual([
      { seal: 1, row: await scene.idOf('test.forged'), fault: 'inserted' },
    ]);
  });

  it('name a row of a past day that was inserted behind the end, sealed or not', async () => {
    await scene.threeSealed();
    await scene.owner(`insert into audit_event (id, at, legal_at, system, action)
      values (gen_random_uuid(), now() - interval '2 days', now(), 'login', 'test.forged')`);
    const forged = [{ seal: 2, row: await scene.idOf('test.forged'), fault: 'backdated' }];
    expect((await scene.verify()).findings).toEqual(forged);
    await scene.seal();
    expect((await scene.verify()).findings).toEqual(forged);
  });

  it('name a row that was moved out of its place', async () => {
    await scene.threeSealed();
    const id = await scene.idOf('test.first');
    await scene.owner(`update audit_event set place = -1 where action = 'test.first'`);
    expect((await scene.verify()).findings).toEqual([{ seal: 1, row: id, fault: 'altered' }]);
    await scene.owner(`update audit_event set place = place + 1000000 where action = 'test.second'`);
    expect((await scene.verify()).findings).toContainEqual({
      seal: 1,
      row: await scene.idOf('test.second'),
      fault: 'altered',
    });
  });

  it('name a seal that was made to fit, replaced or taken away', async () => {
    for (const action of ['test.first', 'test.second', 'test.third']) {
      await scene.record(action);
      await scene.seal();
    }
    await scene.owner(`delete from audit_event where action = 'test.second'`);
    await scene.owner(`update audit_seal set ids = array[gen_random_uuid()] where number = 2`);
    expect((await scene.verify()).findings).toContainEqual({ seal: 2, row: null, fault: 'altered' });
    await scene.owner('delete from audit_seal where number = 2');
    expect((await scene.verify()).findings).toEqual([{ seal: 2, row: null, fault: 'missing' }]);
  });

  it('show that their end was cut off: to the process that saw it, and to who kept the head', async () => {
    await scene.threeSealed();
    await scene.record('test.hidden');
    await scene.seal();
    const { head } = (await scene.verify()).told;
    await scene.owner('delete from audit_seal where number = 2');
    await scene.owner(`delete from audit_event where action = 'test.hidden'`);
    await expect(scene.seal()).rejects.toThrow('Seal 2 of the audit');
    const known = { number: 2, digest: head?.digest.toString('hex') ?? '' };
    expect((await scene.verify()).findings).toEqual([]);
    expect((await scene.verify(known)).findings).toEqual([{ seal: 2, row: null, fault: 'missing' }]);
    await scene.record('test.after');
    await scene.seal(scene.otherWorker());
    expect((await scene.verify(known)).findings).toEqual([{ seal: 2, row: null, fault: 'altered' }]);
  });

  it('cannot be made with another key', async () => {
    await scene.threeSealed();
    const { config } = scene.test;
    const forger = new AuditMarks({
      keys: { ...config.keys, audit: [{ version: 1, bytes: randomBytes(32) }] },
    });
    await scene.record('test.more');
    await scene.seal(scene.otherWorker(forger));
    expect((await scene.verify()).findings).toContainEqual({ seal: 2, row: null, fault: 'altered' });
  });

  it('name a number of many digits that was altered in its last one', async () => {
    await scene.owner(`insert into audit_event (id, legal_at, system, action, detail)
      values (gen_random_uuid(), now(), 'login', 'test.number', '{"n": 12345678901234567890}')`);
    await scene.seal();
    await scene.owner(
      `update audit_event set detail = '{"n": 12345678901234567891}' where action = 'test.number'`,
    );
    const row = await scene.idOf('test.number');
    expect((await scene.verify()).findings).toEqual([{ seal: 1, row, fault: 'altered' }]);
  });

  it('do not blame a row of which another bears the id', async () => {
    await scene.record('test.first');
    const copy = (action: string): Promise<object[]> =>
      scene.owner(`insert into audit_event (id, legal_at, system, action)
        select id, now(), 'login', '${action}' from audit_event where action = 'test.first'`);
    await copy('test.forged-before');
    await scene.seal();
    expect((await scene.verify()).findings).toEqual([]);
    await scene.owner(`insert into audit_event (id, at, legal_at, system, action, place)
      select id, at + interval '1 second', legal_at, system, 'test.forged-after', place
      from audit_event where action = 'test.first'`);
    const row = await scene.idOf('test.first');
    expect((await scene.verify()).findings).toEqual([{ seal: 1, row, fault: 'inserted' }]);
    await scene.owner(`delete from audit_event where action = 'test.first'`);
    expect((await scene.verify()).findings).toEqual([{ seal: 1, row, fault: 'altered' }]);
  });

  it('are read of the tables of the service, whatever stands in a schema of the reader’s name', async () => {
    await scene.threeSealed();
    await scene.owner(`create schema app_audit;
      create table app_audit.audit_event as select * from public.audit_event;
      create view app_audit.audit_seal as select * from public.audit_seal;
      grant usage on schema app_audit to app_audit;
      grant select on all tables in schema app_audit to app_audit;
      update public.audit_event set action = 'test.other' where action = 'test.second'`);
    const row = await scene.idOf('test.other');
    expect((await scene.verify()).findings).toEqual([{ seal: 1, row, fault: 'altered' }]);
  });

  describe('with what stands around their tables', () => {
    it('are as the migrations make them', async () => {
      expect(await scene.walls()).toEqual([]);
    });

    it.each([
      [
        'a policy that hides a row',
        `create policy hide on audit_event as restrictive for select to app using (action <> 'x')`,
        'audit_event: policy hide: not made by the migrations',
      ],
      [
        'a policy with another condition',
        `alter policy auditor on audit_event using (action <> 'x' and (select app.has_role('auditor')))`,
        'audit_event: policy auditor: not as the migrations make it',
      ],
      [
        'a trigger on a month',
        `create function drop_row() returns trigger language plpgsql as 'begin return null; end';
         create trigger drops before insert on audit_event_default for each row execute function drop_row()`,
        'audit_event_default: trigger drops: not made by the migrations',
      ],
      [
        'a rule',
        'create rule nothing as on insert to audit_seal do instead nothing',
        'audit_seal: rule nothing: not made by the migrations',
      ],
      ['open rows', 'alter table audit_seal disable row level security', 'audit_seal: row security: not as'],
      ['a right', 'grant delete on audit_event to app', 'audit_event: grants to app: not as'],
      ['another owner', 'alter table audit_seal owner to app', 'audit_seal: owner: not as'],
      [
        'a month that was taken out',
        `do $$ begin execute format('alter table audit_event detach partition audit_event_%s',
          to_char(now() at time zone 'UTC', 'YYYY_MM')); end $$`,
        ': kind: not as the migrations make it',
      ],
    ])('are told from %s', async (_what, sql, line) => {
      await scene.owner(sql);
      const lines = await scene.walls();
      expect(lines).toEqual(expect.arrayContaining([expect.stringContaining(line)]));
    });
  });
});
