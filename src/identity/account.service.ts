import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import type { MeDto, PasswordChangeInput } from './auth.dto.js';
import { Credentials } from './credentials.js';
import { organisationOfAccount, rolesOf } from './identity.queries.js';
import { passwordFault } from './password-policy.js';
import { ownAccount, PasswordProof, refuseEnded, type OwnAccount } from './password-proof.js';
import { hashPassword } from './passwords.js';
import { permissionsOf } from './roles.js';
import { SecondFactorRule } from './second-factor-rule.js';
import { endSessions, Sessions } from './sessions.js';

/** What people do with their own account. */
@Injectable()
export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly proof: PasswordProof,
    private readonly rule: SecondFactorRule,
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
        ...(await secondFactorOf(tx, actor)),
        secondFactorRequired: this.rule.isRequired(roles),
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
   * @throws Problem 422 when the current password is wrong or the new one may not be used; paused after failures;
   *   sessionEnded when an administrator gave another password, or ended the session, in between
   */
  async changePassword(actor: UserActor, input: PasswordChangeInput): Promise<void> {
    const account = await this.database.read(actor, (tx) => ownAccount(tx, actor));
    refuseWeak(input, account);
    const { login } = account;
    const { currentPassword } = input;
    await this.proof.prove(actor, { action: 'auth.password.change', login, currentPassword });
    const hash = await hashPassword(input.newPassword);
    await this.database.write(actor, async (tx) => {
      await this.credentials.hold(tx, login);
      await refuseEnded(tx, actor);
      await tx.query('select app.set_password($1, $2, false)', [actor.userId, hash]);
      await endSessions(tx, actor.userId, 'password-changed', actor.sessionId);
      await this.audit.record(tx, {
        action: 'auth.password.change',
        subject: { kind: 'user', id: actor.userId },
      });
    });
  }
}

async function secondFactorOf(
  tx: Tx,
  actor: UserActor,
): Promise<Pick<MeDto, 'secondFactor' | 'recoveryCodesLeft'>> {
  const found = await tx.one<Pick<MeDto, 'secondFactor' | 'recoveryCodesLeft'>>(
    `select second_factor_since is not null as "secondFactor",
       app.own_recovery_codes_left() as "recoveryCodesLeft"
     from user_account where id = $1`,
    [actor.userId],
  );
  return found ?? { secondFactor: false, recoveryCodesLeft: 0 };
}

function refuseWeak(input: PasswordChangeInput, owner: OwnAccount): void {
  const fault = passwordFault(input.newPassword, owner);
  if (fault) throw fieldProblem('/newPassword', fault.code, fault.detail);
  if (input.newPassword.normalize('NFC') === input.currentPassword.normalize('NFC')) {
    throw fieldProblem('/newPassword', 'password.same', {
      vi: 'Mật khẩu mới phải khác mật khẩu hiện tại',
      en: 'The new password must differ from the current one',
    });
  }
}
