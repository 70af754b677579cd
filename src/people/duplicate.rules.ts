import type { DateOnly } from '../law/date.js';
import {
  DUPLICATE_REASONS,
  LIKELIHOODS,
  type DuplicateReason,
  type Likelihood,
} from './duplicate.code-lists.js';
import { compareNames, type NameLikeness } from './name-likeness.rules.js';
import { wordsOfKey } from './name.rules.js';
import type { Sex } from './person-kinds.js';

/** One entry as far as it is compared by itself. */
export interface ComparedEntry {
  readonly nameKey: string;
  readonly birthDate: DateOnly | null;
  readonly birthYear: number;
  readonly sex: Sex | null;
}

/** Another entry, with what the database found equal: sealed values never leave it to be compared. */
export interface DuplicateCandidate extends ComparedEntry {
  readonly sameIdentifier: boolean;
  readonly sameContact: boolean;
  readonly sameCommune: boolean;
  /** Both hold a valid 12-digit number, and not the same. */
  readonly otherCitizenId: boolean;
}

export interface DuplicateVerdict {
  readonly reasons: readonly DuplicateReason[];
  /** 1 to 100. */
  readonly score: number;
  readonly likelihood: Likelihood;
}

interface Evidence {
  readonly name: NameLikeness;
  readonly birth: 'same-date' | 'same-first-of-january' | 'same-year' | 'other-date' | 'other-year';
  readonly candidate: DuplicateCandidate;
  readonly otherSex: boolean;
}

interface Rule {
  readonly reason: DuplicateReason;
  readonly score: number;
  readonly holds: (evidence: Evidence) => boolean;
}

// Marks are often mistyped, and 'Hùng' and 'Hưng' are two names.
const SAME_NAMES: ReadonlySet<NameLikeness> = new Set(['same', 'same-but-marks']);
const SIMILAR_NAMES: ReadonlySet<NameLikeness> = new Set([...SAME_NAMES, 'word-missing', 'reordered']);

/** What speaks for one person; of each reason the strongest rule that holds counts. */
const RULES: readonly Rule[] = [
  {
    reason: 'same-identifier',
    score: 95,
    holds: ({ candidate, name, birth }) =>
      candidate.sameIdentifier && (name !== 'other' || birth === 'same-date'),
  },
  // A number typed wrongly, or somebody else's card.
  { reason: 'same-identifier', score: 75, holds: ({ candidate }) => candidate.sameIdentifier },
  {
    reason: 'same-name-birth-date',
    score: 80,
    holds: ({ name, birth }) => name === 'same' && birth === 'same-date',
  },
  {
    reason: 'same-name-birth-date',
    score: 70,
    holds: ({ name, birth }) => name === 'same-but-marks' && birth === 'same-date',
  },
  // 1 January often stands for a day that nobody knows.
  {
    reason: 'same-name-birth-date',
    score: 50,
    holds: ({ name, birth }) => SAME_NAMES.has(name) && birth === 'same-first-of-january',
  },
  {
    reason: 'similar-name-birth-date',
    score: 60,
    holds: ({ name, birth }) => (name === 'word-missing' || name === 'reordered') && birth === 'same-date',
  },
  {
    reason: 'similar-name-birth-date',
    score: 50,
    holds: ({ name, birth }) => name === 'middle-differs' && birth === 'same-date',
  },
  // Twins, or a given name that was changed; another family name, or the mother's.
  {
    reason: 'similar-name-birth-date',
    score: 40,
    holds: ({ name, birth }) =>
      (name === 'given-differs' || name === 'family-differs') && birth === 'same-date',
  },
  {
    reason: 'same-name-year-commune',
    score: 50,
    holds: ({ name, birth, candidate }) =>
      SAME_NAMES.has(name) && birth !== 'other-year' && candidate.sameCommune,
  },
  {
    reason: 'same-contact',
    score: 70,
    holds: ({ candidate, name }) => candidate.sameContact && SIMILAR_NAMES.has(name),
  },
  // Families share a telephone.
  { reason: 'same-contact', score: 40, holds: ({ candidate }) => candidate.sameContact },
];

/** Each reason beyond the strongest adds a little. */
const FURTHER_REASON = 5;

/** What speaks against it. Each takes away; nothing rules out, since any of them may have been mistyped. */
const CONTRADICTIONS: readonly Pick<Rule, 'score' | 'holds'>[] = [
  { score: 25, holds: ({ candidate }) => candidate.otherCitizenId && !candidate.sameIdentifier },
  { score: 15, holds: ({ otherSex }) => otherSex },
  { score: 15, holds: ({ birth }) => birth === 'other-date' },
  { score: 20, holds: ({ birth }) => birth === 'other-year' },
];

/** However much speaks for it, two with different given names and no number in common are told as possible at most. */
const MOST_WITH_OTHER_GIVEN_NAME = 55;

const FROM: Readonly<Record<Likelihood, number>> = { strong: 85, likely: 60, possible: 30 };

/** Null where too little speaks for one person. */
export function judgeDuplicate(entry: ComparedEntry, candidate: DuplicateCandidate): DuplicateVerdict | null {
  const evidence: Evidence = {
    name: compareNames(wordsOfKey(entry.nameKey), wordsOfKey(candidate.nameKey)),
    birth: compareBirths(entry, candidate),
    candidate,
    otherSex: areOpposite(entry.sex, candidate.sex),
  };
  const holding = RULES.filter((rule) => rule.holds(evidence));
  const reasons = DUPLICATE_REASONS.filter((reason) => holding.some((rule) => rule.reason === reason));
  const score = scoreOf(evidence, Math.max(0, ...holding.map((rule) => rule.score)), reasons.length);
  const likelihood = LIKELIHOODS.find((each) => score >= FROM[each]);
  return likelihood ? { reasons, score, likelihood } : null;
}

/** Whether a pair of the whole register is worth a superior's look: the weak ones would be too many. */
export function isWorthKeeping({ likelihood, reasons }: DuplicateVerdict): boolean {
  return likelihood !== 'possible' || reasons.includes('same-identifier');
}

export function lowestScoreOf(likelihood: Likelihood): number {
  return FROM[likelihood];
}

export function likelihoodOf(score: number): Likelihood {
  return LIKELIHOODS.find((each) => score >= FROM[each]) ?? 'possible';
}

function scoreOf(evidence: Evidence, strongest: number, reasons: number): number {
  if (reasons === 0) return 0;
  const against = CONTRADICTIONS.filter((each) => each.holds(evidence)).reduce(
    (sum, { score }) => sum + score,
    0,
  );
  const score = Math.min(100, strongest + FURTHER_REASON * (reasons - 1)) - against;
  const isOtherGivenName = evidence.name === 'given-differs' && !evidence.candidate.sameIdentifier;
  return isOtherGivenName ? Math.min(score, MOST_WITH_OTHER_GIVEN_NAME) : score;
}

function compareBirths(one: ComparedEntry, other: ComparedEntry): Evidence['birth'] {
  if (one.birthYear !== other.birthYear) return 'other-year';
  if (one.birthDate === null || other.birthDate === null) return 'same-year';
  if (one.birthDate === other.birthDate)
    return one.birthDate.endsWith('-01-01') ? 'same-first-of-january' : 'same-date';
  return [one.birthDate, other.birthDate].some((date) => date.endsWith('-01-01'))
    ? 'same-year'
    : 'other-date';
}

function areOpposite(one: Sex | null, other: Sex | null): boolean {
  return (one === 'male' && other === 'female') || (one === 'female' && other === 'male');
}
