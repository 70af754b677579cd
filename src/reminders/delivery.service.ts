import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { CursorValue } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  toDeliveryDto,
  toOverseenDeliveryDto,
  type DeliveryDto,
  type DeliveryQuery,
  type DeliveryRow,
  type OverseenDeliveryDto,
} from './delivery.dto.js';

/** What became of mails, the dead letters among them. The texts are nowhere kept. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** Those to the actor for the organisation in which he works, newest first. */
  async ofUser(actor: UserActor, query: DeliveryQuery): Promise<ChangePage<DeliveryDto>> {
    return this.list(
      actor,
      query,
      { userId: actor.userId, organisationId: actor.organisationId },
      toDeliveryDto,
    );
  }

  /** Everybody's, for who keeps the system running. Row-level security shows them to administrators alone. */
  async all(actor: UserActor, query: DeliveryQuery): Promise<ChangePage<OverseenDeliveryDto>> {
    return this.list(actor, query, { userId: null, organisationId: null }, toOverseenDeliveryDto);
  }

  private async list<T>(
    actor: UserActor,
    query: DeliveryQuery,
    whose: Whose,
    map: (row: DeliveryRow) => T,
  ): Promise<ChangePage<T>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: deliveryChanges(whose),
        place: ['instant', 'uuid'],
        placeOf: (row: DeliveryRow) => [row.recordedAt.toISOString(), row.id],
        rows: (after, ids, limit) => deliveries(tx, query, whose, { after, ids, limit }),
        inScope: (ids) => deliveryIds(tx, whose, ids),
        map,
      });
      await this.audit.record(tx, {
        action: 'notifications.deliveries.read',
        detail: { count: page.items.length },
      });
      return page;
    });
  }
}

interface Whose {
  readonly userId: string | null;
  readonly organisationId: number | null;
}

interface Slice {
  readonly after: readonly CursorValue[] | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

const OF_WHOM = '($1::uuid is null or user_id = $1) and ($2::integer is null or organisation_id = $2)';

export function deliveryChanges({ userId }: Pick<Whose, 'userId'>): ChangeFeed {
  return rowFeed({
    table: 'delivery',
    ...(userId !== null && { of: ['user_id', userId] as const, scope: 'app.org_id()::text' }),
  });
}

async function deliveryIds(
  tx: Tx,
  { userId, organisationId }: Whose,
  ids: readonly RowId[],
): Promise<readonly RowId[]> {
  const sql = `select id from delivery where ${OF_WHOM} and id = any ($3::uuid[])`;
  return (await tx.query<{ id: string }>(sql, [userId, organisationId, ids])).map(({ id }) => id);
}

async function deliveries(
  tx: Tx,
  { status }: DeliveryQuery,
  { userId, organisationId }: Whose,
  { after, ids, limit }: Slice,
): Promise<DeliveryRow[]> {
  return tx.query<DeliveryRow>(
    `select id, user_id as "userId", organisation_id as "organisationId", purpose, status, reason, due_at as "dueAt",
       attempts, ended_at as "endedAt", recorded_at as "recordedAt"
     from delivery
     where ${OF_WHOM} and ($7::uuid[] is null or id = any ($7))
       and ($3::text is null or status = $3)
       and ($4::timestamptz is null or (recorded_at, id) < ($4, $5::uuid))
     order by recorded_at desc, id desc limit $6`,
    [userId, organisationId, status ?? null, after?.[0] ?? null, after?.[1] ?? null, limit, ids],
  );
}
