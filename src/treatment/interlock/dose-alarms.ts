import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { defineJob, HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import { defineSystemActor, type SystemActor } from '../../platform/security/actor.js';
import { Notifications } from '../../reminders/notifications.js';
import type { LossSource } from '../witness/loss-notice.code-lists.js';

/**
 * Tells sites of doses given twice or with another flag, of tokens that are lost or outdated, of entries that are one
 * person, of what was taken along to another place, and of losses. Its policies: alarms, losses and notices.
 */
export const DOSE_ALARMS = defineSystemActor('dose-alarms');

const TELL_ALARMS = defineJob({ name: 'treatment.tell-alarms', actor: DOSE_ALARMS, repeat: 'sweep' });

const BATCH = 100;

interface Alarm {
  readonly id: string;
  readonly siteId: number;
  readonly episodeId: string;
  readonly code: string;
  readonly kind:
    | 'double-dose'
    | 'flagged-dose'
    | 'linked-persons'
    | 'token-lost'
    | 'token-outdated'
    | 'not-placed-here'
    | 'guest-given-again'
    | 'taken-along'
    | 'take-home-missing'
    | 'take-home-found';
  readonly causeId: string;
  readonly day: string;
}

interface Loss {
  readonly id: string;
  readonly siteId: number;
  readonly source: LossSource;
  readonly lotNumber: string;
  readonly day: string;
  readonly witnessed: boolean;
  readonly objected: boolean;
  readonly untold: boolean;
}

/** Each site hears of its own episodes and losses alone, once: by their row, and by the notice's own key. */
@Injectable()
export class DoseAlarms {
  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  @HandlesJob(TELL_ALARMS)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while ((await this.database.write(actor, (tx) => this.tell(tx))) === BATCH);
    while ((await this.database.write(actor, (tx) => this.tellLosses(tx))) === BATCH);
  }

  private async tell(tx: Tx): Promise<number> {
    const alarms = await tx.query<Alarm>(
      `select id, site_id as "siteId", episode_id as "episodeId", case_code as code, kind, cause_id as "causeId", day
       from dose_alarm where told_at is null order by id limit ${BATCH} for update skip locked`,
    );
    for (const { siteId, episodeId, code, kind, causeId, day } of alarms) {
      await this.notifications.raise(tx, {
        ...{ organisationId: siteId, kind: `treatment.${kind}` as const },
        onceKey: `treatment.${kind}:${causeId}:${episodeId}`,
        subject: { kind: 'case', id: episodeId, code },
        facts: { day },
      });
    }
    await tx.execute('update dose_alarm set told_at = $2 where id = any ($1::uuid[])', [
      alarms.map(({ id }) => id),
      tx.now,
    ]);
    return alarms.length;
  }

  /**
   * What was lost and seen by nobody who can be asked, who was named, and that he says it was not so: in the inbox of the site,
   * which its clinicians read. Who was named finds it in a list of his own as well. A dose that was spilled has its flag told
   * above.
   */
  private async tellLosses(tx: Tx): Promise<number> {
    const losses = await tx.query<Loss>(
      `select id, site_id as "siteId", source, lot_number as "lotNumber", day, witness_id is not null as witnessed,
         objected_at is not null as objected, told_at is null as untold
       from loss_notice where told_at is null or (objected_at is not null and objection_told_at is null)
       order by id limit ${BATCH} for update skip locked`,
    );
    for (const { id, siteId, source, lotNumber, day, witnessed, objected, untold } of losses) {
      const kinds = [
        ...(untold && witnessed ? (['treatment.witness-named'] as const) : []),
        ...(untold && !witnessed && source === 'stock-movement' ? (['treatment.loss-alone'] as const) : []),
        ...(objected ? (['treatment.witness-objects'] as const) : []),
      ];
      for (const kind of kinds)
        await this.notifications.raise(tx, {
          ...{ organisationId: siteId, kind, onceKey: `${kind}:${id}` },
          subject: { kind: 'loss-notice', id, code: lotNumber },
          facts: { day },
        });
    }
    await tx.execute(
      `update loss_notice set told_at = coalesce(told_at, $2),
         objection_told_at = case when objected_at is not null then $2::timestamptz end
       where id = any ($1::uuid[])`,
      [losses.map(({ id }) => id), tx.now],
    );
    return losses.length;
  }
}
