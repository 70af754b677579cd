import { Injectable } from '@nestjs/common';
import type { DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { Notifications } from '../../reminders/notifications.js';
import { treatmentDays, type Episode } from './missed.queries.js';
import { UNSEEN_DAYS, stretchOfHold } from './missed.rules.js';

/**
 * Whose doses or treatment a clinician holds is expected by nobody and misses no day. So that he is not forgotten the place of
 * treatment is told of each stretch of the hold during which he came for nothing.
 */
@Injectable()
export class HeldUnseen {
  constructor(private readonly notifications: Notifications) {}

  /** @param episodes of whom those that are held on the day are looked at */
  async tell(tx: Tx, day: DateOnly, episodes: readonly Episode[]): Promise<void> {
    const held = episodes.flatMap((episode) => {
      const { heldSince: since } = episode;
      const stretch = since === null ? null : stretchOfHold(since, day);
      return since === null || stretch === null ? [] : [{ episode, since, stretch }];
    });
    const froms = held.map(({ stretch }) => stretch.from).toSorted();
    const [earliest] = froms;
    if (earliest === undefined) return;
    const ids = held.map(({ episode }) => episode.episodeId);
    const days = await treatmentDays(tx, ids, earliest, day);
    for (const { episode, since, stretch } of held) {
      const { episodeId, homeSiteId, code } = episode;
      const came = days
        .get(episodeId)
        ?.some((one) => one.came && one.day >= stretch.from && one.day <= stretch.to);
      if (came === true) continue;
      await this.notifications.raise(tx, {
        ...{ organisationId: homeSiteId, kind: 'treatment.held-unseen' },
        onceKey: `treatment.held-unseen:${episodeId}:${stretch.to}`,
        subject: { kind: 'case', id: episodeId, code },
        facts: { days: UNSEEN_DAYS, day: stretch.to, since },
      });
    }
  }
}
