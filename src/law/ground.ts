import type { DateOnly } from './date.js';
import type { Citation } from './instrument.js';
import type { Text2 } from './text.js';

/** Grounds of compulsory rehabilitation, G1 to G5. */
export type Ground =
  | 'voluntary-failed'
  | 'use-during-rehabilitation'
  | 'substitution-failed'
  | 'relapse-in-aftercare'
  | 'breach';

/** What a record may say that amounts to a ground. */
export type GroundFactKind =
  | 'not-registered'
  | 'not-begun'
  | 'rehabilitation-terminated'
  | 'drug-use'
  | 'substitution-not-registered'
  | 'substitution-not-begun'
  | 'substitution-terminated'
  | 'substitution-ended-for-breach'
  | 'addiction-in-aftercare'
  | 'breach-to-compulsory'
  | 'of-age-while-evading';

export interface GroundFact {
  readonly kind: GroundFactKind;
  readonly on: DateOnly;
}

/** From 12 to under 18, or from 18 on: two procedures with grounds of their own. */
export type GroundAge = 'minor' | 'adult';

export interface GroundVersion {
  readonly ground: Ground;
  readonly age: GroundAge;
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly facts: readonly GroundFactKind[];
  readonly citation: Citation;
}

/** Why compulsory rehabilitation is not applied, whatever the ground. */
export type Exclusion = 'no-administrative-capacity' | 'pregnant' | 'child-under-36-months';

export interface ExclusionRule {
  readonly label: Text2;
  /** Who says so, on paper. */
  readonly evidence: Text2;
  readonly law2021: Citation;
  readonly law2025: Citation;
}
