import type { DateOnly } from '../law/date.js';
import type { Text2 } from '../law/text.js';
import type { Tx } from '../platform/database/tx.js';
import type { FieldFault } from '../platform/errors/problem.js';
import type { PlannedBody } from './body-plan.rules.js';
import { fault } from './plan-facts.js';
import type { UnitChange, UnitChangePlan } from './unit-change.js';

interface OnDay {
  readonly name: string;
  readonly day: DateOnly;
}

/** A commune that begins or ends on the day or after it cannot go on under another province from that day. */
export async function communeFault(
  tx: Tx,
  { unitIds, effectiveOn }: UnitChangePlan,
): Promise<FieldFault | null> {
  const row = await tx.one<OnDay>(
    `select u.name, coalesce(u.valid_to, u.valid_from) as day from unit u
     where u.parent_id = any ($1) and (u.valid_to >= $2::date or (u.valid_to is null and u.valid_from >= $2::date))
     order by u.id limit 1`,
    [unitIds, effectiveOn],
  );
  return row && fault('/effectiveOn', 'communeBeyond', COMMUNE_BEYOND, { ...row });
}

/** What ends must have ended taking over from others: the register refuses it otherwise. */
export async function takeoverFault(
  tx: Tx,
  ending: readonly number[],
  effectiveOn: DateOnly,
): Promise<FieldFault | null> {
  const row = await tx.one<OnDay>(
    `select o.name, s.effective_on as day from organisation_succession s join organisation o on o.id = s.successor_id
     where s.successor_id = any ($1) and s.effective_on >= $2::date order by s.effective_on desc, o.id limit 1`,
    [ending, effectiveOn],
  );
  return row && fault('/effectiveOn', 'takesOverLater', TAKES_OVER_LATER, { ...row });
}

export const endingIn = (bodies: readonly PlannedBody[]): readonly number[] =>
  bodies.filter(({ seat }) => seat === null).map(({ body }) => body.id);

/** What followed a change in the meantime and would stand before it, were it of another day. */
export async function afterwardsFault(tx: Tx, change: UnitChange, day: DateOnly): Promise<FieldFault | null> {
  const ended = await successorGone(tx, change, day);
  if (ended) return fault('/effectiveOn', 'successorBeyond', SUCCESSOR_BEYOND, { ...ended });
  const bodies = await changedBodyIds(tx, change.id);
  const takeover = await takeoverFault(tx, bodies.ended, day);
  if (takeover || day <= change.effectiveOn) return takeover;
  const acted = await tx.one<OnDay>(
    `select o.name, r.day from app.first_record_of($1, $2) r join organisation o on o.id = r.organisation_id`,
    [bodies.founded, day],
  );
  return acted && fault('/effectiveOn', 'recordBefore', RECORD_BEFORE, { ...acted });
}

/** A successor, unit or body, that ends or takes over from somebody else before the day on which it would begin. */
async function successorGone(
  tx: Tx,
  { id, effectiveOn, unitIds }: UnitChange,
  day: DateOnly,
): Promise<OnDay | null> {
  return tx.one<OnDay>(
    `select u.name, u.valid_to as day from unit_succession s join unit u on u.id = s.successor_id
       join unit p on p.id = s.predecessor_id
     where (p.id = any ($2) or p.parent_id = any ($2)) and s.effective_on = $3 and u.valid_to < $4::date
     union all
     select o.name, o.valid_to from unit_change_body b join organisation o on o.id = any (b.heir_ids)
     where b.change_id = $1 and o.valid_to < $4::date
     union all
     select o.name, s.effective_on from unit_change_body b join organisation o on o.id = any (b.heir_ids)
       join organisation_succession s on s.successor_id = o.id
     where b.change_id = $1 and o.valid_from = $3 and s.unit_change_id is distinct from $1 and s.effective_on < $4::date
     limit 1`,
    [id, unitIds, effectiveOn, day],
  );
}

async function changedBodyIds(
  tx: Tx,
  id: string,
): Promise<{ readonly ended: readonly number[]; readonly founded: readonly number[] }> {
  const row = await tx.one<{ ended: number[]; founded: number[] }>(
    `select coalesce(array_agg(distinct b.organisation_id) filter (where b.effect in ('succeeded', 'divided', 'ended')),
         '{}') as ended,
       coalesce(array_agg(distinct o.id) filter (where o.id is not null), '{}') as founded
     from unit_change_body b join unit_change c on c.id = b.change_id
     left join organisation o on o.id = any (b.heir_ids) and o.valid_from = c.effective_on
     where b.change_id = $1`,
    [id],
  );
  return row ?? { ended: [], founded: [] };
}

const text = (vi: string, en: string): Text2 => ({ vi, en });
const COMMUNE_BEYOND = text(
  '{name} bắt đầu hoặc kết thúc ngày {day}, không trước ngày hiệu lực này',
  '{name} begins or ends on {day}, not before this day',
);
const TAKES_OVER_LATER = text(
  '{name} còn tiếp nhận từ cơ quan khác ngày {day}: không thể kết thúc trước đó',
  '{name} takes over from another body on {day}: it cannot have ended before',
);
const SUCCESSOR_BEYOND = text(
  '{name} đã kết thúc hoặc đã tiếp nhận từ cơ quan khác ngày {day}, trước ngày hiệu lực này',
  '{name} has ended, or taken over from another body, on {day}, before this day',
);
const RECORD_BEFORE = text(
  '{name} đã có hồ sơ hoặc giấy tờ ngày {day}, trước ngày hiệu lực này',
  '{name} has a file or a paper of {day}, before this day',
);
