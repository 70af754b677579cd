import type { DateOnly } from '../law/date.js';
import { ORGANISATION_KINDS, type OrganisationKind } from '../law/organisation-kinds.js';
import { fieldProblem, type Problem } from '../platform/errors/problem.js';
import type { UnitLevel } from '../units/dataset/unit-record.js';
import type { Unit } from '../units/unit.js';
import type { Sector } from './supervision.js';

export interface Founding {
  readonly kind: OrganisationKind;
  readonly sector: Sector | null;
  readonly unit: Unit | null;
  readonly validFrom: DateOnly;
  readonly validTo: DateOnly | null;
}

/** Bodies that are the authority of one unit: of its level, one of a kind, and gone when the unit is. */
const LEVEL_OF_AUTHORITY: Partial<Record<OrganisationKind, UnitLevel>> = {
  'commune-peoples-committee': 'commune',
  'commune-police': 'commune',
  'district-body': 'district',
  'provincial-police': 'province',
  'provincial-department': 'province',
};

/** True for a body whose competence is that of its unit. */
export function isAuthorityOfUnit(kind: OrganisationKind): boolean {
  return LEVEL_OF_AUTHORITY[kind] !== undefined;
}

const NATIONAL: ReadonlySet<OrganisationKind> = new Set(['system-operator', 'ministry-department']);

/**
 * What speaks against an organisation of this kind in this unit on these days.
 *
 * @returns the problem to throw; null when it may be founded
 */
export function foundingProblem(founding: Founding): Problem | null {
  return sectorProblem(founding) ?? unitProblem(founding) ?? periodProblem(founding);
}

function sectorProblem({ kind, sector }: Founding): Problem | null {
  if ((kind === 'provincial-department') === (sector !== null)) return null;
  return fieldProblem('/sector', 'organisation.sector', {
    vi: 'Sở, ngành cấp tỉnh phải ghi ngành; loại khác thì không',
    en: 'A provincial department must state its field; other kinds must not',
  });
}

function unitProblem({ kind, unit }: Founding): Problem | null {
  if (unit === null) return NATIONAL.has(kind) ? null : fieldProblem('/unitId', 'organisation.unit', NO_UNIT);
  const level = LEVEL_OF_AUTHORITY[kind];
  if (level === undefined || unit.level === level) return null;
  return fieldProblem('/unitId', 'organisation.unitLevel', WRONG_LEVEL);
}

function periodProblem({ kind, unit, validFrom, validTo }: Founding): Problem | null {
  if (validTo !== null && validTo < validFrom)
    return fieldProblem('/validTo', 'organisation.period', BACKWARDS);
  const limit = earliest([
    ORGANISATION_KINDS[kind].to,
    LEVEL_OF_AUTHORITY[kind] === undefined ? undefined : unit?.validTo,
  ]);
  if (limit === null || (validTo !== null && validTo <= limit)) return null;
  return fieldProblem('/validTo', 'organisation.beyondEnd', BEYOND_END, { limit });
}

function earliest(days: readonly (DateOnly | null | undefined)[]): DateOnly | null {
  const known = days.filter((day) => day !== null && day !== undefined);
  return known.toSorted()[0] ?? null;
}

/**
 * What speaks against an organisation's ending after `lastDay`; null when it may.
 *
 * @param lastTakeover the last day on which it takes over from another body, null when it never does
 */
export function closingProblem(
  organisation: Lifetime,
  lastDay: DateOnly,
  lastTakeover: DateOnly | null,
): Problem | null {
  if (lastDay < organisation.validFrom) return fieldProblem('/lastDay', 'organisation.period', BACKWARDS);
  if (lastTakeover === null || lastDay >= lastTakeover) return null;
  return fieldProblem('/lastDay', 'organisation.takesOverLater', TAKES_OVER_LATER, { day: lastTakeover });
}

export interface Lifetime {
  readonly id: number;
  readonly validFrom: DateOnly;
  readonly validTo: DateOnly | null;
}

const NO_UNIT = {
  vi: 'Loại cơ quan này phải gắn với một đơn vị hành chính',
  en: 'An organisation of this kind must belong to a unit',
};
const WRONG_LEVEL = {
  vi: 'Loại cơ quan này không có ở cấp hành chính đó',
  en: 'There are no organisations of this kind at that level',
};
const BACKWARDS = {
  vi: 'Ngày cuối phải không trước ngày đầu',
  en: 'The last day must not be before the first',
};
const BEYOND_END = {
  vi: 'Ngày cuối không được sau {limit}, ngày cuối của đơn vị hành chính hoặc của loại cơ quan này',
  en: 'The last day must not be after {limit}, the last one of the unit or of bodies of this kind',
};
const TAKES_OVER_LATER = {
  vi: 'Cơ quan này tiếp nhận nhiệm vụ của cơ quan khác vào {day}, sau ngày cuối này',
  en: 'It takes over from another body on {day}, later than this last day',
};
