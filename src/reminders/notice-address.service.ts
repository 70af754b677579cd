import { randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { UserActor } from '../platform/security/actor.js';
import { SEND_DELIVERY } from './mail.jobs.js';
import { Mailer } from './mailer.js';
import type { NotificationPreferencesDto } from './notification-preference.dto.js';
import { NotificationPreferenceService } from './notification-preference.service.js';
import { P } from './reminders.problems.js';
import { CODE_MINUTES, SealedAddresses, type PendingAddress } from './sealed-addresses.js';

/** A code is a mail to somebody who has not asked for it: nobody sends more than this many a day. */
const MOST_CODES_A_DAY = 5;
const CODES = 100_000_000;

/** The address to which a user wants his notices: entered by himself, confirmed by a code that was sent there. */
@Injectable()
export class NoticeAddressService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly mailer: Mailer,
    private readonly addresses: SealedAddresses,
    private readonly preferences: NotificationPreferenceService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Sends a code to the address. The one that was confirmed before receives until this one is.
   *
   * @throws Problem 409 where no mail is sent; 422 for a domain that is not allowed; 429 after five codes in a day
   */
  async enter(actor: UserActor, address: string): Promise<NotificationPreferencesDto> {
    if (!this.mailer.settings) throw problem(P.mailOff);
    if (!this.mailer.takes(address)) throw fieldProblem('/address', 'address.domain', DOMAIN_NOT_ALLOWED);
    return this.database.write(actor, async (tx) => {
      await refuseTooMany(tx, actor);
      await withdraw(tx, actor, 'confirmed_at is null');
      const id = uuidv7();
      const code = String(randomInt(CODES)).padStart(8, '0');
      const expiresAt = new Date(tx.realNow.getTime() + CODE_MINUTES * 60_000);
      await this.addresses.add(tx, actor.userId, { id, address, code, expiresAt });
      await this.sendCode(tx, actor, id);
      await this.record(tx, actor, 'enter');
      return this.preferences.of(tx, actor);
    });
  }

  /** @throws Problem 409 when none waits for a code; 422 for a wrong code, which after five times is none any more */
  async confirm(actor: UserActor, code: string): Promise<NotificationPreferencesDto> {
    // In a transaction of its own that stands whatever follows, and takes no Idempotency-Key.
    const wrong = await this.database.read(actor, (tx) => this.countIfWrong(tx, actor, code));
    if (wrong) throw fieldProblem('/code', 'code.wrong', WRONG_CODE);
    return this.database.write(actor, async (tx) => {
      const pending = await this.addresses.pendingOf(tx, actor.userId);
      if (!pending || !isCode(pending, code)) throw problem(P.nothingToConfirm);
      await withdraw(tx, actor, 'confirmed_at is not null');
      await tx.query('update notice_address set confirmed_at = now(), code_sealed = null where id = $1', [
        pending.id,
      ]);
      await this.record(tx, actor, 'confirm');
      return this.preferences.of(tx, actor);
    });
  }

  /** Forgets every address of the actor: he gets no mails. @throws Problem 409 when there is none */
  async withdraw(actor: UserActor): Promise<NotificationPreferencesDto> {
    return this.database.write(actor, async (tx) => {
      if ((await withdraw(tx, actor, 'true')) === 0) throw problem(P.noAddress);
      await this.record(tx, actor, 'withdraw');
      return this.preferences.of(tx, actor);
    });
  }

  private async countIfWrong(tx: Tx, actor: UserActor, code: string): Promise<boolean> {
    // One after the other: guesses sent at once would all be judged before the first of them counts.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('notice-address:' || $1, 0))`, [
      actor.userId,
    ]);
    const pending = await this.addresses.pendingOf(tx, actor.userId);
    if (!pending || isCode(pending, code)) return false;
    await tx.query('update notice_address set code_failures = code_failures + 1 where id = $1', [pending.id]);
    await this.record(tx, actor, 'confirm', 'refused');
    return true;
  }

  private async sendCode(tx: Tx, { userId, organisationId }: UserActor, addressId: string): Promise<void> {
    const id = uuidv7();
    await tx.query(
      `insert into delivery (id, user_id, organisation_id, purpose, address_id, due_at, offered_at)
       values ($1, $2, $3, 'confirmation', $4, $5, now())`,
      [id, userId, organisationId, addressId, tx.now],
    );
    await this.outbox.add(tx, SEND_DELIVERY, { deliveryId: id });
  }

  private async record(
    tx: Tx,
    { userId }: UserActor,
    act: string,
    outcome: 'done' | 'refused' = 'done',
  ): Promise<void> {
    const action = `notifications.address.${act}`;
    await this.audit.record(tx, { action, outcome, subject: { kind: 'user', id: userId } });
  }
}

const DOMAIN_NOT_ALLOWED = {
  vi: 'Tên miền này không được phép nhận thông báo',
  en: 'Notices may not go to this domain',
};

const WRONG_CODE = { vi: 'Mã xác nhận không đúng', en: 'The code is wrong' };

const isCode = (pending: PendingAddress, code: string): boolean =>
  timingSafeEqual(Buffer.from(pending.code), Buffer.from(code));

async function refuseTooMany(tx: Tx, { userId }: UserActor): Promise<void> {
  const row = await tx.one<{ codes: number; oldest: Date | null }>(
    `select count(*)::int as codes, min(entered_at) as oldest from notice_address
     where user_id = $1 and entered_at > now() - interval '1 day'`,
    [userId],
  );
  if (!row?.oldest || row.codes < MOST_CODES_A_DAY) return;
  const again = row.oldest.getTime() + 86_400_000 - tx.realNow.getTime();
  throw problem(P.tooManyCodes, { retryAfterSeconds: Math.max(1, Math.ceil(again / 1000)) });
}

/** The row stays, the address goes. @returns how many */
async function withdraw(tx: Tx, { userId }: UserActor, which: string): Promise<number> {
  return tx.execute(
    `update notice_address set withdrawn_at = now(), address_sealed = null, code_sealed = null
     where user_id = $1 and withdrawn_at is null and ${which}`,
    [userId],
  );
}
