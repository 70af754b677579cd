import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { SystemActor } from '../platform/security/actor.js';
import { MINUTES_AHEAD, minuteOfDay, nightAhead, sendingTime } from './delivery.rules.js';
import { SEND_DELIVERY, SWEEP_DELIVERIES } from './mail.jobs.js';
import { recipientsBeforeQuiet, recipientsIn, type MailRecipient } from './mail-recipients.js';
import { Mailer } from './mailer.js';
import type { NotificationFacts } from './notification-text.js';
import type { NotificationKind } from './reminder.code-lists.js';

const BATCH = 200;
/** Older ones are news to nobody; they lie in the inbox. */
const WORTH_SENDING = `interval '7 days'`;
/** How long the queue may sit on a job before it is told again. */
const OFFER_AGAIN = `interval '2 minutes'`;

interface UnplannedNotice {
  readonly id: string;
  readonly organisationId: number;
  readonly kind: NotificationKind;
  readonly facts: NotificationFacts;
  readonly recordedAt: Date;
}

/**
 * Decides who gets which notice by mail and when, and offers to the queue what is due. It asks the tables alone, so
 * that nothing which died in between is lost.
 */
@Injectable()
export class DeliveryPlanning {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly mailer: Mailer,
  ) {}

  @HandlesJob(SWEEP_DELIVERIES)
  async sweep(_payload: JobPayload, actor: SystemActor): Promise<void> {
    if (!this.mailer.settings) return;
    await this.database.write(actor, forgetOld);
    while ((await this.database.write(actor, (tx) => this.planBatch(tx))) === BATCH);
    await this.database.write(actor, (tx) => this.planNights(tx));
    while ((await this.database.write(actor, (tx) => this.offer(tx))) === BATCH);
  }

  /** Rows are held until the end of the transaction, so that two sweeps plan each notice once. */
  private async planBatch(tx: Tx): Promise<number> {
    const notices = await takeUnplanned(tx);
    if (notices.length === 0) return 0;
    const recipients = await recipientsIn(tx, [...new Set(notices.map((notice) => notice.organisationId))]);
    for (const notice of notices) {
      for (const recipient of recipients.filter((each) => wants(each, notice))) {
        await this.plan(tx, recipient, notice);
      }
    }
    return notices.length;
  }

  private async plan(tx: Tx, recipient: MailRecipient, notice: UnplannedNotice): Promise<void> {
    const dueAt = sendingTime(notice, recipient.preference, tx.now);
    const deliveryId =
      dueAt > tx.now ? await waitingDigest(tx, recipient, dueAt) : await newNotice(tx, recipient, dueAt);
    await tx.query(
      'insert into delivery_notice (user_id, notification_id, delivery_id) values ($1, $2, $3)',
      [recipient.userId, notice.id, deliveryId],
    );
  }

  /** What the mail says is read when it is sent; here only whether there is anything to say. */
  private async planNights(tx: Tx): Promise<void> {
    for (const recipient of await recipientsBeforeQuiet(tx, minuteOfDay(tx.now), MINUTES_AHEAD)) {
      const until = nightAhead(recipient.preference, tx.now);
      if (!until) continue;
      await tx.query(
        `insert into delivery (id, user_id, organisation_id, purpose, covers_until, due_at)
         select $1, $2, $3, 'ahead', $4, $5
         where exists (select 1 from deadline d where d.organisation_id = $3 and d.status = 'open'
           and d.due_at > $5 and d.due_at < $4)
         on conflict do nothing`,
        [uuidv7(), recipient.userId, recipient.organisationId, until, tx.now],
      );
    }
  }

  private async offer(tx: Tx): Promise<number> {
    const rows = await tx.query<{ id: string }>(
      `with due as (
         select id from delivery
         where status in ('planned', 'sending') and next_try_at <= now() and due_at <= $1
           and (offered_at is null or offered_at < now() - ${OFFER_AGAIN})
         order by next_try_at, id limit ${BATCH} for update skip locked)
       update delivery set offered_at = now() from due where delivery.id = due.id returning delivery.id`,
      [tx.now],
    );
    await this.outbox.addAll(
      tx,
      SEND_DELIVERY,
      rows.map(({ id }) => ({ payload: { deliveryId: id } })),
    );
    return rows.length;
  }
}

function wants({ organisationId, confirmedAt, preference }: MailRecipient, notice: UnplannedNotice): boolean {
  return (
    organisationId === notice.organisationId &&
    confirmedAt <= notice.recordedAt &&
    preference.kinds.includes(notice.kind)
  );
}

/** Mail may have been off for long. */
async function forgetOld(tx: Tx): Promise<void> {
  await tx.query(
    `update notification set mail_planned_at = now()
     where mail_planned_at is null and recorded_at < now() - ${WORTH_SENDING}`,
  );
}

async function takeUnplanned(tx: Tx): Promise<UnplannedNotice[]> {
  return tx.query<UnplannedNotice>(
    `with batch as (
       select id from notification where mail_planned_at is null
       order by recorded_at, id limit ${BATCH} for update skip locked)
     update notification n set mail_planned_at = now() from batch where n.id = batch.id
     returning n.id, n.organisation_id as "organisationId", n.kind, n.facts, n.recorded_at as "recordedAt"`,
  );
}

async function newNotice(tx: Tx, { userId, organisationId }: MailRecipient, dueAt: Date): Promise<string> {
  const id = uuidv7();
  await tx.query(
    `insert into delivery (id, user_id, organisation_id, purpose, due_at) values ($1, $2, $3, 'notice', $4)`,
    [id, userId, organisationId, dueAt],
  );
  return id;
}

/** The one that waits for that time, or a new one. One that is being sent takes up nothing more. */
async function waitingDigest(
  tx: Tx,
  { userId, organisationId }: MailRecipient,
  dueAt: Date,
): Promise<string> {
  const row = await tx.one<{ id: string }>(
    `insert into delivery (id, user_id, organisation_id, purpose, due_at) values ($1, $2, $3, 'digest', $4)
     on conflict (user_id, organisation_id, due_at) where purpose = 'digest' and status = 'planned'
     do update set status = 'planned' returning id`,
    [uuidv7(), userId, organisationId, dueAt],
  );
  if (!row) throw new Error('A digest was neither found nor made');
  return row.id;
}
