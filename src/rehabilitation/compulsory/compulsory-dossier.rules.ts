import type { CaseEvent } from '../../cases/case-file.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { checkCompulsoryDossier, COMPULSORY_PAPERS } from '../../law/compulsory-dossier.js';
import type { DateOnly } from '../../law/date.js';
import { exclusionCitation, type Exclusion } from '../../law/grounds.js';
import { citationText } from '../../law/instruments.js';
import type { Limitation } from '../../law/limitation.js';
import type { Regime } from '../../law/regimes.js';
import { problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import { evasionOf, type Interim, type InterimKind, type NumberedPaper } from './compulsory-history.js';
import type { CompulsoryAct } from './compulsory-steps.js';
import { P } from './compulsory.problems.js';
import type { CompulsoryRecord } from './compulsory.record.js';

/** @throws Problem 409 with each paper that is missing and its article */
export function refuseIncomplete(
  { age, noResidenceBasis }: Pick<CompulsoryRecord, 'age' | 'noResidenceBasis'>,
  regime: Regime,
  papers: readonly NumberedPaper[],
): void {
  const facts = {
    regime,
    age,
    withoutResidence: noResidenceBasis !== null,
    papers: papers.map((each) => each.paper),
  };
  const { complete, missing, explanation } = checkCompulsoryDossier(facts);
  if (complete) return;
  throw problem(P.dossierIncomplete, {
    extensions: {
      missing: missing.map(({ paper, form, citation }) => ({
        ...{ paper, title: COMPULSORY_PAPERS[paper] },
        ...{ form: form?.number ?? null, article: citationText(citation) },
      })),
      explanation: toExplanationDto(explanation),
    },
  });
}

/** NĐ 116/2021 Art 42(3), (4), NĐ 163/2026 Art 102(3), (4). @throws Problem 409 with the moment from which it goes on */
export function refuseWhileReading({ dueAt }: Pick<Deadline, 'dueAt'>, at: Date): void {
  if (at >= dueAt) return;
  throw problem(P.stillReading, { extensions: { from: dueAt.toISOString() } });
}

/**
 * With the family only under the law to 30/06/2026 (NĐ 116/2021 Art 45(1)); Luật 120/2025 Art 37(1) knows the facility
 * alone. @throws Problem 409, also where one goes on
 */
export function refuseInterim(
  { procedure, facts }: Pick<CompulsoryAct, 'procedure' | 'facts'>,
  kind: InterimKind,
  interims: readonly Interim[],
): void {
  const regime = regimeFor('authority', procedure.kind, facts);
  const goesOn = interims.at(-1)?.to === null;
  if (goesOn || (kind === 'family' && regime === 'R3'))
    throw problem(P.interimKind, { extensions: { kind, regime } });
}

/** @throws Problem 409 where nobody was recorded to evade */
export function refuseNoEvasion(events: readonly CaseEvent[]): void {
  if (!evasionOf(events).goesOn) throw problem(P.notEvading);
}

/** @throws Problem 409 while it runs, or where the law on record names none */
export function refuseLimitationRuns({ lastDay, explanation }: Limitation, on: DateOnly): void {
  if (lastDay !== null && on > lastDay) return;
  throw problem(P.limitationRuns, { extensions: { lastDay, explanation: toExplanationDto(explanation) } });
}

/** What arose while the dossier was made. @throws Problem 409 for a minor: the law excludes adults alone */
export function removedExclusion(
  exclusion: Exclusion | undefined,
  isAdult: boolean,
  on: DateOnly,
): Readonly<Record<string, string>> {
  if (!exclusion || !isAdult) throw problem(P.noExclusionForMinors);
  return { exclusion, article: citationText(exclusionCitation(exclusion, on)) };
}
