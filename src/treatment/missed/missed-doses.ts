import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, legalDayOf, startOfLegalDay, type DateOnly } from '../../law/date.js';
import { judgeTermination, terminationRules } from '../../law/treatment-ends.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { defineJob, HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import { defineSystemActor, type SystemActor } from '../../platform/security/actor.js';
import { Notifications } from '../../reminders/notifications.js';
import type { NotificationKind } from '../../reminders/reminder.code-lists.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import {
  eventsBetween,
  insertEvent,
  ordersBetween,
  type ApprovedOrder,
  type DoseEvent,
} from '../interlock/dose.queries.js';
import { DERIVED_EVENT } from '../interlock/client-events.js';
import { consequencesOf, countOf, missedRun, missedSlots } from './missed.rules.js';

/** Derives what was missed after a site has closed. Its policies: orders, ledger, holds, notices, proposals. */
export const MISSED_DOSES = defineSystemActor('missed-doses');

export const DERIVE_MISSED = defineJob({
  name: 'treatment.derive-missed',
  actor: MISSED_DOSES,
  repeat: 'sweep',
});

const BATCH = 100;
/** How far a run is looked back: longer than any number of days that the law names. */
const LOOK_BACK = 120;

interface Site {
  readonly siteId: number;
  readonly fromOn: DateOnly;
  /** '11:00:00', by the clock of Vietnam. */
  readonly closesAt: string;
  readonly derivedUntil: DateOnly | null;
}

/** The file within which somebody is treated. */
interface FileAround {
  readonly id: string;
  readonly code: string;
  readonly keeper: number;
  readonly personId: string;
}

interface Episode {
  readonly episodeId: string;
  readonly personId: string;
  readonly code: string;
  readonly kind: TreatmentKind;
}

/**
 * After closing time: each slot that was ordered and neither given nor refused becomes a missed one, one transaction for
 * each person and day, with all that follows from it. Whoever dies in between leaves whole days of persons or none, and the
 * next run goes on there.
 */
