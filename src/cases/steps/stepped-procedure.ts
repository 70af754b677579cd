import type { Act } from '../../law/authorities.js';
import type { ExplanationStep } from '../../law/explanation.js';
import type { FormStep } from '../../law/forms.js';
import type { Regime } from '../../law/regimes.js';
import type { Text2 } from '../../law/text.js';
import type { CaseKind } from '../case-file.js';
import type { Transitions } from '../history.js';

export interface StateDefinition {
  readonly label: Text2;
  /** The file has ended. */
  readonly closed?: true;
  /** Steps that are taken all the same, where what is owed outlives the file. */
  readonly afterwards?: readonly string[];
}

/** A time limit that a step starts: on the keeper, on the body that the step tells, asks or is done by, or where the person is. */
export interface OpenedLimit {
  readonly rule: string;
  readonly owedBy: 'keeper' | 'addressee' | 'actor' | 'place';
  /** Regimes under which the step starts it; all that know the rule, unless told. */
  readonly under?: readonly Regime[];
  /** It runs from the step itself, also where the step says that another one runs from later. */
  readonly fromStep?: true;
  /** It starts on the last day of the limit of this rule, which the same step starts before it. */
  readonly after?: string;
  /** How a silent text is read in which it is started; said in its explanation. */
  readonly reading?: ExplanationStep;
  /** It is owed although the step that starts it ends the file. */
  readonly outlives?: true;
  /**
   * It is counted anew from the step, by the law under which it ran, where the step says so: force majeure. The one that
   * ran is superseded.
   */
  readonly anew?: true;
}

/** A time limit that is counted back from an end. */
export interface EndLimit extends OpenedLimit {
  /** States in which it is owed; all in which the term runs, unless told. */
  readonly in?: readonly string[];
  /** Owed only once this step was taken: not of everybody. */
  readonly since?: string;
  /** Counted from the end of the contract, where that comes before the end of the term. */
  readonly byContract?: true;
}

/** @typeParam Field facts of the procedure's own record, where a step sets some */
export interface StepDefinition<Field extends string = never> {
  /** The act of an authority behind the step; none where the person acts or somebody only records. */
  readonly act?: Act;
  readonly opens?: readonly OpenedLimit[];
  /** Rules of the time limits that the step meets. */
  readonly meets?: readonly string[];
  /** Facts that the step set, taken back with it. */
  readonly clears?: readonly Field[];
  /** The program's own step: it is never offered as the next one. */
  readonly own?: true;
  /** The file rests on it: it is voided, not annulled. */
  readonly founds?: true;
  /** The authority acts by a paper, which is kept with its form. */
  readonly paper?: true;
  /** A body to which the file was referred may take it too, not the keeper alone. Steps with an act go by competence. */
  readonly byReferred?: true;
  /** Regimes that know the step, where no act of an authority says so. */
  readonly under?: readonly Regime[];
  /** Rules of the time limits that have run out with the step: nothing more is waited for. */
  readonly lapses?: readonly string[];
  /** Its forms, where it is no act of an authority. */
  readonly form?: FormStep;
  /** Further papers that go with it and have forms of their own. */
  readonly alsoForms?: readonly FormStep[];
  /** The body writes to the one that it asks, tells or answers, where the law has no form for that. */
  readonly letter?: true;
}

export type Steps<Field extends string = string> = Readonly<Record<string, StepDefinition<Field>>>;

/** A procedure as data: states, steps, and what each step brings along. Services ask it and know none by name. */
export interface SteppedProcedure<Kind extends CaseKind = CaseKind, Field extends string = string> {
  readonly kind: Kind;
  /** How the audit calls it, before the name of the step: `rehabilitation.home`. */
  readonly auditName: string;
  readonly start: string;
  readonly states: Readonly<Record<string, StateDefinition>>;
  readonly transitions: Transitions<string, string>;
  readonly steps: Steps<Field>;
  /** What each step is called. */
  readonly stepLabels: Readonly<Record<string, Text2>>;
  /** Steps of which the transition rules speak as the decision: NĐ 163/2026 Art 151, Luật 120/2025 Art 56. */
  readonly deciding: readonly string[];
  /** How the term runs, where its course is followed. */
  readonly running?: {
    /** In which it runs. */
    readonly states: readonly string[];
    /** In which it has begun, runs or not. */
    readonly begun: readonly string[];
    /** Counted back from its end while it runs. */
    readonly limits: readonly EndLimit[];
  };
  /** What becomes of files that the people's committee kept when the new law came; none where it kept none. */
  readonly newLaw?: {
    /** A file in this state waits for the new authority; the old one's time limit has lost its ground. */
    readonly waitsIn: string;
    readonly supersedes: string;
  };
}
