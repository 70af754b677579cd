import { Injectable } from '@nestjs/common';
import { addDays, type DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import { Notifications } from '../../reminders/notifications.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { testsDueFrom } from './test-due.js';

/** Who is treated at a place when its day is over. */
interface Treated {
  readonly episodeId: string;
  readonly code: string;
  readonly kind: TreatmentKind;
  readonly homeSiteId: number;
}

/** The place of treatment hears of a test that is overdue by its own protocol, once for each day on which one was due. */
@Injectable()
export class TestReminders {
  constructor(
    private readonly protocols: ActiveProtocols,
    private readonly notifications: Notifications,
  ) {}

  async tell(tx: Tx, siteId: number, day: DateOnly, treated: readonly Treated[]): Promise<void> {
    const own = treated.filter(({ homeSiteId }) => homeSiteId === siteId);
    for (const kind of new Set(own.map((each) => each.kind))) {
      const every = (await this.protocols.on(tx, { siteId, kind }, day))?.testEveryDays ?? null;
      if (every === null) continue;
      const ofKind = own.filter((each) => each.kind === kind);
      const ids = ofKind.map(({ episodeId }) => episodeId);
      const froms = await testsDueFrom(tx, ids, day);
      for (const { episodeId, code } of ofKind) {
        const from = froms.get(episodeId);
        const due = from === undefined ? null : addDays(from, every);
        if (due === null || due >= day) continue;
        await this.notifications.raise(tx, {
          ...{ organisationId: siteId, kind: 'treatment.test-overdue' },
          onceKey: `treatment.test-overdue:${episodeId}:${due}`,
          subject: { kind: 'case', id: episodeId, code },
          facts: { day: due },
        });
      }
    }
  }
}
