import type { DateOnly } from '../law/date.js';
import type { FormKey } from '../law/form.js';
import type { SignedBy } from './paper-kinds.js';

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

/** Worded values of a paper of a step; what is left out stays open, to be written by hand. */
export const STEP_TEXTS = [
  'addressee',
  'noticeTo',
  'readers',
  'keeper',
  'actNumber',
  'noticeNumber',
  'actedOn',
  'actedTime',
  'decider',
  'what',
  'citation',
  'reason',
  'breach',
  'grounds',
  'order',
  'contract',
  'designation',
  'interimDecision',
  'delivered',
  'certified',
  'facility',
  'fledFrom',
  'from',
  'to',
  'until',
  'stages',
  'guardian',
  'guardianRelation',
  'basis',
  'article',
  'effectiveOn',
  'place',
  // Of electronic monitoring.
  'officer',
  'officerPosition',
  'device',
  'deviceBefore',
  'position',
  'positionBefore',
  'accessories',
  'condition',
  'backAt',
  'asked',
  // Of a drug user.
  'account',
  'sample',
  'conclusion',
  'testedOn',
  'testedBy',
] as const;
export type StepText = (typeof STEP_TEXTS)[number];
export type StepTexts = Readonly<Partial<Record<StepText, string>>>;

/** A paper that is handed over: of a dossier with its pages. */
export interface HandedPaper {
  readonly title: string;
  /** Number and day of one that has them. */
  readonly dated?: string;
  readonly firstPage?: number;
  readonly lastPage?: number;
}

/** What a procedure says of a step that was taken. */
export interface StepContent {
  readonly texts: StepTexts;
  readonly papers: readonly HandedPaper[];
}

export interface StepFacts extends OfABody, StepContent {
  readonly kind: 'step';
  /** The step, as an event of the file's history. */
  readonly eventId: string;
  /** Null for a letter, for which the law has no form. */
  readonly form: FormKey | null;
  /** Under which the act of the step stands in the file; null where it has none, and for a paper that goes with it. */
  readonly number: string | null;
  readonly signedBy: SignedBy;
  /** Whether papers of this form are numbered at all. */
  readonly isNumbered: boolean;
}

/** What the procedure of a file knows that stands in a paper; the person and the body are added here. */
export type FilePaperFacts = ReceptionFacts | SupplementFacts | DecisionFacts;
export type PaperFacts = FilePaperFacts | StepFacts;
