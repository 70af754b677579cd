import type { Text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';
import { partsOfName } from '../units/dataset/unit-name.js';
import type { UnitLevel, UnitType } from '../units/dataset/unit-record.js';
import { foldUnitName } from '../units/unit-search.js';
import type { UnitChangePlan } from './unit-change.js';
import { fault, type PlanFacts } from './plan-facts.js';

// Two-tier local government since 01/07/2025: neither districts nor townships.
const TYPES_OF_TODAY: Readonly<Record<UnitLevel, readonly UnitType[]>> = {
  province: ['tinh', 'thanh-pho-trung-uong'],
  district: [],
  commune: ['xa', 'phuong', 'dac-khu'],
};
const CODE: Readonly<Record<UnitLevel, RegExp>> = {
  province: /^\d{2}$/,
  district: /^\d{3}$/,
  commune: /^\d{5}$/,
};
const DISTRICT_NAME = /^(Huyện|Quận|Thị xã) /;

/** What a new unit has by its name. */
export function describedByName(
  name: string,
  level: UnitLevel,
): {
  readonly name: string;
  readonly type: UnitType;
  readonly shortName: string;
  readonly nameFolded: string;
} {
  return { name, ...partsOfName(name, level), nameFolded: foldUnitName(name) };
}

/** What speaks against the new unit at this place of the plan. */
export function newUnitFault(plan: UnitChangePlan, facts: PlanFacts, at: number): FieldFault | null {
  const successor = plan.successors[at];
  const [before] = plan.unitIds.flatMap((id) => facts.units.get(id) ?? []);
  if (!successor || !before) return null;
  const { unitId, name, code } = successor;
  if (unitId !== null || name === null) return fault(`/successors/${at}/name`, 'newUnit', NEW_UNIT);
  const named = nameFault(name, before.level, `/successors/${at}/name`);
  if (named) return named;
  if (code !== null && !CODE[before.level].test(code))
    return fault(`/successors/${at}/code`, 'code', WRONG_CODE[before.level]);
  if (plan.kind === 'rename' && name === before.name && (code ?? before.code) === before.code)
    return fault(`/successors/${at}/name`, 'nothingChanges', NOTHING_CHANGES);
  return takenFault(plan, facts, at);
}

export function nameFault(name: string, level: UnitLevel, pointer: string): FieldFault | null {
  if (DISTRICT_NAME.test(name)) return fault(pointer, 'noDistrict', NO_DISTRICT);
  const { type } = partsOfName(name, level);
  return TYPES_OF_TODAY[level].includes(type) ? null : fault(pointer, 'nameType', NAME_TYPE[level]);
}

/** No two units bear one name in one province, or one code, on one day. */
function takenFault(
  { unitIds, successors }: UnitChangePlan,
  { neighbours }: PlanFacts,
  at: number,
): FieldFault | null {
  const { name, code } = successors[at] ?? {};
  const others = [...successors.slice(0, at), ...neighbours.filter(({ id }) => !unitIds.includes(id))];
  if (others.some((other) => other.name === name))
    return fault(`/successors/${at}/name`, 'nameTaken', NAME_TAKEN);
  return code && others.some((other) => other.code === code)
    ? fault(`/successors/${at}/code`, 'codeTaken', CODE_TAKEN)
    : null;
}

const text = (vi: string, en: string): Text2 => ({ vi, en });

const NEW_UNIT = text(
  'Đơn vị mới: ghi tên đầy đủ (ví dụ “Xã Vĩnh Phong”), không ghi unitId',
  'A new unit: give its full name (such as “Xã Vĩnh Phong”), no unitId',
);
const NO_DISTRICT = text(
  'Từ 01/07/2025 không còn đơn vị hành chính cấp huyện',
  'There is no district level since 2025-07-01',
);
const NAME_TYPE: Readonly<Record<UnitLevel, Text2>> = {
  province: text(
    'Tên phải bắt đầu bằng “Tỉnh” hoặc “Thành phố”',
    'The name must begin with “Tỉnh” or “Thành phố”',
  ),
  district: NO_DISTRICT,
  commune: text(
    'Tên phải bắt đầu bằng “Xã”, “Phường” hoặc “Đặc khu”',
    'The name must begin with “Xã”, “Phường” or “Đặc khu”',
  ),
};
const WRONG_CODE: Readonly<Record<UnitLevel, Text2>> = {
  province: text('Mã số cấp tỉnh có 2 chữ số', 'The code of a province has 2 digits'),
  district: NO_DISTRICT,
  commune: text('Mã số cấp xã có 5 chữ số', 'The code of a commune has 5 digits'),
};
const NOTHING_CHANGES = text('Tên và mã số không đổi', 'Neither the name nor the code changes');
export const NAME_TAKEN = text(
  'Đã có đơn vị cùng tên vào ngày này',
  'Another unit bears this name on that day',
);
const CODE_TAKEN = text(
  'Đã có đơn vị dùng mã số này vào ngày này',
  'Another unit bears this code on that day',
);
