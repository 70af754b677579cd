import { ageOn, type Birth, type DateOnly } from '../../law/date.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import type { WantedPlace } from './facility-input.dto.js';

/** Who says where a person goes: NĐ 163/2026 Art 95(2) and (3). */
export type Designator = 'provincial-director' | 'ministry';

/** With the year of birth alone, both ways stay open. */
export function mayBeMinor(birth: Birth, on: DateOnly): boolean {
  return ageOn(birth, on).min < 18;
}

/**
 * Whether a place may be designated. A reformatory is for persons aged 12 to under 18 and is designated by the
 * ministry's department alone (Art 95(2)b, (3)b); a public facility by the director, or by the ministry in another
 * province (Art 95(2)a, (3)a). A public facility that is fit for minors may take one (Luật 120/2025 Art 30(1)b).
 */
export function mayDesignate(
  by: Designator,
  place: OrganisationKind,
  person: { readonly birth: Birth; readonly on: DateOnly },
): boolean {
  if (place !== 'reformatory') return true;
  return by === 'ministry' && mayBeMinor(person.birth, person.on);
}

/**
 * Whether a place of that province is his to designate: a public facility is the director's in his own province (Art
 * 95(2)a), the department's in another one (Art 95(3)a). Reformatories belong to no province (Art 95(3)b).
 */
export function mayReach(by: Designator, place: OrganisationKind, isOfOwnProvince: boolean): boolean {
  return place === 'reformatory' || isOfOwnProvince === (by === 'provincial-director');
}

/** Whether the department may be asked for that: a reformatory for a minor alone. */
export function mayAsk(
  wanted: WantedPlace,
  person: { readonly birth: Birth; readonly on: DateOnly },
): boolean {
  return wanted === 'facility-elsewhere' || mayBeMinor(person.birth, person.on);
}
