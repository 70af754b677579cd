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
  type Episode,
  type MissedSlot,
  type Whom,
} from './missed.queries.js';
import { findingOf, type DayFinding } from './missed.rules.js';
import { byEpisode } from '../ledger/by-episode.js';
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
  ) {}

  async derive(tx: Tx, { site, day, until }: SiteDay, whom: Whom): Promise<DerivedBatch> {
    const at = closingOf(day, site.closesAt);
    const episodes = await episodesExpected(tx, site.siteId, day, at, whom);
    const expected = episodes.filter((each) => each.expected);
    const found = expected.length === 0 ? [] : await this.look(tx, day, at, expected);
    const absent = found
      .filter(({ finding }) => finding.absent)
      .map(({ episode, finding }) => ({ ...episode, ordered: finding.ordered }));
    const missed = found.flatMap((each) => each.missed);
    await enterMissed(tx, day, at, missed);
    await enterAbsent(tx, day, site.siteId, absent);
    await this.consequences.follow(
      tx,
      until,
      absent.filter(({ ended }) => !ended),
    );
    await this.held.tell(
      tx,
      day,
      episodes.filter(({ ended }) => !ended),
    );
    return {
      last: episodes.at(-1)?.episodeId ?? null,
      looked: episodes.length,
      waiting: found.filter(({ finding }) => finding.waits).map(({ episode }) => episode.episodeId),
    };
  }

  /** One statement of each sort for all of them; it looks no further back than the day. */
  private async look(
    tx: Tx,
    day: DateOnly,
    closedAt: Date,
    episodes: readonly Episode[],
  ): Promise<readonly Found[]> {
    const ids = episodes.map(({ episodeId }) => episodeId);
    const orders = byEpisode(await ordersOn(tx, ids, day, closedAt));
    const entries = byEpisode(await entriesOn(tx, ids, day));
    const kept = await keptAhead(tx, ids, day);
    const hosts = await this.sites.hosts(tx, ids, day);
    return episodes.map((episode) => {
      const id = episode.episodeId;
      const own = orders.get(id) ?? [];
      const finding = findingOf(day, {
        ...{ orders: own, entries: entries.get(id) ?? [] },
        ...{ keptAhead: kept.has(id), host: hosts.get(id) ?? 'none' },
      });
      const missed = finding.missed.map((slot): MissedSlot => {
        const siteId = own.find((order) => order.id === slot.orderId)?.siteId ?? episode.homeSiteId;
        return { episode, slot, siteId };
      });
      return { episode, finding, missed };
    });
  }
}
