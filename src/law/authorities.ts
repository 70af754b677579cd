import type { Act } from './acts.js';
import { competence, LAW_2021, LAW_2025, type Competence } from './competence.js';
import { COMPULSORY_COMPETENCES } from './data/authorities-compulsory.js';
import { DETERMINATION_COMPETENCES } from './data/authorities-determination.js';
import { MONITORING_COMPETENCES } from './data/authorities-monitoring.js';
import { DRUG_USER_COMPETENCES } from './data/authorities-drug-user.js';
import { TREATMENT_COMPETENCES } from './data/authorities-treatment.js';
import { CERTIFICATES, FACILITIES } from './data/competences-facility.js';
import { cite } from './instruments.js';
import { CHAIRMAN, CLINIC, COMMUNE_OFFICER, HEAD_OF_POLICE, POLICE_OFFICER } from './offices.js';
import type { Regime } from './regime-periods.js';

export { ACTS, type Act } from './acts.js';
export type { Competence } from './competence.js';
export {
  ORGANISATION_KINDS,
  type OrganisationKind,
  type OrganisationKindInfo,
} from './organisation-kinds.js';

export type { SignerRole } from './offices.js';

/** From 01/07/2026 nobody decides substitution treatment: the clinic's notice tells that it accepted. */
const SUBSTITUTION: readonly Competence[] = [
  ...competence('register-substitution', LAW_2021, COMMUNE_OFFICER, cite('nd-116-2021', 'Điều 28 khoản 1')),
  ...competence(
    'register-substitution',
    LAW_2025,
    POLICE_OFFICER,
    cite('nd-163-2026', 'Điều 89 khoản 1 điểm a'),
  ),
  ...competence('decide-substitution', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 30 khoản 1')),
  ...competence('report-substitution', LAW_2021, CLINIC, cite('nd-116-2021', 'Điều 28 khoản 2')),
  ...competence('report-substitution', LAW_2025, CLINIC, cite('nd-163-2026', 'Điều 89 khoản 2')),
];

/** Who does what, regime by regime. Where two bodies are competent, the usual one stands first. */
export const COMPETENCES: readonly Competence[] = [
  ...competence(
    'register-home-rehabilitation',
    LAW_2021,
    COMMUNE_OFFICER,
    cite('nd-116-2021', 'Điều 28 khoản 5'),
  ),
  ...competence(
    'register-home-rehabilitation',
    LAW_2025,
    POLICE_OFFICER,
    cite('nd-163-2026', 'Điều 89 khoản 4, 5'),
  ),
  // Điều 32 khoản 5 Luật 120/2025 makes it the head's duty; the form is signed by whoever receives.
  ...competence('reception-record', LAW_2025, POLICE_OFFICER, cite('nd-163-2026', 'Điều 92 khoản 1 điểm a')),
  ...competence('decide-home-rehabilitation', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 30 khoản 1')),
  // Khoản 1 names the commune police, Mẫu 22 PL V has their head sign.
  ...competence(
    'decide-home-rehabilitation',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 91 khoản 1'),
  ),
  ...competence(
    'transfer-home-rehabilitation',
    LAW_2021,
    CHAIRMAN,
    cite('nd-116-2021', 'Điều 32 khoản 2 điểm b'),
  ),
  ...competence(
    'transfer-home-rehabilitation',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 92 khoản 1 điểm c'),
  ),
  // Until 30/06/2026 the new commune goes on without a decision of its own: NĐ 116/2021 Điều 32 khoản 2 điểm b.
  ...competence(
    'continue-home-rehabilitation',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 92 khoản 1 điểm c'),
  ),
  ...competence('certify-home-rehabilitation', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 32 khoản 3')),
  ...competence(
    'certify-home-rehabilitation',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 93 khoản 4'),
  ),
  ...competence('assign-support-worker', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 34 khoản 1')),
  ...competence('assign-support-worker', LAW_2025, CHAIRMAN, cite('nd-163-2026', 'Điều 130 khoản 1')),
  ...DETERMINATION_COMPETENCES,
  ...DRUG_USER_COMPETENCES,
  ...FACILITIES,
  ...CERTIFICATES,
  ...SUBSTITUTION,
  // The chairman or the head of the commune police before 01/07/2026; the head builds the dossier since.
  ...competence(
    'record-registration-failure',
    LAW_2021,
    CHAIRMAN,
    cite('nd-116-2021', 'Điều 33 khoản 1 điểm a'),
  ),
  ...competence(
    'record-registration-failure',
    LAW_2021,
    HEAD_OF_POLICE,
    cite('nd-116-2021', 'Điều 33 khoản 1 điểm a'),
  ),
  ...competence(
    'record-registration-failure',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 100 khoản 1'),
  ),
  ...MONITORING_COMPETENCES,
  ...TREATMENT_COMPETENCES,
  ...COMPULSORY_COMPETENCES,
  ...competence('request-aftercare', LAW_2021, HEAD_OF_POLICE, cite('nd-116-2021', 'Điều 77 khoản 2 điểm a')),
  ...competence('request-aftercare', LAW_2025, HEAD_OF_POLICE, cite('nd-163-2026', 'Điều 134 khoản 1')),
  ...competence('decide-aftercare', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 78 khoản 1')),
  ...competence('decide-aftercare', LAW_2025, CHAIRMAN, cite('nd-163-2026', 'Điều 134 khoản 1')),
  ...competence('certify-aftercare', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 81')),
  ...competence('certify-aftercare', LAW_2025, CHAIRMAN, cite('nd-163-2026', 'Điều 138')),
];

/** Every body competent for an act under a regime; empty when the act does not exist there. */
export function competentAuthorities(act: Act, regime: Regime): readonly Competence[] {
  return COMPETENCES.filter((entry) => entry.act === act && entry.regime === regime);
}

/**
 * The body competent for an act under a regime, the usual one where there are two; undefined when the act does not
 * exist in that regime (there is no reception record and no electronic monitoring before R3).
 */
export function competentAuthority(act: Act, regime: Regime): Competence | undefined {
  return COMPETENCES.find((entry) => entry.act === act && entry.regime === regime);
}
