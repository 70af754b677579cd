import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { SESSION } from '../platform/security/session.problems.js';
import type { LoginDto } from './auth.dto.js';
import { P, pausedProblem } from './auth.problems.js';
import { Credentials, LOGIN } from './credentials.js';
import { LoginChallenges, type ChallengedAccount } from './login-challenges.js';
import { SecondFactorCodes } from './second-factor-codes.js';
import type { CodeInput } from './second-factor.dto.js';
import { SignIn, type SignInOrigin, type SignInOutcome } from './sign-in.js';

/** The second step of a sign-in: the code. */
@Injectable()
export class CodeLoginService {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly challenges: LoginChallenges,
    private readonly codes: SecondFactorCodes,
    private readonly signIn: SignIn,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem challengeEnded, wrongCode, paused, locked */
  async login(input: CodeInput, origin: SignInOrigin): Promise<LoginDto> {
    const outcome = await this.database.write(LOGIN, (tx) => this.decide(tx, input, origin));
    if ('refused' in outcome) throw outcome.refused;
    return outcome.signedIn;
  }

  private async decide(tx: Tx, { challenge, code }: CodeInput, origin: SignInOrigin): Promise<SignInOutcome> {
    const login = await this.challenges.loginOf(tx, challenge);
    if (login === null) return { refused: problem(P.challengeEnded) };
    await this.credentials.hold(tx, login);
    const account = await this.challenges.accountOf(tx, challenge);
    if (!account) return { refused: problem(P.challengeEnded) };
    if (account.locked) return this.refuse(tx, account, problem(SESSION.locked));
    const verdict = await this.codes.judge(tx, account, code);
    switch (verdict.kind) {
      case 'wrong':
        return this.refuse(tx, account, problem(P.wrongCode));
      case 'paused':
        return this.refuse(tx, account, pausedProblem(verdict.until, tx.realNow));
      case 'right':
        await this.challenges.useUp(tx, challenge);
        await this.credentials.forgive(tx, login, { kind: 'network', address: origin.address });
        return { signedIn: await this.signIn.complete(tx, account, origin, verdict.factor) };
    }
  }

  private async refuse(tx: Tx, { userId }: ChallengedAccount, refused: Problem): Promise<SignInOutcome> {
    await this.audit.record(tx, {
      action: 'auth.login',
      outcome: 'refused',
      subject: { kind: 'user', id: userId },
      detail: { code: refused.type.code },
    });
    return { refused };
  }
}
