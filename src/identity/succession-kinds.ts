import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Procedure } from '../law/procedures.js';
import type { SuccessionFunction } from './identity.code-lists.js';

const COMMUNE: readonly OrganisationKind[] = ['commune-peoples-committee', 'commune-police'];

const CLINICS: readonly OrganisationKind[] = ['health-centre', 'methadone-clinic'];

/**
 * Bodies that have kept the files of a procedure under some law, as `law/authorities.ts` and the procedures tell, in
 * groups. The competence for it goes from one of a group to another of it, in either direction: a wrong entry is undone
 * by its reverse. Who registers a person and who treats him are two groups: neither takes over from the other.
 */
export const KEEPERS: Readonly<Record<Procedure, readonly (readonly OrganisationKind[])[]>> = {
  'home-rehabilitation': [COMMUNE],
  'private-facility-rehabilitation': [['private-rehabilitation-facility'], ['commune-police']],
  'public-facility-rehabilitation': [['public-rehabilitation-facility', 'provincial-police'], COMMUNE],
  'substitution-treatment': [['health-centre', 'methadone-clinic'], COMMUNE],
  'compulsory-rehabilitation': [[...COMMUNE, 'court']],
  'addiction-determination': [['health-centre', 'methadone-clinic'], COMMUNE],
  // Nobody kept any before 01/07/2026.
  'electronic-monitoring': [['commune-police']],
  'drug-user-management': [COMMUNE],
  'methadone-treatment': [CLINICS],
  'cedemex-treatment': [CLINICS],
  aftercare: [COMMUNE],
};

/**
 * Which bodies may take this over from a body of the kind. Everything goes to the same kind alone: whoever inherits it
 * acts on all files of the predecessor.
 *
 * @returns no kind where the predecessor itself never had the function
 */
export function heirsOf(
  what: SuccessionFunction,
  predecessor: OrganisationKind,
): readonly OrganisationKind[] {
  if (what === 'all') return [predecessor];
  return KEEPERS[what].find((group) => group.includes(predecessor)) ?? [];
}
