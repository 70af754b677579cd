import type { Act } from './acts.js';
import { cite, type Citation } from './instruments.js';
import type { OrganisationKind } from './organisation-kinds.js';
import {
  CHAIRMAN,
  CLINIC,
  COMMUNE_OFFICER,
  DISTRICT_COURT,
  HEAD_OF_POLICE,
  MINISTRY,
  POLICE_OFFICER,
  PRIVATE_FACILITY,
  PROVINCIAL_DIRECTOR,
  PUBLIC_FACILITY,
  REFORMATORY,
  REGIONAL_COURT,
  type Office,
  type SignerRole,
} from './offices.js';
import type { Regime } from './regime-periods.js';
import type { Text2 } from './text.js';

export { ACTS, type Act } from './acts.js';
export {
  ORGANISATION_KINDS,
  type OrganisationKind,
  type OrganisationKindInfo,
} from './organisation-kinds.js';

export type { SignerRole } from './offices.js';

/** Who is competent for an act under one regime. */
export interface Competence {
  readonly act: Act;
  readonly regime: Regime;
  readonly organisationKind: OrganisationKind;
  /** The office in Vietnamese, as it stands in papers: 'Trưởng Công an cấp xã'. */
  readonly officeVi: string;
  readonly office: Text2;
  readonly signerRole: SignerRole;
  readonly citation: Citation;
}

const DISTRICT_YEARS: readonly Regime[] = ['R1', 'R1b'];
const LAW_2021: readonly Regime[] = ['R1', 'R1b', 'R2'];
const LAW_2025: readonly Regime[] = ['R3'];

function competence(
  act: Act,
  regimes: readonly Regime[],
  office: Office,
  citation: Citation,
): readonly Competence[] {
  return regimes.map((regime) => ({ act, regime, ...office, officeVi: office.office.vi, citation }));
}

/**
 * Until 30/06/2026 the facility takes in by contract and no commune decides; since then the commune police decide first,
 * and for a public facility or reformatory the provincial police or the ministry say which one.
 */
const FACILITIES: readonly Competence[] = [
  ...competence(
    'register-private-facility',
    LAW_2021,
    PRIVATE_FACILITY,
    cite('nd-116-2021', 'Điều 35 khoản 3'),
  ),
  ...competence(
    'register-private-facility',
    LAW_2025,
    POLICE_OFFICER,
    cite('nd-163-2026', 'Điều 89 khoản 4, 5'),
  ),
  ...competence(
    'contract-private-facility',
    LAW_2021,
    PRIVATE_FACILITY,
    cite('nd-116-2021', 'Điều 35 khoản 3 điểm c'),
  ),
  ...competence('decide-private-facility', LAW_2025, HEAD_OF_POLICE, cite('nd-163-2026', 'Điều 91 khoản 1')),
  ...competence(
    'receive-private-facility',
    LAW_2025,
    PRIVATE_FACILITY,
    cite('nd-163-2026', 'Điều 92 khoản 2 điểm c, d'),
  ),
  ...competence(
    'register-public-facility',
    LAW_2021,
    PUBLIC_FACILITY,
    cite('nd-116-2021', 'Điều 35 khoản 3'),
  ),
  ...competence(
    'register-public-facility',
    LAW_2025,
    POLICE_OFFICER,
    cite('nd-163-2026', 'Điều 89 khoản 4, 5'),
  ),
  ...competence(
    'register-without-residence',
    LAW_2021,
    COMMUNE_OFFICER,
    cite('nd-116-2021', 'Điều 28 khoản 1'),
  ),
  ...competence(
    'register-without-residence',
    LAW_2025,
    POLICE_OFFICER,
    cite('nd-163-2026', 'Điều 89 khoản 1 điểm b'),
  ),
  ...competence(
    'contract-public-facility',
    LAW_2021,
    PUBLIC_FACILITY,
    cite('nd-116-2021', 'Điều 35 khoản 3 điểm c'),
  ),
  ...competence('decide-public-facility', LAW_2025, HEAD_OF_POLICE, cite('nd-163-2026', 'Điều 91 khoản 1')),
  ...competence('propose-public-facility', LAW_2025, HEAD_OF_POLICE, cite('nd-163-2026', 'Điều 95 khoản 1')),
  ...competence(
    'designate-public-facility',
    LAW_2025,
    PROVINCIAL_DIRECTOR,
    cite('nd-163-2026', 'Điều 95 khoản 2 điểm a'),
  ),
  ...competence('request-designation', LAW_2025, PROVINCIAL_DIRECTOR, cite('nd-163-2026', 'Điều 95 khoản 2')),
  ...competence('designate-by-ministry', LAW_2025, MINISTRY, cite('nd-163-2026', 'Điều 95 khoản 3')),
  ...competence(
    'hand-over-public-facility',
    LAW_2025,
    PUBLIC_FACILITY,
    cite('nd-163-2026', 'Điều 96 khoản 1'),
  ),
  ...competence('hand-over-public-facility', LAW_2025, REFORMATORY, cite('nd-163-2026', 'Điều 96 khoản 1')),
];

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
  ...competence('certify-home-rehabilitation', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 32 khoản 3')),
  ...competence(
    'certify-home-rehabilitation',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 93 khoản 4'),
  ),
  ...competence('assign-support-worker', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 34 khoản 1')),
  ...competence('assign-support-worker', LAW_2025, CHAIRMAN, cite('nd-163-2026', 'Điều 130 khoản 1')),
  ...competence('decide-drug-user-management', LAW_2021, CHAIRMAN, cite('nd-105-2021', 'Điều 42 khoản 1')),
  ...competence(
    'decide-drug-user-management',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 59 khoản 1'),
  ),
  ...FACILITIES,
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
  ...competence(
    'decide-electronic-monitoring',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 16 khoản 1'),
  ),
  ...competence('build-compulsory-dossier', LAW_2021, CHAIRMAN, cite('nd-116-2021', 'Điều 40 khoản 1')),
  ...competence('build-compulsory-dossier', LAW_2021, HEAD_OF_POLICE, cite('nd-116-2021', 'Điều 40 khoản 1')),
  ...competence(
    'build-compulsory-dossier',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 100 khoản 1'),
  ),
  ...competence(
    'decide-compulsory-rehabilitation',
    DISTRICT_YEARS,
    DISTRICT_COURT,
    cite('nd-116-2021', 'Điều 43 khoản 1'),
  ),
  ...competence(
    'decide-compulsory-rehabilitation',
    ['R2'],
    REGIONAL_COURT,
    cite('pl-08-2025', 'toàn văn', 'unverified'),
  ),
  ...competence(
    'decide-compulsory-rehabilitation',
    LAW_2025,
    REGIONAL_COURT,
    cite('nd-163-2026', 'Điều 102 khoản 4'),
  ),
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
