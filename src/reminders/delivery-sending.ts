import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type Config, type MailConfig } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob } from '../platform/jobs/job.js';
import { DELIVERIES } from './delivery.metrics.js';
import type { SystemActor } from '../platform/security/actor.js';
import type { DeliveryReason } from './delivery.js';
import { pauseAfter } from './delivery.rules.js';
import { claimDelivery, endDelivery, postponeDelivery, type ClaimedDelivery } from './delivery.queries.js';
import { DeliveryContent } from './delivery-content.js';
import { SEND_DELIVERY } from './mail.jobs.js';
import { Mailer, type MailToSend, type SendOutcome } from './mailer.js';

type Prepared = { readonly claimed: ClaimedDelivery; readonly mail: MailToSend } | null;

/**
 * Sends one mail after the other. Claimed in one transaction, sent outside of any, marked in another: a process that
 * dies in between leaves its claim, which lapses, and the mail goes out again with the same Message-ID.
 */
@Injectable()
export class DeliverySending implements OnModuleDestroy {
  private readonly logger = new Logger(DeliverySending.name);
  private readonly waiting = new Set<string>();
  private readonly most: number;
  private running = 0;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly content: DeliveryContent,
    private readonly mailer: Mailer,
    @Inject(CONFIG) config: Config,
  ) {
    this.most = Math.max(1, Math.floor(config.queue.concurrency / 2));
  }

  /** Whoever is sending goes on with what came meanwhile, so that a slow mail server never holds up the reminders. */
  @HandlesJob(SEND_DELIVERY)
  async send({ deliveryId }: { readonly deliveryId: string }, actor: SystemActor): Promise<void> {
    this.waiting.add(deliveryId);
    if (this.running >= this.most) return;
    this.running += 1;
    try {
      for (const id of this.waiting) {
        this.waiting.delete(id);
        if (this.stopping) return;
        await this.sendOne(id, actor);
      }
    } finally {
      this.running -= 1;
    }
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  private async sendOne(id: string, actor: SystemActor): Promise<void> {
    const { settings } = this.mailer;
    if (!settings) return;
    const prepared = await this.database.write(actor, (tx) => this.prepare(tx, id, settings));
    if (!prepared) return;
    const outcome = await this.mailer.send(prepared.mail);
    DELIVERIES.inc({ outcome });
    if (outcome !== 'sent') this.logger.warn(`Mail of delivery ${id}: ${outcome}`);
    await this.database.write(actor, (tx) => mark(tx, prepared.claimed, outcome, settings));
  }

  /** @returns null where it is not due, is being sent, or has nothing to say to anybody */
  private async prepare(tx: Tx, id: string, settings: MailConfig): Promise<Prepared> {
    const claimed = await claimDelivery(tx, id, leaseOf(settings));
    if (!claimed) return null;
    const content = await this.content.of(tx, claimed);
    if (typeof content !== 'string') return { claimed, mail: { ...content, deliveryId: id } };
    await endDelivery(tx, claimed, statusOf(content), content);
    return null;
  }
}

/** After twice the time that sending may take, whoever claimed it is dead. */
const leaseOf = ({ timeoutMs }: MailConfig): number => timeoutMs * 2 + 1000;

async function mark(
  tx: Tx,
  claimed: ClaimedDelivery,
  outcome: SendOutcome,
  { attempts, retryAfterMs }: MailConfig,
): Promise<void> {
  switch (outcome) {
    case 'sent':
      return endDelivery(tx, claimed, 'sent', null);
    case 'refused':
      return endDelivery(tx, claimed, 'failed', 'refused');
    case 'later':
      if (claimed.attempts >= attempts) return endDelivery(tx, claimed, 'failed', 'unreachable');
      return postponeDelivery(tx, claimed, pauseAfter(claimed.attempts, retryAfterMs));
  }
}

const statusOf = (reason: DeliveryReason): 'failed' | 'cancelled' =>
  reason === 'domain-not-allowed' ? 'failed' : 'cancelled';
