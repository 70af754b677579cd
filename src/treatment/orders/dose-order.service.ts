import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, dateOnly, laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { episodeTreatedHere, type DosedEpisode } from '../interlock/dose.queries.js';
import { lockDosing } from '../interlock/dosing-lock.js';
import { checksOnDay } from '../interlock/day-checks.js';
import { isUnchecked, notCheckedOf, type ProtocolCheck } from '../interlock/protocol-checks.rules.js';
import { dosesOut } from '../interlock/tokens-out.js';
import { TREATMENT_KINDS } from '../kinds/kinds.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import type {
  ChangedOrderDto,
  DoseOrderDto,
  DoseOrderQuery,
  EndOrderDto,
  WriteOrderDto,
} from './dose-order.dto.js';
import {
  approveOrder,
  dosedByOrder,
  endOrder,
  hasStrength,
  insertOrder,
  orderById,
  ordersOf,
  type DoseOrder,
} from './dose-order.queries.js';
import { judgeOrder } from './order-judge.js';

const REPLACED = 'Được thay bằng y lệnh mới';

/** What clinicians order. The program checks where a protocol says something; it never changes a dose. */
@Injectable()
export class DoseOrderService {
  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404, 409 where law or protocol forbid it, 422 for its days, unit or strength */
  async write(actor: UserActor, episodeId: string, input: WriteOrderDto): Promise<DoseOrderDto> {
    return this.database.write(actor, async (tx) => {
      await lockDosing(tx, episodeId);
      const episode = await episodeTreatedHere(tx, episodeId);
      const [fromOn, untilOn] = [dateOnly(input.fromOn), dateOnly(input.untilOn)];
      if (untilOn < fromOn) throw fieldProblem('/untilOn', 'treatment.day', BEFORE_BEGINNING);
      const lateReason = lateReasonOf(episode, fromOn, legalDayOf(tx.now), input.lateReason);
      const unit = unitOf(episode, input.unit);
      const doses = input.slots.map(({ dose }) => dose);
      const siteId = actor.organisationId;
      const strength = await strengthOf(tx, siteId, episode, unit, input.strength);
      const terms = { siteId, unit, doses, strength, fromOn, untilOn };
      const judged = await judgeOrder(tx, this.protocols, episode, terms);
      const id = uuidv7();
      await insertOrder(tx, {
        ...{ ...terms, ...judged, id, episodeId, reason: input.reason, lateReason },
        ...{ prescribedBy: actor.userId, prescribedAt: tx.now },
      });
      return this.recorded(tx, 'written', id, episode);
    });
  }

  /**
   * From now on it holds; what held before ends the day before. It is judged anew: the protocol or the phase may be others
   * than when it was written.
   *
   * @throws Problem 404, 409 where law or protocol forbid it by now, or once its first day has passed; 412
   */
  async approve(actor: UserActor, id: string, version: number): Promise<ChangedOrderDto> {
    return this.database.write(actor, async (tx) => {
      const order = await lockedOrder(tx, id);
      const episode = await episodeTreatedHere(tx, order.episodeId);
      if (order.version !== version) throw problem(HTTP.staleVersion);
      if (order.approvedAt !== null || order.endedOn !== null) throw problem(P.orderNotOpen);
      await refusePassed(tx, order, legalDayOf(tx.now));
      await refuseBooked(tx, order.episodeId, laterDay(order.fromOn, legalDayOf(tx.now)));
      const approvedByWriter = order.prescribedBy === actor.userId;
      const judged = await judgeOrder(tx, this.protocols, episode, order, { approvedByWriter });
      if (!(await approveOrder(tx, order, { ...judged, userId: actor.userId, why: REPLACED })))
        throw problem(HTTP.staleVersion);
      await this.watch(tx, actor, order.fromOn);
      const day = laterDay(order.fromOn, legalDayOf(tx.now));
      const out = await dosesOut(tx, { episodeId: order.episodeId, day, orderId: id });
      return { ...(await this.recorded(tx, 'approved', id, episode)), ...out };
    });
  }

  /** Nobody drops out unseen: a site that never said until when it gives is asked at the end of each day. */
  private async watch(tx: Tx, actor: UserActor, fromOn: DateOnly): Promise<void> {
    await tx.execute(
      `insert into dosing_site (site_id, closes_at, recorded_by, from_on) values ($1, '24:00', $2, $3)
       on conflict (site_id) do update set from_on = excluded.from_on, recorded_by = excluded.recorded_by
       where dosing_site.derived_until is null and excluded.from_on < dosing_site.from_on`,
      [actor.organisationId, actor.userId, laterDay(fromOn, legalDayOf(tx.now))],
    );
  }

