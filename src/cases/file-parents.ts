import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { CaseFile } from './case-file.js';
import { Procedures } from './procedures.js';
import { FOLLOW_PARENT } from './turnover.jobs.js';

/**
 * Files that hang on others. Whoever changes a file may not act on those that hang on it, as a clinic does not on the
 * monitoring of its patient: they are looked at afterwards, in the name of the program.
 */
@Injectable()
export class FileParents {
  constructor(
    private readonly procedures: Procedures,
    private readonly outbox: Outbox,
  ) {}

  /** @param file as it was before */
  async stateChanged(tx: Tx, file: CaseFile, to: string): Promise<void> {
    if (this.carries(file, file.status) === this.carries(file, to)) return;
    await this.outbox.add(tx, FOLLOW_PARENT, { caseId: file.id });
  }

  /** Whether a file carries others in a state. */
  private carries({ kind }: CaseFile, state: string): boolean {
    return this.procedures.all().some(({ carriedBy }) => carriedBy?.states[kind]?.includes(state) === true);
  }
}
