import type { DateOnly } from '../law/date.js';
import { Day, Flag, ListOf, Nested, OneOf, Text, WholeNumber } from '../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../platform/http/change-page.js';
import type { SuccessionKind, UnitLevel, UnitStanding, UnitType } from './dataset/unit-record.js';
import { UNIT_LEVELS, UNIT_STANDINGS, UNIT_SUCCESSION_KINDS, UNIT_TYPES } from './unit.code-lists.js';
import { sameUnitIds, type Lineage } from './unit-lineage.js';
import type { LineageStep, ListedUnit } from './unit.queries.js';

const ID = { min: 1, max: 2_147_483_647 } as const;

export class UnitPath {
  @WholeNumber({ ...ID, example: 2_331_051 })
  readonly unitId: number = 0;
}

export class UnitQuery extends ChangePageQuery {
  @Day({
    optional: true,
    description: 'Units that stand on this day; today unless told',
    example: '2026-07-02',
  })
  readonly asOf?: DateOnly;

  @OneOf(UNIT_LEVELS, { name: 'UnitLevel', optional: true, example: 'commune' })
  readonly level?: UnitLevel;

  @WholeNumber({ ...ID, optional: true, example: 2_100_091, description: 'Units right below this one' })
  readonly parent?: number;

  @Text({
    min: 2,
    max: 5,
    optional: true,
    pattern: /^\d{2,5}$/,
    patternDetail: { vi: 'Phải là 2 đến 5 chữ số', en: 'Must be 2 to 5 digits' },
    example: '31051',
    description: 'Official code. Another unit may bear it on another day',
  })
  readonly code?: string;

  @Text({
    max: 100,
    optional: true,
    pattern: /[\p{L}\p{N}]/u,
    patternDetail: { vi: 'Phải có chữ hoặc số', en: 'Must have a letter or a digit' },
    example: 'vinh ph',
    description: 'Start of the name or of a word in it, with or without diacritics',
  })
  readonly q?: string;

  @Flag({
    optional: true,
    example: false,
    description:
      'Also former units of which the sources give the name alone; they may have ended before the day',
  })
  readonly includeNameOnly: boolean = false;
}

export class UnitDto {
  @WholeNumber({ ...ID, example: 2_331_051, description: 'Our own id; official codes are used again' })
  readonly id: number = 0;

  @Text({
    max: 5,
    nullable: true,
    example: '31051',
    description: 'Official code; null where it is not known',
  })
  readonly code: string | null = null;

  @OneOf(UNIT_LEVELS, { name: 'UnitLevel', example: 'commune' })
  readonly level: UnitLevel = 'commune';

  @OneOf(UNIT_TYPES, { name: 'UnitType', example: 'xa' })
  readonly type: UnitType = 'unknown';

  @Text({ max: 200, example: 'Xã Vĩnh Phong' })
  readonly name: string = '';

  @Text({ max: 200, example: 'Vĩnh Phong' })
  readonly shortName: string = '';

  @WholeNumber({ ...ID, nullable: true, example: 2_100_091 })
  readonly parentId: number | null = null;

  @Text({ max: 200, nullable: true, example: 'Tỉnh An Giang' })
  readonly parentName: string | null = null;

  @Day({ nullable: true, example: '2025-07-01', description: 'First day; null: before our records' })
  readonly validFrom: DateOnly | null = null;

  @Day({ nullable: true, example: null, description: 'Last day; null: still stands' })
  readonly validTo: DateOnly | null = null;

  @OneOf(UNIT_STANDINGS, { name: 'UnitStanding', example: 'confirmed' })
  readonly standing: UnitStanding = 'confirmed';
}

export const UnitPage = ChangePageOf(UnitDto);

export class UnitSuccessionDto {
  @WholeNumber({
    min: 1,
    max: 100,
    example: 1,
    description: 'Successions between the unit asked for and this one',
  })
  readonly distance: number = 0;

  @Nested(() => UnitDto)
  readonly predecessor: UnitDto = new UnitDto();

  @Nested(() => UnitDto)
  readonly successor: UnitDto = new UnitDto();

  @Day({ example: '2025-07-01', description: 'First day of the successor' })
  readonly effectiveOn: string = '';

  @OneOf(UNIT_SUCCESSION_KINDS, { name: 'UnitSuccessionKind', example: 'whole' })
  readonly kind: SuccessionKind = 'whole';

  @Flag({
    description: 'The successor that takes over what nobody has divided; none is main where several may',
  })
  readonly main: boolean = false;

  @Text({ max: 200, nullable: true, example: null, description: 'Number of the act; null: not known' })
  readonly act: string | null = null;
}

export class UnitCodeBearerDto {
  @Nested(() => UnitDto)
  readonly unit: UnitDto = new UnitDto();

  @Flag({
    example: false,
    description: 'The same unit under another arrangement; otherwise the code changed its meaning',
  })
  readonly sameUnit: boolean = false;
}

export class UnitLineageDto {
  @Nested(() => UnitDto)
  readonly unit: UnitDto = new UnitDto();

  @ListOf(() => UnitSuccessionDto, { max: 20_000, description: 'What it came from, the nearest first' })
  readonly predecessors: readonly UnitSuccessionDto[] = [];

  @ListOf(() => UnitSuccessionDto, { max: 20_000, description: 'What became of it, the nearest first' })
  readonly successors: readonly UnitSuccessionDto[] = [];

  @ListOf(() => UnitCodeBearerDto, { max: 100, description: 'Other units that bear or bore its code' })
  readonly sameCode: readonly UnitCodeBearerDto[] = [];
}

export function toUnitDto(unit: ListedUnit): UnitDto {
  const { id, code, level, type, name, shortName, parentId, parentName, validFrom, validTo, standing } = unit;
  return { id, code, level, type, name, shortName, parentId, parentName, validFrom, validTo, standing };
}

/** @param units every unit that the lineage names */
export function toLineageDto(lineage: Lineage, units: readonly ListedUnit[]): UnitLineageDto {
  const byId = new Map(units.map((unit) => [unit.id, toUnitDto(unit)]));
  const toStep = ({ predecessorId, successorId, ...step }: LineageStep): readonly UnitSuccessionDto[] => {
    const [predecessor, successor] = [byId.get(predecessorId), byId.get(successorId)];
    return predecessor && successor ? [{ ...step, predecessor, successor }] : [];
  };
  const same = sameUnitIds(lineage);
  const { unit, predecessors, successors, codeBearers } = lineage;
  return {
    unit: toUnitDto(unit),
    predecessors: predecessors.flatMap(toStep),
    successors: successors.flatMap(toStep),
    sameCode: codeBearers
      .filter(({ id }) => id !== unit.id)
      .map((bearer) => ({ unit: toUnitDto(bearer), sameUnit: same.has(bearer.id) })),
  };
}
