import { isAuthorityOfUnit } from '../identity/organisation.rules.js';
import type { Sector } from '../identity/supervision.js';
import { ORGANISATION_KINDS, type OrganisationKind } from '../law/organisation-kinds.js';
import type { BodyEffect, SeatedBody, UnitChangePlan } from './unit-change.js';

/** Who takes over from a body in one of the successors. */
export interface PlannedHeir {
  /** Place among the successors. */
  readonly at: number;
  /** One that stands in that unit already; null: it is founded. */
  readonly existingId: number | null;
  readonly kind: OrganisationKind;
  readonly sector: Sector | null;
  readonly name: string;
  readonly main: boolean;
}

export interface PlannedBody {
  readonly body: SeatedBody;
  readonly effect: BodyEffect;
  readonly nameAfter: string;
  /** The successor in which it is seated from then on; null: where it was, or it ends. */
  readonly seat: number | null;
  readonly heirs: readonly PlannedHeir[];
}

export interface NamedSuccessor {
  readonly name: string;
  readonly main: boolean;
  /** Bodies that stand in it already. */
  readonly bodies: readonly SeatedBody[];
}

/**
 * What becomes of each body that is seated in the units of a change. An authority of the unit goes with it: it lives on
 * under the new name, or hands over to the authorities of its kind in the successors. Others live on where the main
 * successor is: a clinic does not end with its commune.
 */
export function planBodies(
  { kind }: Pick<UnitChangePlan, 'kind'>,
  bodies: readonly SeatedBody[],
  successors: readonly NamedSuccessor[],
): readonly PlannedBody[] {
  const main = successors.findIndex((successor) => successor.main);
  return bodies.flatMap((body) => {
    if (kind !== 'rename' && endsWithUnit(body)) return [handedOver(body, bodies, successors)];
    const seat = successors[main];
    return seat ? [seatedAnew(body, main, kind === 'rename' ? seat.name : null)] : [];
  });
}

/** A department without a field of its own has others like it beside it, none of which follows another. */
const endsWithUnit = ({ kind, sector }: SeatedBody): boolean => isAuthorityOfUnit(kind) && sector !== 'other';

function seatedAnew(body: SeatedBody, seat: number, unitName: string | null): PlannedBody {
  const nameAfter = (unitName && renamed(body, unitName)) ?? body.name;
  const effect = nameAfter === body.name ? 'reseated' : 'renamed';
  return { body, effect, nameAfter, seat, heirs: [] };
}

function handedOver(
  body: SeatedBody,
  bodies: readonly SeatedBody[],
  successors: readonly NamedSuccessor[],
): PlannedBody {
  const heirs = successors.map((successor, at) => heirOf(body, bodies, successor, at));
  const effect = heirs.length === 0 ? 'ended' : heirs.some(({ main }) => main) ? 'succeeded' : 'divided';
  return { body, effect, nameAfter: body.name, seat: null, heirs };
}

function heirOf(
  { kind, sector }: SeatedBody,
  bodies: readonly SeatedBody[],
  { name: unitName, main, bodies: standing }: NamedSuccessor,
  at: number,
): PlannedHeir {
  const alike = (other: SeatedBody): boolean => other.kind === kind && other.sector === sector;
  const existing = standing.find(alike);
  // The first of several that merge gives the form of the name.
  const model = bodies.find(alike);
  const name = existing?.name ?? (model && renamed(model, unitName)) ?? newName(kind, unitName);
  return { at, existingId: existing?.id ?? null, kind, sector, name, main };
}

/** 'Công an xã Vĩnh Phong' with the name of another unit; null where the old one is not in it. */
export function renamed(
  { name, unitName }: Pick<SeatedBody, 'name' | 'unitName'>,
  to: string,
): string | null {
  const at = name.toLowerCase().indexOf(unitName.toLowerCase());
  if (at < 0) return null;
  const written = name.charAt(at) === unitName.charAt(0) ? to : withSmallInitial(to);
  return name.slice(0, at) + written + name.slice(at + unitName.length);
}

const FORMS: Partial<Record<OrganisationKind, string>> = {
  'commune-peoples-committee': 'Ủy ban nhân dân',
  'commune-police': 'Công an',
  'provincial-police': 'Công an',
};

function newName(kind: OrganisationKind, unitName: string): string {
  return `${FORMS[kind] ?? ORGANISATION_KINDS[kind].label.vi} ${withSmallInitial(unitName)}`;
}

const withSmallInitial = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
