import { attackerOn, type Attacker, type Who } from '../setup/attacker.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { addRowsToForget, arrangeWalledFile, type WalledFile } from '../setup/walled-file.js';

const FORBIDDEN = '42501';
const CHECK = '23514';
const FOREIGN_KEY = '23503';
const TODAY = `'2026-07-02T10:00:00+07:00'`;

const event = (values: string): string =>
  `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, user_id, system,
     organisation_id, status_after, replaces_id, reason) values ({newId}, ${values}, 'Ghi nhầm')`;
const attachment = (values: string): string =>
  `insert into attachment (id, subject_kind, kind, media_type, size, sha256, storage_key, key_version, subject_id,
     status, uploaded_by, organisation_id, added_at)
   values ({newId}, 'case', 'other', 'application/pdf', 1, sha256('x'), repeat('a', 32), 1, ${values}, now())`;
const limitOf = (organisation: string): string =>
  `insert into deadline (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version,
     regime, starts_at, due_at, opened_at, explanation)
   values ({newId}, 'case', {fresh}, 'HS-1', ${organisation}, {unit}, 'public-facility.designate', '2026-07-01', 'R3',
     ${TODAY}, ${TODAY}, ${TODAY}, '{}')`;
const referredTo = (organisation: string, acts: boolean): string =>
  `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
   values ({fresh}, ${organisation}, 'referred', ${acts}, '2026-07-02', {police})`;
const decision = (organisation: string, signer: string): string =>
  `insert into case_decision (id, case_id, act, number, decided_at, organisation_id, signer_user_id, signer_office,
     recorded_by, recorded_by_organisation_id, regime, explanation)
   values ({newId}, {fresh}, 'x', '1/QĐ', now(), ${organisation}, ${signer}, 'x', {keeper}, {police}, 'R3', '{}')`;

