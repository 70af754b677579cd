import { HANDOVER_TOO_LONG, lastHandoverDay } from '../identity/handover.rules.js';
import { addDays, type DateOnly } from '../law/date.js';
import type { Text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';
import { REFORM_DAY } from '../units/dataset/unit-record.js';
import { standsOn } from '../units/unit.js';
import type { UnitChangeKind, UnitChangePlan } from './unit-change.js';
import { newUnitFault } from './new-unit.rules.js';
import { fault, type PlanFacts } from './plan-facts.js';

interface Counts {
  readonly units: readonly [min: number, max: number];
  readonly successors: readonly [min: number, max: number];
}

const MANY = 1000;
const COUNTS: Readonly<Record<UnitChangeKind, Counts>> = {
  rename: { units: [1, 1], successors: [1, 1] },
  merge: { units: [2, MANY], successors: [1, 1] },
  split: { units: [1, 1], successors: [2, MANY] },
  abolish: { units: [1, 1], successors: [0, MANY] },
};

/** What speaks against a plan, the first of it; null when it may be entered, or run. */
export function planFault(plan: UnitChangePlan, facts: PlanFacts): FieldFault | null {
  return (
    dayFault(plan) ??
    countFault(plan) ??
    unitsFault(plan, facts) ??
    kinshipFault(plan, facts) ??
    successorsFault(plan, facts) ??
    bodiesFault(plan, facts)
  );
}

function dayFault({ effectiveOn, handoverUntil }: UnitChangePlan): FieldFault | null {
  if (effectiveOn <= REFORM_DAY) return fault('/effectiveOn', 'beforeReform', BEFORE_REFORM);
  if (handoverUntil < effectiveOn) return fault('/handoverUntil', 'handover', HANDOVER);
  return handoverUntil > lastHandoverDay(effectiveOn)
    ? fault('/handoverUntil', 'handoverTooLong', HANDOVER_TOO_LONG)
    : null;
}

function countFault({ kind, unitIds, successors }: UnitChangePlan): FieldFault | null {
  const { units, successors: wanted } = COUNTS[kind];
  if (!counted(unitIds.length, units)) return fault('/units', 'unitCount', UNIT_COUNT[kind]);
  if (new Set(unitIds).size < unitIds.length) return fault('/units', 'repeated', REPEATED);
  if (!counted(successors.length, wanted)) return fault('/successors', 'successorCount', HEIR_COUNT[kind]);
  return successors.filter(({ main }) => main).length > 1
    ? fault('/successors', 'severalMain', SEVERAL_MAIN)
    : null;
}

const counted = (n: number, [min, max]: readonly [number, number]): boolean => n >= min && n <= max;

/** Each stands on the day before, and nobody has ended it otherwise. */
function unitsFault({ unitIds, effectiveOn }: UnitChangePlan, { units }: PlanFacts): FieldFault | null {
  for (const [at, id] of unitIds.entries()) {
    const unit = units.get(id);
    const pointer = `/units/${at}/unitId`;
    if (!unit) return fault(pointer, 'unknownUnit', UNKNOWN_UNIT);
    if (!standsOn(unit, addDays(effectiveOn, -1)) || unit.validTo !== null)
      return fault(pointer, 'notStanding', NOT_STANDING, { name: unit.name, day: effectiveOn });
  }
  return null;
}

function kinshipFault(plan: UnitChangePlan, { units }: PlanFacts): FieldFault | null {
  const changing = plan.unitIds.flatMap((id) => units.get(id) ?? []);
  if (new Set(changing.map(({ level }) => level)).size > 1) return fault('/units', 'levels', LEVELS);
  if (new Set(changing.map(({ parentId }) => parentId)).size > 1) return fault('/units', 'parents', PARENTS);
  const [unit] = changing;
  if (unit?.level !== 'province' || plan.successors.length === 1) return null;
  return fault('/kind', 'communesUndivided', COMMUNES_UNDIVIDED);
}

function successorsFault(plan: UnitChangePlan, facts: PlanFacts): FieldFault | null {
  for (const at of plan.successors.keys()) {
    const found = plan.kind === 'abolish' ? heirFault(plan, facts, at) : newUnitFault(plan, facts, at);
    if (found) return found;
  }
  return null;
}

/** What a unit that is given up goes to stands already, beside it. */
function heirFault(plan: UnitChangePlan, { units }: PlanFacts, at: number): FieldFault | null {
  const { unitId, name, code } = plan.successors[at] ?? {};
  const pointer = `/successors/${at}/unitId`;
  if (unitId === null || unitId === undefined || name !== null || code !== null)
    return fault(pointer, 'heirStands', HEIR_STANDS);
  const heir = units.get(unitId);
  if (!heir) return fault(pointer, 'unknownUnit', UNKNOWN_UNIT);
  const ids = plan.successors.map((each) => each.unitId);
  if (plan.unitIds.includes(unitId) || ids.indexOf(unitId) < at) return fault(pointer, 'repeated', REPEATED);
  if (!standsOn(heir, plan.effectiveOn))
    return fault(pointer, 'notStanding', NOT_STANDING, { name: heir.name, day: plan.effectiveOn });
  const [unit] = plan.unitIds.flatMap((id) => units.get(id) ?? []);
  if (heir.level !== unit?.level) return fault(pointer, 'levels', LEVELS);
  return heir.parentId === unit.parentId ? null : fault(pointer, 'parents', PARENTS);
}

/** Bodies of the units end, or move, with them: one that begins or ends around the day contradicts that. */
function bodiesFault({ effectiveOn }: UnitChangePlan, { bodies }: PlanFacts): FieldFault | null {
  const odd = bodies.find(
    ({ validFrom, validTo }) =>
      validFrom >= effectiveOn || (validTo !== null && validTo >= effectiveOn && validFrom < effectiveOn),
  );
  return odd ? fault('/effectiveOn', 'bodyBeyond', BODY_BEYOND, { body: odd.name }) : null;
}

/** What speaks against another day for a change that has been applied. */
export function correctedDayFault(
  day: DateOnly,
  handoverUntil: DateOnly,
  today: DateOnly,
  { units, bodies }: Pick<PlanFacts, 'units' | 'bodies'>,
): FieldFault | null {
  if (day <= REFORM_DAY) return fault('/effectiveOn', 'beforeReform', BEFORE_REFORM);
  if (day > today) return fault('/effectiveOn', 'stillToCome', STILL_TO_COME);
  if (day > handoverUntil) return fault('/effectiveOn', 'handover', HANDOVER);
  const unit = [...units.values()].find(({ validFrom }) => validFrom !== null && validFrom >= day);
  if (unit) return fault('/effectiveOn', 'notStanding', NOT_STANDING, { name: unit.name, day });
  const body = bodies.find(({ validFrom }) => validFrom >= day);
  return body ? fault('/effectiveOn', 'bodyBeyond', BODY_BEYOND, { body: body.name }) : null;
}

const text = (vi: string, en: string): Text2 => ({ vi, en });

const BEFORE_REFORM = text(
  'Ngày hiệu lực phải sau 01/07/2025: các đơn vị đến ngày đó đã có trong dữ liệu gốc',
  'The day must be after 2025-07-01: units until then are in the data already',
);
const HANDOVER = text(
  'Thời hạn bàn giao không được kết thúc trước ngày hiệu lực',
  'The handover must not end before the change takes effect',
);
const UNIT_COUNT: Readonly<Record<UnitChangeKind, Text2>> = {
  rename: text('Đổi tên: đúng một đơn vị', 'To rename: exactly one unit'),
  merge: text('Nhập: từ hai đơn vị trở lên', 'To merge: two units or more'),
  split: text('Chia: đúng một đơn vị', 'To split: exactly one unit'),
  abolish: text('Giải thể: đúng một đơn vị', 'To abolish: exactly one unit'),
};
const HEIR_COUNT: Readonly<Record<UnitChangeKind, Text2>> = {
  rename: text('Đổi tên: đúng một đơn vị mới', 'To rename: exactly one new unit'),
  merge: text('Nhập: đúng một đơn vị mới', 'To merge: exactly one new unit'),
  split: text('Chia: từ hai đơn vị mới trở lên', 'To split: two new units or more'),
  abolish: text('Giải thể: quá nhiều đơn vị tiếp nhận', 'To abolish: too many successors'),
};
export const REPEATED = text('Mỗi đơn vị chỉ ghi một lần', 'Each unit is named once');
const SEVERAL_MAIN = text(
  'Chỉ một đơn vị tiếp nhận chính; để trống tất cả nếu chưa xác định',
  'One main successor at most; none where it is not known yet',
);
const UNKNOWN_UNIT = text('Không có đơn vị hành chính này', 'There is no such administrative unit');
const NOT_STANDING = text(
  '{name} không tồn tại vào thời điểm {day}, hoặc đã được ghi là kết thúc',
  '{name} does not stand at {day}, or was ended already',
);
const LEVELS = text('Các đơn vị phải cùng cấp', 'The units must be of one level');
const PARENTS = text(
  'Các đơn vị phải thuộc cùng một đơn vị cấp trên',
  'The units must lie in the same unit above them',
);
const COMMUNES_UNDIVIDED = text(
  'Chưa hỗ trợ chia một tỉnh cho nhiều đơn vị: không biết xã nào thuộc về đâu. Chỉ đổi tên, nhập, hoặc giải thể vào một tỉnh',
  'A province cannot be divided yet: nothing says which commune goes where. Rename or merge it, or abolish it into one',
);
const HEIR_STANDS = text(
  'Giải thể: ghi mã (unitId) của đơn vị đang tồn tại sẽ tiếp nhận, không ghi tên hay mã số mới',
  'To abolish: name units that stand by their unitId, without a new name or code',
);
const BODY_BEYOND = text(
  '{body} bắt đầu hoặc kết thúc trái với ngày hiệu lực này: hãy sửa cơ quan đó trước',
  '{body} begins or ends against this day: set that body right first',
);
const STILL_TO_COME = text(
  'Thay đổi đã thực hiện không thể lùi đến một ngày chưa tới',
  'What has been applied cannot be put off to a day that is still to come',
);
