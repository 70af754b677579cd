import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Tx } from '../platform/database/tx.js';
import { AccessTokens } from './access-tokens.js';

export type SessionEnd =
  | 'signed-out'
  | 'ended-by-owner'
  | 'ended-by-administrator'
  | 'refresh-token-reused'
  | 'user-locked'
  | 'user-moved'
  | 'password-changed'
  | 'second-factor-changed';

/** What a client gets to work with. */
export interface TokenPair {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string;
}

export interface SessionOwner {
  readonly userId: string;
  readonly organisationId: number;
}

const TOKEN_BYTES = 32;

/** Sessions and their tokens. A session ends a fixed time after the sign-in, however much it is used, and when it is not. */
@Injectable()
export class Sessions {
  /** How long it lives on without being refreshed. */
  readonly idleSeconds: number;
  private readonly lifetimeMs: number;

  constructor(
    private readonly accessTokens: AccessTokens,
    @Inject(CONFIG) config: Config,
  ) {
    this.idleSeconds = config.auth.sessionIdleSeconds;
    this.lifetimeMs = config.auth.refreshTokenSeconds * 1000;
  }

  /** @param device what the client says of itself */
  async start(tx: Tx, owner: SessionOwner, device: string | null): Promise<TokenPair> {
    const id = uuidv7();
    await tx.query('insert into session (id, user_id, device, expires_at) values ($1, $2, $3, $4)', [
      id,
      owner.userId,
      device,
      new Date(tx.realNow.getTime() + this.lifetimeMs),
    ]);
    return this.issue(tx, id, owner);
  }

  /** A new pair for a session; the refresh token before must have been used up in the same transaction. */
  async issue(tx: Tx, sessionId: string, owner: SessionOwner): Promise<TokenPair> {
    const refreshToken = randomBytes(TOKEN_BYTES).toString('base64url');
    await tx.query('insert into refresh_token (hash, session_id) values ($1, $2)', [
      refreshTokenHash(refreshToken),
      sessionId,
    ]);
    return {
      accessToken: this.accessTokens.sign({ ...owner, sessionId }),
      expiresInSeconds: this.accessTokens.lifetimeSeconds,
      refreshToken,
    };
  }

  /** Ends one session. Its access tokens stop at the next request. */
  async end(tx: Tx, sessionId: string, reason: SessionEnd): Promise<void> {
    await tx.query(
      'update session set revoked_at = now(), revoked_reason = $2 where id = $1 and revoked_at is null',
      [sessionId, reason],
    );
  }
}

/** Ends all sessions of a user, but for the one he works in when he keeps it. */
export async function endSessions(
  tx: Tx,
  userId: string,
  reason: SessionEnd,
  keep: string | null = null,
): Promise<void> {
  await tx.query(
    `update session set revoked_at = now(), revoked_reason = $2
     where user_id = $1 and revoked_at is null and id is distinct from $3`,
    [userId, reason, keep],
  );
}

/** The token is random enough that no salt and no slow hash are needed. */
export function refreshTokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
