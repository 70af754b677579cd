import type { OrganisationRow } from '../../identity/organisations.js';
import type { DateOnly } from '../../law/date.js';
import type { PersonForCase } from '../../people/people.js';
import { residenceOn } from '../../people/residence.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { GuardianConsentDto } from './home-input.dto.js';
import { P } from './home-rehabilitation.problems.js';
import { needsGuardian } from './home-rehabilitation.rules.js';

/** @throws Problem 409 unless the person lives in that unit. NĐ 116/2021 Art 28(1), NĐ 163/2026 Art 89(1)a: at the commune of residence. */
export async function requireResidence(
  tx: Tx,
  personId: string,
  unitId: number,
  on: DateOnly,
): Promise<void> {
  const residence = await residenceOn(tx, personId, on);
  if (!residence) throw problem(P.residenceUnknown);
  const within = await tx.one('select 1 from unit_closure where ancestor_id = $1 and unit_id = $2', [
    unitId,
    residence.unitId,
  ]);
  if (!within) throw problem(P.notResidentHere);
}

/** A body that takes in applications stands in a commune. */
export function unitOf(organisation: OrganisationRow): number {
  if (organisation.unitId === null) throw problem(P.notResidentHere);
  return organisation.unitId;
}

/**
 * A minor's application needs a guardian who is on record and consents: form 20 under NĐ 163/2026; under NĐ 116/2021
 * the representative hands in the dossier (Art 28(5)a).
 */
export function requireGuardianConsent(
  person: PersonForCase,
  on: DateOnly,
  consent: GuardianConsentDto | undefined,
): void {
  if (!needsGuardian(person, on)) return;
  const known = consent && person.guardians.some((guardian) => guardian.id === consent.guardianId);
  if (known) return;
  throw problem(P.guardianConsentMissing, {
    faults: [
      {
        pointer: consent ? '/guardianConsent/guardianId' : '/guardianConsent',
        code: 'rehabilitation.guardianConsentMissing',
        detail: P.guardianConsentMissing.title,
      },
    ],
  });
}
