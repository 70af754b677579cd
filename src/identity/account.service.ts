import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem, type Problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { SESSION } from '../platform/security/session.problems.js';
import type { MeDto, PasswordChangeInput } from './auth.dto.js';
import { P, pausedProblem } from './auth.problems.js';
import { Credentials, LOGIN, type Attempt, type Verdict } from './credentials.js';
import { organisationOfAccount, rolesOf } from './identity.queries.js';
import { passwordFault } from './password-policy.js';
import { hashPassword } from './passwords.js';
import { permissionsOf } from './roles.js';
import { endSessions, Sessions } from './sessions.js';

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
   * @throws Problem 422 when the current password is wrong or the new one may not be used; paused after failures;
   *   sessionEnded when an administrator gave another password, or ended the session, in between
   */
  async changePassword(actor: UserActor, input: PasswordChangeInput): Promise<void> {
    const { login } = await this.database.read(actor, (tx) => ownAccount(tx, actor));
    refuseWeak(input, login);
    const place = { kind: 'session', sessionId: actor.sessionId } as const;
    await this.prove(await this.credentials.compare(login, input.currentPassword, place));
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

  /** Failures count for the session: a stolen token is no way to guess the password, and strangers do not hinder. */
  private async prove(attempt: Attempt): Promise<void> {
    const refused = await this.database.write(LOGIN, async (tx) => {
      const verdict = await this.credentials.judge(tx, attempt);
      if (verdict.kind === 'proven') return null;
      await this.audit.record(tx, {
        action: 'auth.password.change',
        outcome: 'refused',
        subject: attempt.userId ? { kind: 'user', id: attempt.userId } : undefined,
        detail: { reason: verdict.kind },
      });
      return refusalOf(verdict, tx.realNow);
    });
    if (refused) throw refused;
  }
}

function refusalOf(verdict: Exclude<Verdict, { kind: 'proven' }>, now: Date): Problem {
  switch (verdict.kind) {
    case 'paused':
      return pausedProblem(verdict.until, now);
    case 'lapsed':
      return problem(P.temporaryPasswordLapsed);
    case 'wrong':
      return fieldProblem('/currentPassword', 'password.wrong', {
        vi: 'Mật khẩu hiện tại không đúng',
        en: 'The current password is wrong',
      });
  }
}

/** The guard asked before the password was compared, and that takes time. */
async function refuseEnded(tx: Tx, actor: UserActor): Promise<void> {
  const alive = await tx.one('select 1 from session where id = $1 and revoked_at is null', [actor.sessionId]);
  if (!alive) throw problem(SESSION.sessionEnded);
}

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
