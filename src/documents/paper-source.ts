import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile, CaseKind } from '../cases/case-file.js';
import type { Tx } from '../platform/database/tx.js';
import type { FormKey } from '../law/form.js';
import type { Regime } from '../law/regimes.js';
import type { FilePaperFacts, StepContent } from './paper-facts.js';
import type { PaperKind } from './paper-kinds.js';

/** A step that was taken and stands, with what was on record until then. */
export interface TakenStep {
  readonly event: CaseEvent;
  /** The whole history of the file. */
  readonly events: readonly CaseEvent[];
  /** Whose forms are used. */
  readonly regime: Regime;
  /** The body that acted. */
  readonly organisationId: number;
}

export interface StepPaper {
  /** Its forms, where the procedure knows them better than the act of the step does. */
  readonly forms?: readonly FormKey[];
  readonly content: StepContent;
}

/** Kinds of papers about a file as a whole. */
export type FilePaperKind = Exclude<PaperKind, 'step'>;

/** Port: a procedure says what stands in the papers of its files. */
export interface PaperSource {
  readonly caseKinds: readonly CaseKind[];
  /**
   * None of a procedure all of whose papers are those of steps.
   *
   * @param file seen by the actor, within his transaction
   * @throws Problem 409 `documents.nothingToSay` while the file has nothing to say in a paper of this kind
   */
  factsOf?(tx: Tx, file: CaseFile, kind: FilePaperKind): Promise<FilePaperFacts>;
  /** What stands in the papers of a step of the file. */
  stepPaper(tx: Tx, file: CaseFile, step: TakenStep): Promise<StepPaper>;
}

/** Where procedures make themselves known when they start; documents/ may not know them. */
@Injectable()
export class PaperSources {
  private readonly sources = new Map<CaseKind, PaperSource>();

  register(source: PaperSource): void {
    for (const kind of source.caseKinds) this.sources.set(kind, source);
  }

  /** Undefined for a procedure that makes no papers. */
  of(kind: CaseKind): PaperSource | undefined {
    return this.sources.get(kind);
  }
}