describe('an actor who holds the application’s role and tries what the program never does', () => {
  let test: TestApp;
  let file: WalledFile;
  let attacker: Attacker;
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeWalledFile(test);
    // The worker would change rows meanwhile.
    await test.app.close();
    await addRowsToForget(test.database.owner, file);
    attacker = attackerOn(test.database, file);
  });
  afterAll(() => test.database.drop());

  it.each<[string, Who, string, string]>([
    ['moves his access to another file', 'keeper', 'update case_access set case_id = {moved}', FORBIDDEN],
    ['lengthens his access', 'former', `update case_access set until_on = 'infinity'`, FORBIDDEN],
    ['moves a file to another person', 'keeper', 'update case_file set person_id = {movedPerson}', FORBIDDEN],
    [
      'keeps a file from following competence',
      'keeper',
      `update case_file set moved_on = 'infinity', moved_by = (select min(id) from organisation_succession)`,
      FORBIDDEN,
    ],
    [
      'takes a file on which he acts',
      'keeper',
      `update case_file set keeper_organisation_id = {neighbourPolice}, status = 'completed' where id = {fresh}`,
      FORBIDDEN,
    ],
    ['moves a file to another unit', 'keeper', 'update case_file set unit_id = {neighbourUnit}', FORBIDDEN],
    ['calls a file nobody’s', 'keeper', 'update case_file set awaiting_reassignment = true', FORBIDDEN],
    [
      'makes another body the keeper of a file on which he acts',
      'keeper',
      `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
         values ({fresh}, {neighbourPolice}, 'keeper', true, '2026-07-02', {police})`,
      FORBIDDEN,
    ],
    ['gives a file another code', 'keeper', `update case_file set code = 'HS-1'`, FORBIDDEN],
    [
      'opens a file about a person whom he does not see',
      'neighbour',
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
         values ({newId}, 'home-rehabilitation', 'HS-2', {person}, {neighbourPolice}, {neighbourUnit}, 'x', '2026-07-02')`,
      FORBIDDEN,
    ],
    [
      'opens a file about a person whom he only reads',
      'former',
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
         values ({newId}, 'home-rehabilitation', 'HS-2', {movedPerson}, {committee}, {unit}, 'x', '2026-07-02')`,
      FORBIDDEN,
    ],
    [
      'asks whether a file exists by granting access to it',
      'neighbour',
      `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
         values ({newId}, {neighbourPolice}, 'keeper', true, '2026-07-02', {neighbourPolice})`,
      FORBIDDEN,
    ],
    ['gives a body a time limit that owes him nothing', 'keeper', limitOf('{provincialPolice}'), FORBIDDEN],
    ['gives the keeper a time limit', 'superior', limitOf('{police}'), FORBIDDEN],
    ['refers a file of others to himself', 'superior', referredTo('{provincialPolice}', true), FORBIDDEN],
    ['puts a time limit off', 'keeper', `update deadline set due_at = 'infinity'`, FORBIDDEN],
    ['hangs a time limit on another file', 'keeper', 'update deadline set subject_id = {moved}', FORBIDDEN],
    [
      'leaves a time limit to the neighbour while he keeps the file',
      'keeper',
      'update deadline set organisation_id = {neighbourPolice}',
      FORBIDDEN,
    ],
    [
      'leaves a time limit that ended to the neighbour',
      'keeper',
      `update deadline set organisation_id = {neighbourPolice} where subject_id = {moved} and status <> 'open'`,
      FORBIDDEN,
    ],
    [
      'leaves a time limit to the neighbour in ending it',
      'keeper',
      `update deadline set organisation_id = {neighbourPolice}, status = 'met', closed_at = now()
         where subject_id = {fresh} and status = 'open'`,
      FORBIDDEN,
    ],
    ['rewrites an explanation', 'keeper', `update deadline set explanation = '{}'`, FORBIDDEN],
    ['takes back a notice', 'keeper', 'delete from notification', FORBIDDEN],
    ['rewrites the history', 'keeper', `update case_event set status_after = 'decided'`, FORBIDDEN],
    ['rewrites a decision', 'keeper', `update case_decision set number = '9/QĐ'`, FORBIDDEN],
    [
      'moves the facts to another file',
      'keeper',
      'update voluntary_rehabilitation set case_id = {moved}',
      FORBIDDEN,
    ],
    [
      'enters a step in the name of a user of another body',
      'keeper',
      event(`{fresh}, 'x', now(), 'day', ${TODAY}, {stranger}, null, {police}, 'x', null`),
      FORBIDDEN,
    ],
    [
      'enters a step for another body',
      'keeper',
      event(`{fresh}, 'x', now(), 'day', ${TODAY}, {keeper}, null, {neighbourPolice}, 'x', null`),
      FORBIDDEN,
    ],
    [
      'enters a step as if the program had',
      'keeper',
      event(`{fresh}, 'x', now(), 'day', ${TODAY}, {keeper}, 'competence-turnover', {police}, 'x', null`),
      FORBIDDEN,
    ],
    [
      'enters a step as known since yesterday',
      'keeper',
      event(`{fresh}, 'x', now(), 'day', '2026-07-01T10:00:00+07:00', {keeper}, null, {police}, 'x', null`),
      FORBIDDEN,
    ],
    [
      'corrects a step of another file',
      'keeper',
      `${event(`{fresh}, 'annulled', now(), 'day', ${TODAY}, {keeper}, null, {police}, 'x',
         (select id from case_event where case_id = {moved} limit 1)`)}`,
      FOREIGN_KEY,
    ],
    [
      'calls a file clean that he adds',
      'keeper',
      attachment(`{fresh}, 'clean', {keeper}, {police}`),
      FORBIDDEN,
    ],
    [
      'adds a file for another',
      'keeper',
      attachment(`{fresh}, 'unscanned', {stranger}, {police}`),
      FORBIDDEN,
    ],
    [
      'adds a file for another body',
      'keeper',
      attachment(`{fresh}, 'unscanned', {keeper}, {neighbourPolice}`),
      FORBIDDEN,
    ],
    [
      'adds a file where he only reads',
      'former',
      attachment(`{moved}, 'unscanned', (select app.user_id()), {committee}`),
      FORBIDDEN,
    ],
    [
      'calls a file clean',
      'keeper',
      `update attachment set status = 'clean', scanned_at = now(), voided_at = now(), voided_by = {keeper},
         voided_by_organisation_id = {police}, void_reason = 'x' where id = {attachment}`,
      FORBIDDEN,
    ],
    [
      'takes a file back in another’s name',
      'keeper',
      `update attachment set voided_at = now(), voided_by = {stranger}, voided_by_organisation_id = {police},
         void_reason = 'x' where id = {attachment}`,
      FORBIDDEN,
    ],
    ['moves a file to another content', 'keeper', `update attachment set storage_key = 'x'`, FORBIDDEN],
    ['hangs a file on another subject', 'keeper', 'update attachment set subject_id = {fresh}', FORBIDDEN],
    ['deletes a file', 'keeper', 'delete from attachment', FORBIDDEN],
    ['signs with another’s name', 'keeper', decision('{police}', '{stranger}'), FORBIDDEN],
    ['signs his own body’s paper with no name', 'keeper', decision('{police}', 'null'), FORBIDDEN],
    ['signs for another body', 'keeper', decision('{neighbourPolice}', '{keeper}'), FORBIDDEN],
    [
      'opens again a time limit that has ended',
      'keeper',
      `update deadline set status = 'open', closed_at = null where subject_id = {moved} and status <> 'open'`,
      FORBIDDEN,
    ],
    ['signs for another body', 'keeper', decision('{committee}', '{keeper}'), FORBIDDEN],
    [
      'says that another received a paper',
      'keeper',
      `insert into case_dossier_item (case_id, code, received_at, recorded_by)
         values ({fresh}, 'x', now(), {stranger})`,
      FORBIDDEN,
    ],
    [
      'writes into an inbox, were it his own',
      'keeper',
      `insert into notification (id, organisation_id, kind, subject_kind, subject_id, raised_at, once_key)
         values ({newId}, {police}, 'x', 'case', {fresh}, now(), 'x')`,
      FORBIDDEN,
    ],
    [
      'dates an entry of the audit',
      'keeper',
      `insert into audit_event (id, at, legal_at, user_id, organisation_id, action)
         values ({newId}, '2020-01-01', now(), {keeper}, {police}, 'x')`,
      FORBIDDEN,
    ],
    [
      'writes past the audit into one of its parts',
      'keeper',
      `insert into audit_event_default (id, legal_at, user_id, organisation_id, action)
         values ({newId}, now(), {keeper}, {police}, 'x')`,
      FORBIDDEN,
    ],
    [
      'queues a name',
      'keeper',
      `insert into outbox (id, job, payload) values ({newId}, 'x.y', '{"a": "Danh Thị Ngọc Ánh"}')`,
      CHECK,
    ],
    [
      'queues a tree',
      'keeper',
      `insert into outbox (id, job, payload) values ({newId}, 'x.y', '{"a": {"b": 1}}')`,
      CHECK,
    ],
    [
      'queues nothing at all',
      'keeper',
      `insert into outbox (id, job, payload) values ({newId}, 'x.y', '1')`,
      CHECK,
    ],
    [
      'queues what no job is called',
      'keeper',
      `insert into outbox (id, job, payload) values ({newId}, '', '{}')`,
      CHECK,
    ],
    [
      'takes a number of the neighbour’s register',
      'keeper',
      'select app.next_case_number({neighbourUnit}, 2026)',
      FORBIDDEN,
    ],
    ['takes a number of a year to come', 'keeper', 'select app.next_case_number({unit}, 2027)', FORBIDDEN],
    ['reads the counter of numbers', 'keeper', 'select * from case_code_counter', FORBIDDEN],
    ['stops the clock for everybody', 'keeper', 'truncate legal_clock', FORBIDDEN],
  ])('is refused when he %s', async (_attempt, who, sql, state) => {
    expect(await attacker.refusal(attacker.claimOf(who), sql)).toBe(state);
  });

  it.each([
    [
      'annuls a step of his own file',
      event(`{fresh}, 'annulled', now(), 'day', ${TODAY}, {keeper}, null, {police}, 'x',
        (select id from case_event where case_id = {fresh} limit 1)`),
    ],
    ['adds a file', attachment(`{fresh}, 'unscanned', {keeper}, {police}`)],
    [
      'takes a file back',
      `update attachment set voided_at = now(), voided_by = {keeper}, voided_by_organisation_id = {police},
         void_reason = 'x' where id = {attachment}`,
    ],
    ['signs for his own body', decision('{police}', '{keeper}')],
    ['enters another body’s paper', decision('{neighbourPolice}', 'null')],
    [
      'asks for a job',
      `insert into outbox (id, job, payload) values ({newId}, 'x.y', '{"a": "01-a", "b": 1}')`,
    ],
    ['takes a number of his own register', 'select app.next_case_number({unit}, 2026)'],
  ])('is let through when he %s, so that the refusals above mean something', async (_what, sql) => {
    expect(await attacker.refusal(file.keeper, sql)).toBeNull();
  });

  it('finds no paper to annul that was annulled, nor gives its annulment to another event', async () => {
    const annul = `update case_decision set annulled_by = (
      select id from case_event e where e.case_id = {moved} order by e.id offset $1 limit 1)
      where case_id = {moved} and act = 'decide-home-rehabilitation' returning 1 as one`;
    const found = await attacker.run(file.keeper, async (ask) => [
      await ask(attacker.filled(annul), [0]),
      await ask(attacker.filled(annul), [1]),
    ]);
    expect(found.map((rows) => rows.length)).toEqual([1, 0]);
  });

  it('enters a step at the moment of entering, though his transaction began long before', async () => {
    const enter = event(`{fresh}, 'annulled', now(), 'day', ${TODAY}, {keeper}, null, {police}, 'x',
      (select id from case_event where case_id = {fresh} limit 1)`);
    const rows = await attacker.run(file.keeper, async (ask) => {
      await ask('select pg_sleep(0.05)');
      return ask<{ after: boolean }>(
        attacker.filled(`${enter} returning recorded_at > now() + interval '50 ms' as after`),
      );
    });
    expect(rows).toEqual([{ after: true }]);
  });

  /** The keeper refers the file and gives the time limit, in one transaction that is undone. */
  const refusalOf = async (acts: boolean): Promise<string | null> =>
    attacker.run(file.keeper, async (ask) => {
      await ask(attacker.filled(referredTo('{provincialPolice}', acts)));
      return ask(attacker.filled(limitOf('{provincialPolice}'))).then(
        () => null,
        (error: { code: string }) => error.code,
      );
    });

  describe('a body to which the keeper referred the file', () => {
    const owed = `select 1 from deadline where organisation_id = {provincialPolice} and subject_id = {fresh}`;
    it('is given a time limit to act, none where it only reads', async () => {
      expect([await refusalOf(true), await refusalOf(false)]).toEqual([null, FORBIDDEN]);
    });

    it('keeps no time limit open that it was given, and none that moves, once the keeper ends it', async () => {
      const found = await attacker.run(file.keeper, async (ask) => {
        await ask(attacker.filled(referredTo('{provincialPolice}', true)));
        await ask(attacker.filled(limitOf('{provincialPolice}')));
        const ended = await ask(
          attacker.filled(`update deadline set status = 'void', closed_at = now()
            where organisation_id = {provincialPolice} and subject_id = {fresh} returning 1`),
        );
        const left = await ask(attacker.filled(`${owed} and status = 'open'`));
        const [access] = await ask<{ ended: number }>(
          attacker.filled(`select app.end_case_referral({fresh}, {provincialPolice}, '2026-07-01') as ended`),
        );
        return [ended.length, left.length, access?.ended];
      });
      expect(found).toEqual([1, 0, 1]);
    });

    it('is not shut out by who does not act on the file', async () => {
      const sql = `app.end_case_referral({fresh}, {police}, '2026-07-01')`;
      expect(await attacker.valueOf(attacker.claimOf('superior'), sql)).toBe(0);
      expect(await attacker.valueOf(attacker.claimOf('neighbour'), sql)).toBe(0);
      expect(
        await attacker.valueOf(attacker.claimOf('neighbour'), 'app.owes_on_case({fresh}, {police})'),
      ).toBe(false);
    });
  });
});
