import { addDays, isWithin, type DateOnly } from '../law/date.js';
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

export interface SuccessionTerms {
  readonly function: string;
  readonly effectiveOn: DateOnly;
  readonly handoverUntil: DateOnly;
  readonly main: boolean;
}

export interface Lifetime {
  readonly id: number;
  readonly validFrom: DateOnly;
  readonly validTo: DateOnly | null;
}

/** What speaks against one body taking over from another; null when it may. */
export function successionProblem(
  input: SuccessionTerms,
  predecessor: Lifetime,
  successor: Lifetime,
): Problem | null {
  if (predecessor.id === successor.id) return fieldProblem('/successorId', 'succession.same', SAME_BODY);
  if (input.handoverUntil < input.effectiveOn)
    return fieldProblem('/handoverUntil', 'succession.handover', HANDOVER);
  if (!isWithin(input.effectiveOn, successor.validFrom, successor.validTo))
    return fieldProblem('/successorId', 'succession.successorAbsent', ABSENT);
  if (input.effectiveOn <= predecessor.validFrom)
    return fieldProblem('/effectiveOn', 'succession.tooEarly', TOO_EARLY);
  return null;
}

/** True where everything goes to one body, which leaves the predecessor nothing to do. */
export function takesEverything({ function: what, main }: SuccessionTerms): boolean {
  return what === 'all' && main;
}

/** The predecessor's last day. */
export function lastDayBefore(effectiveOn: DateOnly): DateOnly {
  return addDays(effectiveOn, -1);
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
const SAME_BODY = { vi: 'Hai cơ quan phải khác nhau', en: 'A body does not succeed itself' };
const HANDOVER = {
  vi: 'Thời hạn bàn giao không được kết thúc trước ngày tiếp nhận',
  en: 'The handover must not end before the day on which it begins',
};
const ABSENT = {
  vi: 'Cơ quan tiếp nhận không hoạt động vào ngày tiếp nhận',
  en: 'The successor does not stand on the day on which it takes over',
};
const TOO_EARLY = {
  vi: 'Ngày tiếp nhận phải sau ngày đầu của cơ quan cũ',
  en: 'The day must be after the first one of the predecessor',
};
