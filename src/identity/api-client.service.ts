import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type AuditDetail } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import { refuseChangesByClock } from '../platform/http/changes-told.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  toApiClientDto,
  type ApiClientDto,
  type ApiClientInput,
  type ApiClientQuery,
  type ApiClientRevocationInput,
  type ApiClientWithSecretDto,
  type SecretRotationInput,
} from './api-client.dto.js';
import { ApiClient } from './api-client.entity.js';
import { P } from './api-client.problems.js';
import { listClients, requiredClient, type ListedClient } from './api-client.queries.js';
import { clientKindProblem, expiryProblem } from './api-client.rules.js';
import { CLIENT_SECRET_PURPOSE, newClientSecret } from './client-secrets.js';
import { Organisations, type OrganisationRow } from './organisations.js';
import { UNKNOWN_ORGANISATION } from './user-changes.js';
import { membershipProblem } from './user.rules.js';

const MS_PER_HOUR = 3_600_000;

const ENDED_NOT_FOLLOWED = {
  code: 'clients.endedNotFollowed',
  detail: {
    vi: 'Không dùng changedSince cùng ended: hết hạn theo giờ, không ai ghi. Hãy theo dõi không lọc rồi so expiresAt với giờ hiện tại',
    en: 'changedSince does not go with ended: a client expires by the clock and nothing is written. Follow all and compare expiresAt with the time',
  },
};

/** What administrators do with the programs of other bodies. */
@Injectable()
export class ApiClientService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly blindIndex: BlindIndex,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first, or what changed. @throws Problem 400 for changes of what the clock decides */
  async list(actor: UserActor, query: ApiClientQuery): Promise<ChangePage<ApiClientDto>> {
    refuseChangesByClock(query.changedSince, query.ended !== undefined, ENDED_NOT_FOLLOWED);
    const filter = { organisationId: query.organisationId ?? null, ended: query.ended ?? null };
    return this.database.read(actor, (tx) =>
      changePage(tx, query, {
        feed: rowFeed({ table: 'api_client' }),
        place: ['uuid'],
        placeOf: ({ id }: ListedClient) => [id],
        rows: (after, ids, limit) =>
          listClients(tx, { ...filter, beforeId: after ? String(after[0]) : null, ids, limit }),
        inScope: async (ids) => ids,
        map: toApiClientDto,
      }),
    );
  }

  async get(actor: UserActor, id: string): Promise<ApiClientDto> {
    return this.database.read(actor, async (tx) => toApiClientDto(await requiredClient(tx, id)));
  }

  /**
   * Admits a program with a secret, told this once.
   *
   * @throws Problem 422 for an organisation that may have none, or an end that is too late
   */
  async create(actor: UserActor, input: ApiClientInput): Promise<ApiClientWithSecretDto> {
    return this.database.write(actor, async (tx) => {
      const organisation = await this.organisationFor(tx, input);
      const expiresAt = new Date(input.expiresAt);
      const refused = expiryProblem(expiresAt, tx.realNow);
      if (refused) throw refused;
      const { name, scopes } = input;
      const id = uuidv7();
      await tx.query(INSERT, [id, name, organisation.id, organisation.kind, scopes, actor.userId, expiresAt]);
      const clientSecret = await this.addSecret(tx, id);
      await this.record(tx, 'create', id, { organisationId: organisation.id, scopes });
      return { ...toApiClientDto(await requiredClient(tx, id)), clientSecret };
    });
  }

  /** Another secret, told this once; those before stay good for the overlap. @throws Problem 409 when revoked, or when an organisation that has ended would get more time; 412; 422 */
  async rotate(
    actor: UserActor,
    id: string,
    version: number,
    input: SecretRotationInput,
  ): Promise<ApiClientWithSecretDto> {
    return this.database.write(actor, async (tx) => {
      const client = await workingClient(tx, id);
      const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
      const refused = expiresAt && expiryProblem(expiresAt, tx.realNow);
      if (refused) throw refused;
      if (expiresAt) await this.refuseEnded(tx, client);
      await tx.updateVersion(ApiClient, { id, version }, expiresAt ? { expiresAt } : {});
      const until = new Date(tx.realNow.getTime() + input.overlapHours * MS_PER_HOUR);
      await tx.query(END_SECRETS, [id, until]);
      const clientSecret = await this.addSecret(tx, id);
      await this.record(tx, 'rotate', id, { overlapHours: input.overlapHours });
      return { ...toApiClientDto(await requiredClient(tx, id)), clientSecret };
    });
  }

  /** For good, and at once: its tokens end too. @throws Problem 409 when it was; 412 */
  async revoke(
    actor: UserActor,
    id: string,
    version: number,
    input: ApiClientRevocationInput,
  ): Promise<ApiClientDto> {
    return this.database.write(actor, async (tx) => {
      await workingClient(tx, id);
      const revocation = { revokedAt: tx.realNow, revokedReason: input.reason };
      await tx.updateVersion(ApiClient, { id, version }, revocation);
      await this.record(tx, 'revoke', id, {});
      return toApiClientDto(await requiredClient(tx, id));
    });
  }

  private async organisationFor(tx: Tx, input: ApiClientInput): Promise<OrganisationRow> {
    const organisation = await this.organisations.find(tx, input.organisationId);
    if (!organisation) throw fieldProblem('/organisationId', 'organisation.unknown', UNKNOWN_ORGANISATION);
    const refused = membershipProblem(organisation, legalDayOf(tx.now)) ?? clientKindProblem(organisation);
    if (refused) throw refused;
    return organisation;
  }

  /** Its secret may change while its organisation hands over; its end may not move. */
  private async refuseEnded(tx: Tx, { organisation }: ListedClient): Promise<void> {
    const row = await this.organisations.byId(tx, organisation.id);
    if (membershipProblem(row, legalDayOf(tx.now))) throw problem(P.organisationEnded);
  }

  private async addSecret(tx: Tx, clientId: string): Promise<string> {
    const secret = newClientSecret();
    const { value } = this.blindIndex.index(CLIENT_SECRET_PURPOSE, secret);
    await tx.query(
      'insert into api_client_secret (id, client_id, secret_index, created_at) values ($1, $2, $3, $4)',
      [uuidv7(), clientId, value, tx.realNow],
    );
    return secret;
  }

  private async record(tx: Tx, act: string, id: string, detail: AuditDetail): Promise<void> {
    await this.audit.record(tx, {
      action: `clients.client.${act}`,
      subject: { kind: 'api-client', id },
      detail,
    });
  }
}

/** @throws Problem 404; 409 when it was revoked */
async function workingClient(tx: Tx, id: string): Promise<ListedClient> {
  const client = await requiredClient(tx, id);
  if (client.revokedAt) throw problem(P.revoked);
  return client;
}

const INSERT = `
  insert into api_client (id, name, organisation_id, organisation_kind, scopes, created_by, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;

const END_SECRETS = `
  update api_client_secret set ends_at = $2 where client_id = $1 and coalesce(ends_at > $2, true)`;
