import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { endpointRules, PUBLIC } from '../platform/http/endpoint.js';
import type { AuthenticatedRequest } from '../platform/http/parameters.js';
import { SESSION } from '../platform/security/session.problems.js';
import type { AccessClaims } from './access-tokens.js';
import { SessionStates, type SessionHolder } from './session-states.js';

/** What may be asked for in any case: oneself, another password, a second factor, the way out. */
const SELF = 'auth.self';

interface VerifiedRequest extends AuthenticatedRequest {
  readonly tokenClaims: AccessClaims;
}

/** Stands before every route. What a route does not say is refused. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly sessions: SessionStates) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = endpointRules(context.getHandler())?.permission;
    if (permission === PUBLIC) return true;
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<VerifiedRequest>();
    const holder = await this.sessions.holderOf(request.tokenClaims);
    // Set before the permission is looked at, so that the refusal is recorded under the caller's name.
    request.user = holder.actor;
    refuseUnlessAllowed(holder, permission);
    return true;
  }

  override getAuthenticateOptions(): { session: false; property: string } {
    return { session: false, property: 'tokenClaims' };
  }

  /** Called by passport with what the strategy found. */
  override handleRequest<Claims>(error: unknown, claims: Claims | false, info: unknown): Claims {
    if (error) throw error;
    if (!claims) throw unauthenticated(info);
    return claims;
  }
}

function refuseUnlessAllowed(holder: SessionHolder, permission: string | undefined): void {
  if (permission === undefined || !holder.actor.permissions.has(permission)) {
    throw problem(HTTP.forbidden, { extensions: { permission: permission ?? null } });
  }
  if (permission === SELF) return;
  if (holder.temporaryPassword) throw problem(SESSION.passwordChangeRequired);
  if (holder.secondFactorMissing) throw problem(SESSION.secondFactorRequired);
}

/** @param info what the strategy says of a token that it refuses, mostly an error of its own */
function unauthenticated(info: unknown): Problem {
  const { name, message } = info instanceof Error ? info : new Error('unknown');
  if (name === 'TokenExpiredError') return problem(HTTP.unauthenticated, { detail: EXPIRED });
  return problem(HTTP.unauthenticated, { detail: message === 'No auth token' ? MISSING : INVALID });
}

const MISSING = { vi: 'Yêu cầu không kèm mã truy cập', en: 'The request carries no access token' };
const EXPIRED = {
  vi: 'Mã truy cập đã hết hạn: hãy làm mới hoặc đăng nhập lại',
  en: 'The access token has expired: refresh it or sign in again',
};
const INVALID = { vi: 'Mã truy cập không hợp lệ', en: 'The access token is not valid' };
