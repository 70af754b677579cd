import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { defineJob, HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import { defineSystemActor, type SystemActor } from '../../platform/security/actor.js';
import { Notifications } from '../../reminders/notifications.js';

/** Tells sites of doses given twice or with another flag, and of entries that are one person. Its policies: alarms and notices. */
export const DOSE_ALARMS = defineSystemActor('dose-alarms');

const TELL_ALARMS = defineJob({ name: 'treatment.tell-alarms', actor: DOSE_ALARMS, repeat: 'sweep' });

const BATCH = 100;

interface Alarm {
  readonly id: string;
  readonly siteId: number;
  readonly episodeId: string;
  readonly code: string;
  readonly kind: 'double-dose' | 'flagged-dose' | 'linked-persons' | 'token-lost';
  readonly causeId: string;
  readonly day: string;
}

/** Each site hears of its own episode alone, once: by the row of the alarm, and by the notice's own key. */
@Injectable()
export class DoseAlarms {
  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  @HandlesJob(TELL_ALARMS)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while ((await this.database.write(actor, (tx) => this.tell(tx))) === BATCH);
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
}
