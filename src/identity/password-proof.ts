import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem, type Problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { SESSION } from '../platform/security/session.problems.js';
import { P, pausedProblem } from './auth.problems.js';
import { Credentials, LOGIN, type Attempt, type Verdict } from './credentials.js';
import { SecondFactorCodes, type WrongCode } from './second-factor-codes.js';

export interface ProofAsked {
  /** What is to be done, for the audit. */
  readonly action: string;
  readonly login: string;
  readonly currentPassword: string;
  /** Asked besides where there is a second factor; undefined where the password is enough. */
  readonly code?: string | null;
}

/** Has somebody who is signed in prove once more who he is, before he changes how he signs in. */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly codes: SecondFactorCodes,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Failures count for the session: a stolen token is no way to guess the password, and strangers do not hinder.
   *
   * @throws Problem 422 when the password or the code is wrong; paused after failures
   */
  async prove(actor: UserActor, asked: ProofAsked): Promise<void> {
    const place = { kind: 'session', sessionId: actor.sessionId } as const;
    const attempt = await this.credentials.compare(asked.login, asked.currentPassword, place);
    const refused = await this.database.write(LOGIN, async (tx) => {
      const found = await this.refusal(tx, attempt, asked);
      if (found) await this.record(tx, attempt, asked, found.reason);
      return found?.problem ?? null;
    });
    if (refused) throw refused;
  }

  private async refusal(tx: Tx, attempt: Attempt, asked: ProofAsked): Promise<Refusal | null> {
    const verdict = await this.credentials.judge(tx, attempt);
    if (verdict.kind !== 'proven') return { reason: verdict.kind, problem: refusalOf(verdict, tx.realNow) };
    const { userId, secondFactor } = verdict.account;
    if (secondFactor && asked.code !== undefined) {
      const judged = await this.codes.judge(tx, { userId, login: attempt.login }, asked.code ?? '');
      if (judged.kind !== 'right') {
        return { reason: `code-${judged.kind}`, problem: codeRefusalOf(judged, tx.realNow) };
      }
    }
    await this.credentials.forgive(tx, attempt.login, attempt.place);
    return null;
  }

  private async record(tx: Tx, attempt: Attempt, { action }: ProofAsked, reason: string): Promise<void> {
    await this.audit.record(tx, {
      action,
      outcome: 'refused',
      subject: attempt.userId ? { kind: 'user', id: attempt.userId } : undefined,
      detail: { reason },
    });
  }
}

interface Refusal {
  readonly reason: string;
  readonly problem: Problem;
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

/** Of a code in a body. */
export function codeRefusalOf(verdict: WrongCode, now: Date): Problem {
  switch (verdict.kind) {
    case 'paused':
      return pausedProblem(verdict.until, now);
    case 'wrong':
      return fieldProblem('/code', 'code.wrong', {
        vi: 'Mã xác thực không đúng hoặc đã dùng rồi',
        en: 'The code is wrong or was used before',
      });
  }
}

/** The guard asked before the password was compared, and that takes time. @throws Problem sessionEnded */
export async function refuseEnded(tx: Tx, actor: UserActor): Promise<void> {
  const alive = await tx.one('select 1 from session where id = $1 and revoked_at is null', [actor.sessionId]);
  if (!alive) throw problem(SESSION.sessionEnded);
}

export interface OwnAccount {
  readonly login: string;
  readonly fullName: string;
}

export async function ownAccount(tx: Tx, actor: UserActor): Promise<OwnAccount> {
  const account = await tx.one<OwnAccount>(
    'select login, full_name as "fullName" from user_account where id = $1',
    [actor.userId],
  );
  if (!account) throw new Error('The acting user has no account');
  return account;
}
