import type { DeterminationAct } from '../acts-determination.js';
import { competence, LAW_2021, LAW_2025, type Competence } from '../competence.js';
import { cite, type Citation } from '../instruments.js';
import {
  DISTRICT_POLICE,
  HEALTH_FACILITY,
  HEALTH_FACILITY_AT_CLINIC,
  POLICE_OFFICER,
  PROVINCIAL_DIRECTOR,
} from '../offices.js';
import type { Regime } from '../regime-periods.js';

/** NĐ 109/2021 was made for the law of 2021; whether it still applies since 01/07/2026 was not verified. */
const decree = (article: string, regime: Regime): Citation =>
  cite('nd-109-2021', article, regime === 'R3' ? 'unverified' : 'secondary');

/** A health facility that meets the conditions of NĐ 109/2021 Art 3: a station or centre, a clinic. */
const byFacility = (act: DeterminationAct, article: string): readonly Competence[] =>
  [...LAW_2021, ...LAW_2025].flatMap((regime) => [
    ...competence(act, [regime], HEALTH_FACILITY, decree(article, regime)),
    ...competence(act, [regime], HEALTH_FACILITY_AT_CLINIC, decree(article, regime)),
  ]);

const REQUEST = 'request-determination' as const;

export const DETERMINATION_COMPETENCES: readonly Competence[] = [
  ...competence(REQUEST, LAW_2021, POLICE_OFFICER, cite('luat-73-2021', 'Điều 27 khoản 2')),
  // There have been no district police since 01/03/2025.
  ...competence(REQUEST, ['R1'], DISTRICT_POLICE, cite('luat-73-2021', 'Điều 27 khoản 3')),
  ...competence(REQUEST, LAW_2021, PROVINCIAL_DIRECTOR, cite('luat-73-2021', 'Điều 27 khoản 3')),
  ...competence(REQUEST, LAW_2025, POLICE_OFFICER, cite('luat-120-2025', 'Điều 31 khoản 2')),
  ...competence(REQUEST, LAW_2025, PROVINCIAL_DIRECTOR, cite('luat-120-2025', 'Điều 31 khoản 3')),
  ...byFacility('receive-determination-application', 'Điều 4 khoản 2 điểm b'),
  ...byFacility('send-determination-staff', 'Điều 6 khoản 2 điểm b, Điều 7 khoản 3 điểm b'),
  ...byFacility('receive-for-determination', 'Điều 5 khoản 2 điểm d, Điều 7 khoản 2 điểm b'),
  ...byFacility('determine-addiction', 'Điều 5 khoản 2 điểm đ'),
  ...byFacility('determine-addiction-voluntary', 'Điều 4 khoản 2 điểm d'),
];
