import { Injectable } from '@nestjs/common';
import type { CaseFile, CaseKind } from '../cases/case-file.js';
import type { Tx } from '../platform/database/tx.js';
import type { PaperFacts } from './paper-facts.js';
import type { PaperKind } from './paper-kinds.js';

/** Port: a procedure says what stands in the papers of its files. */
export interface PaperSource {
  readonly caseKinds: readonly CaseKind[];
  /**
   * @param file seen by the actor, within his transaction
   * @throws Problem 409 `documents.nothingToSay` while the file has nothing to say in a paper of this kind
   */
  factsOf(tx: Tx, file: CaseFile, kind: PaperKind): Promise<PaperFacts>;
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
