import type { DateOnly } from '../law/date.js';
import { text2 } from '../law/text.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem } from '../platform/errors/problem.js';

export const PARTS = ['identifier', 'address', 'contact', 'guardian'] as const;
export type Part = (typeof PARTS)[number];

export interface PartEnding {
  readonly id: string;
  readonly reason: string;
  /** Counts for parts that hold by days; the others end at the transaction's moment. */
  readonly lastDay: DateOnly;
}

const BY_MOMENT =
  'set ended_at = $3, ended_reason = $4 where id = $1 and person_id = $2 and ended_at is null';
// A last day before the first means that it never held.
const BY_DAY =
  'set until_on = $3, ended_reason = $4 where id = $1 and person_id = $2 and until_on is null and from_on - 1 <= $3';

const ENDINGS: Readonly<Record<Part, { readonly sql: string; readonly by: 'moment' | 'day' }>> = {
  identifier: { sql: `update person_identifier ${BY_MOMENT}`, by: 'moment' },
  contact: { sql: `update person_contact ${BY_MOMENT}`, by: 'moment' },
  address: { sql: `update person_address ${BY_DAY}`, by: 'day' },
  guardian: { sql: `update person_guardian ${BY_DAY}`, by: 'day' },
};

/**
 * Ends a part of a person that still holds; it stays on record with the reason.
 *
 * @param pointer where the caller named the part
 * @throws Problem 422 when this person has no such part that holds, or it began after its last day
 */
export async function endPart(
  tx: Tx,
  personId: string,
  part: Part,
  ending: PartEnding,
  pointer: string,
): Promise<void> {
  const { sql, by } = ENDINGS[part];
  const end = by === 'day' ? ending.lastDay : tx.now;
  if ((await tx.execute(sql, [ending.id, personId, end, ending.reason])) === 1) return;
  throw fieldProblem(
    pointer,
    'people.part.notHolding',
    text2(
      'Người này không có mục này đang có hiệu lực, hoặc mục này bắt đầu sau ngày kết thúc',
      'This person has no such entry that holds, or it begins after its last day',
    ),
  );
}
