import type { DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import { missedSessionsRule } from '../../law/missed-sessions.js';
import type { StagesCheck } from '../../law/stages.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { P } from './course.problems.js';

export function stagesLacking({ findings, explanation }: StagesCheck): Problem {
  const lacking = findings.map(({ stage, fault, detail, citation }) => ({
    ...{ stage, fault, detail, article: citationText(citation) },
  }));
  return problem(P.stagesLacking, { extensions: { lacking, explanation: toExplanationDto(explanation) } });
}

/** @throws Problem where the law of the day counts sessions: 422 without their number, 409 for fewer than it asks */
export function refuseFewSessions(on: DateOnly, missed: number | undefined): void {
  const rule = missedSessionsRule(on);
  if (!rule) return;
  const article = citationText(rule.citation);
  if (missed === undefined) {
    throw fieldProblem('/missedSessions', 'rehabilitation.missedSessionsMissing', {
      vi: `Phải ghi số buổi liên tiếp không tham gia (${article})`,
      en: `The number of sessions missed one after another is needed (${article})`,
    });
  }
  if (missed >= rule.atLeast) return;
  throw problem(P.notSelfTerminated, {
    extensions: { missedSessions: missed, atLeast: rule.atLeast, article },
  });
}
