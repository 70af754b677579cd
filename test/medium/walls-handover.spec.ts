import { attackerOn, type Attacker, type Who } from '../setup/attacker.js';
import { seedOrganisation } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeWalledFile, type WalledFile } from '../setup/walled-file.js';

const FORBIDDEN = '42501';
const CHECK = '23514';
const YESTERDAY = `'2026-07-01'`;

const grant = (table: 'case_access' | 'person_access', column: string, values: string): string =>
  `insert into ${table} (${column}, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id)
   values ${values}`;

const OF = (user: string, organisation: string): string =>
  `select set_config('app.user_id', ${user}, true), set_config('app.org_id', '${organisation}', true)`;

/** What is written when the fresh file goes over to the neighbours: an offer, and its acceptance. */
const HANDOVER: readonly string[] = [
  `insert into case_transfer (id, case_id, case_code, from_organisation_id, to_organisation_id, reason, reads_until,
     answer_by, offered_at, offered_by)
   select {newId}, id, code, {police}, {neighbourPolice}, 'Thử nghiệm', '2026-12-31', '2026-07-10', now(), {keeper}
   from case_file where id = {fresh}`,
  OF('{stranger}', '{neighbourPolice}'),
  `select app.answer_case_transfer(id, 'accepted', now(), null) from case_transfer where case_id = {fresh} and state = 'open'`,
  OF('{keeper}', '{police}'),
];

