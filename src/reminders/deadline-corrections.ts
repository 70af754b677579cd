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

/** Ends deadlines otherwise than they ended first: history that was entered late, or by mistake. */
@Injectable()
export class DeadlineCorrections {
  /**
   * A step that took effect before the law ended the deadline, entered afterwards: it was met, or ended with its file.
   *
   * @returns it as it is now, null when no such deadline had been superseded
   */
  async endBeforeLaw(tx: Tx, { subjectId, rule, at, outcome, reason }: LateEnd): Promise<Deadline | null> {
    return tx.one<Deadline>(
      `with ended as (
         update deadline d set closed_at = $3, closed_reason = $5, closing_recorded_at = $6, closing_explanation = null,
           version = version + 1,
           status = case when $4 = 'met' and $3::timestamptz >= d.due_at then 'met-late' else $4 end
         where d.subject_id = $1 and d.rule = $2 and d.status = 'superseded' and d.starts_at <= $3 and d.closed_at > $3
         returning d.*)
       select ${DEADLINE_COLUMNS} from ended d`,
      [subjectId, rule, at, outcome, reason, tx.now],
    );
  }

  /** The step that ended the deadline was annulled: so is that end. @returns how many were voided */
  async voidEnded(tx: Tx, subjectId: string, rule: string, reason: string): Promise<number> {
    return tx.execute(
      `update deadline set status = 'void', closed_reason = $3, closing_recorded_at = $4, closing_explanation = null,
         version = version + 1
       where id = (select d.id from deadline d where d.subject_id = $1 and d.rule = $2 and d.status not in ('open', 'void')
         order by d.closing_recorded_at desc, d.id desc limit 1)`,
      [subjectId, rule, reason, tx.now],
    );
  }
}
