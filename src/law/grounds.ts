import { EXCLUSIONS, GROUND_VERSIONS, GROUNDS } from './data/ground-versions.js';
import { isWithin, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import type { Exclusion, Ground, GroundAge, GroundFact } from './ground.js';
import type { Citation } from './instruments.js';
import { REGIMES } from './regime-periods.js';
import { NEW_LAW_FROM } from './regimes.js';

export { EXCLUSIONS, GROUND_FACTS, GROUNDS } from './data/ground-versions.js';
export type { Exclusion, Ground, GroundAge, GroundFact, GroundFactKind } from './ground.js';

/** @typeParam Fact what the record says, with whatever the caller knows of it besides */
export interface ProposedGround<Fact extends GroundFact = GroundFact> {
  readonly ground: Ground;
  readonly citation: Citation;
  /** Those of the record that amount to it, the latest first. */
  readonly facts: readonly Fact[];
}

export interface GroundsProposal<Fact extends GroundFact = GroundFact> {
  readonly grounds: readonly ProposedGround<Fact>[];
  /** What stands against it, of an adult. */
  readonly exclusions: readonly { readonly exclusion: Exclusion; readonly citation: Citation }[];
  readonly explanation: Explanation;
}

export interface GroundsInput<Fact extends GroundFact = GroundFact> {
  /** By the law of the day on which the dossier is made. */
  readonly on: DateOnly;
  readonly age: GroundAge;
  readonly facts: readonly Fact[];
  readonly exclusions?: readonly Exclusion[];
}

/** The article that has the ground for persons of that age, by the law of the day; undefined where none does. */
export function groundCitation(ground: Ground, age: GroundAge, on: DateOnly): Citation | undefined {
  return GROUND_VERSIONS.find(
    (each) => each.ground === ground && each.age === age && isWithin(on, each.from, each.to),
  )?.citation;
}

/**
 * The grounds that a record amounts to, with their evidence; a person decides. A fact of before 01/07/2026 is judged by the
 * law of the day of the dossier (Luật 120/2025 Điều 56 khoản 2), but no fact grounds more than the law of its own day let it:
 * breaches of Điều 47 exist from 01/07/2026 on (interpretation).
 * Source: Luật 73/2021 Điều 32, 33; XLVPHC 2012 Điều 96; Luật 120/2025 Điều 35, 36.
 */
export function proposeGrounds<Fact extends GroundFact>({
  on,
  age,
  facts,
  exclusions = [],
}: GroundsInput<Fact>): GroundsProposal<Fact> {
  const versions = GROUND_VERSIONS.filter((each) => each.age === age && isWithin(on, each.from, each.to));
  const grounds = versions.flatMap(({ ground, facts: kinds, citation }) => {
    const found = facts.filter((fact) => kinds.includes(fact.kind) && fact.on <= on);
    const latestFirst = found.toSorted((a, b) => b.on.localeCompare(a.on));
    return found.length > 0 ? [{ ground, citation, facts: latestFirst }] : [];
  });
  const against = age === 'adult' ? exclusions : [];
  const excluded = against.map((exclusion) => ({ exclusion, citation: exclusionCitation(exclusion, on) }));
  return {
    grounds,
    exclusions: excluded,
    explanation: explain({
      rule: 'compulsory.grounds',
      version: on >= NEW_LAW_FROM ? NEW_LAW_FROM : REGIMES.R1.from,
      inputs: { on, age, facts: facts.length, exclusions: exclusions.length },
      steps: [
        ...grounds.map(groundStep),
        ...excluded.map(({ exclusion, citation }) => exclusionStep(exclusion, citation)),
        ...(grounds.length === 0 ? [NOTHING_FOUND] : []),
      ],
      result: { grounds: grounds.map(({ ground }) => ground).join(','), excluded: excluded.length > 0 },
    }),
  };
}

export function exclusionCitation(exclusion: Exclusion, on: DateOnly): Citation {
  const { law2021, law2025 } = EXCLUSIONS[exclusion];
  return on >= NEW_LAW_FROM ? law2025 : law2021;
}

function groundStep({ ground, citation, facts }: ProposedGround): ExplanationStep {
  const { row, label } = GROUNDS[ground];
  const days = facts.map(({ on }) => viDate(on)).join(', ');
  const daysEn = facts.map(({ on }) => on).join(', ');
  return step(`${row}: ${label.vi} (${days}).`, `${row}: ${label.en} (${daysEn}).`, citation);
}

function exclusionStep(exclusion: Exclusion, citation: Citation): ExplanationStep {
  const { label, evidence } = EXCLUSIONS[exclusion];
  return step(
    `Không áp dụng: ${label.vi}, theo ${evidence.vi}.`,
    `Not applied: ${label.en}, by the ${evidence.en}.`,
    citation,
  );
}

const NOTHING_FOUND = step(
  'Hồ sơ không ghi nhận hành vi nào là căn cứ.',
  'Nothing on record amounts to a ground.',
);
