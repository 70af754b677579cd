import type { Act } from '../acts.js';
import { competence, DISTRICT_YEARS, LAW_2021, LAW_2025, type Competence } from '../competence.js';
import { cite, type Citation } from '../instruments.js';
import {
  CHAIRMAN,
  DISTRICT_COURT,
  DISTRICT_POLICE,
  FACILITY_HEAD,
  HEAD_OF_POLICE,
  LABOUR_OFFICE,
  MINISTRY,
  PROVINCIAL_DIRECTOR,
  PUBLIC_FACILITY,
  REFORMATORY,
  REFORMATORY_HEAD,
  REGIONAL_COURT,
  type Office,
} from '../offices.js';

const old = (article: string): Citation => cite('nd-116-2021', article);
const since = (article: string): Citation => cite('nd-163-2026', article);
const law = (article: string): Citation => cite('luat-120-2025', article);

/** Until 30/06/2026 the chairman or the police build the dossier; the head of the commune police since. */
const byMaker = (act: Act, before: string, after: string | null): readonly Competence[] => [
  ...competence(act, LAW_2021, CHAIRMAN, old(before)),
  ...competence(act, LAW_2021, HEAD_OF_POLICE, old(before)),
  ...(after === null ? [] : competence(act, LAW_2025, HEAD_OF_POLICE, since(after))),
];

/**
 * What a body of the district did. Who did it from 01/03/2025 and 01/07/2025 on was only partly seen (Joint Circular
 * 03/2025, Decree 184/2025): the provincial police, into whose hands the management went, unverified. Another body is
 * another entry here.
 */
const byDistrict = (act: Act, office: Office, before: string): readonly Competence[] => [
  ...competence(act, ['R1'], office, old(before)),
  ...competence(act, ['R1b'], PROVINCIAL_DIRECTOR, cite('ttlt-03-2025', 'toàn văn', 'unverified')),
  ...competence(act, ['R2'], PROVINCIAL_DIRECTOR, cite('nd-184-2025', 'toàn văn', 'unverified')),
];

const byCourt = (act: Act, before: Citation, after: Citation): readonly Competence[] => [
  ...competence(act, DISTRICT_YEARS, DISTRICT_COURT, before),
  ...competence(act, ['R2'], REGIONAL_COURT, cite('pl-08-2025', 'toàn văn', 'unverified')),
  ...competence(act, LAW_2025, REGIONAL_COURT, after),
];

/** Of the facility where the person is; a reformatory is one since 01/07/2026 (Luật 120/2025 Điều 36 khoản 4). */
const byFacility = (act: Act, before: string, after: string): readonly Competence[] => [
  ...competence(act, LAW_2021, FACILITY_HEAD, old(before)),
  ...competence(act, LAW_2025, FACILITY_HEAD, since(after)),
  ...competence(act, LAW_2025, REFORMATORY_HEAD, since(after)),
];

// Ordinance 03/2022 has the articles, of which excerpts were read, and is in force from 2023 on: the decree names the court.
const ORDINANCE = cite('nd-116-2021', 'Điều 43 khoản 1', 'interpretation');

const DOSSIER: readonly Competence[] = [
  ...byMaker('build-compulsory-dossier', 'Điều 40 khoản 1', 'Điều 100 khoản 1'),
  ...byMaker('request-compulsory-measure', 'Điều 41 khoản 1 điểm đ', 'Điều 101 khoản 1 điểm d'),
  ...byMaker('notify-compulsory-dossier', 'Điều 42 khoản 1', 'Điều 102 khoản 1'),
  ...byMaker('send-compulsory-dossier', 'Điều 42 khoản 4', null),
  ...byDistrict('return-compulsory-dossier', LABOUR_OFFICE, 'Điều 43 khoản 1 điểm b'),
  ...byDistrict('forward-compulsory-dossier', LABOUR_OFFICE, 'Điều 43 khoản 1 điểm a'),
  ...byDistrict('forward-compulsory-dossier-minor', LABOUR_OFFICE, 'Điều 53 khoản 1, 2'),
  ...competence('send-dossier-to-court', LAW_2025, HEAD_OF_POLICE, since('Điều 102 khoản 4')),
  ...byDistrict('answer-court', LABOUR_OFFICE, 'Điều 43 khoản 3'),
  ...competence('answer-court', LAW_2025, HEAD_OF_POLICE, since('Điều 102 khoản 5')),
  ...byMaker('decide-interim-management', 'Điều 46 khoản 1', 'Điều 98 khoản 1'),
];

