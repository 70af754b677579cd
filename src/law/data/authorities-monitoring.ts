import type { Act } from '../acts.js';
import { competence, LAW_2025, type Competence } from '../competence.js';
import { cite } from '../instruments.js';
import { HEAD_OF_POLICE, POLICE_OFFICER, type Office } from '../offices.js';

const ASSIGNED: Office = {
  ...POLICE_OFFICER,
  office: { vi: 'Cán bộ Công an cấp xã được phân công', en: 'Assigned officer of the commune police' },
};

const by = (act: Act, office: Office, article: string): readonly Competence[] =>
  competence(act, LAW_2025, office, cite('nd-163-2026', article));

/**
 * Electronic monitoring, from 01/07/2026 only. The head may let his deputy decide (Art 16(4), 20(7)): that is a matter of
 * who signs, not of who is competent.
 */
export const MONITORING_COMPETENCES: readonly Competence[] = [
  ...by('take-monitoring-request', POLICE_OFFICER, 'Điều 16 khoản 2 điểm b'),
  ...by('decide-electronic-monitoring', HEAD_OF_POLICE, 'Điều 16 khoản 1'),
  ...by('fit-monitoring-device', ASSIGNED, 'Điều 17 khoản 1'),
  ...by('remove-monitoring-device', ASSIGNED, 'Điều 19 khoản 1, 2'),
  ...by('refit-monitoring-device', ASSIGNED, 'Điều 19 khoản 2, Điều 20 khoản 2'),
  ...by('relocate-monitoring-device', ASSIGNED, 'Điều 19 khoản 3'),
  ...by('replace-monitoring-device', ASSIGNED, 'Điều 19 khoản 4'),
  ...by('pause-monitoring', HEAD_OF_POLICE, 'Điều 20 khoản 1'),
  ...by('carry-out-monitoring-pause', ASSIGNED, 'Điều 20 khoản 2'),
  ...by('waive-monitoring', HEAD_OF_POLICE, 'Điều 20 khoản 3'),
  ...by('carry-out-monitoring-waiver', ASSIGNED, 'Điều 20 khoản 3'),
  ...by('end-monitoring', HEAD_OF_POLICE, 'Điều 20 khoản 4'),
  ...by('carry-out-monitoring-end', ASSIGNED, 'Điều 20 khoản 4'),
  ...by('assign-monitoring-officer', HEAD_OF_POLICE, 'Điều 21 khoản 2'),
  ...by('record-monitoring-violation', ASSIGNED, 'Điều 25 khoản 1'),
];
