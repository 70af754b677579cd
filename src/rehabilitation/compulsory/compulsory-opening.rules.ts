import { GROUND_VERSIONS } from '../../law/data/ground-versions.js';
import { dateOnly, isWithin, type DateOnly } from '../../law/date.js';
import {
  exclusionCitation,
  EXCLUSIONS,
  proposeGrounds,
  type Exclusion,
  type Ground,
  type GroundAge,
  type GroundFactKind,
} from '../../law/grounds.js';
import { citationText } from '../../law/instruments.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { OpenDossierDto } from './compulsory-input.dto.js';
import { P } from './compulsory.problems.js';
import type { RecordedFact } from './ground-facts.js';

/** A ground that a person took, with what it rests on. */
export interface TakenGround {
  readonly ground: Ground;
  readonly lastActOn: DateOnly;
  readonly fact: GroundFactKind | null;
  readonly recordId: string | null;
  readonly basis: string | null;
}

interface KnownFacts {
  readonly on: DateOnly;
  readonly age: GroundAge;
  readonly facts: readonly RecordedFact[];
}

/**
 * @throws Problem 409 for a ground that the law of the day does not know at this age, 422 for evidence that the record
 *   does not hold, and where neither or both kinds of evidence are named
 */
export function takenGround(
  { ground, evidenceId, outsideEvidence }: Pick<OpenDossierDto, 'ground' | 'evidenceId' | 'outsideEvidence'>,
  { on, age, facts }: KnownFacts,
): TakenGround {
  const isKnown = GROUND_VERSIONS.some(
    (each) => each.ground === ground && each.age === age && isWithin(on, each.from, each.to),
  );
  if (!isKnown) throw problem(P.groundUnknown, { extensions: { ground, age, on } });
  if (outsideEvidence && evidenceId === undefined) {
    const lastActOn = dateOnly(outsideEvidence.lastActOn);
    return { ground, lastActOn, fact: null, recordId: null, basis: outsideEvidence.basis };
  }
  if (evidenceId === undefined || outsideEvidence) throw oneKindOfEvidence();
  const proposed = proposeGrounds({ on, age, facts }).grounds.find((each) => each.ground === ground);
  const taken = proposed?.facts.find(({ recordId }) => recordId === evidenceId);
  if (!proposed || !taken) throw notOnRecord();
  // The limitation period runs from the last act, whichever of them is named.
  const lastActOn = proposed.facts[0]?.on ?? taken.on;
  return { ground, lastActOn, fact: taken.kind, recordId: taken.recordId, basis: null };
}

const oneKindOfEvidence = (): Error =>
  fieldProblem('/evidenceId', 'compulsory.oneKindOfEvidence', {
    vi: 'Chọn chứng cứ trong hồ sơ (evidenceId) hoặc nhập chứng cứ ngoài hồ sơ (outsideEvidence), một trong hai',
    en: 'Name evidence on record (evidenceId) or enter evidence outside of it (outsideEvidence), one of the two',
  });

const notOnRecord = (): Error =>
  fieldProblem('/evidenceId', 'compulsory.groundNotOnRecord', P.groundNotOnRecord.title);

/** Luật XLVPHC Art 96(2), Luật 120/2025 Art 35(2): of adults. @throws Problem 409 with the article and who certifies it */
export function refuseExcluded(age: GroundAge, exclusions: readonly Exclusion[], on: DateOnly): void {
  const [first] = exclusions;
  if (first === undefined) return;
  if (age === 'minor') throw problem(P.noExclusionForMinors);
  const article = citationText(exclusionCitation(first, on));
  const { label, evidence } = EXCLUSIONS[first];
  throw problem(P.excluded, {
    detail: {
      vi: `${label.vi} (theo ${evidence.vi}): ${article}`,
      en: `${label.en} (by the ${evidence.en}): ${article}`,
    },
    extensions: { exclusion: first, article },
  });
}
