import { Injectable } from '@nestjs/common';
import type { CaseKind } from './case-file.js';
import type { CaseProcedure } from './procedure.js';

/** Where procedures make themselves known when they start; cases/ may not know them. */
@Injectable()
export class Procedures {
  private readonly byKind = new Map<CaseKind, CaseProcedure>();

  /** @throws Error when a procedure speaks for this kind already */
  register(procedure: CaseProcedure): void {
    const { kind } = procedure;
    if (this.byKind.has(kind)) throw new Error(`Two procedures for files of kind ${kind}`);
    this.byKind.set(kind, procedure);
  }

  all(): readonly CaseProcedure[] {
    return [...this.byKind.values()];
  }

  /** @throws Error for a kind whose procedure has not told of itself: its module is missing */
  of(kind: CaseKind): CaseProcedure {
    const found = this.byKind.get(kind);
    if (!found) throw new Error(`No procedure for files of kind ${kind}`);
    return found;
  }
}
