import { v7 as uuidv7 } from 'uuid';
import type { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import type { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { defineSystemActor } from '../platform/security/actor.js';
import { foldUnitName } from '../units/unit-search.js';
import { passwordFault } from './password-policy.js';
import { hashPassword, temporaryPassword } from './passwords.js';
import { LOGIN_PATTERN } from './user.rules.js';

/** Its policies let it make one system operator with one administrator, as long as there is no administrator. */
const FIRST_ADMINISTRATOR = defineSystemActor('first-administrator');

export interface FirstAdministratorInput {
  readonly login: string;
  readonly fullName: string;
  readonly organisationName: string;
  /** Null: one is made, good for the first sign-in only. */
  readonly password: string | null;
}

/** Says in words what an operator has to do otherwise. */
export class AdministratorError extends Error {}

/**
 * Makes the first administrator, and the organisation that runs the system.
 *
 * @returns the password that was made; null when one was given
 * @throws AdministratorError when there is an administrator, or the login or password may not be used
 */
export async function createFirstAdministrator(
  database: Database,
  audit: AuditLog,
  input: FirstAdministratorInput,
): Promise<string | null> {
  refuseUnfit(input);
  const made = input.password === null ? temporaryPassword() : null;
  const hash = await hashPassword(input.password ?? made ?? '');
  await database.write(FIRST_ADMINISTRATOR, async (tx) => {
    await refuseSecond(tx);
    const organisationId = await insertOperator(tx, input.organisationName);
    const userId = await insertAccount(tx, organisationId, input);
    await tx.query('select app.set_password($1, $2, $3)', [userId, hash, made !== null]);
    await tx.query(
      `insert into user_role (user_id, role, organisation_kind) values ($1, 'administrator', 'system-operator')`,
      [userId],
    );
    await tx.query('select app.rebuild_organisation_closure()');
    await audit.record(tx, {
      action: 'users.first-administrator.create',
      subject: { kind: 'user', id: userId },
      detail: { organisationId },
    });
  });
  return made;
}

function refuseUnfit({ login, fullName, organisationName, password }: FirstAdministratorInput): void {
  if (!LOGIN_PATTERN.test(login)) {
    throw new AdministratorError(
      'The login must have 3 to 64 small letters a to z, digits, dots, hyphens, underscores',
    );
  }
  if (fullName.trim() === '' || organisationName.trim() === '')
    throw new AdministratorError('The names must not be empty');
  const fault = password === null ? null : passwordFault(password, { login, fullName });
  if (fault) throw new AdministratorError(fault.detail.en);
}

/** One command after the other, so that two at the same time do not both find nobody. */
async function refuseSecond(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('first-administrator', 0))`);
  const state = await tx.one<{ found: boolean }>('select app.has_administrator() as found');
  if (state?.found !== false) {
    throw new AdministratorError('There is an administrator already: he makes the other accounts');
  }
}

async function insertOperator(tx: Tx, name: string): Promise<number> {
  const row = await tx.one<{ id: number }>(
    `insert into organisation (kind, name, name_folded, valid_from) values ('system-operator', $1, $2, $3)
     returning id`,
    [name, foldUnitName(name), legalDayOf(tx.now)],
  );
  if (!row) throw new Error('The organisation was not made');
  return row.id;
}

async function insertAccount(
  tx: Tx,
  organisationId: number,
  { login, fullName }: FirstAdministratorInput,
): Promise<string> {
  const id = uuidv7();
  await tx.query(
    `insert into user_account (id, login, full_name, organisation_id, organisation_kind)
     values ($1, $2, $3, $4, 'system-operator')`,
    [id, login, fullName, organisationId],
  );
  return id;
}
