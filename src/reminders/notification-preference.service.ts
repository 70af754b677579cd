import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import type { MailPreference } from './delivery.js';
import { isQuietMinute, minutesOf } from './delivery.rules.js';
import { toPreference, WISHES, type PreferenceColumns } from './mail-preference.js';
import { Mailer } from './mailer.js';
import {
  toWishesDto,
  type MailWishesDto,
  type NotificationPreferencesDto,
} from './notification-preference.dto.js';
import { SealedAddresses } from './sealed-addresses.js';

type PreferenceRow = PreferenceColumns & { readonly version: number };

/** What a user wants by mail. Each has his own; there is no way to another's. */
@Injectable()
export class NotificationPreferenceService {
  constructor(
    private readonly database: Database,
    private readonly addresses: SealedAddresses,
    private readonly mailer: Mailer,
    private readonly audit: AuditLog,
  ) {}

  async read(actor: UserActor): Promise<NotificationPreferencesDto> {
    return this.database.read(actor, async (tx) => {
      await this.audit.record(tx, { action: 'notifications.preferences.read', subject: own(actor) });
      return this.of(tx, actor);
    });
  }

  /** @throws Problem 412 when they were changed in between; 422 for hours that contradict each other */
  async change(
    actor: UserActor,
    version: number,
    wishes: MailWishesDto,
  ): Promise<NotificationPreferencesDto> {
    const preference = toMailPreference(wishes);
    refuseContradictions(preference);
    return this.database.write(actor, async (tx) => {
      await save(tx, actor, version, preference);
      await this.audit.record(tx, {
        action: 'notifications.preferences.change',
        subject: own(actor),
        detail: { kinds: preference.kinds, digestAt: wishes.digestAt, quiet: preference.quiet !== null },
      });
      return this.of(tx, actor);
    });
  }

  /** Everything that the actor has chosen, his address included. */
  async of(tx: Tx, { userId }: UserActor): Promise<NotificationPreferencesDto> {
    const row = await tx.one<PreferenceRow>(
      `select ${WISHES}, p.version from notification_preference p where p.user_id = $1`,
      [userId],
    );
    const pending = await this.addresses.pendingOf(tx, userId);
    return {
      ...toWishesDto(toPreference(row ?? NOTHING_CHOSEN)),
      mailOn: this.mailer.settings !== null,
      address: await this.addresses.confirmedOf(tx, userId),
      pendingAddress: pending?.address ?? null,
      codeExpiresAt: pending?.expiresAt.toISOString() ?? null,
      version: row?.version ?? 0,
    };
  }
}

const NOTHING_CHOSEN: PreferenceColumns = { kinds: null, digestAt: null, quietFrom: null, quietTo: null };

const own = ({ userId }: UserActor) => ({ kind: 'user', id: userId });

function toMailPreference({ kinds, digestAt, quietHours }: MailWishesDto): MailPreference {
  return {
    kinds,
    digestAt: digestAt === null ? null : minutesOf(digestAt),
    quiet: quietHours && { from: minutesOf(quietHours.from), to: minutesOf(quietHours.to) },
  };
}

function refuseContradictions({ digestAt, quiet }: MailPreference): void {
  if (!quiet) return;
  if (quiet.from === quiet.to) {
    throw fieldProblem('/quietHours/to', 'quietHours.empty', {
      vi: 'Giờ kết thúc phải khác giờ bắt đầu',
      en: 'The end must differ from the beginning',
    });
  }
  if (digestAt !== null && isQuietMinute(quiet, digestAt)) {
    throw fieldProblem('/digestAt', 'digest.inQuietHours', {
      vi: 'Giờ gửi bản tổng hợp nằm trong giờ yên lặng',
      en: 'The time of the digest lies in the quiet hours',
    });
  }
}

/** @throws Problem 412 when the version is not the one that was read */
async function save(
  tx: Tx,
  { userId }: UserActor,
  version: number,
  { kinds, digestAt, quiet }: MailPreference,
): Promise<void> {
  const values = [userId, kinds, digestAt, quiet?.from ?? null, quiet?.to ?? null];
  const changed =
    version === 0
      ? await tx.execute(
          `insert into notification_preference (user_id, kinds, digest_at, quiet_from, quiet_to)
           values ($1, $2, $3, $4, $5) on conflict do nothing`,
          values,
        )
      : await tx.execute(
          `update notification_preference set kinds = $2, digest_at = $3, quiet_from = $4, quiet_to = $5,
             changed_at = now(), version = version + 1 where user_id = $1 and version = $6`,
          [...values, version],
        );
  if (changed === 0) throw problem(HTTP.staleVersion);
}
