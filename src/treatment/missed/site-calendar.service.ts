import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { viDate } from '../../law/date-text.js';
import { addDays, dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { GIVING_KINDS } from '../ledger/dose-event.kinds.js';
import { ledgerDayOf, MOST_DAYS_AHEAD } from '../ledger/ledger-days.js';
import { lockClosures } from './missed.queries.js';
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
  /** How far back a day is closed afterwards: as far as a dose is told without a flag. */
  private readonly backDays: number;

  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CONFIG) config: Pick<Config, 'toldDoses'>,
  ) {
    this.backDays = config.toldDoses.lateAfterDays;
  }

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
        `update dosing_site set closes_at = $2, recorded_by = $3, late_void_minutes = $4, closed_on_holidays = $6,
           version = version + 1,
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

  /**
   * Afterwards, of a day that has passed or was derived, with the reason for it: what was derived of it the job takes back.
   * Who has taken the place of another says so of its days, too.
   *
   * @throws Problem 409 for a day that is closed already, or, afterwards, on which doses were given; 422 for one that passed
   *   long ago, or without that reason, or of a site whose place the own one has not taken, or that is still to come there
   */
  async close(actor: UserActor, input: WriteClosureDto): Promise<ClosureDto> {
    return this.database.write(actor, async (tx) => {
      const day = dateOnly(input.day);
      const siteId = input.siteId ?? actor.organisationId;
      // Whoever derives the day, or gives a dose of it, comes before, and is seen; or after, and sees the closure.
      await lockClosures(tx, siteId);
      const late = await isLate(tx, siteId, day);
      if (siteId !== actor.organisationId) await requirePlaceTaken(tx, siteId, late);
      if (day < addDays(legalDayOf(tx.now), -this.backDays))
        throw fieldProblem('/day', 'treatment.day', passed(this.backDays));
      if (late && input.lateReason === undefined)
        throw fieldProblem('/lateReason', 'treatment.fieldNeeded', LATE);
      if (late) await refuseDosed(tx, siteId, day);
      const lateReason = late ? (input.lateReason ?? null) : null;
      const id = uuidv7();
      try {
        await tx.execute(
          `insert into dosing_closure (id, site_id, day, reason, late_reason, recorded_by)
           values ($1, $2, $3, $4, $5, $6)`,
          [id, siteId, day, input.reason, lateReason, actor.userId],
        );
      } catch (error) {
        if (violatedConstraint(error) === 'dosing_closure_one')
          throw problem(P.closedThatDay, { cause: error });
        throw error;
      }
      await this.audit.record(tx, {
        action: 'treatment.site.closed',
        subject: { kind: 'dosing-closure', id },
        ...(late && { detail: { late } }),
      });
      return { id, siteId, day, reason: input.reason, lateReason };
    });
  }

  /** What was closed afterwards is opened afterwards, too: the day is derived anew. @throws Problem 404, 409 once the day has passed */
  async lift(actor: UserActor, id: string): Promise<ClosureDto> {
    return this.database.write(actor, async (tx) => {
      const closure = await tx.one<ClosureDto & { lifted: boolean }>(
        `select id, site_id as "siteId", day, reason, late_reason as "lateReason", lifted_at is not null as lifted
         from dosing_closure where id = $1`,
        [id],
      );
      if (!closure) throw problem(P.noSuchClosure);
      const { lifted, ...shown } = closure;
      const since = addDays(legalDayOf(tx.now), closure.lateReason === null ? 0 : -this.backDays);
      if (lifted || closure.day < since) throw problem(P.closureOver);
      const rows = await tx.execute(
        'update dosing_closure set lifted_at = $2, lifted_by = $3 where id = $1 and lifted_at is null',
        [id, tx.now, actor.userId],
      );
      if (rows === 0) throw problem(P.closureOver);
      await this.audit.record(tx, {
        action: 'treatment.site.opened',
        subject: { kind: 'dosing-closure', id },
      });
      return shown;
    });
  }

  /** Those that stand, of the own site and of those whose place it has taken, the latest day first. */
  async list(actor: UserActor, query: ClosureQuery): Promise<ChangeList<ClosureDto>> {
    return this.database.read(actor, async (tx) => {
      const closures = await tx.query<ClosureDto>(
        `select id, site_id as "siteId", day, reason, late_reason as "lateReason" from dosing_closure
         where site_id = any ((select app.acting_bodies())::integer[]) and lifted_at is null
         order by day desc, id desc limit 1000`,
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

/** Whether the day has passed, or its missed doses were derived. */
async function isLate(tx: Tx, siteId: number, day: DateOnly): Promise<boolean> {
  if (day < legalDayOf(tx.now)) return true;
  const row = await tx.one<{ derived: boolean }>(
    'select coalesce(derived_until >= $2::date, false) as derived from dosing_site where site_id = $1',
    [siteId, day],
  );
  return row?.derived ?? false;
}

/** @throws Problem 422 for a site for which the own one does not act, and for a day that has not passed: it gives no more */
async function requirePlaceTaken(tx: Tx, siteId: number, late: boolean): Promise<void> {
  const found = await tx.one<{ acts: boolean; taken: boolean }>(
    `select app.org_id() = any (ids) as acts, $1 = any (ids) as taken from (select app.acting_bodies() as ids) bodies`,
    [siteId],
  );
  // Whose own body acts no more is refused by the policy, whatever was asked.
  if (!found?.acts) return;
  if (!found.taken) throw fieldProblem('/siteId', 'treatment.siteNotTaken', NOT_TAKEN);
  if (!late) throw fieldProblem('/day', 'treatment.day', TAKEN);
}

const NOT_TAKEN = {
  vi: 'Cơ sở của bạn không kế thừa cơ sở này',
  en: 'Your site has not taken the place of this one',
};
const TAKEN = {
  vi: 'Cơ sở đã được kế thừa chỉ còn báo nghỉ được cho ngày đã qua; ngày tới thì báo cho cơ sở của bạn',
  en: 'Of a site whose place was taken only days that have passed are said; of days to come, say it of your own',
};

/** What was given to drink there, which is of the day on which it is given. */
const DRUNK = GIVING_KINDS.filter((kind) => kind !== 'take-home-given');

/**
 * What is taken home is of the day on which it is drunk: the site was open on the one on which it gave it.
 *
 * @throws Problem 409 that says how many doses were given that day: it was open
 */
async function refuseDosed(tx: Tx, siteId: number, day: DateOnly): Promise<void> {
  const row = await tx.one<{ doses: number }>(
    `select count(*)::integer as doses from dose_event d
     where d.site_id = $1 and d.day between $2 and $4
       and (d.day = $2 and d.kind = any ($3::text[])
         or d.kind = 'take-home-given' and (d.at at time zone 'Asia/Ho_Chi_Minh')::date = $2)
       and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind = 'voided')`,
    [siteId, day, DRUNK, addDays(day, MOST_DAYS_AHEAD)],
  );
  if (row && row.doses > 0) throw problem(P.dosedThatDay, { extensions: { doses: row.doses } });
}

const passed = (days: number) => ({
  vi: `Không quá ${days} ngày trước hôm nay`,
  en: `Not more than ${days} days before today`,
});
const LATE = {
  vi: 'Ngày đã qua hoặc đã ghi bỏ liều: nêu lý do báo nghỉ muộn',
  en: 'The day has passed, or its missed doses were derived: say why it is said afterwards',
};
