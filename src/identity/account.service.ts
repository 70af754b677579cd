import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import type { MeDto, PasswordChangeInput } from './auth.dto.js';
import { pausedProblem } from './auth.problems.js';
import { Credentials, LOGIN, type Attempt } from './credentials.js';
import { organisationOfAccount, rolesOf } from './identity.queries.js';
import { passwordFault } from './password-policy.js';
import { hashPassword } from './passwords.js';
import { permissionsOf } from './roles.js';
import { Sessions } from './sessions.js';

interface OwnAccount {
  readonly login: string;
  readonly fullName: string;
}

/** What people do with their own account. */
@Injectable()
export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async me(actor: UserActor): Promise<MeDto> {
    return this.database.read(actor, async (tx) => {
      const account = await ownAccount(tx, actor);
      const roles = await rolesOf(tx, actor.userId);
      return {
        userId: actor.userId,
        ...account,
        organisation: await organisationOfAccount(tx, actor.organisationId),
        roles,
        permissions: [...permissionsOf(roles)].toSorted(),
      };
    });
  }

  async logout(actor: UserActor): Promise<void> {
    await this.database.write(actor, async (tx) => {
      await this.sessions.end(tx, actor.sessionId, 'signed-out');
      await this.audit.record(tx, { action: 'auth.logout', subject: { kind: 'user', id: actor.userId } });
    });
  }

  /**
   * Replaces the own password and ends every other session of the account.
   *
   * @throws Problem 422 when the current password is wrong or the new one may not be used; paused after failures
   */
  async changePassword(actor: UserActor, input: PasswordChangeInput): Promise<void> {
    const { login } = await this.database.read(actor, (tx) => ownAccount(tx, actor));
    refuseWeak(input, login);
    const attempt = await this.credentials.compare(login, input.currentPassword);
    await this.prove(attempt);
    const hash = await hashPassword(input.newPassword);
    await this.database.write(actor, async (tx) => {
      await tx.query('select app.set_password($1, $2, false)', [actor.userId, hash]);
      await this.sessions.endAll(tx, actor.userId, 'password-changed', actor.sessionId);
      await this.audit.record(tx, {
        action: 'auth.password.change',
        subject: { kind: 'user', id: actor.userId },
      });
    });
  }

  /** Failures count as at the login: a stolen token must not become a way to guess the password. */
  private async prove(attempt: Attempt): Promise<void> {
    const refused = await this.database.write(LOGIN, async (tx) => {
      const verdict = await this.credentials.judge(tx, attempt);
      if (verdict.kind === 'proven') return null;
      await this.audit.record(tx, {
        action: 'auth.password.change',
        outcome: 'refused',
        subject: attempt.account ? { kind: 'user', id: attempt.account.userId } : undefined,
        detail: { reason: verdict.kind },
      });
      return verdict.kind === 'paused' ? pausedProblem(verdict.until, tx.realNow) : WRONG_CURRENT();
    });
    if (refused) throw refused;
  }
}

const WRONG_CURRENT = () =>
  fieldProblem('/currentPassword', 'password.wrong', {
    vi: 'Mật khẩu hiện tại không đúng',
    en: 'The current password is wrong',
  });

function refuseWeak(input: PasswordChangeInput, login: string): void {
  const fault = passwordFault(input.newPassword, login);
  if (fault) throw fieldProblem('/newPassword', fault.code, fault.detail);
  if (input.newPassword.normalize('NFC') === input.currentPassword.normalize('NFC')) {
    throw fieldProblem('/newPassword', 'password.same', {
      vi: 'Mật khẩu mới phải khác mật khẩu hiện tại',
      en: 'The new password must differ from the current one',
    });
  }
}

async function ownAccount(tx: Tx, actor: UserActor): Promise<OwnAccount> {
  const account = await tx.one<OwnAccount>(
    'select login, full_name as "fullName" from user_account where id = $1',
    [actor.userId],
  );
  if (!account) throw new Error('The acting user has no account');
  return account;
}
