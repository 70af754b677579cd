import type { AuditLog } from '../audit/audit-log.js';
import type { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { defineSystemActor } from '../platform/security/actor.js';
import { normaliseLogin, type Credentials } from './credentials.js';
import { AdministratorError } from './first-administrator.js';
import { passwordFault } from './password-policy.js';
import { hashPassword, temporaryPassword } from './passwords.js';
import { endSessions } from './sessions.js';

/** No policy names it: it works through the connection of the database's owner alone. */
const RECOVERY = defineSystemActor('administrator-recovery');

export interface RecoveryInput {
  readonly login: string;
  /** Null: one is made, good for the next sign-in only. */
  readonly password: string | null;
}

/**
 * The way back when no administrator can sign in: gives one another password, unlocks him, ends his second factor, sessions and pauses.
 *
 * @param database through the owner's connection, who stands above the walls
 * @returns the password that was made; null when one was given
 * @throws AdministratorError when no administrator has the login, or the password may not be used
 */
export async function recoverAdministrator(
  database: Database,
  credentials: Credentials,
  audit: AuditLog,
  input: RecoveryInput,
): Promise<string | null> {
  const login = normaliseLogin(input.login);
  const fault = input.password === null ? null : passwordFault(input.password, { login, fullName: '' });
  if (fault) throw new AdministratorError(fault.detail.en);
  const made = input.password === null ? temporaryPassword() : null;
  const hash = await hashPassword(input.password ?? made ?? '');
  await database.write(RECOVERY, async (tx) => {
    await credentials.hold(tx, login);
    const id = await administratorOf(tx, login);
    await replacePassword(tx, id, hash, made !== null);
    await endSecondFactor(tx, id);
    await endSessions(tx, id, 'password-changed');
    await credentials.forgetFailures(tx, login);
    await audit.record(tx, { action: 'users.administrator.recover', subject: { kind: 'user', id } });
  });
  return made;
}

async function administratorOf(tx: Tx, login: string): Promise<string> {
  const found = await tx.one<{ id: string }>(
    `update user_account u set locked_at = null, locked_reason = null, version = u.version + 1
     from user_role r where r.user_id = u.id and r.role = 'administrator' and u.login = $1
     returning u.id`,
    [login],
  );
  if (!found) throw new AdministratorError(`No administrator has the login ${login}`);
  return found.id;
}

/** The device may be lost too. Where one is required, the next sign-in asks to make another. */
async function endSecondFactor(tx: Tx, userId: string): Promise<void> {
  await tx.query('update second_factor set ended_at = now() where user_id = $1 and ended_at is null', [
    userId,
  ]);
  await tx.query('update user_account set second_factor_since = null where id = $1', [userId]);
}

/** Not through `app.set_password`, which asks who acts: the owner is nobody there. */
async function replacePassword(tx: Tx, userId: string, hash: string, temporary: boolean): Promise<void> {
  await tx.query(
    `insert into user_credential (user_id, password_hash, temporary) values ($1, $2, $3)
     on conflict (user_id) do update
       set password_hash = excluded.password_hash, temporary = excluded.temporary, changed_at = now()`,
    [userId, hash, temporary],
  );
}
