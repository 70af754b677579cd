import type { Transitions } from '../../cases/history.js';
import type { Act } from '../../law/authorities.js';
import type { Citation } from '../../law/instruments.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import type { Regime } from '../../law/regimes.js';
import type { Text2 } from '../../law/text.js';
import type { VoluntaryRecord } from './voluntary.record.js';

/** The ways into voluntary treatment. */
export type Door = 'home' | 'private' | 'public' | 'substitution';

/** Kinds of case file of the doors. */
export type VoluntaryKind =
  | 'home-rehabilitation'
  | 'private-facility-rehabilitation'
  | 'public-facility-rehabilitation'
  | 'substitution-treatment';

export interface StateDefinition {
  readonly label: Text2;
  /** The file has ended. */
  readonly closed?: true;
}

/** A time limit that a step starts: on the keeper, or on the body that the step tells, asks or is done by. */
export interface OpenedLimit {
  readonly rule: string;
  readonly owedBy: 'keeper' | 'addressee' | 'actor';
  /** Regimes under which the step starts it; all that know the rule, unless told. */
  readonly under?: readonly Regime[];
}

export interface StepDefinition {
  /** The act of an authority behind the step; none where the person acts or somebody only records. */
  readonly act?: Act;
  readonly opens?: readonly OpenedLimit[];
  /** Rules of the time limits that the step meets. */
  readonly meets?: readonly string[];
  /** Facts that the step set, taken back with it. */
  readonly clears?: readonly (keyof VoluntaryRecord)[];
  /** The program's own step: it is never offered as the next one. */
  readonly own?: true;
  /** The file rests on it: it is voided, not annulled. */
  readonly founds?: true;
  /** The authority acts by a paper, which is kept with its form. */
  readonly paper?: true;
  /** A body to which the file was referred may take it too, not the keeper alone. Steps with an act go by competence. */
  readonly byReferred?: true;
}

export type Steps = Readonly<Record<string, StepDefinition>>;

/** How an application is taken in under one regime. */
export interface Intake {
  readonly act: Act;
  /** The step by which a complete dossier is taken in. */
  readonly step: string;
  /** Whether the person must live where the body stands. */
  readonly residence: 'here' | 'anywhere';
  /** Registering and the reception record from which a term runs are one act. */
  readonly isReception?: true;
}

export type ByRegime<T> = Readonly<Record<Regime, T>>;

/** What a door is for a person without a stable residence: another intake, or closed by an article. */
export type WithoutResidence =
  | { readonly open: true; readonly intake: ByRegime<Intake> }
  | { readonly open: false; readonly article: ByRegime<Citation> };

/** When a term is set, and from what. None: the law knows none, or not from when. */
export type TermSource = 'decision' | 'contract' | 'reception' | 'absent' | 'none';

export interface Beginning {
  readonly after: readonly string[];
  /** How the text is read where it does not say this. */
  readonly reading?: Text2;
}

/** A door as data: services ask it and know no door by name. */
export interface DoorDefinition {
  readonly door: Door;
  readonly kind: VoluntaryKind;
  readonly start: string;
  readonly states: Readonly<Record<string, StateDefinition>>;
  readonly transitions: Transitions<string, string>;
  readonly steps: Steps;
  readonly intake: ByRegime<Intake>;
  readonly withoutResidence: WithoutResidence;
  readonly term: ByRegime<TermSource>;
  /** Kinds of body where rehabilitation or treatment takes place; empty where it is no body's. */
  readonly places: ByRegime<readonly OrganisationKind[]>;
  /** The step by which a facility receives the person under Luật 120/2025. */
  readonly admission?: string;
  /** From when the person's time to begin runs: the last of these steps that counts. */
  readonly begins: Beginning;
  /** Whether the file says which rehabilitation of the person it is. */
  readonly countsTimes: boolean;
  /** What becomes of files that the people's committee kept when the new law came; none where it kept none. */
  readonly newLaw?: {
    /** A file in this state waits for the new authority; the old one's time limit has lost its ground. */
    readonly waitsIn: string;
    readonly supersedes: string;
  };
}

/** The same under the three regimes of the law of 2021, something else under that of 2025. */
export function byLaw<T>(law2021: T, law2025: T): ByRegime<T> {
  return { R1: law2021, R1b: law2021, R2: law2021, R3: law2025 };
}
