import { attackerOn, type Attacker } from '../setup/attacker.js';
import { setActorSql } from '../setup/as-app.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeWalledFile, type WalledFile } from '../setup/walled-file.js';

const FORBIDDEN = '42501';
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

const APPROVED = 'where approved_at is not null returning 1 as one';
const approval = (by: string, where = 'where approved_at is null'): string =>
  `update dose_order set approved_by = ${by}, approved_at = now() ${where} returning 1 as one`;
const OF_THE_WRITER = 'where prescribed_by = {keeper} and approved_at is null';
const FOR_TWO = '01a20000-0000-7000-8000-000000000002';
const underProtocol = (where: string): string =>
  `update dose_order set approved_by = {keeper}, approved_at = now(), protocol_id = '${FOR_TWO}' ${where} returning 1 as one`;
const end = (by: string, day = '2026-07-20'): string =>
  `update dose_order set ended_on = '${day}', ended_by = ${by}, ended_reason = 'x' ${APPROVED}`;
const OWN_ORDER = `insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, prescribed_by,
    prescribed_at)
  values ({newId}, {moved}, {police}, 'microlitre', array[2000], '2026-08-05', '2026-08-06', 'x', '[]', {keeper}, now())`;

describe('a row that names who did something', () => {
  let test: TestApp;
  let file: WalledFile;
  let attacker: Attacker;
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeWalledFile(test);
    await test.database.owner.query(
      `insert into treatment_protocol (id, organisation_id, kind, number, basis, protocol_values, in_force_from, entered_by,
         signed_by, signed_at)
       values ($1, $2, 'methadone-treatment', 99, 'Phác đồ thử nghiệm', '{"twoPersonCheck": true}', '2026-01-01', $1,
         gen_random_uuid(), now())`,
      [FOR_TWO, file.keeper.organisationId],
    );
    await test.app.close();
    attacker = attackerOn(test.database, file);
  });
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

  /** How many rows the last of these changes, in a transaction that is undone; the SQLSTATE where it is refused. */
  const changed = (statements: readonly string[]): Promise<number | string> =>
    attacker.run(file.keeper, async (ask) => {
      for (const sql of statements.slice(0, -1)) await ask(attacker.filled(sql));
      return ask(attacker.filled(statements.at(-1) ?? '')).then(
        (rows) => rows.length,
        (error: { code: string }) => error.code,
      );
    });

  describe('of papers in a file that its keeper referred to another body', () => {
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

  describe('of orders of doses', () => {
    it.each<[string, number | string, ...string[]]>([
      ['approved in the own name', 1, approval('{keeper}')],
      ['approved in the name of another', FORBIDDEN, approval('{stranger}')],
      ['approved by its writer', 1, OWN_ORDER, approval('{keeper}', OF_THE_WRITER)],
      [
        'approved by its writer, of a protocol that asks for two',
        FORBIDDEN,
        OWN_ORDER,
        underProtocol(OF_THE_WRITER),
      ],
      ['approved by another, of a protocol that asks for two', 1, underProtocol('where approved_at is null')],
      ['approved anew', FORBIDDEN, approval('{keeper}', 'where approved_at is not null')],
      ['held against something else', FORBIDDEN, `update dose_order set checks = '[1]' ${APPROVED}`],
      ['held against nothing, unapproved', FORBIDDEN, `update dose_order set checks = '[1]'`],
      ['approved no more', FORBIDDEN, `update dose_order set approved_by = null, approved_at = null`],
      ['ended in the own name', 1, end('{keeper}')],
      ['ended in the name of another', FORBIDDEN, end('{stranger}')],
      ['ended earlier than it was', 1, end('{keeper}'), end('{keeper}', '2026-07-19')],
      ['ended later than it was', FORBIDDEN, end('{keeper}'), end('{keeper}', '2026-07-21')],
    ])('is %s: %s', async (_what, wanted, ...statements) => {
      expect(await changed(statements)).toBe(wanted);
    });
  });
});
