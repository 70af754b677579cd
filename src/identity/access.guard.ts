import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { endpointRules, PUBLIC } from '../platform/http/endpoint.js';
import type { AuthenticatedRequest } from '../platform/http/parameters.js';
import { accessProblem } from './access.rules.js';
import type { TokenClaims } from './access-tokens.js';
import { ClientStates } from './client-states.js';
import { SessionStates, type SessionHolder } from './session-states.js';

interface VerifiedRequest extends AuthenticatedRequest {
  readonly tokenClaims: TokenClaims;
}

/** Stands before every route. What a route does not say is refused. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly sessions: SessionStates,
    private readonly clients: ClientStates,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const rules = endpointRules(context.getHandler());
    if (rules?.permission === PUBLIC) return true;
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<VerifiedRequest>();
    const holder = await this.holderOf(request.tokenClaims);
    // Set before the permission is looked at, so that the refusal is recorded under the caller's name.
    request.user = holder.actor;
    const refused = accessProblem(holder, rules);
    if (refused) throw refused;
    return true;
  }

  private async holderOf(claims: TokenClaims): Promise<SessionHolder> {
    return 'clientId' in claims ? this.clients.holderOf(claims) : this.sessions.holderOf(claims);
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
