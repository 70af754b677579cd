import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Procedure } from '../law/procedures.js';
import type { SuccessionFunction } from './identity.code-lists.js';

/**
 * Bodies that have kept the files of a procedure under some law, as `law/authorities.ts` and the procedures tell. The
 * competence for it goes from one of them to another, in either direction: a wrong entry is undone by its reverse.
 */
export const KEEPERS: Readonly<Record<Procedure, readonly OrganisationKind[]>> = {
  'home-rehabilitation': ['commune-peoples-committee', 'commune-police'],
  'private-facility-rehabilitation': ['private-rehabilitation-facility'],
  'public-facility-rehabilitation': ['public-rehabilitation-facility', 'provincial-police'],
  'substitution-treatment': ['health-centre', 'methadone-clinic'],
  'compulsory-rehabilitation': ['commune-peoples-committee', 'commune-police', 'court'],
  'drug-user-management': ['commune-peoples-committee', 'commune-police'],
  aftercare: ['commune-peoples-committee', 'commune-police'],
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
  return KEEPERS[what].includes(predecessor) ? KEEPERS[what] : [];
}
