import type { TreatmentAct } from '../acts-treatment.js';
import { competence, LAW_2025, type Competence } from '../competence.js';
import { viDate } from '../date-text.js';
import { cite, instrumentName, type Citation } from '../instruments.js';
import { CLINIC, CLINIC_AT_HEALTH_CENTRE } from '../offices.js';
import type { Regime } from '../regime-periods.js';
import { TREATMENT_DECREE_FROM } from '../treatment.js';

/**
 * NĐ 141/2024 came on 15/12/2024, within R1: until then NĐ 90/2016, of which no text was read, so that the whole of it is cited
 * as unverified. Who is competent is told by regime: that an act of R1 stands under the one or the other decree by its day is our
 * reading, and the citation names both. What applies on the very day, the paper says (`treatmentDecree`).
 */
const decree = (article: string, regime: Regime): Citation =>
  regime === 'R1' ? cite('nd-90-2016', either(article), 'unverified') : cite('nd-141-2024', article);
const either = (article: string): string =>
  `toàn văn; từ ngày ${viDate(TREATMENT_DECREE_FROM)} (cách hiểu): ${instrumentName('nd-141-2024')}, ${article}`;

const REGIMES: readonly Regime[] = ['R1', 'R1b', 'R2', ...LAW_2025];

/** A clinic, or a health centre that treats. */
const byClinic = (act: TreatmentAct, article: string): readonly Competence[] =>
  REGIMES.flatMap((regime) => [
    ...competence(act, [regime], CLINIC, decree(article, regime)),
    ...competence(act, [regime], CLINIC_AT_HEALTH_CENTRE, decree(article, regime)),
  ]);

export const TREATMENT_COMPETENCES: readonly Competence[] = [
  ...byClinic('admit-to-treatment', 'Điều 31'),
  ...byClinic('refuse-treatment', 'Điều 31'),
  ...byClinic('summarise-treatment', 'Điều 34'),
  ...byClinic('terminate-treatment', 'Điều 36 khoản 2'),
  ...byClinic('complete-treatment', 'Điều 36 khoản 4'),
];
