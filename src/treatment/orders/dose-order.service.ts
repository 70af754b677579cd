import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, dateOnly, daysBetween, laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import { text2 } from '../../law/text.js';
import { maintenancePrescription } from '../../law/treatment.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { ActiveProtocols, dosingValues } from '../interlock/active-protocols.js';
import { episodeTreatedHere, type DosedEpisode } from '../interlock/dose.queries.js';
import { checkOrder, isUnchecked, type ProtocolCheck } from '../interlock/protocol-checks.rules.js';
import { TREATMENT_KINDS } from '../kinds/kinds.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import type { DoseOrderDto, DoseOrderQuery, EndOrderDto, WriteOrderDto } from './dose-order.dto.js';
import {
  approveOrder,
  dailyDoseBefore,
  endOrder,
  insertOrder,
  orderById,
  ordersOf,
  type DoseOrder,
} from './dose-order.queries.js';

const REPLACED = 'Được thay bằng y lệnh mới';

/** What clinicians order. The program checks where a protocol says something; it never changes a dose. */
@Injectable()
export class DoseOrderService {
  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404, 409 where law or protocol forbid it, 422 for its days or unit */
  async write(actor: UserActor, episodeId: string, input: WriteOrderDto): Promise<DoseOrderDto> {
    return this.database.write(actor, async (tx) => {
      const episode = await episodeTreatedHere(tx, episodeId);
      const [fromOn, untilOn] = [dateOnly(input.fromOn), dateOnly(input.untilOn)];
      if (untilOn < fromOn) throw fieldProblem('/untilOn', 'treatment.day', BEFORE_BEGINNING);
      refuseTooLong(episode, fromOn, untilOn);
      const unit = unitOf(episode, input.unit);
      const doses = input.slots.map(({ dose }) => dose);
      const siteId = actor.organisationId;
      const protocol = await this.protocols.on(tx, { siteId, kind: episode.kind }, fromOn);
      const before = await dailyDoseBefore(tx, episodeId, fromOn, unit);
      const checks = checkOrder(protocol && dosingValues(protocol, unit, episode.phase), {
        fromOn,
        untilOn,
        doses,
        before,
      });
      refuseOutside(checks);
      const id = uuidv7();
      await insertOrder(tx, {
        ...{ id, episodeId, siteId, unit, doses, fromOn, untilOn, reason: input.reason, checks },
        ...{ protocolId: protocol?.id ?? null, prescribedBy: actor.userId, prescribedAt: tx.now },
      });
      return this.recorded(tx, 'written', id, episode);
    });
  }

  /** From now on it holds; what held before ends the day before. @throws Problem 404, 409, 412 */
  async approve(actor: UserActor, id: string, version: number): Promise<DoseOrderDto> {
    return this.database.write(actor, async (tx) => {
      const order = await orderById(tx, id);
      const episode = await episodeTreatedHere(tx, order.episodeId);
      if (order.version !== version) throw problem(HTTP.staleVersion);
      if (order.approvedAt !== null || order.endedOn !== null) throw problem(P.orderNotOpen);
      await refuseBooked(tx, order.episodeId, order.fromOn);
      if (!(await approveOrder(tx, order, actor.userId, REPLACED))) throw problem(HTTP.staleVersion);
      await this.watch(tx, actor, order.fromOn);
      return this.recorded(tx, 'approved', id, episode);
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
  async end(actor: UserActor, id: string, version: number, input: EndOrderDto): Promise<DoseOrderDto> {
    return this.database.write(actor, async (tx) => {
      const order = await orderById(tx, id);
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
      return this.recorded(tx, 'ended', id, episode);
    });
  }

  async list(actor: UserActor, episodeId: string, query: DoseOrderQuery): Promise<ChangeList<DoseOrderDto>> {
    return this.database.read(actor, async (tx) => {
      const { personId } = await episodeTreatedHere(tx, episodeId);
      const orders = await ordersOf(tx, episodeId);
      await this.audit.record(tx, {
        action: 'treatment.orders.read',
        subject: { kind: 'case', id: episodeId },
        persons: [personId],
      });
      return sameOrAnew(query, orders.map(toDto));
    });
  }

  private async recorded(tx: Tx, what: string, id: string, episode: DosedEpisode): Promise<DoseOrderDto> {
    await this.audit.record(tx, {
      action: `treatment.order.${what}`,
      subject: { kind: 'dose-order', id },
      persons: [episode.personId],
    });
    return toDto(await orderById(tx, id));
  }
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

/** @throws Problem 409 that names the article: TT 26/2023 Art 5(1)a, of the maintenance phase alone */
function refuseTooLong({ kind, phase }: DosedEpisode, fromOn: DateOnly, untilOn: DateOnly): void {
  const rule = maintenancePrescription(kind, fromOn);
  const days = daysBetween(fromOn, untilOn) + 1;
  if (!rule || phase !== TREATMENT_KINDS[kind].maintenance || days <= rule.mostDays) return;
  throw problem(P.prescriptionTooLong, {
    extensions: { mostDays: rule.mostDays, days, article: citationText(rule.citation) },
  });
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
  if (unit === undefined || (asked !== undefined && asked !== unit))
    throw fieldProblem('/unit', 'treatment.unit', UNIT_OF_KIND);
  return unit;
}

function refuseOutside(checks: readonly ProtocolCheck[]): void {
  const failed = checks.filter(({ result }) => result === 'failed');
  if (failed.length > 0) throw problem(P.outsideProtocol, { extensions: { checks: failed } });
}

function toDto(order: DoseOrder): DoseOrderDto {
  const { siteId: _siteId, doses, prescribedAt, approvedAt, ...shown } = order;
  const unchecked = isUnchecked(order.checks);
  return {
    ...shown,
    slots: doses.map((dose) => ({ dose })),
    prescribedAt: prescribedAt.toISOString(),
    approvedAt: approvedAt?.toISOString() ?? null,
    unchecked,
    why: unchecked ? (order.checks.find(({ result }) => result === 'not-checked')?.why ?? null) : null,
  };
}
