import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { SESSION } from '../platform/security/session.problems.js';
import type { LoginDto, LoginInput } from './auth.dto.js';
import { P, pausedProblem } from './auth.problems.js';
import { Credentials, LOGIN, type Account, type Attempt } from './credentials.js';
import { CHALLENGE_SECONDS, LoginChallenges } from './login-challenges.js';
import { SignIn, type SignInOrigin, type SignInOutcome } from './sign-in.js';

/** Signs people in. A refusal is written down too, so it leaves the transaction before it is thrown. */
@Injectable()
export class LoginService {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly challenges: LoginChallenges,
    private readonly signIn: SignIn,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem wrongCredentials or paused; of a right password also temporaryPasswordLapsed, locked, codeRequired */
  async login(input: LoginInput, origin: SignInOrigin): Promise<LoginDto> {
    const place = { kind: 'network', address: origin.address } as const;
    const attempt = await this.credentials.compare(input.login, input.password, place);
    const outcome = await this.database.write(LOGIN, (tx) => this.decide(tx, attempt, origin));
    if ('refused' in outcome) throw outcome.refused;
    return outcome.signedIn;
  }

  private async decide(tx: Tx, attempt: Attempt, origin: SignInOrigin): Promise<SignInOutcome> {
    const verdict = await this.credentials.judge(tx, attempt);
    switch (verdict.kind) {
      case 'wrong':
        return this.refuse(tx, attempt, problem(P.wrongCredentials));
      case 'paused':
        return this.refuse(tx, attempt, pausedProblem(verdict.until, tx.realNow));
      case 'lapsed':
        return this.refuse(tx, attempt, problem(P.temporaryPasswordLapsed));
      case 'proven':
        if (verdict.account.locked) return this.refuse(tx, attempt, problem(SESSION.locked));
        if (verdict.account.secondFactor) return this.askForCode(tx, attempt, verdict.account);
        return { signedIn: await this.signIn.complete(tx, verdict.account, origin, null) };
    }
  }

  private async askForCode(tx: Tx, { hash }: Attempt, { userId }: Account): Promise<SignInOutcome> {
    const challenge = await this.challenges.give(tx, userId, hash ?? '');
    await this.audit.record(tx, { action: 'auth.login.password', subject: { kind: 'user', id: userId } });
    const extensions = { challenge, expiresInSeconds: CHALLENGE_SECONDS };
    return { refused: problem(P.codeRequired, { extensions }) };
  }

  /** What was typed as login is not kept: people type their password there. */
  private async refuse(tx: Tx, attempt: Attempt, refused: Problem): Promise<SignInOutcome> {
    const id = attempt.userId;
    await this.audit.record(tx, {
      action: 'auth.login',
      outcome: 'refused',
      subject: id ? { kind: 'user', id } : undefined,
      detail: { code: refused.type.code },
    });
    return { refused };
  }
}
