import { Injectable } from '@nestjs/common';
import { legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import type { SystemActor } from '../../platform/security/actor.js';
import { Notifications, type NewNotification } from '../../reminders/notifications.js';
import type { NotificationKind } from '../../reminders/reminder.code-lists.js';
import { FOLLOW_TRANSFERS } from './handover.jobs.js';
import type { TransferState } from './transfer.js';

const BATCH = 100;

interface Untold {
  readonly id: string;
  readonly caseId: string;
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly state: TransferState;
  /** Whose the file was from then on, where that ended the offer. */
  readonly keptBy: number | null;
}

/** Who hears of each state, and how the notice is called. */
const TOLD: Readonly<Record<TransferState, Readonly<Partial<Record<'from' | 'to', NotificationKind>>>>> = {
  open: { to: 'transfer.offered' },
  accepted: { from: 'transfer.accepted' },
  refused: { from: 'transfer.refused' },
  withdrawn: { to: 'transfer.withdrawn' },
  lapsed: { from: 'transfer.lapsed', to: 'transfer.withdrawn' },
};

/** Puts notices of offers, answers and silence into the inboxes, each once. */
@Injectable()
export class TransferNotices {
  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  @HandlesJob(FOLLOW_TRANSFERS)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while ((await this.database.write(actor, (tx) => this.tell(tx))) === BATCH);
    while ((await this.database.write(actor, (tx) => this.tellOfSilence(tx))) === BATCH);
  }

  private async tell(tx: Tx): Promise<number> {
    const rows = await tx.query<Untold>(
      `select ${UNTOLD} where t.told is distinct from t.state order by t.id limit ${BATCH} for update skip locked`,
    );
    for (const row of rows) {
      for (const side of ['from', 'to'] as const) {
        const kind = TOLD[row.state][side];
        if (kind) await this.raise(tx, row, row[side], kind);
      }
      // Who keeps it now has to offer it anew, if it is to go.
      if (row.keptBy !== null && row.keptBy !== row.to)
        await this.raise(tx, row, row.keptBy, 'transfer.lapsed');
      await tx.execute('update case_transfer set told = $2 where id = $1', [row.id, row.state]);
    }
    return rows.length;
  }

  /** The receiver, the giver, and who oversees the giver's unit, where that body is on record. */
  private async tellOfSilence(tx: Tx): Promise<number> {
    const rows = await tx.query<Untold & { readonly overseer: number | null }>(
      `select ${UNTOLD_COLUMNS},
         (select above.id from organisation giver join unit_closure c on c.unit_id = giver.unit_id
          join unit u on u.id = c.ancestor_id and u.level = 'province'
          join organisation above on above.unit_id = u.id and above.kind = 'provincial-police'
            and daterange(above.valid_from, above.valid_to, '[]') @> $1::date
          where giver.id = t.from_organisation_id order by u.valid_to is null desc, above.id limit 1) as overseer
       from case_transfer t
       where t.state = 'open' and t.silent_since is null and t.answer_by < $1
       order by t.id limit ${BATCH} for update of t skip locked`,
      [legalDayOf(tx.now)],
    );
    for (const row of rows) {
      for (const body of new Set([row.from, row.to, row.overseer]))
        if (body !== null) await this.raise(tx, row, body, 'transfer.unanswered');
      await tx.execute('update case_transfer set silent_since = $2 where id = $1', [row.id, tx.now]);
    }
    return rows.length;
  }

  private async raise(
    tx: Tx,
    { id, caseId, code }: Untold,
    to: number,
    kind: NotificationKind,
  ): Promise<void> {
    const notice: NewNotification = {
      ...{ organisationId: to, kind, onceKey: `${kind}:${id}` },
      subject: { kind: 'case', id: caseId, code },
    };
    await this.notifications.raise(tx, notice);
  }
}

const UNTOLD_COLUMNS = `t.id, t.case_id as "caseId", t.case_code as code, t.from_organisation_id as "from",
  t.to_organisation_id as "to", t.state, t.kept_by_organisation_id as "keptBy"`;
const UNTOLD = `${UNTOLD_COLUMNS} from case_transfer t`;
