import type { SteppedProcedure } from '../../cases/steps/stepped-procedure.js';
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

/** What a step is called in some states or under some laws, where its name alone would say too little. */
export interface StepVariant {
  readonly step: string;
  readonly as: string;
  readonly in?: readonly string[];
  readonly under?: readonly Regime[];
}

/** Under which article, and within which limit of the law of 2025, a step certifies that rehabilitation is done. */
export interface CertificateRule {
  readonly limit: string;
  readonly law2021: Citation;
  /** By the facility where the person is. */
  readonly byPlace: boolean;
}

export interface Beginning {
  readonly after: readonly string[];
  /** How the text is read where it does not say this. */
  readonly reading?: Text2;
}

/** A door as data: services ask it and know no door by name. */
export interface DoorDefinition extends SteppedProcedure<VoluntaryKind, keyof VoluntaryRecord> {
  readonly door: Door;
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
  /** Of each step that certifies or refuses completion. */
  readonly certificates?: Readonly<Record<string, CertificateRule>>;
  readonly variants?: readonly StepVariant[];
}

/** The same under the three regimes of the law of 2021, something else under that of 2025. */
export function byLaw<T>(law2021: T, law2025: T): ByRegime<T> {
  return { R1: law2021, R1b: law2021, R2: law2021, R3: law2025 };
}
