import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { UserActor } from '../platform/security/actor.js';
import { readClaims, TOKEN_ALGORITHM, TOKEN_ISSUER } from './access-tokens.js';
import { JwtKeys } from './jwt-keys.js';
import { SessionStates } from './session-states.js';

const PASS_AUDIENCE = 'case-management-dashboard';
export const PASS_SECONDS = 900;

/** Passes to pages that a browser opens by itself, without a token in a header: short, and no more than their session. */
@Injectable()
export class DashboardPasses {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: JwtKeys,
    private readonly sessions: SessionStates,
  ) {}

  issue({ userId, organisationId, sessionId }: UserActor): string {
    return this.jwt.sign(
      { sub: userId, org: organisationId, sid: sessionId },
      {
        privateKey: this.keys.signing,
        keyid: this.keys.signingVersion,
        algorithm: TOKEN_ALGORITHM,
        issuer: TOKEN_ISSUER,
        audience: PASS_AUDIENCE,
        expiresIn: PASS_SECONDS,
      },
    );
  }

  /** Who holds the pass now; null for one that is forged, expired, or whose session has ended. */
  async holderOf(pass: string): Promise<UserActor | null> {
    try {
      const payload: unknown = await this.jwt.verifyAsync(pass, {
        secret: this.keys.keyOf(pass) as unknown as Buffer,
        algorithms: [TOKEN_ALGORITHM],
        issuer: TOKEN_ISSUER,
        audience: PASS_AUDIENCE,
      });
      const claims = readClaims(payload);
      return claims && (await this.sessions.holderOf(claims)).actor;
    } catch {
      return null;
    }
  }
}