@Injectable()
export class MissedDoses {
  private readonly logger = new Logger(MissedDoses.name);

  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly notifications: Notifications,
    private readonly audit: AuditLog,
  ) {}

  @HandlesJob(DERIVE_MISSED)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    await this.endTokens(actor);
    const sites = await this.database.read(actor, (tx) =>
      tx.query<Site>(
        `select site_id as "siteId", from_on as "fromOn", closes_at::text as "closesAt", derived_until as "derivedUntil"
         from dosing_site order by site_id`,
      ),
    );
    for (const site of sites) await this.ofSite(actor, site);
  }

  /** Tokens whose day has passed, one transaction for each: nobody waits for more than one person's. */
  private async endTokens(actor: SystemActor): Promise<void> {
    for (let after: string | null = null, more = true; more;) {
      const from: string | null = after;
      const ids: readonly { id: string; today: DateOnly }[] = await this.database.read(actor, (tx) =>
        endedTokens(tx, from),
      );
      for (const { id, today } of ids) await this.endToken(actor, id, today);
      after = ids.at(-1)?.id ?? null;
      more = ids.length === BATCH;
    }
  }

  private async endToken(actor: SystemActor, id: string, today: DateOnly): Promise<void> {
    try {
      await this.database.write(actor, (tx) => tx.query('select app.end_dose_token($1, $2)', [id, today]));
    } catch (error) {
      this.logger.error(`Token ${id}: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  private async ofSite(actor: SystemActor, site: Site): Promise<void> {
    let day = site.derivedUntil === null ? site.fromOn : addDays(site.derivedUntil, 1);
    while (await this.ofDay(actor, site, day)) day = addDays(day, 1);
  }

  /** @returns whether the day is done; not while the site, or one that has its guests, is open */
  private async ofDay(actor: SystemActor, site: Site, day: DateOnly): Promise<boolean> {
    const { over, closed } = await this.database.read(actor, async (tx) => ({
      over: closingOf(day, site.closesAt) <= tx.now,
      closed: await isClosed(tx, site.siteId, day),
    }));
    if (!over) return false;
    let complete = true;
    for (let after: string | null = null, more = !closed; more;) {
      const from: string | null = after;
      const episodes: readonly Episode[] = await this.database.read(actor, (tx) =>
        episodesOf(tx, site.siteId, day, from),
      );
      for (const episode of episodes) {
        const done = await this.tryOne(actor, site, day, episode);
        complete &&= done;
      }
      after = episodes.at(-1)?.episodeId ?? null;
      more = episodes.length === BATCH;
    }
    if (complete) {
      await this.database.write(actor, (tx) =>
        tx.execute(
          `update dosing_site set derived_until = $2
           where site_id = $1 and (derived_until is null or derived_until < $2)`,
          [site.siteId, day],
        ),
      );
    }
    return complete;
  }

  /** One that fails holds up no other: the day is taken up again by the next run. */
  private async tryOne(actor: SystemActor, site: Site, day: DateOnly, episode: Episode): Promise<boolean> {
    try {
      return await this.database.write(actor, (tx) => this.derive(tx, site, day, episode));
    } catch (error) {
      this.logger.error(
        `Missed doses of ${episode.episodeId} on ${day}: ${error instanceof Error ? error.message : 'unknown'}`,
      );
      return false;
    }
  }

  /** @returns false while the site that has the person as a guest is open, or a site may give the dose by a token */
  private async derive(tx: Tx, site: Site, day: DateOnly, episode: Episode): Promise<boolean> {
    const host = await hostOn(tx, episode.episodeId, day);
    if (host === 'open') return false;
    if (host === 'closed') return true;
    if (await isKeptAhead(tx, episode.episodeId, day)) return false;
    const from = addDays(day, -LOOK_BACK);
    const orders = await ordersBetween(tx, episode.episodeId, from, day);
    const events = await eventsBetween(tx, episode.episodeId, from, day);
    const entered: DoseEvent[] = [];
    for (const { slot, orderId } of missedSlots(orders, events, day, false)) {
      const event = missedEvent(tx, site, day, episode, slot, orderId);
      if (await isFirst(tx, event)) {
        insertEvent(tx, event);
        entered.push(event);
      }
    }
    if (entered.length > 0) await this.follow(tx, site, day, episode, orders, [...events, ...entered]);
    return true;
  }

  /** What so many missed days lead to, by the protocol and the law of the day: a warning, a hold, a proposal. */
  private async follow(
    tx: Tx,
    { siteId }: Site,
    day: DateOnly,
    episode: Episode,
    orders: readonly ApprovedOrder[],
    events: readonly DoseEvent[],
  ): Promise<void> {
    const run = missedRun((on) => countOf(orders, events, on), day, LOOK_BACK);
    const protocol = await this.protocols.on(tx, { siteId, kind: episode.kind }, day);
    // Who has been away for longer than is looked back was told of, and proposed, long ago.
    if (run >= LOOK_BACK) return;
    const { warnsAt, holds, ground } = consequencesOf(run, {
      warnAt: protocol?.missed.warnAt ?? null,
      holdFrom: protocol?.missed.holdFrom ?? null,
      groundFrom: groundFrom(episode.kind, day),
    });
    const first = firstOfRun(orders, events, day);
    const told = { siteId, episode, days: run, day };
    for (const point of warnsAt)
      await this.tell(tx, { ...told, kind: 'treatment.missed-doses', once: `${first}:${point}` });
    if (holds && (await hold(tx, siteId, episode, day, run)))
      await this.tell(tx, { ...told, kind: 'treatment.dose-held', once: day });
    const proposed = ground && (await propose(tx, episode, first, day));
    if (proposed) await this.tell(tx, { ...told, kind: 'treatment.termination-ground', once: first });
    if (warnsAt.length > 0 || proposed) await this.askForContact(tx, episode, first);
  }

  /**
   * Who keeps the file within which the person is treated is asked for contact, once for the days that were missed in a row:
   * of its own file, and with nothing of the treatment.
   */
  private async askForContact(tx: Tx, { episodeId }: Episode, first: DateOnly): Promise<void> {
    const around = await tx.one<FileAround>(
      `select case_id as id, case_code as code, keeper_organisation_id as keeper, person_id as "personId"
       from app.file_around_episode($1)`,
      [episodeId],
    );
    if (!around) return;
    const { id, code, keeper, personId } = around;
    const isNew = await this.notifications.raise(tx, {
      ...{ organisationId: keeper, kind: 'treatment.contact-asked', subject: { kind: 'case', id, code } },
      onceKey: `treatment.contact-asked:${episodeId}:${first}`,
    });
    if (!isNew) return;
    await this.audit.record(tx, {
      action: 'treatment.contact.asked-for',
      subject: { kind: 'case', id },
      persons: [personId],
    });
  }

  private async tell(tx: Tx, { siteId, episode, kind, once, days, day }: Told): Promise<void> {
    const { episodeId, code } = episode;
    await this.notifications.raise(tx, {
      ...{ organisationId: siteId, kind, onceKey: `${kind}:${episodeId}:${once}` },
      subject: { kind: 'case', id: episodeId, code },
      facts: { days, day },
    });
  }
}

interface Told {
  readonly siteId: number;
  readonly episode: Episode;
  readonly kind: NotificationKind;
  /** What it is told of once. */
  readonly once: string;
  readonly days: number;
  readonly day: DateOnly;
}

function closingOf(day: DateOnly, closesAt: string): Date {
  const [hours = '0', minutes = '0'] = closesAt.split(':');
  return new Date(startOfLegalDay(day).getTime() + (Number(hours) * 60 + Number(minutes)) * 60_000);
}

async function isClosed(tx: Tx, siteId: number, day: DateOnly): Promise<boolean> {
  const row = await tx.one(
    'select 1 from dosing_closure where site_id = $1 and day = $2 and lifted_at is null',
    [siteId, day],
  );
  return row !== null;
}

async function episodesOf(
  tx: Tx,
  siteId: number,
  day: DateOnly,
  after: string | null,
): Promise<readonly Episode[]> {
  return tx.query<Episode>(
    `select episode_id as "episodeId", person_id as "personId", case_code as code, kind
     from app.episodes_with_doses($1, $2, $3, $4)`,
    [siteId, day, after, BATCH],
  );
}

async function endedTokens(
  tx: Tx,
  after: string | null,
): Promise<readonly { readonly id: string; readonly today: DateOnly }[]> {
  const today = legalDayOf(tx.now);
  const rows = await tx.query<{ id: string }>(
    `select t.id from dose_token t
     where t.day < $1 and t.used_at is null and t.released_at is null and ($2::uuid is null or t.id > $2)
     order by t.id limit ${BATCH}`,
    [today, after],
  );
  return rows.map(({ id }) => ({ id, today }));
}

/** A dose that a site may give by a token until the end of the day is not missed before. */
async function isKeptAhead(tx: Tx, episodeId: string, day: DateOnly): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_token t
     where t.episode_id = $1 and t.day = $2 and t.used_at is null and t.released_at is null limit 1`,
    [episodeId, day],
  );
  return row !== null;
}

/** Whether the site that has the person as a guest on a day is still open, or gives nothing that day; null where he is no guest. */
async function hostOn(tx: Tx, episodeId: string, day: DateOnly): Promise<'open' | 'over' | 'closed' | null> {
  const row = await tx.one<{ closesAt: string; closed: boolean }>(
    `select coalesce(s.closes_at::text, '24:00') as "closesAt", exists (select 1 from dosing_closure c
       where c.site_id = b.guest_site_id and c.day = $2 and c.lifted_at is null) as closed
     from guest_booking b left join dosing_site s on s.site_id = b.guest_site_id
     where b.episode_id = $1 and b.cancelled_at is null and $2::date between b.from_on and b.until_on`,
    [episodeId, day],
  );
  if (!row) return null;
  if (row.closed) return 'closed';
  return closingOf(day, row.closesAt) > tx.now ? 'open' : 'over';
}

function missedEvent(
  tx: Tx,
  { siteId, closesAt }: Site,
  day: DateOnly,
  { episodeId, personId }: Episode,
  slot: number,
  orderId: string,
): DoseEvent {
  return {
    ...{ id: uuidv7(), kind: 'missed', day, slot, measured: 0, dose: 0, episodeId, personId },
    ...{ siteId, homeSiteId: siteId, at: closingOf(day, closesAt), reported: false, orderId },
    ...{ bookingId: null, lotId: null, stockDay: legalDayOf(tx.now) },
    ...{ namesId: null, namesDay: null, namesKind: null, flags: [], protocolId: null, reason: null },
    ...{
      clientEventId: `${DERIVED_EVENT}${episodeId}:${day}:${slot}`,
      userId: null,
      system: MISSED_DOSES.name,
    },
  } as DoseEvent;
}

/** Exactly once: by the id that the day and the slot give it. */
async function isFirst(tx: Tx, event: DoseEvent): Promise<boolean> {
  const rows = await tx.execute(
    `insert into dose_client_event (site_id, client_event_id, event_id, event_day, digest)
     values ($1, $2, $3, $4, '\\x00') on conflict do nothing`,
    [event.siteId, event.clientEventId, event.id, event.day],
  );
  return rows === 1;
}

function groundFrom(kind: TreatmentKind, day: DateOnly): number | null {
  const rule = terminationRules(kind, day).find(({ ground }) => ground === 'missed-days');
  return rule?.threshold?.kind === 'consecutive-days' ? rule.threshold.atLeast : null;
}

function firstOfRun(
  orders: readonly ApprovedOrder[],
  events: readonly DoseEvent[],
  until: DateOnly,
): DateOnly {
  let first = until;
  for (let back = 0; back < LOOK_BACK; back++) {
    const count = countOf(orders, events, addDays(until, -back));
    if (count === 'broken') break;
    if (count === 'missed') first = addDays(until, -back);
  }
  return first;
}

/** @returns false where such a hold stands already */
async function hold(
  tx: Tx,
  siteId: number,
  { episodeId }: Episode,
  day: DateOnly,
  run: number,
): Promise<boolean> {
  const rows = await tx.execute(
    `insert into dose_hold (id, episode_id, site_id, source, reason, from_on, placed_at)
     values ($1, $2, $3, 'missed-doses', $4, $5, $6) on conflict do nothing`,
    [uuidv7(), episodeId, siteId, `Bỏ liều ${run} ngày liên tiếp`, addDays(day, 1), tx.now],
  );
  return rows === 1;
}

/** A person decides on it, once in a run. @returns false where one is open, or was made of this run */
async function propose(
  tx: Tx,
  { episodeId, kind }: Episode,
  first: DateOnly,
  last: DateOnly,
): Promise<boolean> {
  const finding = judgeTermination(kind, 'missed-days', last, {
    days: [first, last],
    maintenanceSince: null,
  });
  if (finding === null) return false;
  const rows = await tx.execute(
    `insert into treatment_proposal (id, case_id, ground, days, amounts, explanation, proposed_at, system)
     values ($1, $2, 'missed-days', $3::date[], $4, $5, $6, $7) on conflict do nothing`,
    [
      ...[uuidv7(), episodeId, [first, last], finding.amounts, JSON.stringify(finding.explanation)],
      ...[tx.now, MISSED_DOSES.name],
    ],
  );
  return rows === 1;
}
