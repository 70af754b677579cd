import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { DEADLINE_COLUMNS, type Deadline } from './deadline.js';

export interface LateEnd {
  readonly subjectId: string;
  readonly rule: string;
  /** When the step took effect. */
  readonly at: Date;
  readonly outcome: 'met' | 'lapsed' | 'void';
  readonly reason: string;
}

export interface AnnulledEnd {
  readonly subjectId: string;
  readonly rule: string;
  /** Legal time at which the annulled step was entered, and with it the end of the deadline. */
  readonly endedAt: Date;
  /** A code: the body that had to meet the deadline reads it, and may have left the file since. */
  readonly reason: string;
}

/** Ends deadlines otherwise than they ended first: history that was entered late, or by mistake. */
@Injectable()
export class DeadlineCorrections {
  /**
   * A step that took effect before the law ended the deadline, or before a right ran out, entered afterwards: it was met, or
   * ended with its file.
   *
   * @returns it as it is now, null when no such deadline had ended so
   */
  async endEarlier(tx: Tx, { subjectId, rule, at, outcome, reason }: LateEnd): Promise<Deadline | null> {
    return tx.one<Deadline>(
      `with ended as (
         update deadline d set closed_at = $3, closed_reason = $5, closing_recorded_at = $6, closing_explanation = null,
           version = version + 1,
           status = case when $4 = 'met' and $3::timestamptz >= d.due_at then 'met-late' else $4 end
         where d.subject_id = $1 and d.rule = $2 and d.status in ('superseded', 'ran-out', 'lapsed') and d.starts_at <= $3 and d.closed_at > $3
         returning d.*)
       select ${DEADLINE_COLUMNS} from ended d`,
      [subjectId, rule, at, outcome, reason, tx.now],
    );
  }

  /** The step that had started a right was annulled after it ran out: it never was one. */
  async voidRunOut(tx: Tx, { subjectId, rule, reason }: Omit<AnnulledEnd, 'endedAt'>): Promise<void> {
    await tx.execute(
      `update deadline set status = 'void', closed_reason = $3, closing_recorded_at = $4, version = version + 1
       where subject_id = $1 and rule = $2 and status = 'ran-out'`,
      [subjectId, rule, reason, tx.now],
    );
  }

  /**
   * The step that ended the deadline was annulled: so is that end, and no other step's.
   *
   * @returns how many it had ended
   */
  async voidEnded(tx: Tx, { subjectId, rule, endedAt, reason }: AnnulledEnd): Promise<number> {
    return tx.execute(
      `update deadline set status = 'void', closed_reason = $4, closing_recorded_at = $5, closing_explanation = null,
         version = version + 1
       where subject_id = $1 and rule = $2 and status <> 'open' and closing_recorded_at = $3`,
      [subjectId, rule, endedAt, reason, tx.now],
    );
  }
}
