import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { SESSION } from '../platform/security/session.problems.js';
import { toLoginDto, type LoginDto, type LoginInput } from './auth.dto.js';
import { P, pausedProblem } from './auth.problems.js';
import { Credentials, LOGIN, type Account, type Attempt } from './credentials.js';
import { organisationOfAccount, rolesOf } from './identity.queries.js';
import { Sessions } from './sessions.js';

type Outcome = { readonly signedIn: LoginDto } | { readonly refused: Problem };

/** Signs people in. A refusal is written down too, so it leaves the transaction before it is thrown. */
@Injectable()
export class LoginService {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @param address the client's, by which failures are counted
   * @throws Problem wrongCredentials or paused; of a right password also temporaryPasswordLapsed or locked
   */
  async login(input: LoginInput, address: string): Promise<LoginDto> {
    const place = { kind: 'network', address } as const;
    const attempt = await this.credentials.compare(input.login, input.password, place);
    const outcome = await this.database.write(LOGIN, (tx) => this.decide(tx, attempt));
    if ('refused' in outcome) throw outcome.refused;
    return outcome.signedIn;
  }

  private async decide(tx: Tx, attempt: Attempt): Promise<Outcome> {
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
        return { signedIn: await this.signIn(tx, attempt, verdict.account) };
    }
  }

  private async signIn(tx: Tx, attempt: Attempt, account: Account): Promise<LoginDto> {
    await this.credentials.remember(tx, account.userId, attempt.place);
    const tokens = await this.sessions.start(tx, account);
    await this.audit.record(tx, { action: 'auth.login', subject: { kind: 'user', id: account.userId } });
    const organisation = await organisationOfAccount(tx, account.organisationId);
    const roles = await rolesOf(tx, account.userId);
    return toLoginDto(tokens, account, organisation, roles);
  }

  /** What was typed as login is not kept: people type their password there. */
  private async refuse(tx: Tx, attempt: Attempt, refused: Problem): Promise<Outcome> {
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
