import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { SESSION } from '../platform/security/session.problems.js';
import type { AccessClaims } from './access-tokens.js';
import { permissionsOf } from './roles.js';
import { SecondFactorRule } from './second-factor-rule.js';

interface SessionState {
  readonly userId: string;
  readonly organisationId: number;
  readonly roles: readonly string[];
  readonly ended: boolean;
  readonly locked: boolean;
  readonly temporaryPassword: boolean;
  readonly secondFactor: boolean;
}

export interface SessionHolder {
  readonly actor: UserActor;
  /** The password was given by somebody else: nothing but choosing another is allowed. */
  readonly temporaryPassword: boolean;
  /** A role asks for a second factor that there is not: nothing but making one is allowed. */
  readonly secondFactorMissing: boolean;
}

/**
 * Who stands behind a verified token, asked at each request: a lock, an ended session or another role takes effect
 * at once. One statement outside of a transaction, through a function made for it: there is no actor yet.
 */
@Injectable()
export class SessionStates {
  constructor(
    private readonly database: Database,
    private readonly rule: SecondFactorRule,
  ) {}

  /** @throws Problem 401 when the session has ended or its user is locked */
  async holderOf(claims: AccessClaims): Promise<SessionHolder> {
    const [state] = await this.database.ask<SessionState>(STATE, [claims.sessionId]);
    if (!state || state.ended || !isOf(state, claims)) throw problem(SESSION.sessionEnded);
    if (state.locked) throw problem(SESSION.locked);
    return {
      actor: toActor(state, claims.sessionId),
      temporaryPassword: state.temporaryPassword,
      secondFactorMissing: !state.secondFactor && this.rule.isRequired(state.roles),
    };
  }
}

const STATE = `
  select user_id as "userId", organisation_id as "organisationId", roles, revoked or expired as ended, locked,
    temporary_password as "temporaryPassword", second_factor as "secondFactor"
  from app.session_state($1)`;

function isOf(state: SessionState, claims: AccessClaims): boolean {
  return state.userId === claims.userId && state.organisationId === claims.organisationId;
}

function toActor(state: SessionState, sessionId: string): UserActor {
  const { userId, organisationId, roles } = state;
  return { kind: 'user', userId, organisationId, sessionId, roles, permissions: permissionsOf(roles) };
}
