import {
  COMPULSORY_PAPERS,
  compulsoryPapers,
  type CompulsoryPaper,
  type CompulsoryPaperRule,
} from './data/compulsory-dossier-rules.js';
import { explain, step, type Explanation } from './explanation.js';
import type { GroundAge } from './ground.js';
import { REGIMES, type Regime } from './regime-periods.js';

export {
  COMPULSORY_PAPERS,
  compulsoryPapers,
  type CompulsoryPaper,
  type CompulsoryPaperRule,
} from './data/compulsory-dossier-rules.js';

export interface CompulsoryDossierFacts {
  readonly regime: Regime;
  readonly age: GroundAge;
  readonly withoutResidence: boolean;
  readonly papers: readonly CompulsoryPaper[];
}

export interface CompulsoryDossierCheck {
  readonly complete: boolean;
  readonly missing: readonly CompulsoryPaperRule[];
  readonly explanation: Explanation;
}

/**
 * Whether the dossier has what the law of the day asks for, and what is missing.
 * Source: NĐ 116/2021 Điều 41, 51; NĐ 163/2026 Điều 101, 104.
 */
export function checkCompulsoryDossier(facts: CompulsoryDossierFacts): CompulsoryDossierCheck {
  const { regime, age, withoutResidence, papers } = facts;
  const rules = compulsoryPapers(regime, age);
  const asked = rules.filter(
    ({ required }) => required === 'always' || (required === 'no-residence' && withoutResidence),
  );
  const missing = asked.filter(({ paper }) => !isThere(paper, rules, papers));
  const complete = missing.length === 0;
  return {
    complete,
    missing,
    explanation: explain({
      rule: 'compulsory.dossier-papers',
      version: REGIMES[regime].from,
      citations: asked.map(({ citation }) => citation),
      inputs: { regime, age, withoutResidence, papers: papers.join(', ') },
      steps: complete
        ? [step('Hồ sơ đủ thành phần.', 'The dossier is complete.')]
        : missing.map(({ paper, form, citation }) => {
            const { vi, en } = COMPULSORY_PAPERS[paper];
            const number = form ? ` (Mẫu số ${form.number})` : '';
            return step(
              `Thiếu: ${vi}${number}.`,
              `Missing: ${en}${form ? ` (form ${form.number})` : ''}.`,
              citation,
            );
          }),
      result: { complete, missing: missing.map(({ paper }) => paper).join(', ') },
    }),
  };
}

function isThere(
  paper: CompulsoryPaper,
  rules: readonly CompulsoryPaperRule[],
  papers: readonly CompulsoryPaper[],
): boolean {
  if (papers.includes(paper)) return true;
  return rules.some((other) => other.standsFor?.includes(paper) && papers.includes(other.paper));
}
