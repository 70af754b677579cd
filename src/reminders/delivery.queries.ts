import type { Tx } from '../platform/database/tx.js';
import type { DeliveryPurpose, DeliveryReason, MailItem } from './delivery.js';
import type { NotificationKind } from './reminder.code-lists.js';

export interface ClaimedDelivery {
  readonly id: string;
  readonly userId: string;
  readonly organisationId: number;
  readonly purpose: DeliveryPurpose;
  readonly addressId: string | null;
  readonly coversUntil: Date | null;
  /** This one counted; it tells this claim from one that lapsed. */
  readonly attempts: number;
}

/** Takes a delivery that is due, or whose sender has died. @returns null for any other */
export async function claimDelivery(tx: Tx, id: string, leaseMs: number): Promise<ClaimedDelivery | null> {
  return tx.one<ClaimedDelivery>(
    `update delivery set status = 'sending', attempts = attempts + 1,
       next_try_at = now() + make_interval(secs => $3::float8 / 1000)
     where id = $1 and status in ('planned', 'sending') and due_at <= $2 and next_try_at <= now()
     returning id, user_id as "userId", organisation_id as "organisationId", purpose, address_id as "addressId",
       covers_until as "coversUntil", attempts`,
    [id, tx.now, leaseMs],
  );
}

/** A claim that lapsed and was taken by another changes nothing any more; only that a mail was sent stays true. */
export async function endDelivery(
  tx: Tx,
  { id, attempts }: ClaimedDelivery,
  status: 'sent' | 'failed' | 'cancelled',
  reason: DeliveryReason | null,
): Promise<void> {
  await tx.query(
    `update delivery set status = $3, reason = $4, ended_at = now()
     where id = $1 and status = 'sending' and (attempts = $2 or $3 = 'sent')`,
    [id, attempts, status, reason],
  );
}

/** It stays claimed until the pause is over: a digest that may have arrived takes up nothing more. */
export async function postponeDelivery(
  tx: Tx,
  { id, attempts }: ClaimedDelivery,
  pauseMs: number,
): Promise<void> {
  await tx.query(
    `update delivery set offered_at = null,
       next_try_at = now() + make_interval(secs => $3::float8 / 1000)
     where id = $1 and status = 'sending' and attempts = $2`,
    [id, attempts, pauseMs],
  );
}

/** What a mail tells: its notices, but for those whose limit has ended since. */
export async function noticesOf(tx: Tx, deliveryId: string): Promise<MailItem[]> {
  return tx.query<MailItem>(
    `select n.id as "notificationId", n.kind, n.facts from delivery_notice dn
     join notification n on n.id = dn.notification_id
     left join deadline d on d.id = n.deadline_id
     where dn.delivery_id = $1 and coalesce(d.status, 'open') = 'open'
     order by n.raised_at, n.id`,
    [deliveryId],
  );
}

/** Limits of an organisation that run now and end before a moment, as if they were notices. */
export async function endingBefore(tx: Tx, organisationId: number, until: Date): Promise<MailItem[]> {
  const rows = await tx.query<{ code: string; dueAt: Date }>(
    `select subject_code as code, due_at as "dueAt" from deadline
     where organisation_id = $1 and status = 'open' and due_at > $2 and due_at < $3 order by due_at, id`,
    [organisationId, tx.now, until],
  );
  const kind: NotificationKind = 'deadline.approaching';
  return rows.map(({ code, dueAt }) => ({
    kind,
    facts: { code, dueAt: dueAt.toISOString() },
    notificationId: null,
  }));
}
