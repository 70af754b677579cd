import { Injectable } from '@nestjs/common';
import { addDays, type DateOnly } from '../../law/date.js';
import { Calendar } from '../../legal-reference/calendar.js';
import type { Tx } from '../../platform/database/tx.js';
import { closingOf } from '../ledger/ledger-days.js';
import { closingsOf, closuresOn, holdClosures, hostsOn } from './missed.queries.js';
import type { HostState } from './missed.rules.js';

/** A site that gives doses, as it has said when. */
export interface Site {
  readonly siteId: number;
  readonly fromOn: DateOnly;
  /** '11:00:00', by the clock of Vietnam. */
  readonly closesAt: string;
  readonly closedOnHolidays: boolean;
  readonly derivedUntil: DateOnly | null;
}

export const SITE_COLUMNS = `s.site_id as "siteId", s.from_on as "fromOn", s.closes_at::text as "closesAt",
  s.closed_on_holidays as "closedOnHolidays", s.derived_until as "derivedUntil"`;

type Hours = Pick<Site, 'siteId' | 'closedOnHolidays'>;

/** Since when a holiday is known. */
const ALWAYS = new Date(0);

/** On which days sites give doses, by what they have said and by the calendar of public holidays. */
@Injectable()
export class SiteDays {
  constructor(private readonly calendar: Calendar) {}

  /**
   * Of some sites those that give nothing on a day, and since when that was known: they said so of that day, or said that
   * they close on holidays and the calendar has one, or a day off in place of one. What the calendar does not have yet is no
   * day off.
   */
  private async closed(tx: Tx, sites: readonly Hours[], day: DateOnly): Promise<ReadonlyMap<number, Date>> {
    if (sites.length === 0) return new Map();
    const ids = sites.map(({ siteId }) => siteId);
    const closed = new Map(await closuresOn(tx, ids, day));
    const resting = sites.filter(({ closedOnHolidays }) => closedOnHolidays);
    if (resting.length === 0) return closed;
    const { kind } = (await this.calendar.forTx(tx)).dayKind(day);
    if (kind === 'holiday' || kind === 'compensatory-off')
      for (const { siteId } of resting) closed.set(siteId, ALWAYS);
    return closed;
  }

  /** On which days of a stretch another place gives nothing, by what it has said and by the calendar. */
  async closedDays(tx: Tx, siteId: number, from: DateOnly, until: DateOnly): Promise<readonly DateOnly[]> {
    const said = await closingsOf(tx, siteId, from, until);
    const closed = new Set(said.flatMap(({ closedOn }) => closedOn ?? []));
    if (said.some(({ closedOnHolidays }) => closedOnHolidays)) {
      const calendar = await this.calendar.forTx(tx);
      for (let day = from; day <= until; day = addDays(day, 1)) {
        const { kind } = calendar.dayKind(day);
        if (kind === 'holiday' || kind === 'compensatory-off') closed.add(day);
      }
    }
    return [...closed].toSorted();
  }

  /** Of some other places those that give nothing on a day, by what they have said and by the calendar. */
  async closedAmong(tx: Tx, siteIds: Iterable<number>, day: DateOnly): Promise<ReadonlySet<number>> {
    const closed = new Set<number>();
    for (const siteId of new Set(siteIds))
      if ((await this.closedDays(tx, siteId, day, day)).length > 0) closed.add(siteId);
    return closed;
  }

  /** For who derives the day: until the end of the transaction nobody says otherwise of the site. */
  async isClosedFor(tx: Tx, site: Site, day: DateOnly): Promise<boolean> {
    await holdClosures(tx, site.siteId);
    return (await this.closed(tx, [site], day)).has(site.siteId);
  }

  /**
   * How the sites stand that have some of these persons as guests on a day; who is no guest is not among them. Until the end
   * of the transaction none of them says otherwise.
   *
   * @param homeClosedAt when their own site closed that day
   */
  async hosts(
    tx: Tx,
    episodeIds: readonly string[],
    { day, homeClosedAt }: { readonly day: DateOnly; readonly homeClosedAt: Date },
  ): Promise<ReadonlyMap<string, HostState>> {
    const hosts = await hostsOn(tx, episodeIds, day);
    if (hosts.length > 0) await holdClosures(tx, ...hosts.map(({ siteId }) => siteId));
    const closed = await this.closed(tx, hosts, day);
    return new Map(
      hosts.map(({ episodeId, siteId, closesAt }): [string, HostState] => {
        const saidAt = closed.get(siteId);
        if (saidAt) return [episodeId, saidAt < homeClosedAt ? 'closed' : 'closed-late'];
        return [episodeId, closingOf(day, closesAt ?? '24:00') > tx.now ? 'open' : 'over'];
      }),
    );
  }
}
