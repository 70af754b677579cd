import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Tx } from '../platform/database/tx.js';
import type { DeliveryReason } from './delivery.js';
import { endingBefore, noticesOf, type ClaimedDelivery } from './delivery.queries.js';
import { aheadMail, confirmationMail, digestMail, noticeMail, type MailText } from './mail-text.js';
import { isRecipient } from './mail-recipients.js';
import { Mailer } from './mailer.js';
import { CODE_MINUTES, SealedAddresses } from './sealed-addresses.js';

export interface AddressedMail extends MailText {
  readonly to: string;
}

/** Puts a mail together at the moment of sending: who is it for now, where to, what is still worth saying. */
@Injectable()
export class DeliveryContent {
  constructor(
    private readonly addresses: SealedAddresses,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @returns the mail, or why there is none to send */
  async of(tx: Tx, delivery: ClaimedDelivery): Promise<AddressedMail | DeliveryReason> {
    const { userId, organisationId } = delivery;
    if (!(await isRecipient(tx, userId, organisationId))) return 'recipient-gone';
    const found =
      delivery.purpose === 'confirmation'
        ? await this.confirmation(tx, delivery)
        : await this.notices(tx, delivery);
    if (typeof found === 'string') return found;
    return this.mailer.takes(found.to) ? found : 'domain-not-allowed';
  }

  private async confirmation(
    tx: Tx,
    { addressId }: ClaimedDelivery,
  ): Promise<AddressedMail | DeliveryReason> {
    const pending = addressId ? await this.addresses.pending(tx, addressId) : null;
    if (!pending) return 'code-lapsed';
    return { to: pending.address, ...confirmationMail(pending.code, CODE_MINUTES) };
  }

  private async notices(tx: Tx, delivery: ClaimedDelivery): Promise<AddressedMail | DeliveryReason> {
    const to = await this.addresses.confirmedOf(tx, delivery.userId);
    if (to === null) return 'no-address';
    const text = await this.text(tx, delivery);
    return text ? { to, ...text } : 'nothing-left';
  }

  private async text(tx: Tx, delivery: ClaimedDelivery): Promise<MailText | null> {
    const { id, organisationId, coversUntil } = delivery;
    const url = this.config.publicUrl ?? '';
    const items = coversUntil ? await endingBefore(tx, organisationId, coversUntil) : await noticesOf(tx, id);
    const [first] = items;
    if (!first) return null;
    if (coversUntil) return aheadMail(items, url);
    return delivery.purpose === 'notice' ? noticeMail(first, url) : digestMail(items, url);
  }
}