const COURT: readonly Competence[] = [
  ...byCourt('accept-compulsory-case', ORDINANCE, law('Điều 35 khoản 8')),
  ...byCourt('decide-compulsory-rehabilitation', old('Điều 43 khoản 1'), since('Điều 102 khoản 4')),
  ...byCourt('decide-compulsory-minor', cite('luat-73-2021', 'Điều 33 khoản 4'), law('Điều 36 khoản 8')),
  ...byCourt('close-compulsory-case', ORDINANCE, law('Điều 35 khoản 8')),
  ...byCourt('decide-compulsory-appeal', ORDINANCE, law('Điều 35 khoản 8')),
  ...byCourt('postpone-compulsory', old('Điều 57 khoản 5'), law('Điều 39 khoản 4')),
  ...byCourt('exempt-compulsory', old('Điều 57 khoản 5, Điều 58 khoản 5'), law('Điều 39 khoản 4')),
  ...byCourt('suspend-compulsory', old('Điều 58 khoản 5'), law('Điều 39 khoản 4')),
  ...competence('order-compliance', LAW_2025, REGIONAL_COURT, law('Điều 39 khoản 6')),
  // Luật 120/2025 Điều 39 and NĐ 163/2026 Điều 110 know postponement, exemption and suspension, no reduction.
  ...competence('reduce-compulsory-term', DISTRICT_YEARS, DISTRICT_COURT, old('Điều 58 khoản 1, 5')),
  ...competence('reduce-compulsory-term', ['R2'], REGIONAL_COURT, old('Điều 58 khoản 1, 5')),
];

const EXECUTION: readonly Competence[] = [
  ...competence('propose-compulsory-facility', LAW_2025, HEAD_OF_POLICE, since('Điều 106 khoản 1')),
  ...competence(
    'designate-compulsory-facility',
    LAW_2025,
    PROVINCIAL_DIRECTOR,
    since('Điều 106 khoản 2 điểm a'),
  ),
  ...competence('request-compulsory-designation', LAW_2025, PROVINCIAL_DIRECTOR, since('Điều 106 khoản 2')),
  ...competence('designate-compulsory-by-ministry', LAW_2025, MINISTRY, since('Điều 106 khoản 3')),
  ...competence('deliver-compulsory-designation', LAW_2025, PROVINCIAL_DIRECTOR, since('Điều 106 khoản 4')),
  ...competence('deliver-compulsory-designation', LAW_2025, MINISTRY, since('Điều 106 khoản 4')),
  ...byDistrict('enforce-compulsory-decision', DISTRICT_POLICE, 'Điều 54 khoản 2'),
  ...competence('enforce-compulsory-decision', LAW_2025, HEAD_OF_POLICE, since('Điều 107 khoản 2')),
  ...byDistrict('trace-before-entry', DISTRICT_POLICE, 'Điều 56 khoản 1'),
  ...competence('trace-before-entry', LAW_2025, PROVINCIAL_DIRECTOR, since('Điều 109 khoản 1')),
  ...competence('receive-compulsory', LAW_2021, PUBLIC_FACILITY, old('Điều 55 khoản 2')),
  ...competence('receive-compulsory', LAW_2025, PUBLIC_FACILITY, since('Điều 108 khoản 1')),
  ...competence('receive-compulsory', LAW_2025, REFORMATORY, since('Điều 108 khoản 1')),
];

const STAY: readonly Competence[] = [
  ...competence('transfer-compulsory', LAW_2025, PROVINCIAL_DIRECTOR, law('Điều 38 khoản 2 điểm b')),
  ...competence('transfer-compulsory', LAW_2025, MINISTRY, law('Điều 38 khoản 3 điểm b, khoản 4 điểm b')),
  ...byFacility('trace-escaped', 'Điều 56 khoản 2', 'Điều 109 khoản 2'),
  ...byFacility('leave-for-proceedings', 'Điều 59 khoản 1', 'Điều 111 khoản 1'),
  ...competence('leave-for-bereavement', LAW_2021, FACILITY_HEAD, old('Điều 70')),
  ...competence('leave-for-bereavement', LAW_2025, FACILITY_HEAD, since('Điều 121 khoản 2 điểm b')),
  // A reformatory goes by the rules of the administrative measure, which were not read.
  ...competence('leave-for-bereavement', LAW_2025, REFORMATORY_HEAD, since('Điều 129 khoản 1')),
  ...competence('propose-social-protection', LAW_2021, FACILITY_HEAD, old('Điều 63 khoản 1')),
  ...competence('propose-social-protection', LAW_2025, FACILITY_HEAD, since('Điều 124 khoản 1')),
  ...competence('propose-social-protection', LAW_2025, REFORMATORY_HEAD, since('Điều 129 khoản 3')),
  ...byFacility('notify-compulsory-end', 'Điều 62 khoản 1', 'Điều 123 khoản 1'),
  ...byFacility('certify-compulsory', 'Điều 62 khoản 2', 'Điều 123 khoản 2 điểm a'),
];

/** Who does what in compulsory rehabilitation, regime by regime. */
export const COMPULSORY_COMPETENCES: readonly Competence[] = [...DOSSIER, ...COURT, ...EXECUTION, ...STAY];
