import type { MailPreference } from './delivery.js';
import { NOTIFICATION_KINDS, type NotificationKind } from './reminder.code-lists.js';

/** Columns of `notification_preference p`, all empty where the user never said what he wants. */
export const WISHES =
  'p.kinds, p.digest_at as "digestAt", p.quiet_from as "quietFrom", p.quiet_to as "quietTo"';

export interface PreferenceColumns {
  readonly kinds: readonly NotificationKind[] | null;
  readonly digestAt: number | null;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
}

/** Who confirmed an address and said nothing else wants every kind, at once, at any hour. */
export function toPreference({ kinds, digestAt, quietFrom, quietTo }: PreferenceColumns): MailPreference {
  return {
    kinds: kinds ?? NOTIFICATION_KINDS,
    digestAt,
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
  };
}
