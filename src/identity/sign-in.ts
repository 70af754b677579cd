import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Tx } from '../platform/database/tx.js';
import type { Problem } from '../platform/errors/problem.js';
import { toLoginDto, type LoginDto } from './auth.dto.js';
import { Credentials, type Account } from './credentials.js';
import { organisationOfAccount, rolesOf } from './identity.queries.js';
import { SecondFactorRule } from './second-factor-rule.js';
import { reuseSinceLastSignIn } from './session.queries.js';
import { Sessions } from './sessions.js';

/** From where a sign-in comes. */
export interface SignInOrigin {
  /** The client's address, by which failures are counted. */
  readonly address: string;
  readonly device: string | null;
}

export type SignInOutcome = { readonly signedIn: LoginDto } | { readonly refused: Problem };

/** The end of a sign-in that has proven all that was asked: a session, its tokens, what its owner should know. */
@Injectable()
export class SignIn {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly rule: SecondFactorRule,
    private readonly audit: AuditLog,
  ) {}

  /** @param factor what was proven besides the password */
  async complete(tx: Tx, account: Account, origin: SignInOrigin, factor: string | null): Promise<LoginDto> {
    const { userId } = account;
    await this.credentials.remember(tx, userId, { kind: 'network', address: origin.address });
    const reusedTokenAt = await reuseSinceLastSignIn(tx, userId);
    const tokens = await this.sessions.start(tx, account, origin.device);
    await this.audit.record(tx, {
      action: 'auth.login',
      subject: { kind: 'user', id: userId },
      detail: { factor },
    });
    const organisation = await organisationOfAccount(tx, account.organisationId);
    const roles = await rolesOf(tx, userId);
    const secondFactorRequired = !account.secondFactor && this.rule.isRequired(roles);
    return toLoginDto(tokens, account, { organisation, roles, secondFactorRequired, reusedTokenAt });
  }
}
