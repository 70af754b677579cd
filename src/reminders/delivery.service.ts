import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { decodeCursor, toPage, type Page } from '../platform/http/page.js';
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
  async ofUser(actor: UserActor, query: DeliveryQuery): Promise<Page<DeliveryDto>> {
    return this.list(
      actor,
      query,
      { userId: actor.userId, organisationId: actor.organisationId },
      toDeliveryDto,
    );
  }

  /** Everybody's, for who keeps the system running. Row-level security shows them to administrators alone. */
  async all(actor: UserActor, query: DeliveryQuery): Promise<Page<OverseenDeliveryDto>> {
    return this.list(actor, query, { userId: null, organisationId: null }, toOverseenDeliveryDto);
  }

  private async list<T>(
    actor: UserActor,
    query: DeliveryQuery,
    whose: Whose,
    map: (row: DeliveryRow) => T,
  ): Promise<Page<T>> {
    const before = decodeCursor(query.cursor, ['instant', 'uuid']);
    return this.database.read(actor, async (tx) => {
      const rows = await deliveries(tx, query, whose, before);
      await this.audit.record(tx, {
        action: 'notifications.deliveries.read',
        detail: { count: Math.min(rows.length, query.limit) },
      });
      return toPage(rows, query.limit, (row) => [row.recordedAt.toISOString(), row.id], map);
    });
  }
}

interface Whose {
  readonly userId: string | null;
  readonly organisationId: number | null;
}

async function deliveries(
  tx: Tx,
  { status, limit }: DeliveryQuery,
  { userId, organisationId }: Whose,
  before: readonly (string | number)[] | null,
): Promise<DeliveryRow[]> {
  return tx.query<DeliveryRow>(
    `select id, user_id as "userId", organisation_id as "organisationId", purpose, status, reason, due_at as "dueAt",
       attempts, ended_at as "endedAt", recorded_at as "recordedAt"
     from delivery
     where ($1::uuid is null or user_id = $1) and ($2::integer is null or organisation_id = $2)
       and ($3::text is null or status = $3)
       and ($4::timestamptz is null or (recorded_at, id) < ($4, $5::uuid))
     order by recorded_at desc, id desc limit $6`,
    [userId, organisationId, status ?? null, before?.[0] ?? null, before?.[1] ?? null, limit + 1],
  );
}
