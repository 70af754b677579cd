import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { Organisations, standsOn } from '../../identity/organisations.js';
import { addDays, dateOnly, daysBetween, legalDayOf, type DateOnly } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import { People } from '../../people/people.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem, problemAt } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { lockDosing } from '../interlock/dosing-lock.js';
import { checksOnDay } from '../interlock/day-checks.js';
import {
  episodeTreatedHere,
  ordersBetween,
  type ApprovedOrder,
  type DosedEpisode,
} from '../interlock/dose.queries.js';
import { TREATING } from '../kinds/kind.js';
import { uncheckedBy } from '../protocol/protocol.js';
import { lockClosures } from '../missed/missed.queries.js';
import { SiteDays } from '../missed/site-days.js';
import type { BookDto, BookingDto, BookingQuery, CancelBookingDto } from './booking.dto.js';

defineSubject('guest-booking', 'guest_booking');

interface BookingRow {
  readonly id: string;
  readonly episodeId: string;
  readonly guestSiteId: number;
  readonly fromOn: DateOnly;
  readonly untilOn: DateOnly;
  readonly reason: string;
  readonly cancelledAt: Date | null;
  readonly cancelReason: string | null;
  readonly version: number;
}

const SELECTED = `
  select b.id, b.episode_id as "episodeId", b.guest_site_id as "guestSiteId", b.from_on as "fromOn",
    b.until_on as "untilOn", b.reason, b.cancelled_at as "cancelledAt", b.cancel_reason as "cancelReason", b.version
  from guest_booking b`;

/**
 * Days on which another site gives instead: by one order, which goes along. That site learns who comes and what he gets,
 * and nothing else of the treatment.
 */
