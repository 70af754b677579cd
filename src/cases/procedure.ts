import type { DateOnly } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Tx } from '../platform/database/tx.js';
import type { CaseEvent, CaseFile, CaseKind } from './case-file.js';
import type { Transitions } from './history.js';
import type { SteppedProcedure } from './steps/stepped-procedure.js';

/** Competence for a function that moved from one body to another by law or by a merger. */
export interface Succession {
  readonly id: number;
  readonly predecessorId: number;
  readonly successorId: number;
  /** 'all' for a body that ends, otherwise the one function that moved. */
  readonly function: string;
  readonly effectiveOn: string;
  readonly handoverUntil: string;
  readonly act: string;
  /** The succession that this one sets right: what it gave was given by mistake. */
  readonly correctsId: number | null;
}

/** A law that took competence for open files from one kind of body, whether or not anybody has taken over. */
export interface LawChange {
  readonly on: DateOnly;
  readonly formerKeeper: OrganisationKind;
}

export interface TurnoverOutcome {
  /** How the history calls the move. */
  readonly event: string;
  readonly status: string;
  /** True where the new law itself moved the competence: the file comes under it with this event. */
  readonly byLaw: boolean;
}

/** What an annulled step takes back, besides the file's own state. */
export interface Annulment {
  /** As it is after the annulment. */
  readonly file: CaseFile;
  readonly annulled: CaseEvent;
  /** The event that annuls. */
  readonly eventId: string;
  readonly reason: string;
}

/** A file on which others hang, as a rehabilitation carries a monitoring. */
export interface CarriedBy {
  /** Of each kind of file that carries files of this procedure: the states in which it does. */
  readonly states: Readonly<Partial<Record<CaseKind, readonly string[]>>>;
  /** Why a file is closed that ended because nothing carried it any more: it is looked at again when something does. */
  readonly endedReason?: string;
  /** Called, in the name of the program, when a file that carries one no longer does, or does again. */
  changed(tx: Tx, file: CaseFile, parent: CaseFile, carries: boolean): Promise<void>;
}

/** What a procedure tells cases/ of itself, so that cases/ need not know it. */
export interface CaseProcedure {
  /** The procedure as data, for whoever draws it. */
  readonly definition: SteppedProcedure;
  readonly kind: CaseKind;
  /** Name of the function in successions that this kind of file follows. */
  readonly function: string;
  /** The state before the first step. */
  readonly start: string;
  readonly transitions: Transitions<string, string>;
  /**
   * Kinds of bodies among which a file goes from one to another, whatever the kind of who gives it; bodies of the keeper's own
   * kind alone unless told. The database holds the same list (`app.may_take_over`).
   */
  readonly keptBy?: readonly OrganisationKind[];
  /** Whether a file in this state has ended. */
  isClosed(state: string): boolean;
  readonly lawChange?: LawChange;
  /**
   * What becomes of an open file when competence for it moves at a moment; called in the transaction that moves it.
   * `succession` is null where the law took competence away and nobody has taken over yet.
   */
  competenceMoved(tx: Tx, file: CaseFile, succession: Succession | null, at: Date): Promise<TurnoverOutcome>;
  /** Which files its own hang on, where they do. */
  readonly carriedBy?: CarriedBy;
  /** Steps that may be annulled, each with what it takes back. */
  readonly annuls: Readonly<Record<string, (tx: Tx, annulment: Annulment) => Promise<void>>>;
}
