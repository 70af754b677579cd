import { Injectable } from '@nestjs/common';
import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { HeldUnseen } from './held-unseen.js';
import { MissedConsequenceService } from './missed-consequences.js';
import {
  enterAbsent,
  enterMissed,
  entriesOn,
  episodesExpected,
  keptAhead,
  ordersOn,
  takeBack,
  type Episode,
  type MissedSlot,
  type Whom,
} from './missed.queries.js';
import { findingOf, isExpectedSomewhere, type DayFinding, type HostState } from './missed.rules.js';
import { byEpisode } from '../ledger/by-episode.js';
import { TestReminders } from '../tests/test-reminders.js';
import { standing, type LedgerEntry } from '../ledger/ledger.rules.js';
import { closingOf } from '../ledger/ledger-days.js';
import { SiteDays, type Site } from './site-days.js';

/** A day of a site that has closed. */
export interface SiteDay {
  readonly site: Site;
  readonly day: DateOnly;
  /** Up to which day a run is judged: later than the day where that was changed afterwards. */
  readonly until: DateOnly;
}

export interface DerivedBatch {
  /** The episode up to which the site was looked through; null where there are no more. */
  readonly last: string | null;
  readonly looked: number;
  /** Of whom somebody may still give a dose of the day. */
  readonly waiting: readonly string[];
}

interface Found {
  readonly episode: Episode;
  readonly finding: DayFinding;
  readonly missed: readonly MissedSlot[];
}

/**
 * What was missed on one day by some persons of a site, all in the transaction of the caller: entries, days, and what follows
 * from them. Done again it finds nothing left to do.
 */
@Injectable()
export class MissedDay {
  constructor(
    private readonly sites: SiteDays,
    private readonly consequences: MissedConsequenceService,
    private readonly held: HeldUnseen,
    private readonly tests: TestReminders,
  ) {}

  async derive(tx: Tx, { site, day, until }: SiteDay, whom: Whom): Promise<DerivedBatch> {
    const at = closingOf(day, site.closesAt);
    const homeClosed = await this.sites.isClosedFor(tx, site, day);
    const episodes = await episodesExpected(tx, site.siteId, day, at, whom);
    const ids = 'named' in whom ? whom.named : episodes.map(({ episodeId }) => episodeId);
    const hosts = await this.sites.hosts(tx, ids, { day, homeClosedAt: at });
    // A home that is closed has its guests elsewhere, for that very day: who is not seen there was missed. Of a host that gave
    // nothing the home was told: where it still could, it gave the dose.
    const isExpected = (id: string): boolean => isExpectedSomewhere(homeClosed, hosts.get(id) ?? 'none');
    const expected = episodes.filter((each) => each.expected && isExpected(each.episodeId));
    const found = expected.length === 0 ? [] : await this.look(tx, day, at, expected, hosts);
    const absent = found
      .filter(({ finding }) => finding.absent)
      .map(({ episode, finding }) => ({ ...episode, ordered: finding.ordered }));
    const missed = found.flatMap((each) => each.missed);
    // Who is named was looked at before: what his home or his host has said since is taken for what it is.
    if ('named' in whom)
      await this.takeBack(
        tx,
        day,
        whom.named.filter((id) => !isExpected(id)),
      );
    await enterMissed(tx, day, at, missed);
    await enterAbsent(tx, day, site.siteId, absent);
    await this.consequences.follow(
      tx,
      until,
      absent.filter(({ ended }) => !ended),
    );
    const open = homeClosed ? [] : episodes.filter(({ ended }) => !ended);
    await this.held.tell(tx, day, open);
    // Of a day that is looked at again, what was due then was told then.
    if (day === until) await this.tests.tell(tx, site.siteId, day, open);
    return {
      last: episodes.at(-1)?.episodeId ?? null,
      looked: episodes.length,
      waiting: found.filter(({ finding }) => finding.waits).map(({ episode }) => episode.episodeId),
    };
  }

  /** Nobody expected these persons on the day, as was said afterwards: what was derived of it is taken back. */
  private async takeBack(tx: Tx, day: DateOnly, episodeIds: readonly string[]): Promise<void> {
    if (episodeIds.length === 0) return;
    const entries = [...byEpisode(await entriesOn(tx, episodeIds, day)).values()].flatMap(standing);
    const missed = entries.filter(({ kind }) => kind === 'missed').map(({ id }) => id);
    await takeBack(tx, day, episodeIds, missed);
  }

  /** One statement of each sort for all of them; it looks no further back than the day. */
  private async look(
    tx: Tx,
    day: DateOnly,
    closedAt: Date,
    episodes: readonly Episode[],
    hosts: ReadonlyMap<string, HostState>,
  ): Promise<readonly Found[]> {
    const ids = episodes.map(({ episodeId }) => episodeId);
    const orders = byEpisode(await ordersOn(tx, ids, day, closedAt));
    const entries = byEpisode(await entriesOn(tx, ids, day));
    const kept = await keptAhead(tx, ids, day);
    return episodes.map((episode) => {
      const id = episode.episodeId;
      const own = orders.get(id) ?? [];
      const finding = findingOf(day, {
        ...{ orders: own, entries: entries.get(id) ?? [] },
        ...{ keptAhead: kept.has(id), host: hosts.get(id) ?? 'none' },
      });
      const missed = finding.missed.map((slot): MissedSlot => {
        const siteId = own.find((order) => order.id === slot.orderId)?.siteId ?? episode.homeSiteId;
        return { episode, slot, siteId, takenBack: takenBackOf(entries.get(id) ?? [], slot.slot) };
      });
      return { episode, finding, missed };
    });
  }
}

/** How often a miss of a slot was taken back. */
const takenBackOf = (entries: readonly LedgerEntry[], slot: number): number => {
  const missed = new Set(
    entries.filter((each) => each.kind === 'missed' && each.slot === slot).map(({ id }) => id),
  );
  return entries.filter(({ kind, namesId }) => kind === 'voided' && namesId !== null && missed.has(namesId))
    .length;
};
