import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { defineSystemActor } from '../platform/security/actor.js';
import { SESSION } from '../platform/security/session.problems.js';
import { refreshTokenHash, Sessions, type TokenPair } from './sessions.js';

export const TOKEN_REFRESH = defineSystemActor('token-refresh');

interface KnownToken {
  readonly sessionId: string;
  readonly userId: string;
  readonly organisationId: number;
  readonly used: boolean;
  readonly ended: boolean;
  readonly locked: boolean;
}

type Outcome = { readonly tokens: TokenPair } | { readonly refused: Problem };

/**
 * Exchanges a refresh token for a new pair. A token that comes a second time was copied by somebody: nobody can
 * tell who holds the copy, so the session ends for both.
 */
@Injectable()
export class RefreshService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem sessionEnded or locked */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const hash = refreshTokenHash(refreshToken);
    const outcome = await this.database.write(TOKEN_REFRESH, (tx) => this.decide(tx, hash));
    if ('refused' in outcome) throw outcome.refused;
    return outcome.tokens;
  }

  private async decide(tx: Tx, hash: Buffer): Promise<Outcome> {
    const token = await tx.one<KnownToken>(TOKEN, [hash, this.sessions.idleSeconds]);
    if (!token || token.ended) return { refused: problem(SESSION.sessionEnded) };
    if (token.used) return this.endStolen(tx, token);
    if (token.locked) return { refused: problem(SESSION.locked) };
    await tx.query('update refresh_token set used_at = now() where hash = $1', [hash]);
    await tx.query('update session set last_used_at = now() where id = $1', [token.sessionId]);
    return { tokens: await this.sessions.issue(tx, token.sessionId, token) };
  }

  private async endStolen(tx: Tx, token: KnownToken): Promise<Outcome> {
    await this.sessions.end(tx, token.sessionId, 'refresh-token-reused');
    await this.audit.record(tx, {
      action: 'auth.refresh',
      outcome: 'refused',
      subject: { kind: 'user', id: token.userId },
      detail: { code: SESSION.sessionEnded.code, reason: 'refresh-token-reused', session: token.sessionId },
    });
    return { refused: problem(SESSION.sessionEnded) };
  }
}

// The lock on the token makes concurrent twins follow one another: the second finds it used.
const TOKEN = `
  select s.id as "sessionId", u.id as "userId", u.organisation_id as "organisationId",
    t.used_at is not null as used, u.locked_at is not null as locked,
    s.revoked_at is not null or least(s.expires_at, s.last_used_at + make_interval(secs => $2)) <= now() as ended
  from refresh_token t
  join session s on s.id = t.session_id
  join user_account u on u.id = s.user_id
  where t.hash = $1
  for update of t`;