@Injectable()
export class BookingService {
  /** After its last day: what is told later is flagged as late, and needs no booking that is read. */
  private readonly readableDays: number;

  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly people: People,
    private readonly protocols: ActiveProtocols,
    private readonly sites: SiteDays,
    private readonly audit: AuditLog,
    @Inject(CONFIG) config: Pick<Config, 'toldDoses'>,
  ) {
    this.readableDays = config.toldDoses.lateAfterDays;
  }

  /**
   * @throws Problem 404; 409 where no doses are given, without consent on record, without one order for all the days that
   *   still fits, where they are booked, or where the other site gives on none of the days; 422 for days or site
   */
  async book(actor: UserActor, episodeId: string, input: BookDto): Promise<BookingDto> {
    return this.database.write(actor, async (tx) => {
      // Whoever derives a day of the own site comes before, and is followed; or after, and sees the booking.
      await lockClosures(tx, actor.organisationId);
      await lockDosing(tx, episodeId);
      const episode = await episodeTreatedHere(tx, episodeId);
      if (!episode.dosing) throw problem(P.notDosing);
      // The other site cannot know: whoever sends the person there has seen to it.
      if (!episode.consented) throw problem(P.noConsent);
      const [fromOn, untilOn] = [dateOnly(input.fromOn), dateOnly(input.untilOn)];
      if (fromOn < legalDayOf(tx.now)) throw fieldProblem('/fromOn', 'treatment.day', PASSED);
      if (untilOn < fromOn) throw fieldProblem('/untilOn', 'treatment.day', PASSED);
      await this.requireSite(tx, actor, input.guestSiteId, fromOn);
      await this.refuseClosed(tx, input.guestSiteId, fromOn, untilOn);
      const order = orderOf(await ordersBetween(tx, episodeId, fromOn, untilOn), fromOn, untilOn);
      // The other site sees no order: what does not fit, it would give all the same.
      const { kind, homeSiteId: siteId } = episode;
      const protocol = await this.protocols.on(tx, { siteId, kind }, fromOn);
      const unfit = checksOnDay(protocol, episode, order, fromOn).filter(({ result }) => result === 'failed');
      if (unfit.length > 0) throw problem(P.orderUnfit, { extensions: { checks: unfit } });
      const id = uuidv7();
      try {
        await tx.execute(
          `insert into guest_booking (id, episode_id, kind, case_code, person_id, home_site_id, guest_site_id, order_id,
             unit, doses, from_on, until_on, reason, booked_by, booked_at, strength,
             reads_until)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::bigint[], $11, $12, $13, $14, $15, $16, $17)`,
          [
            ...[id, episodeId, episode.kind, episode.code, episode.personId, actor.organisationId],
            ...[input.guestSiteId, order.id, order.unit, order.doses, fromOn, untilOn, input.reason],
            ...[actor.userId, tx.now, order.strength, addDays(untilOn, this.readableDays)],
          ],
        );
      } catch (error) {
        if (violatedConstraint(error) === 'guest_booking_one_at_a_time')
          throw problem(P.bookingOverlaps, { cause: error });
        throw error;
      }
      const shown = { organisationId: input.guestSiteId, reason: 'referred', acts: false } as const;
      await this.people.grantAccess(tx, episode.personId, { ...shown, fromOn: legalDayOf(tx.now), untilOn });
      return this.recorded(tx, 'made', id, episode);
    });
  }

  /** @throws Problem 404, 409 once it has passed or while the other site holds tokens of it, 412 */
  async cancel(actor: UserActor, id: string, version: number, input: CancelBookingDto): Promise<BookingDto> {
    return this.database.write(actor, async (tx) => {
      // Waits for who keeps doses of it ahead just now, and for who is giving one.
      await tx.query('select 1 from guest_booking where id = $1 for update', [id]);
      const booking = await this.found(tx, id);
      const episode = await episodeTreatedHere(tx, booking.episodeId);
      if (booking.version !== version) throw problem(HTTP.staleVersion);
      if (booking.cancelledAt !== null || booking.untilOn < legalDayOf(tx.now)) throw problem(P.bookingOver);
      // What the other site may give without asking would be given, and find no booking.
      const tokens = await tx.one<{ kept: boolean }>('select app.booking_has_tokens($1) as kept', [id]);
      if (tokens?.kept) throw problem(P.bookingHasTokens);
      const rows = await tx.execute(
        `update guest_booking set cancelled_at = $3, cancelled_by = $4, cancel_reason = $5, version = version + 1
         where id = $1 and version = $2 and cancelled_at is null`,
        [id, version, tx.now, actor.userId, input.reason],
      );
      if (rows === 0) throw problem(HTTP.staleVersion);
      return this.recorded(tx, 'cancelled', id, episode);
    });
  }

  async list(actor: UserActor, episodeId: string, query: BookingQuery): Promise<ChangeList<BookingDto>> {
    return this.database.read(actor, async (tx) => {
      const episode = await episodeTreatedHere(tx, episodeId);
      const rows = await tx.query<BookingRow>(
        `${SELECTED} where b.episode_id = $1 order by b.from_on desc, b.id desc limit 1000`,
        [episodeId],
      );
      await this.audit.record(tx, {
        action: 'treatment.bookings.read',
        subject: { kind: 'case', id: episodeId },
        persons: [episode.personId],
      });
      const items: BookingDto[] = [];
      for (const row of rows) items.push(await this.toDto(tx, row, episode));
      return sameOrAnew(query, items);
    });
  }

  private async requireSite(tx: Tx, actor: UserActor, siteId: number, on: DateOnly): Promise<void> {
    const site = await this.organisations.find(tx, siteId);
    const fits =
      site !== null && TREATING.includes(site.kind) && standsOn(site, on) && siteId !== actor.organisationId;
    if (!fits) throw fieldProblem('/guestSiteId', 'treatment.site', NO_SITE);
  }

  /** @throws Problem 409 that names the days, where the other site gives nothing on any of them */
  private async refuseClosed(tx: Tx, siteId: number, fromOn: DateOnly, untilOn: DateOnly): Promise<void> {
    const days = await this.sites.closedDays(tx, siteId, fromOn, untilOn);
    if (days.length > daysBetween(fromOn, untilOn)) throw problem(P.hostClosed, { extensions: { days } });
  }

  /** Whoever reads a booking that stands sees on which of its days nothing is given there. */
  private async toDto(
    tx: Tx,
    booking: BookingRow,
    { homeSiteId: siteId, kind }: DosedEpisode,
  ): Promise<BookingDto> {
    const { guestSiteId, fromOn, untilOn, cancelledAt } = booking;
    const stands = cancelledAt === null && untilOn >= legalDayOf(tx.now);
    const closed = stands ? await this.sites.closedDays(tx, guestSiteId, fromOn, untilOn) : [];
    return {
      ...booking,
      ...uncheckedBy(await this.protocols.on(tx, { siteId, kind }, fromOn)),
      closedDays: closed.map((day) => ({ day })),
      cancelledAt: cancelledAt?.toISOString() ?? null,
    };
  }

  private async found(tx: Tx, id: string): Promise<BookingRow> {
    const booking = await tx.one<BookingRow>(`${SELECTED} where b.id = $1`, [id]);
    if (!booking) throw problem(P.noSuchBooking);
    return booking;
  }

  private async recorded(tx: Tx, what: string, id: string, episode: DosedEpisode): Promise<BookingDto> {
    await this.audit.record(tx, {
      action: `treatment.booking.${what}`,
      subject: { kind: 'guest-booking', id },
      persons: [episode.personId],
    });
    return this.toDto(tx, await this.found(tx, id), episode);
  }
}

const PASSED = text2('Từ hôm nay trở đi, ngày cuối không trước ngày đầu', 'Today or later, in order');
const NO_SITE = text2(
  'Nơi nhận phải là cơ sở điều trị khác đang hoạt động',
  'It has to be another place of treatment that stands on that day',
);

const ONE_ORDER = text2(
  'Y lệnh của ngày đầu phải còn hiệu lực đến hết ngày cuối: một đăng ký theo một y lệnh',
  'The order of the first day has to hold until the last one: a booking goes by one order',
);

function orderOf(orders: readonly ApprovedOrder[], fromOn: DateOnly, untilOn: DateOnly): ApprovedOrder {
  const atFirst = orders.find((each) => each.fromOn <= fromOn && (each.endedOn ?? each.untilOn) >= fromOn);
  if (!atFirst) throw problemAt(P.noOrder, '/fromOn');
  if ((atFirst.endedOn ?? atFirst.untilOn) < untilOn)
    throw problemAt(P.noOrder, '/untilOn', { detail: ONE_ORDER });
  return atFirst;
}
