import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { viDate } from '../../law/date-text.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { ledgerDayOf } from '../ledger/ledger-days.js';
import {
  DosingSiteDto,
  type ClosureDto,
  type ClosureQuery,
  type DosingHoursDto,
  type WriteClosureDto,
} from './site-calendar.dto.js';

defineSubject('dosing-closure', 'dosing_closure');

/** When a site gives doses: its hours, the days on which it does not. */
@Injectable()
export class SiteCalendarService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The first day stays as it was said once anything was derived: that is not derived again.
   * @throws Problem 422 for a first day on which nobody gave doses yet, or that would leave out days of who is treated there
   */
  async setHours(actor: UserActor, input: DosingHoursDto): Promise<DosingSiteDto> {
    return this.database.write(actor, async (tx) => {
      const fromOn = ledgerDayOf(input.fromOn, '/fromOn');
      const latest = await latestFirstDay(tx, actor.organisationId);
      if (latest !== null && fromOn > latest) throw fieldProblem('/fromOn', 'treatment.day', tooLate(latest));
      const lateVoidMinutes = input.lateVoidMinutes ?? null;
      const closedOnHolidays = input.closedOnHolidays ?? false;
      const site = [
        ...[actor.organisationId, input.closesAt, actor.userId, lateVoidMinutes],
        ...[fromOn, closedOnHolidays],
      ];
      const changed = await tx.execute(
        `update dosing_site set closes_at = $2, recorded_by = $3, late_void_minutes = $4, closed_on_holidays = $6, version = version + 1,
           from_on = case when derived_until is null then $5 else from_on end
         where site_id = $1`,
        site,
      );
      if (changed === 0)
        await tx.execute(
          `insert into dosing_site (site_id, closes_at, recorded_by, late_void_minutes, from_on, closed_on_holidays)
           values ($1, $2, $3, $4, $5, $6)`,
          site,
        );
      await this.audit.record(tx, {
        action: 'treatment.site.hours',
        detail: { closesAt: input.closesAt, lateVoidMinutes, closedOnHolidays, fromOn: input.fromOn },
      });
      return hoursOf(tx, actor.organisationId);
    });
  }

  /** Of the own site, also where it has said nothing yet. */
  async hours(actor: UserActor): Promise<DosingSiteDto> {
    return this.database.read(actor, async (tx) => {
      await this.audit.record(tx, { action: 'treatment.site.read' });
      return hoursOf(tx, actor.organisationId);
    });
  }

  /** @throws Problem 409 for a day that is closed already, 422 for one that has passed */
  async close(actor: UserActor, input: WriteClosureDto): Promise<ClosureDto> {
    return this.database.write(actor, async (tx) => {
      const day = dateOnly(input.day);
      if (day < legalDayOf(tx.now)) throw fieldProblem('/day', 'treatment.day', PASSED);
      const id = uuidv7();
      try {
        await tx.execute(
          'insert into dosing_closure (id, site_id, day, reason, recorded_by) values ($1, $2, $3, $4, $5)',
          [id, actor.organisationId, day, input.reason, actor.userId],
        );
      } catch (error) {
        if (violatedConstraint(error) === 'dosing_closure_one')
          throw problem(P.closedThatDay, { cause: error });
        throw error;
      }
      await this.audit.record(tx, {
        action: 'treatment.site.closed',
        subject: { kind: 'dosing-closure', id },
      });
      return { id, day, reason: input.reason };
    });
  }

  /** @throws Problem 404, 409 once the day has passed */
  async lift(actor: UserActor, id: string): Promise<ClosureDto> {
    return this.database.write(actor, async (tx) => {
      const closure = await tx.one<ClosureDto & { lifted: boolean }>(
        'select id, day, reason, lifted_at is not null as lifted from dosing_closure where id = $1',
        [id],
      );
      if (!closure) throw problem(P.noSuchClosure);
      if (closure.lifted || closure.day < legalDayOf(tx.now)) throw problem(P.closureOver);
      const rows = await tx.execute(
        'update dosing_closure set lifted_at = $2, lifted_by = $3 where id = $1 and lifted_at is null',
        [id, tx.now, actor.userId],
      );
      if (rows === 0) throw problem(P.closureOver);
      await this.audit.record(tx, {
        action: 'treatment.site.opened',
        subject: { kind: 'dosing-closure', id },
      });
      return { id, day: closure.day, reason: closure.reason };
    });
  }

  /** Those that stand, the latest day first. */
  async list(actor: UserActor, query: ClosureQuery): Promise<ChangeList<ClosureDto>> {
    return this.database.read(actor, async (tx) => {
      const closures = await tx.query<ClosureDto>(
        `select id, day, reason from dosing_closure where site_id = $1 and lifted_at is null
         order by day desc, id desc limit 1000`,
        [actor.organisationId],
      );
      await this.audit.record(tx, { action: 'treatment.closures.read', detail: { count: closures.length } });
      return sameOrAnew(query, closures);
    });
  }
}

async function hoursOf(tx: Tx, siteId: number): Promise<DosingSiteDto> {
  const said = await tx.one<DosingSiteDto>(
    // What nobody has said is kept as the end of the day, which is no time by the clock.
    `select site_id as "siteId", from_on as "fromOn", to_char(nullif(closes_at, time '24:00'), 'HH24:MI') as "closesAt",
       late_void_minutes as "lateVoidMinutes", closed_on_holidays as "closedOnHolidays", derived_until as "derivedUntil"
     from dosing_site where site_id = $1`,
    [siteId],
  );
  return said ?? { ...new DosingSiteDto(), siteId };
}

/**
 * Until when the first day of a site may lie: who is treated there is looked for from the day that stands, or from today.
 * Null where nobody is, or where the first day is kept anyway: who begins brings it forward (`ensure_dosing_site`).
 */
async function latestFirstDay(tx: Tx, siteId: number): Promise<DateOnly | null> {
  const stands = await tx.one<{ fromOn: DateOnly; derived: boolean }>(
    `select from_on as "fromOn", derived_until is not null as derived from dosing_site where site_id = $1 for update`,
    [siteId],
  );
  if (stands?.derived) return null;
  const treated = await tx.one(
    'select 1 from treatment_episode where site_id = $1 and phase is not null limit 1',
    [siteId],
  );
  if (!treated) return null;
  const today = legalDayOf(tx.now);
  return stands && stands.fromOn < today ? stands.fromOn : today;
}

const tooLate = (latest: DateOnly) => ({
  vi: `Đã có người bệnh điều trị tại đây: không muộn hơn ngày ${viDate(latest)}`,
  en: `Somebody is treated here already: ${latest} at the latest`,
});

const PASSED = { vi: 'Từ hôm nay trở đi', en: 'Today or later' };