  /** @throws Problem 404, 409, 412, 422 for a day outside the order or in the past */
  async end(actor: UserActor, id: string, version: number, input: EndOrderDto): Promise<ChangedOrderDto> {
    return this.database.write(actor, async (tx) => {
      const order = await lockedOrder(tx, id);
      const episode = await episodeTreatedHere(tx, order.episodeId);
      if (order.version !== version) throw problem(HTTP.staleVersion);
      if (order.endedOn !== null) throw problem(P.orderNotOpen);
      const endedOn = dateOnly(input.endedOn);
      // What was given yesterday was given on this order: it does not end before yesterday.
      const earliest = laterDay(addDays(order.fromOn, -1), addDays(legalDayOf(tx.now), -1));
      if (endedOn < earliest || endedOn > order.untilOn)
        throw fieldProblem('/endedOn', 'treatment.day', OUTSIDE_ORDER);
      await refuseBooked(tx, order.episodeId, addDays(endedOn, 1));
      if (!(await endOrder(tx, order, endedOn, actor.userId, input.reason))) throw problem(HTTP.staleVersion);
      const day = laterDay(addDays(endedOn, 1), legalDayOf(tx.now));
      const out =
        order.approvedAt === null
          ? { tokensOut: [], takeHomesOut: [] }
          : await dosesOut(tx, { episodeId: order.episodeId, day, orderId: null });
      return { ...(await this.recorded(tx, 'ended', id, episode)), ...out };
    });
  }

  async list(actor: UserActor, episodeId: string, query: DoseOrderQuery): Promise<ChangeList<DoseOrderDto>> {
    return this.database.read(actor, async (tx) => {
      const episode = await episodeTreatedHere(tx, episodeId);
      const orders = await ordersOf(tx, episodeId);
      const unfit = await this.unfitToday(tx, episode);
      await this.audit.record(tx, {
        action: 'treatment.orders.read',
        subject: { kind: 'case', id: episodeId },
        persons: [episode.personId],
      });
      return sameOrAnew(
        query,
        orders.map((order) => toDto(order, unfit(order))),
      );
    });
  }

  private async recorded(tx: Tx, what: string, id: string, episode: DosedEpisode): Promise<DoseOrderDto> {
    await this.audit.record(tx, {
      action: `treatment.order.${what}`,
      subject: { kind: 'dose-order', id },
      persons: [episode.personId],
    });
    const order = await orderById(tx, id);
    return toDto(order, (await this.unfitToday(tx, episode))(order));
  }

  /** What of an order that holds today or later does not fit any more: nobody changes it, and nothing is given by it. */
  private async unfitToday(
    tx: Tx,
    episode: DosedEpisode,
  ): Promise<(order: DoseOrder) => readonly ProtocolCheck[]> {
    const today = legalDayOf(tx.now);
    const site = { siteId: episode.homeSiteId, kind: episode.kind };
    const protocol = await this.protocols.on(tx, site, today);
    return (order) =>
      order.approvedAt === null || (order.endedOn ?? order.untilOn) < today
        ? []
        : checksOnDay(protocol, episode, order, today).filter(({ result }) => result === 'failed');
  }
}

/** As it stands once nobody else changes orders or bookings of its episode. @throws Problem 404 */
async function lockedOrder(tx: Tx, id: string): Promise<DoseOrder> {
  await lockDosing(tx, (await orderById(tx, id)).episodeId);
  return orderById(tx, id);
}

const BEFORE_BEGINNING = text2('Ngày cuối không trước ngày đầu', 'The last day is not before the first');
const OUTSIDE_ORDER = text2(
  'Ngày kết thúc từ hôm qua trở đi và trong thời gian của y lệnh',
  'It ends yesterday at the earliest, and within its days',
);
const UNIT_OF_KIND = text2(
  'Đơn vị của liều do loại điều trị quy định; chỉ nêu khi loại điều trị chưa quy định',
  'The kind of treatment says the unit; name one only where it does not',
);
const UNIT_NEEDED = text2(
  'Loại điều trị này chưa quy định đơn vị của liều: y lệnh phải nêu đơn vị',
  'The kind of treatment does not say the unit: the order has to name it',
);

