import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { ORGANISATION_CHANGES } from '../../src/identity/organisation.queries.js';
import { changesAfter, placeNow, type ChangePlace, type RowId } from '../../src/platform/database/changes.js';
import { Database } from '../../src/platform/database/database.js';
import { seedOrganisation, unitIdByCode } from '../setup/factories.js';
import { anActor } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { VINH_BINH_CODE, VINH_THUAN_CODE } from '../setup/vinh-thuan.js';

describe('changes of a list', () => {
  let test: TestApp;
  let database: Database;
  let early: number;
  let late: number;
  let slow: pg.Client;
  beforeAll(async () => {
    test = await createTestApp();
    database = test.app.get(Database);
    early = await seedOrganisation(test.database.owner, { kind: 'system-operator' });
    late = await seedOrganisation(test.database.owner, { kind: 'ministry-department' });
    slow = new pg.Client({ connectionString: test.database.config.database.ownerUrl ?? '' });
    await slow.connect();
  });
  afterAll(async () => {
    await slow.end();
    await test.close();
  });

  const place = (): Promise<ChangePlace> =>
    database.read(anActor(early), (tx) => placeNow(tx, ORGANISATION_CHANGES));
  const after = (
    since: ChangePlace,
    limit = 10,
  ): Promise<{ ids: readonly RowId[]; next: ChangePlace; more: boolean }> =>
    database.read(anActor(early), (tx) => changesAfter(tx, ORGANISATION_CHANGES, since, limit));
  /** Behind all that was written before, of whatever test: what ran meanwhile has ended. */
  const settled = async (): Promise<ChangePlace> => {
    const { rows } = await test.database.owner.query<{ xid: string }>(
      'select pg_current_xact_id()::text as xid',
    );
    return eventually(place, ({ xid }) => BigInt(xid) > BigInt(rows[0]?.xid ?? 0));
  };
  const rename = 'update organisation set name = name where id = $1';
  const everything = async (since: ChangePlace, count: number, limit: number): Promise<readonly RowId[]> => {
    const found: RowId[] = [];
    let next = since;
    await eventually(
      async () => {
        const slice = await after(next, limit);
        found.push(...slice.ids);
        next = slice.next;
        return slice;
      },
      ({ more }) => !more && found.length >= count,
    );
    return found;
  };

  it('are read anew in a restored database', async () => {
    const since = await place();
    expect((await after(since)).ids).toEqual([]);
    await test.database.owner.query('select app.begin_change_epoch()');
    await expect(after(since)).rejects.toThrow('http.startOver');
    expect((await after(await place())).ids).toEqual([]);
  });

  it('lose nothing that was written early and committed late', async () => {
    const since = await settled();
    await slow.query('begin');
    await slow.query(rename, [early]);
    await test.database.owner.query(rename, [late]);
    const meanwhile = await after(since);
    expect(meanwhile.ids).toEqual([]);
    await slow.query('commit');
    expect(await everything(meanwhile.next, 2, 10)).toEqual([early, late]);
  });

  it('are told once each, whatever the size of a page', async () => {
    const since = await settled();
    for (const id of [late, early, late]) await test.database.owner.query(rename, [id]);
    expect(await everything(since, 2, 1)).toEqual([early, late]);
  });

  it('of a unit’s name wait for who is about to show it', async () => {
    const { owner } = test.database;
    const unitId = await unitIdByCode(owner, VINH_THUAN_CODE);
    await slow.query('begin');
    const shows = await seedOrganisation(slow, { kind: 'commune-police', unitId });
    const renamed = owner.query(`update unit set name = 'Xã Vĩnh Thuận Mới' where id = $1`, [unitId]);
    expect(await Promise.race([renamed, sleep(300, 'waits')])).toBe('waits');
    await slow.query('commit');
    await renamed;
    const { rows } = await owner.query<{ told: boolean }>(
      `select o.changed_xid = u.changed_xid as told from organisation o join unit u on u.id = o.unit_id where o.id = $1`,
      [shows],
    );
    expect(rows).toEqual([{ told: true }]);
  });

  it('of a unit’s name wait for who is about to live there', async () => {
    const { owner } = test.database;
    const unitId = await unitIdByCode(owner, VINH_BINH_CODE);
    const personId = uuidv7();
    await owner.query(
      `insert into person (id, full_name, name_key, birth_year, sex, registered_by_organisation_id, registered_at)
       values ($1, 'Lê Văn Tám', ' le van tam ', 1990, 'male', $2, now())`,
      [personId, late],
    );
    await slow.query('begin');
    await slow.query(
      `insert into person_address (id, person_id, kind, unit_id, from_on, recorded_at)
       values ($1, $2, 'current', $3, '2026-07-01', now())`,
      [uuidv7(), personId, unitId],
    );
    const renamed = owner.query(`update unit set name = 'Xã Vĩnh Bình Mới' where id = $1`, [unitId]);
    expect(await Promise.race([renamed, sleep(300, 'waits')])).toBe('waits');
    await slow.query('commit');
    await renamed;
  });

  it('leave out what was undone', async () => {
    const since = await settled();
    await slow.query('begin');
    await slow.query(rename, [late]);
    await slow.query('rollback');
    await test.database.owner.query(rename, [early]);
    expect(await everything(since, 1, 10)).toEqual([early]);
  });
});
