import type { NotificationFacts } from './notification-text.js';
import type { NotificationKind } from './reminder.code-lists.js';

/** Why a mail goes out; `ahead` tells before quiet hours begin what ends in them. */
export type DeliveryPurpose = 'notice' | 'digest' | 'ahead' | 'confirmation';

/** `failed`: given up, the dead letters. `cancelled`: there was nothing to send, or nobody to send it to. */
export type DeliveryStatus = 'planned' | 'sending' | 'sent' | 'failed' | 'cancelled';

export type DeliveryReason =
  | 'recipient-gone'
  | 'no-address'
  | 'nothing-left'
  | 'code-lapsed'
  | 'domain-not-allowed'
  | 'refused'
  | 'unreachable';

/** What a user wants by mail, and when. Times are minutes of the day in Asia/Ho_Chi_Minh. */
export interface MailPreference {
  readonly kinds: readonly NotificationKind[];
  /** Null: each notice goes by itself, at once. */
  readonly digestAt: number | null;
  /** From the first minute to before the second; over midnight where the second is the smaller. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
}

/** A notice as a mail tells it: the file's code, the kind, when it is due. */
export interface MailItem {
  readonly kind: NotificationKind;
  readonly facts: NotificationFacts;
  /** Null where it was not a notice yet. */
  readonly notificationId: string | null;
}
