import type { OrganisationRow } from '../../identity/organisations.js';
import { dateOnly, type DateOnly } from '../../law/date.js';
import type { PersonForCase } from '../../people/people.js';
import { residenceOn } from '../../people/residence.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import type { DossierItem, GuardianConsentDto } from './voluntary-input.dto.js';
import { P } from './voluntary.problems.js';
import { needsGuardian } from './voluntary.rules.js';

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

/** A consent counts when a guardian on record gave it, by the day on which it is handed in. */
export function checkGuardianConsent(
  person: PersonForCase,
  on: DateOnly,
  consent: GuardianConsentDto | undefined,
): void {
  if (!consent) return;
  if (!person.guardians.some((guardian) => guardian.id === consent.guardianId)) {
    throw consentMissing('/guardianConsent/guardianId');
  }
  if (dateOnly(consent.on) > on) {
    throw fieldProblem('/guardianConsent/on', 'rehabilitation.consentLater', {
      vi: 'Ngày đồng ý không được sau ngày nộp giấy tờ',
      en: 'The consent cannot be later than the day on which the papers were handed in',
    });
  }
}

/**
 * A minor's file is not registered without a guardian who is on record and consents: form 20 under NĐ 163/2026; under
 * NĐ 116/2021 the representative hands in the dossier (Art 28(5)a).
 */
export function requireGuardianConsent(person: PersonForCase, on: DateOnly, guardianId: string | null): void {
  if (guardianId === null && needsGuardian(person, on)) throw consentMissing('/guardianConsent');
}

function consentMissing(pointer: string): Problem {
  return problem(P.guardianConsentMissing, {
    faults: [
      {
        pointer,
        code: 'rehabilitation.guardianConsentMissing',
        detail: P.guardianConsentMissing.title,
      },
    ],
  });
}

/** The paper that shows the result says what it is: the day, who found it, when the person was told. */
export function requireDetermination(items: readonly DossierItem[], isKnown: boolean): void {
  if (isKnown || !items.includes('determination-result')) return;
  throw fieldProblem('/determination', 'rehabilitation.determinationMissing', {
    vi: 'Đã nộp kết quả xác định tình trạng nghiện: ghi ngày, cơ sở và thời điểm thông báo',
    en: 'The result of the determination was handed in: say its day, its facility and when the person was told',
  });
}
