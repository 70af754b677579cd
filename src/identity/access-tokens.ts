import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { CONFIG, type Config } from '../platform/config/config.js';
import { isUuid } from '../platform/http/field-rules.js';
import { JwtKeys } from './jwt-keys.js';

export const TOKEN_ISSUER = 'case-management';
export const TOKEN_AUDIENCE = 'case-management-api';
export const TOKEN_ALGORITHM = 'HS256';

/** What an access token says: who, for which organisation, in which session. Roles are never in it. */
export interface AccessClaims {
  readonly userId: string;
  readonly organisationId: number;
  readonly sessionId: string;
}

/** What a client's token says: which client, for which organisation, given for which of its secrets. */
export interface ClientClaims {
  readonly clientId: string;
  readonly organisationId: number;
  readonly secretId: string;
}

export type TokenClaims = AccessClaims | ClientClaims;

/** Makes access tokens: short, signed, good in real time whatever the legal time is. */
@Injectable()
export class AccessTokens {
  readonly lifetimeSeconds: number;

  constructor(
    private readonly jwt: JwtService,
    private readonly keys: JwtKeys,
    @Inject(CONFIG) config: Config,
  ) {
    this.lifetimeSeconds = config.auth.accessTokenSeconds;
  }

  sign(claims: AccessClaims): string {
    return this.signed({ sub: claims.userId, org: claims.organisationId, sid: claims.sessionId });
  }

  signForClient(claims: ClientClaims): string {
    return this.signed({ sub: claims.clientId, org: claims.organisationId, csid: claims.secretId });
  }

  private signed(payload: object): string {
    return this.jwt.sign(payload, {
      privateKey: this.keys.signing,
      keyid: this.keys.signingVersion,
      algorithm: TOKEN_ALGORITHM,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      expiresIn: this.lifetimeSeconds,
    });
  }
}

/** The claims of a verified payload; null when it is not one of ours. Ours always expire. */
export function readClaims(payload: unknown): AccessClaims | null {
  if (typeof payload !== 'object' || payload === null) return null;
  if (!('sub' in payload && 'org' in payload && 'sid' in payload && 'exp' in payload)) return null;
  const { sub, org, sid } = payload;
  if (!isUuid(sub) || !isUuid(sid) || typeof org !== 'number' || !Number.isSafeInteger(org)) return null;
  return { userId: sub, organisationId: org, sessionId: sid };
}

/** The same of a client's token. No token is both. */
export function readClientClaims(payload: unknown): ClientClaims | null {
  if (typeof payload !== 'object' || payload === null || 'sid' in payload) return null;
  if (!('sub' in payload && 'org' in payload && 'csid' in payload && 'exp' in payload)) return null;
  const { sub, org, csid } = payload;
  if (!isUuid(sub) || !isUuid(csid) || typeof org !== 'number' || !Number.isSafeInteger(org)) return null;
  return { clientId: sub, organisationId: org, secretId: csid };
}
