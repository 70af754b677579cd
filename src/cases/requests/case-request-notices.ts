import { Injectable } from '@nestjs/common';
import { legalDayOf, startOfLegalDay } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { HandlesJob, type JobPayload } from '../../platform/jobs/job.js';
import type { SystemActor } from '../../platform/security/actor.js';
import { Notifications } from '../../reminders/notifications.js';
import { FOLLOW_REQUESTS } from './case-request.js';

const BATCH = 100;

interface Meant {
  readonly requestId: string;
  readonly caseId: string;
  readonly code: string;
  readonly keeper: number;
}

/** Finds who keeps what was asked for, tells each in its own inbox, and tells of silence after the day set. */
@Injectable()
export class CaseRequestNotices {
  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  @HandlesJob(FOLLOW_REQUESTS)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    while ((await this.database.write(actor, (tx) => this.spread(tx))) === BATCH);
    while ((await this.database.write(actor, (tx) => this.tellOfSilence(tx))) === BATCH);
  }

  /** A new request at once, an open one each day again; who was told of a file once is not told of it again. */
  private async spread(tx: Tx): Promise<number> {
    const today = legalDayOf(tx.now);
    const rows = await tx.query<{ id: string }>(
      `select id from case_request
       where withdrawn_at is null and (spread_at is null or (spread_at < $1 and answer_by >= $2))
       order by spread_at nulls first, id limit ${BATCH} for update skip locked`,
      [startOfLegalDay(today), today],
    );
    for (const { id } of rows) {
      const found = await tx.query<Omit<Meant, 'requestId'>>(
        'select case_id as "caseId", code, keeper from app.spread_case_request($1)',
        [id],
      );
      for (const meant of found)
        await this.raise(tx, { ...meant, requestId: id }, meant.keeper, 'request.asked');
      await tx.execute('update case_request set spread_at = $2 where id = $1', [id, tx.now]);
    }
    return rows.length;
  }

  /** An offer of the file to the asker is an answer. The keeper hears of it, and who oversees the keeper's unit. */
  private async tellOfSilence(tx: Tx): Promise<number> {
    const rows = await tx.query<Meant & { readonly overseer: number | null }>(
      `select request_id as "requestId", case_id as "caseId", code, keeper, overseer
       from app.silence_of_requests($1, $2, $3)`,
      [legalDayOf(tx.now), tx.now, BATCH],
    );
    for (const row of rows) {
      for (const body of new Set([row.keeper, row.overseer]))
        if (body !== null) await this.raise(tx, row, body, 'request.unanswered');
    }
    return rows.length;
  }

  private async raise(
    tx: Tx,
    { requestId, caseId, code }: Meant,
    to: number,
    kind: 'request.asked' | 'request.unanswered',
  ): Promise<void> {
    await this.notifications.raise(tx, {
      ...{ organisationId: to, kind, onceKey: `${kind}:${requestId}:${caseId}` },
      subject: { kind: 'case', id: caseId, code },
      facts: { requestId },
    });
  }
}
