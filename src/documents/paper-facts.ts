import type { DateOnly } from '../law/date.js';
import type { FormKey } from '../law/form.js';

interface OfABody {
  /** Whose paper it is: the body that acted. */
  readonly organisationId: number;
  /** The day of the act, on which the paper is dated unless told otherwise. */
  readonly actedAt: Date;
}

/** Forms that serve more than one decision have a wording for each. */
export type DecisionWording = 'substitution';

/** What a procedure says of a file in a reception slip. */
export interface ReceptionFacts extends OfABody {
  readonly kind: 'reception-slip';
  /** What was applied for, in Vietnamese. */
  readonly procedure: string;
  /** Papers on file, by their titles. */
  readonly items: readonly string[];
  /** Until when the body must decide, and the article; null where the law sets no time limit. */
  readonly returns: { readonly dueAt: Date; readonly ground: string } | null;
}

export interface SupplementFacts extends OfABody {
  readonly kind: 'supplement-slip';
  readonly procedure: string;
  readonly missing: readonly { readonly title: string; readonly reason: string; readonly citation: string }[];
}

export interface DecisionFacts extends OfABody {
  readonly kind: 'decision';
  readonly form: FormKey;
  /** Null for the wording that the form is named after. */
  readonly wording: DecisionWording | null;
  /** As it was entered in the file. */
  readonly number: string;
  /** Null where the law leaves it to a later act; `termNote` says so. */
  readonly term: { readonly startsOn: DateOnly; readonly endsOn: DateOnly; readonly months: number } | null;
  readonly termNote: string | null;
  /** 'tại gia đình, cộng đồng', 'Cơ sở cai nghiện ma túy số 1 tỉnh An Giang'. */
  readonly placeOfTreatment: string;
  /** Who gets a copy, besides those whom the decision names. */
  readonly copies: readonly string[];
  /** The guardian of a minor. */
  readonly guardian: string | null;
}

/** What the procedure of a file knows that stands in a paper; the person and the body are added here. */
export type PaperFacts = ReceptionFacts | SupplementFacts | DecisionFacts;
