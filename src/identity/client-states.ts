import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { problem } from '../platform/errors/problem.js';
import { SESSION } from '../platform/security/session.problems.js';
import type { ClientClaims } from './access-tokens.js';
import { CLIENT_SCOPES } from './permissions.js';
import type { SessionHolder } from './session-states.js';

interface ClientState {
  readonly organisationId: number;
  readonly scopes: readonly string[];
  readonly ended: boolean;
}

const KNOWN_SCOPES: ReadonlySet<string> = new Set(CLIENT_SCOPES);

/** Which client stands behind a verified token, asked at each request: a revocation takes effect at once. */
@Injectable()
export class ClientStates {
  constructor(private readonly database: Database) {}

  /** @throws Problem 401 when the client, or the secret that the token was given for, has ended */
  async holderOf({ clientId, organisationId, secretId }: ClientClaims): Promise<SessionHolder> {
    const [state] = await this.database.ask<ClientState>(STATE, [clientId, secretId]);
    if (!state || state.ended || state.organisationId !== organisationId) throw problem(SESSION.clientEnded);
    // A scope that the program no longer knows gives nothing.
    const permissions = new Set(state.scopes.filter((scope) => KNOWN_SCOPES.has(scope)));
    const actor = {
      userId: clientId,
      organisationId,
      sessionId: secretId,
      roles: ['integrator'],
      permissions,
    };
    return {
      actor: { kind: 'user', client: true, ...actor },
      temporaryPassword: false,
      secondFactorMissing: false,
    };
  }
}

const STATE = `select organisation_id as "organisationId", scopes, ended from app.client_state($1, $2)`;