const STRENGTH_NEEDED = text2(
  'Liều tính theo thể tích: ghi nồng độ của dung dịch (microgam trong một mililit)',
  'A dose by volume: name the strength of the solution (micrograms in a millilitre)',
);
const ONLY_OF_VOLUME = text2(
  'Chỉ liều tính theo thể tích có nồng độ',
  'Only a dose by volume has a strength',
);

const LATE_REASON_NEEDED = text2(
  'Y lệnh từ hôm nay trở đi; y lệnh đã thực hiện mà nay mới ghi thì nêu lý do ghi muộn',
  'From today on; of an order that held already and is recorded only now, say why',
);
const NOT_LATE = text2('Y lệnh này không phải ghi muộn', 'This order is not recorded late');
const BEFORE_EPISODE = text2('Không trước ngày mở đợt điều trị', 'Not before the episode began');

/** @throws Problem 422 where an order begins in the past without a reason, has one for nothing, or began before the episode */
function lateReasonOf(
  { openedOn }: DosedEpisode,
  fromOn: DateOnly,
  today: DateOnly,
  reason: string | undefined,
): string | null {
  if (fromOn >= today && reason !== undefined) throw fieldProblem('/lateReason', 'treatment.day', NOT_LATE);
  if (fromOn < today && reason === undefined)
    throw fieldProblem('/fromOn', 'treatment.day', LATE_REASON_NEEDED);
  if (openedOn !== null && fromOn < openedOn) throw fieldProblem('/fromOn', 'treatment.day', BEFORE_EPISODE);
  return reason ?? null;
}

/**
 * @throws Problem 409 where the first day of an order passed before it was approved, or where doses of its days up to today
 * stand by another one: what was given of a day is counted by one order alone
 */
async function refusePassed(
  tx: Tx,
  { episodeId, fromOn, untilOn, lateReason }: DoseOrder,
  today: DateOnly,
): Promise<void> {
  if (fromOn > today) return;
  if (fromOn < today && lateReason === null) throw problem(P.orderBegan);
  if (await dosedByOrder(tx, episodeId, fromOn, untilOn < today ? untilOn : today))
    throw problem(P.dosedOtherwise);
}

/** @throws Problem 409 while another site gives by the order of before on a day from then on: it would go on giving that */
async function refuseBooked(tx: Tx, episodeId: string, from: DateOnly): Promise<void> {
  const booked = await tx.one(
    'select 1 from guest_booking where episode_id = $1 and cancelled_at is null and until_on >= $2',
    [episodeId, from],
  );
  if (booked) throw problem(P.bookingStands);
}

function unitOf({ kind }: DosedEpisode, asked: DoseUnitName | undefined): DoseUnitName {
  const unit = TREATMENT_KINDS[kind].doseUnit ?? asked;
  if (unit === undefined) throw fieldProblem('/unit', 'treatment.unit', UNIT_NEEDED);
  if (asked !== undefined && asked !== unit) throw fieldProblem('/unit', 'treatment.unit', UNIT_OF_KIND);
  return unit;
}

/**
 * A volume alone is no dose: of a solution with a strength the clinician names the one that the order is meant for.
 *
 * @throws Problem 422 where it is missing, or named of what has none
 */
async function strengthOf(
  tx: Tx,
  siteId: number,
  { kind }: DosedEpisode,
  unit: DoseUnitName,
  asked: number | undefined,
): Promise<number | null> {
  if (unit !== 'microlitre') {
    if (asked !== undefined) throw fieldProblem('/strength', 'treatment.strength', ONLY_OF_VOLUME);
    return null;
  }
  if (asked !== undefined) return asked;
  if (TREATMENT_KINDS[kind].doseUnit === 'microlitre' || (await hasStrength(tx, siteId, kind)))
    throw fieldProblem('/strength', 'treatment.strength', STRENGTH_NEEDED);
  return null;
}

function toDto(order: DoseOrder, unfit: readonly ProtocolCheck[]): DoseOrderDto {
  const { siteId: _siteId, doses, prescribedAt, approvedAt, ...shown } = order;
  const unchecked = isUnchecked(order.checks);
  return {
    ...shown,
    approvedByWriter: order.approvedBy !== null && order.approvedBy === order.prescribedBy,
    slots: doses.map((dose) => ({ dose })),
    prescribedAt: prescribedAt.toISOString(),
    approvedAt: approvedAt?.toISOString() ?? null,
    ...{ unchecked, notChecked: notCheckedOf(order.checks), unfit },
    why: unchecked ? (order.checks.find(({ result }) => result === 'not-checked')?.why ?? null) : null,
  };
}
