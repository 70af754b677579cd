import type { RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { P } from './api-client.problems.js';
import type { OrganisationName } from './identity.queries.js';
import type { ClientScope } from './permissions.js';

export interface ListedClient {
  readonly id: string;
  readonly name: string;
  readonly organisation: OrganisationName;
  readonly scopes: readonly ClientScope[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
  /** Out of JSON: its instants are texts. */
  readonly secrets: readonly {
    readonly id: string;
    readonly createdAt: string;
    readonly endsAt: string | null;
  }[];
  readonly version: number;
}

export interface ClientFilter {
  readonly organisationId: number | null;
  readonly ended: boolean | null;
  readonly beforeId: string | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

const LISTED = `
  select c.id, c.name, json_build_object('id', o.id, 'kind', o.kind, 'name', o.name) as organisation, c.scopes,
    c.created_at as "createdAt", c.created_by as "createdBy", c.expires_at as "expiresAt",
    c.last_used_at as "lastUsedAt", c.revoked_at as "revokedAt", c.revoked_reason as "revokedReason", c.version,
    (select coalesce(json_agg(json_build_object('id', s.id, 'createdAt', s.created_at, 'endsAt', s.ends_at)
       order by s.created_at, s.id), '[]')
     from api_client_secret s where s.client_id = c.id and c.revoked_at is null
       and coalesce(s.ends_at > now(), true)) as secrets
  from api_client c join organisation o on o.id = c.organisation_id`;

const LIST = `${LISTED}
  where ($1::integer is null or c.organisation_id = $1)
    and ($2::boolean is null or (c.revoked_at is not null or c.expires_at <= now()) = $2)
    and ($3::uuid is null or c.id < $3)
    and ($5::uuid[] is null or c.id = any ($5))
  order by c.id desc limit $4`;

/** Newest first: ids are made in the order of time. */
export async function listClients(tx: Tx, filter: ClientFilter): Promise<readonly ListedClient[]> {
  const { organisationId, ended, beforeId, limit, ids } = filter;
  return tx.query<ListedClient>(LIST, [organisationId, ended, beforeId, limit, ids]);
}

/** @throws Problem 404 */
export async function requiredClient(tx: Tx, id: string): Promise<ListedClient> {
  const found = await tx.one<ListedClient>(`${LISTED} where c.id = $1`, [id]);
  if (!found) throw problem(P.notFound);
  return found;
}
