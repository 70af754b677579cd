import { competence, LAW_2021, LAW_2025, type Competence } from '../competence.js';
import { cite } from '../instruments.js';
import {
  COMMUNE_OFFICER,
  HEAD_OF_POLICE,
  HEAD_OF_PRIVATE_FACILITY,
  HEAD_OF_PUBLIC_FACILITY,
  HEAD_OF_REFORMATORY,
  MINISTRY,
  POLICE_OFFICER,
  PRIVATE_FACILITY,
  PROVINCIAL_DIRECTOR,
  PUBLIC_FACILITY,
  REFORMATORY,
} from '../offices.js';

/**
 * Until 30/06/2026 the facility takes in by contract and no commune decides; since then the commune police decide first,
 * and for a public facility or reformatory the provincial police or the ministry say which one.
 */
export const FACILITIES: readonly Competence[] = [
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
  // Luật 120/2025 Điều 39 khoản 4 names the regional court and the director; the decree tells them apart by the measure.
  ...competence('postpone-voluntary', LAW_2025, PROVINCIAL_DIRECTOR, cite('nd-163-2026', 'Điều 110 khoản 3')),
  ...competence(
    'exempt-voluntary',
    LAW_2025,
    PROVINCIAL_DIRECTOR,
    cite('nd-163-2026', 'Điều 110 khoản 3, 4'),
  ),
  ...competence('suspend-voluntary', LAW_2025, PROVINCIAL_DIRECTOR, cite('nd-163-2026', 'Điều 110 khoản 4')),
];

/** What was done at a facility is certified by its head: until 30/06/2026 by form 26b, since then by form 30. */
export const CERTIFICATES: readonly Competence[] = [
  ...competence(
    'certify-private-facility',
    LAW_2021,
    HEAD_OF_PRIVATE_FACILITY,
    cite('nd-116-2021', 'Điều 38 khoản 2'),
  ),
  ...competence(
    'certify-private-facility',
    LAW_2025,
    HEAD_OF_PRIVATE_FACILITY,
    cite('nd-163-2026', 'Điều 94 khoản 3'),
  ),
  ...competence(
    'certify-part-at-facility',
    LAW_2025,
    HEAD_OF_PRIVATE_FACILITY,
    cite('nd-163-2026', 'Điều 94 khoản 4'),
  ),
  ...competence(
    'certify-public-facility',
    LAW_2021,
    HEAD_OF_PUBLIC_FACILITY,
    cite('nd-116-2021', 'Điều 38 khoản 2'),
  ),
  ...competence(
    'certify-public-facility',
    LAW_2025,
    HEAD_OF_PUBLIC_FACILITY,
    cite('nd-163-2026', 'Điều 97 khoản 2'),
  ),
  ...competence(
    'certify-public-facility',
    LAW_2025,
    HEAD_OF_REFORMATORY,
    cite('nd-163-2026', 'Điều 97 khoản 2'),
  ),
];
