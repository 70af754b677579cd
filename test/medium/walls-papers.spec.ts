import { attackerOn, type Attacker } from '../setup/attacker.js';
import { setActorSql } from '../setup/as-app.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeWalledFile, type WalledFile } from '../setup/walled-file.js';

const REFERRED = `insert into case_access (case_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)
  values ({moved}, {provincialPolice}, 'referred', true, '2026-07-02', {police})`;
const ADD_OWN = `insert into attachment (id, subject_kind, kind, media_type, size, sha256, storage_key, key_version,
    subject_id, status, uploaded_by, organisation_id, added_at)
  values ({newId}, 'case', 'other', 'application/pdf', 1, sha256('x'), repeat('a', 32), 1, {moved}, 'unscanned',
    (select app.user_id()), {provincialPolice}, now())`;

const PAPER = `update paper set voided_at = now(), voided_by = (select app.user_id()), void_reason = 'x'
  where case_id = {moved} returning 1 as one`;
const attachments = (where: string): string =>
  `update attachment set voided_at = now(), voided_by = (select app.user_id()), void_reason = 'x',
     voided_by_organisation_id = (select app.org_id()) where ${where} returning 1 as one`;
const DECISION = `update case_decision set annulled_by = (
    select e.id from case_event e where e.case_id = {moved} order by e.id limit 1)
  where case_id = {moved} and act = 'decide-home-rehabilitation' returning 1 as one`;

describe('papers in a file that its keeper referred to another body', () => {
  let test: TestApp;
  let file: WalledFile;
  let attacker: Attacker;
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeWalledFile(test);
    await test.app.close();
    attacker = attackerOn(test.database, file);
  }, 60_000);
  afterAll(() => test.database.drop());

  /** How many rows each body takes back, in a transaction that is undone. */
  const takenBack = (as: 'keeper' | 'superior', sql: string): Promise<number> =>
    attacker.run(file.keeper, async (ask) => {
      await ask(attacker.filled(REFERRED));
      await ask(...setActorSql(attacker.claimOf('superior')));
      await ask(attacker.filled(ADD_OWN));
      await ask(...setActorSql(attacker.claimOf(as)));
      return (await ask(attacker.filled(sql))).length;
    });

  it.each([
    ['the paper of the keeper', PAPER, 0],
    ['the decision of the keeper', DECISION, 0],
    ['a scan that the keeper added', attachments('id = {attachment}'), 0],
    ['a scan of its own', attachments('organisation_id = {provincialPolice}'), 1],
  ])(
    'are taken back by the keeper, and by that body where they are its own: %s',
    async (_what, sql, byReferred) => {
      expect([await takenBack('superior', sql), await takenBack('keeper', sql)]).toEqual([byReferred, 1]);
    },
  );
});