describe('walls that move with time', () => {
  let test: TestApp;
  let file: WalledFile;
  let attacker: Attacker;
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeWalledFile(test);
    // The worker would change rows meanwhile.
    await test.app.close();
    attacker = attackerOn(test.database, file);
  });
  afterAll(() => test.database.drop());

  it('let the giver hand his file over with its time limit, act before and only read after', async () => {
    const seen = await attacker.run(file.keeper, async (ask) => {
      const acts = async (): Promise<unknown> =>
        (await ask<{ acts: boolean }>(attacker.filled('select app.acts_on_case({fresh}) as acts')))[0]?.acts;
      const countOf = async (sql: string): Promise<number> => (await ask(attacker.filled(sql))).length;
      const before = await acts();
      for (const sql of HANDOVER) await ask(attacker.filled(sql));
      const after = await acts();
      const reads = await countOf('select 1 from case_file where id = {fresh}');
      const changes = await countOf('update case_file set status = status where id = {fresh} returning 1');
      const moved = await countOf('select 1 from deadline where organisation_id = {neighbourPolice}');
      await ask(`select set_config('app.today', '2027-01-01', true)`);
      const readsLater = await countOf('select 1 from case_file where id = {fresh}');
      await ask(attacker.filled(`select set_config('app.org_id', '{neighbourPolice}', true)`));
      return { before, after, reads, changes, moved, readsLater, receiverActs: await acts() };
    });
    expect(seen).toEqual({
      before: true,
      after: false,
      reads: 1,
      changes: 0,
      moved: 1,
      readsLater: 0,
      receiverActs: true,
    });
  });

  it('let nobody work on a file from the day on which his body acts on it no more', async () => {
    const seen = await attacker.run(file.keeper, async (ask) => {
      const run = (sql: string) => ask<{ ended: boolean }>(attacker.filled(sql));
      const shared = `({fresh}, {neighbourPolice}, 'referred', true, '2026-07-02', 'infinity', {police}),
        ({fresh}, {neighbourPolice}, 'offered', false, '2026-07-02', 'infinity', {police})`;
      await run(grant('case_access', 'case_id', shared));
      await run(OF('{stranger}', '{neighbourPolice}'));
      await run(`insert into case_assignment (id, case_id, organisation_id, user_id, assigned_at, assigned_by)
        values ({newId}, {fresh}, {neighbourPolice}, {stranger}, now(), {stranger})`);
      const ended = async (): Promise<readonly boolean[]> =>
        (await run('select ended_at is not null as ended from case_assignment where case_id = {fresh}')).map(
          (row) => row.ended,
        );
      const before = await ended();
      await run(OF('{keeper}', '{police}'));
      await run(`select app.end_case_referral({fresh}, {neighbourPolice}, ${YESTERDAY})`);
      await run('set constraints all immediate');
      await run(OF('{stranger}', '{neighbourPolice}'));
      return { before, after: await ended() };
    });
    expect(seen).toEqual({ before: [false], after: [true] });
  });

  it('let who gave a file away by law read that one alone until the handover ends, and not a day longer', async () => {
    const { moved, bystanders } = file;
    const ids = async (today: string): Promise<readonly string[]> => {
      const sql = 'select id from case_file union all select id from person order by id';
      const rows = await attacker.run({ ...bystanders.former, today }, (ask) => ask<{ id: string }>(sql));
      return rows.map((row) => row.id);
    };
    expect(await ids('2026-12-31')).toEqual([moved.id, moved.personId].toSorted());
    expect(await ids('2027-01-01')).toEqual([]);
  });

  describe('let access be ended', () => {
    const CASE = `app.end_case_access({fresh}, {police}, ${YESTERDAY})`;
    const PERSON = `app.end_person_access({person}, {police}, 'registered', ${YESTERDAY})`;

    it.each<Who>(['neighbour', 'former', 'superior', 'administrator'])('by no %s', async (who) => {
      expect(await attacker.valueOf(attacker.claimOf(who), CASE)).toBe(0);
      expect(await attacker.valueOf(attacker.claimOf(who), PERSON)).toBe(0);
    });

    it('by the keeper, where it is his own', async () => {
      expect(await attacker.valueOf(file.keeper, CASE)).toBe(1);
      expect(await attacker.valueOf(file.keeper, PERSON)).toBe(1);
    });

    it('by the keeper, not where another granted it', async () => {
      const { owner } = test.database;
      const others = `({fresh}, {neighbourPolice}, 'referred', true, '2026-07-02', 'infinity', {neighbourPolice})`;
      await owner.query(attacker.filled(grant('case_access', 'case_id', others)));
      const end = CASE.replace('{police}', '{neighbourPolice}');
      expect(await attacker.valueOf(file.keeper, end)).toBe(0);
      await owner.query(`delete from case_access where reason = 'referred'`);
    });
  });

  it('let a body that has ended register nobody', async () => {
    const organisationId = await seedOrganisation(test.database.owner, {
      kind: 'reformatory',
      validTo: '2026-07-01',
    });
    const sql = `insert into person (id, full_name, name_key, birth_year, sex, registered_by_organisation_id,
      registered_at) values ({newId}, 'x', 'x', 2000, 'male', ${organisationId}, now())`;
    const claim = { userId: file.keeper.userId, organisationId };
    expect(await attacker.refusal({ ...claim, today: '2026-07-01' }, sql)).toBeNull();
    expect(await attacker.refusal({ ...claim, today: '2026-07-02' }, sql)).toBe(FORBIDDEN);
  });

  describe('let the clock be moved', () => {
    const MOVE = `update legal_clock set shift = '1 day' returning 1`;
    const moves = async (who: Who): Promise<number> =>
      (await attacker.run(attacker.claimOf(who), (ask) => ask(MOVE))).length;

    afterEach(() => test.database.owner.query('update legal_clock set movable = true'));

    it('by an administrator alone', async () => {
      expect(await moves('keeper')).toBe(0);
      expect(await moves('administrator')).toBe(1);
    });

    it('by nobody where the database was prepared for a profile in which it stands still', async () => {
      const { owner } = test.database;
      await owner.query(`update legal_clock set movable = false, shift = '0'`);
      expect(await moves('administrator')).toBe(0);
      await expect(owner.query(MOVE)).rejects.toMatchObject({ code: CHECK });
    });
  });
});
