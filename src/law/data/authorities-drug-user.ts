import { competence, LAW_2021, LAW_2025, type Competence } from '../competence.js';
import type { DrugUserAct } from '../acts-drug-user.js';
import { cite } from '../instruments.js';
import { CHAIRMAN, HEAD_OF_POLICE, POLICE_OFFICER, type Office } from '../offices.js';

/** The same office of the commune police under both laws. */
const police = (act: DrugUserAct, office: Office, old: string, since: string): readonly Competence[] => [
  ...competence(act, LAW_2021, office, cite('nd-105-2021', old)),
  ...competence(act, LAW_2025, office, cite('nd-163-2026', since)),
];

/** The chairman of the people's committee until 30/06/2026, the head of the commune police since. */
const decided = (act: DrugUserAct, old: string, since: string): readonly Competence[] => [
  ...competence(act, LAW_2021, CHAIRMAN, cite('nd-105-2021', old)),
  ...competence(act, LAW_2025, HEAD_OF_POLICE, cite('nd-163-2026', since)),
];

/**
 * Management of drug users. Whichever police find the use do the first three; here those of a commune, which keep the
 * file. What others found reaches them by a notice.
 */
export const DRUG_USER_COMPETENCES: readonly Competence[] = [
  ...police('find-drug-use', POLICE_OFFICER, 'Điều 40 khoản 1', 'Điều 57 khoản 1'),
  ...police('verify-residence', POLICE_OFFICER, 'Điều 41 khoản 1', 'Điều 58 khoản 1'),
  // Mẫu 04 of 2021 is signed by the head of the body.
  ...police('notify-drug-use', HEAD_OF_POLICE, 'Điều 41 khoản 5, 6', 'Điều 58 khoản 5, 6'),
  ...decided('decide-drug-user-management', 'Điều 42 khoản 1', 'Điều 59 khoản 1'),
  ...police('check-managed-residence', POLICE_OFFICER, 'Điều 47 khoản 1', 'Điều 61 khoản 1 điểm a'),
  ...police('test-managed-user', POLICE_OFFICER, 'Điều 45 khoản 1', 'Điều 56 khoản 3'),
  ...decided('transfer-drug-user-file', 'Điều 47 khoản 2', 'Điều 62 khoản 1'),
  ...competence(
    'suspend-drug-user-management',
    LAW_2025,
    HEAD_OF_POLICE,
    cite('nd-163-2026', 'Điều 63 khoản 1'),
  ),
  ...decided('stop-drug-user-management', 'Điều 48 khoản 1', 'Điều 63 khoản 2'),
  ...decided('end-drug-user-management', 'Điều 48 khoản 2', 'Điều 63 khoản 3'),
];
