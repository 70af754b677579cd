import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { BlindIndex, type BlindIndexValue } from '../platform/crypto/blind-index.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem, type Problem } from '../platform/errors/problem.js';
import { defineSystemActor } from '../platform/security/actor.js';
import { SESSION } from '../platform/security/session.problems.js';
import { AccessTokens } from './access-tokens.js';
import type { ClientTokenDto, ClientTokenInput } from './api-client.dto.js';
import { P } from './auth.problems.js';
import { CLIENT_SECRET_PURPOSE } from './client-secrets.js';
import type { ClientScope } from './permissions.js';

const CLIENT_TOKEN = defineSystemActor('client-token');

interface KnownSecret {
  readonly id: string;
  readonly index: Buffer;
  readonly organisationId: number;
  readonly scopes: readonly ClientScope[];
  readonly clientEnded: boolean;
}

type Outcome = { readonly given: ClientTokenDto } | { readonly refused: Problem };

/** Access tokens for programs. A refusal is written down too, so it leaves the transaction before it is thrown. */
@Injectable()
export class ClientTokenService {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokens,
    private readonly blindIndex: BlindIndex,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem wrongClient; of a right secret also clientEnded */
  async give(input: ClientTokenInput): Promise<ClientTokenDto> {
    const outcome = await this.database.write(CLIENT_TOKEN, (tx) => this.decide(tx, input));
    if ('refused' in outcome) throw outcome.refused;
    return outcome.given;
  }

  private async decide(tx: Tx, { clientId, clientSecret }: ClientTokenInput): Promise<Outcome> {
    const known = await tx.query<KnownSecret>(SECRETS, [clientId]);
    const candidates = this.blindIndex.candidates(CLIENT_SECRET_PURPOSE, clientSecret);
    const secret = known.find(({ index }) => isOneOf(index, candidates));
    const about = known.length > 0 ? clientId : null;
    if (!secret) return this.refuse(tx, about, problem(P.wrongClient));
    if (secret.clientEnded) return this.refuse(tx, about, problem(SESSION.clientEnded));
    await this.use(tx, clientId, secret, candidates[0]?.value ?? secret.index);
    const { organisationId, scopes } = secret;
    const accessToken = this.tokens.signForClient({ clientId, organisationId, secretId: secret.id });
    return { given: { accessToken, expiresInSeconds: this.tokens.lifetimeSeconds, scopes } };
  }

  /** A fingerprint of an older key is made anew, so that the key can go. */
  private async use(tx: Tx, clientId: string, secret: KnownSecret, fresh: Buffer): Promise<void> {
    if (!secret.index.equals(fresh)) {
      await tx.query('update api_client_secret set secret_index = $2 where id = $1', [secret.id, fresh]);
    }
    await tx.query('update api_client set last_used_at = $2 where id = $1 and revoked_at is null', [
      clientId,
      tx.realNow,
    ]);
    await this.audit.record(tx, {
      action: 'auth.client-token',
      subject: { kind: 'api-client', id: clientId },
    });
  }

  private async refuse(tx: Tx, id: string | null, refused: Problem): Promise<Outcome> {
    await this.audit.record(tx, {
      action: 'auth.client-token',
      outcome: 'refused',
      subject: id ? { kind: 'api-client', id } : undefined,
      detail: { code: refused.type.code },
    });
    return { refused };
  }
}

function isOneOf(index: Buffer, candidates: readonly BlindIndexValue[]): boolean {
  return candidates.some(({ value }) => value.length === index.length && timingSafeEqual(value, index));
}

const SECRETS = `
  select s.id, s.secret_index as index, c.organisation_id as "organisationId", c.scopes,
    c.revoked_at is not null or c.expires_at <= now() as "clientEnded"
  from api_client_secret s join api_client c on c.id = s.client_id
  where c.id = $1 and coalesce(s.ends_at > now(), true)`;
