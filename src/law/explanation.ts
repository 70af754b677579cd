import { citationText } from './instruments.js';
import type { Citation } from './instrument.js';
import { weakestMark, type SourceMark } from './source-mark.js';
import type { Text2 } from './text.js';

export type ExplanationValue = string | number | boolean | null;
export type ExplanationValues = Readonly<Record<string, ExplanationValue>>;

export interface ExplanationStep {
  readonly text: Text2;
  readonly citation?: Citation;
  /** Set when the step itself is a reading of a silent text, whatever the cited article is worth. */
  readonly mark?: SourceMark;
}

/** How a deadline, term or competence came about: plain JSON, kept with the decision and shown by the API. */
export interface Explanation {
  readonly rule: string;
  /** The day from which the applied version of the rule is in force. */
  readonly version: string;
  readonly citations: readonly Citation[];
  /** The weakest mark of everything used. */
  readonly mark: SourceMark;
  readonly inputs: ExplanationValues;
  readonly steps: readonly ExplanationStep[];
  readonly result: ExplanationValues;
}

export interface ExplanationDraft {
  readonly rule: string;
  readonly version: string;
  /** Grounds of the rule as a whole, before those of the single steps. */
  readonly citations?: readonly Citation[];
  /** The rule's own mark, when it is weaker than the citations it rests on. */
  readonly mark?: SourceMark;
  readonly inputs: ExplanationValues;
  readonly steps: readonly ExplanationStep[];
  readonly result: ExplanationValues;
}

/** Completes a draft: gathers the citations (each once, in order of use) and works out the weakest mark. */
export function explain(draft: ExplanationDraft): Explanation {
  const cited = draft.steps.flatMap(({ citation }) => (citation ? [citation] : []));
  const citations = uniqueCitations([...(draft.citations ?? []), ...cited]);
  const stepMarks = draft.steps.flatMap(({ mark }) => (mark ? [mark] : []));
  const ownMark = draft.mark ? [draft.mark] : [];
  const { rule, version, inputs, steps, result } = draft;
  const mark = weakestMark([...citations.map((citation) => citation.mark), ...stepMarks, ...ownMark]);
  return { rule, version, citations, mark, inputs, steps, result };
}

function uniqueCitations(citations: readonly Citation[]): readonly Citation[] {
  const byText = new Map<string, Citation>();
  for (const citation of citations) {
    const key = `${citationText(citation)}|${citation.mark}`;
    if (!byText.has(key)) byText.set(key, citation);
  }
  return [...byText.values()];
}

/** A step of an explanation: sentence in both languages, its ground, its own mark. */
export function step(vi: string, en: string, citation?: Citation, mark?: SourceMark): ExplanationStep {
  return { text: { vi, en }, ...(citation && { citation }), ...(mark && { mark }) };
}

/**
 * One explanation out of two: the ground (why this law, why this start) first, then the rule's own arithmetic.
 * Rule, version, inputs and result are those of the second.
 */
export function joinExplanations(ground: Explanation, rule: Explanation): Explanation {
  return explain({
    ...rule,
    citations: [...ground.citations, ...rule.citations],
    mark: weakestMark([ground.mark, rule.mark]),
    steps: [...ground.steps, ...rule.steps],
  });
}
