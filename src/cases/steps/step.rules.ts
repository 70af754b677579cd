import { viDate } from '../../law/date-text.js';
import { legalDayOf } from '../../law/date.js';
import { explain, step, type Explanation } from '../../law/explanation.js';
import { cite, type Citation } from '../../law/instruments.js';
import type { Procedure } from '../../law/procedures.js';
import {
  governingRegime,
  NEW_LAW_FROM,
  type Aspect,
  type CaseFacts,
  type Regime,
} from '../../law/regimes.js';

/** What the law says of a step: pure, the clock and the record are handed in. */

/** The regime that answers one question about a file of these facts. */
export function regimeFor(aspect: Aspect, kind: Procedure, facts: CaseFacts): Regime {
  return governingRegime(aspect, kind, facts).regime;
}

export interface DecisionClock {
  readonly start: Date;
  readonly regime: Regime;
  readonly because: Explanation;
}

/**
 * What starts the time limit to decide, and under which law.
 * A file registered before 01/07/2026 and undecided then: the commune police's 24 hours start when the file reaches
 * them and they make the reception record (Luật 120/2025 Art 56(2); the text is silent on the start: interpretation).
 */
export function decisionClock(kind: Procedure, facts: CaseFacts, startsAt: Date): DecisionClock {
  const governing = governingRegime('deadline', kind, facts);
  return {
    start: startsAt,
    regime: governing.regime,
    because:
      governing.rule === 'transition-pending-dossier'
        ? withTransitionStart(governing.explanation, startsAt)
        : governing.explanation,
  };
}

function withTransitionStart(explanation: Explanation, startsAt: Date): Explanation {
  const day = legalDayOf(startsAt);
  return withReading(
    explanation,
    `Luật không nói thời hạn mới bắt đầu từ lúc nào: tính từ khi hồ sơ đến Công an cấp xã và lập biên bản tiếp nhận (${viDate(day)}).`,
    `The law is silent on when the new limit starts: it is taken from when the file reached the commune police and the reception record was made (${day}).`,
  );
}

/** Adds what is our reading of a silent text: of Article 56(2), unless told. */
export function withReading(
  explanation: Explanation,
  vi: string,
  en: string,
  silent: Citation = cite('luat-120-2025', 'Điều 56 khoản 2'),
): Explanation {
  const reading = step(vi, en, silent, 'interpretation');
  return explain({ ...explanation, steps: [...explanation.steps, reading] });
}

/** Why a deadline under the old law ended on 01/07/2026 without being met. */
export function supersededByNewLaw(kind: Procedure, facts: CaseFacts): Explanation {
  const { explanation } = governingRegime('deadline', kind, { ...facts, asOf: NEW_LAW_FROM });
  return withReading(
    explanation,
    'Luật không nói số phận của thời hạn đang chạy theo luật cũ: coi là chấm dứt từ 00:00 ngày 01/07/2026, thời hạn mới tính từ biên bản tiếp nhận của Công an cấp xã.',
    'The law is silent on a limit that was running under the old law: it is taken to end at 00:00 of 2026-07-01; the new one runs from the reception record of the commune police.',
  );
}
