import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './auth.problems.js';
import { Credentials, LOGIN } from './credentials.js';
import { codeRefusalOf, ownAccount, PasswordProof, refuseEnded } from './password-proof.js';
import { newRecoveryCodes, readRecoveryCode } from './recovery-codes.js';
import { SecondFactorCodes, type OfferedVerdict } from './second-factor-codes.js';
import type {
  RecoveryCodesDto,
  SecondFactorConfirmationInput,
  SecondFactorOfferDto,
  SecondFactorOfferInput,
} from './second-factor.dto.js';
import { endSessions } from './sessions.js';
import { newTotpSecret, totpUri } from './totp.js';
import { otherUser } from './user-changes.js';
import { toUserDto, type UserDto } from './user.dto.js';
import { UserAccount } from './user.entity.js';
import { P as USERS } from './user.problems.js';
import { requiredUser } from './user.queries.js';

/** One's own second factor: codes by time from a device. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly codes: SecondFactorCodes,
    private readonly proof: PasswordProof,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Offers a secret, told this once. It holds nothing until `confirm`; one that was offered before is void.
   *
   * @throws Problem 422 when the password is wrong, or the code of the factor that is to be replaced; paused
   */
  async offer(actor: UserActor, input: SecondFactorOfferInput): Promise<SecondFactorOfferDto> {
    const { login } = await this.database.read(actor, (tx) => ownAccount(tx, actor));
    const { currentPassword, code = null } = input;
    await this.proof.prove(actor, { action: 'auth.second-factor.offer', login, currentPassword, code });
    const [id, secret] = [uuidv7(), newTotpSecret()];
    await this.database.write(actor, async (tx) => {
      await this.credentials.hold(tx, login);
      await refuseEnded(tx, actor);
      await tx.query('select app.offer_second_factor($1, $2)', [id, this.codes.seal(id, secret)]);
      await this.record(tx, 'offer', actor.userId);
    });
    return { otpauthUri: totpUri(secret, login) };
  }

  /**
   * From now on a code is asked at each sign-in. Every other session of the account ends.
   *
   * @throws Problem 409 when nothing was offered; 422 when the code is wrong; paused
   */
  async confirm(actor: UserActor, input: SecondFactorConfirmationInput): Promise<RecoveryCodesDto> {
    const { login } = await this.database.read(actor, (tx) => ownAccount(tx, actor));
    const offered = await this.firstCode(actor, login, input.code);
    const recoveryCodes = newRecoveryCodes();
    await this.database.write(actor, async (tx) => {
      await this.credentials.hold(tx, login);
      await refuseEnded(tx, actor);
      const indexes = recoveryCodes.map((code) => this.recoveryIndex(actor.userId, code));
      const done = await tx.one<{ confirmed: boolean }>(
        'select app.confirm_second_factor($1, $2, $3) as confirmed',
        [offered.id, offered.step, indexes],
      );
      // Another was offered meanwhile.
      if (done?.confirmed !== true) throw problem(P.noSecondFactorOffered);
      await endSessions(tx, actor.userId, 'second-factor-changed', actor.sessionId);
      await this.record(tx, 'confirm', actor.userId);
    });
    return { recoveryCodes: recoveryCodes.map((code) => ({ code })) };
  }

  /**
   * For a lost device: the user signs in with the password alone, and makes another second factor where one is asked of
   * him. Ends every session he has.
   *
   * @throws Problem 409 on oneself, or where there is none; 412
   */
  async reset(actor: UserActor, id: string, version: number): Promise<UserDto> {
    return this.database.write(actor, async (tx) => {
      const user = await otherUser(tx, actor, id);
      if (!user.secondFactor) throw problem(USERS.noSecondFactor);
      await this.credentials.hold(tx, user.login);
      await tx.updateVersion(UserAccount, { id, version }, {});
      await tx.query('select app.end_second_factor($1)', [id]);
      await this.credentials.forgetFailures(tx, user.login);
      await endSessions(tx, id, 'second-factor-changed');
      await this.audit.record(tx, {
        action: 'users.user.reset-second-factor',
        subject: { kind: 'user', id },
      });
      return toUserDto(await requiredUser(tx, id));
    });
  }

  private async firstCode(actor: UserActor, login: string, code: string): Promise<FirstCode> {
    const judged = await this.database.write(LOGIN, async (tx) => {
      await this.credentials.hold(tx, login);
      const verdict = await this.codes.judgeOffered(tx, { userId: actor.userId, login }, code);
      return { verdict, now: tx.realNow };
    });
    const { verdict, now } = judged;
    if (verdict.kind === 'right') return verdict;
    throw verdict.kind === 'none' ? problem(P.noSecondFactorOffered) : codeRefusalOf(verdict, now);
  }

  private recoveryIndex(userId: string, code: string): Buffer {
    const plain = readRecoveryCode(code);
    if (plain === null) throw new Error('A new recovery code is not readable');
    return this.codes.recoveryIndex(userId, plain);
  }

  private async record(tx: Tx, act: string, id: string): Promise<void> {
    await this.audit.record(tx, { action: `auth.second-factor.${act}`, subject: { kind: 'user', id } });
  }
}

type FirstCode = Extract<OfferedVerdict, { kind: 'right' }>;
