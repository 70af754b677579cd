import { addDays, legalDayOf, type DateOnly } from '../law/date.js';
import type { Text2 } from '../law/text.js';
import type { Tx } from '../platform/database/tx.js';
import type { FieldFault } from '../platform/errors/problem.js';
import { UNIT_COLUMNS, type Unit } from '../units/unit.js';
import { afterwardsFault } from './plan-collisions.js';
import { NAME_TAKEN, nameFault } from './new-unit.rules.js';
import { fault } from './plan-facts.js';
import type { UnitChangeCorrectionInput, UnitNameInput } from './unit-change.dto.js';
import { bodiesIn, unitsWithIds } from './unit-change.queries.js';
import { correctedDayFault, REPEATED } from './unit-change.rules.js';
import type { UnitChange } from './unit-change.js';

/** What speaks against a correction, the first of it; null when it may be entered. */
export async function correctionFault(
  tx: Tx,
  change: UnitChange,
  input: UnitChangeCorrectionInput,
  successors: readonly Unit[],
): Promise<FieldFault | null> {
  if (!changesAnything(change, input, successors))
    return fault('/act', 'nothingCorrected', NOTHING_CORRECTED);
  const { effectiveOn, names = [], mainSuccessorId } = input;
  const misplaced = mainSuccessorId === undefined ? null : await mainFault(tx, change, mainSuccessorId);
  if (misplaced) return misplaced;
  for (const at of names.keys()) {
    const wrong = await nameFaultAt(tx, { change, names, successors, day: effectiveOn ?? null }, at);
    if (wrong) return wrong;
  }
  return effectiveOn === undefined ? null : dayFaultOf(tx, change, effectiveOn);
}

/** False also where everything is named as it is: a correction is kept for ever, and has the files looked at again. */
function changesAnything(
  change: UnitChange,
  { act, effectiveOn, names = [], mainSuccessorId }: UnitChangeCorrectionInput,
  successors: readonly Unit[],
): boolean {
  const main = change.successorIds[change.successors.findIndex((successor) => successor.main)];
  return (
    (act ?? change.act) !== change.act ||
    (effectiveOn ?? change.effectiveOn) !== change.effectiveOn ||
    (mainSuccessorId ?? main) !== main ||
    names.some(({ unitId, name }) => successors.find(({ id }) => id === unitId)?.name !== name)
  );
}

interface Renaming {
  readonly change: UnitChange;
  readonly names: readonly UnitNameInput[];
  readonly successors: readonly Unit[];
  /** Null where the day is not corrected. */
  readonly day: DateOnly | null;
}

/** The same as of a new unit that is entered. */
async function nameFaultAt(
  tx: Tx,
  { change, names, successors, day }: Renaming,
  at: number,
): Promise<FieldFault | null> {
  const { unitId, name } = names[at] ?? { unitId: 0, name: '' };
  const unit = successors.find(({ id }) => id === unitId);
  if (!unit || !begunWith(change, unitId)) return fault(`/names/${at}/unitId`, 'notBegun', NOT_BEGUN);
  const ids = names.map((each) => each.unitId);
  if (ids.indexOf(unitId) < at) return fault(`/names/${at}/unitId`, 'repeated', REPEATED);
  const wrong = nameFault(name, unit.level, `/names/${at}/name`);
  if (wrong) return wrong;
  const taken =
    names.slice(0, at).some((other) => other.name === name) || (await isNameBeside(tx, unit, name, ids, day));
  return taken ? fault(`/names/${at}/name`, 'nameTaken', NAME_TAKEN) : null;
}

/** Whether another unit in the same unit above, whose name is not corrected too, bears the name on one of its days. */
async function isNameBeside(
  tx: Tx,
  { id, parentId, level, validTo }: Unit,
  name: string,
  corrected: readonly number[],
  day: DateOnly | null,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from unit u where u.parent_id is not distinct from $1 and u.level = $2 and u.name = $3
       and u.id <> all ($4::integer[])
       and daterange(u.valid_from, u.valid_to, '[]')
         && daterange((select coalesce($5, valid_from) from unit where id = $6), $7, '[]') limit 1`,
    [parentId, level, name, corrected, day, id, validTo],
  );
  return row !== null;
}

async function dayFaultOf(
  tx: Tx,
  change: UnitChange,
  day: NonNullable<UnitChangeCorrectionInput['effectiveOn']>,
): Promise<FieldFault | null> {
  const units = [
    ...(await unitsWithIds(tx, change.unitIds)),
    ...(await communesEndedWith(tx, change.unitIds, addDays(change.effectiveOn, -1))),
  ];
  const facts = {
    units: new Map(units.map((unit) => [unit.id, unit])),
    bodies: (await bodiesIn(tx, change.unitIds)).filter(({ validFrom }) => validFrom < change.effectiveOn),
  };
  return (
    correctedDayFault(day, change.handoverUntil, legalDayOf(tx.now), facts) ??
    afterwardsFault(tx, change, day)
  );
}

/** Communes that went on under another province on the day after. */
async function communesEndedWith(tx: Tx, provinceIds: readonly number[], lastDay: DateOnly): Promise<Unit[]> {
  return tx.query<Unit>(
    `select ${UNIT_COLUMNS} from unit u where u.parent_id = any ($1) and u.valid_to = $2`,
    [provinceIds, lastDay],
  );
}

/** True for a unit that the change itself made. */
function begunWith({ successors, successorIds }: UnitChange, unitId: number): boolean {
  return successors[successorIds.indexOf(unitId)]?.unitId === null;
}

async function mainFault(tx: Tx, change: UnitChange, unitId: number): Promise<FieldFault | null> {
  if (!change.successorIds.includes(unitId)) return fault('/mainSuccessorId', 'notSuccessor', NOT_SUCCESSOR);
  if (change.successors[change.successorIds.indexOf(unitId)]?.main) return null;
  const gone = await handedOn(tx, change);
  return gone ? fault('/mainSuccessorId', 'handedOn', HANDED_ON, { body: gone }) : null;
}

/** A body that has the files by this change and has handed over since: they are no longer its own to give back. */
async function handedOn(tx: Tx, { id }: UnitChange): Promise<string | null> {
  const row = await tx.one<{ name: string }>(
    `select o.name from organisation_succession given
     join organisation_succession later on later.predecessor_id = given.successor_id
     join organisation o on o.id = given.successor_id
     where given.unit_change_id = $1 and given.main and later.main and later.corrects_id is null
       and later.unit_change_id is distinct from $1 and later.effective_on <= $2
     order by o.id limit 1`,
    [id, legalDayOf(tx.now)],
  );
  return row?.name ?? null;
}

const text = (vi: string, en: string): Text2 => ({ vi, en });
const NOTHING_CORRECTED = text(
  'Chưa nêu nội dung cần đính chính, hoặc nội dung không khác với hiện tại',
  'Nothing to be corrected is named, or nothing that differs',
);
const NOT_SUCCESSOR = text(
  'Đơn vị này không phải là đơn vị tiếp nhận của thay đổi',
  'The unit is no successor of this change',
);
const NOT_BEGUN = text(
  'Chỉ đính chính tên của đơn vị do thay đổi này lập ra',
  'Only names of units that this change has made are corrected',
);
const HANDED_ON = text(
  '{body} đã tiếp nhận theo thay đổi này và sau đó đã bàn giao cho cơ quan khác: hãy ghi một thay đổi mới',
  '{body} took over by this change and has handed over to another body since: enter another change instead',
);
