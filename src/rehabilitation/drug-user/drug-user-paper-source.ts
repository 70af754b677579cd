import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import {
  PaperSources,
  type PaperSource,
  type StepPaper,
  type TakenStep,
} from '../../documents/paper-source.js';
import { Organisations } from '../../identity/organisations.js';
import type { Tx } from '../../platform/database/tx.js';
import { bodiesIn, namesOf } from '../course/paper-texts.js';
import { drugUserStepContent, formsOfFile } from './drug-user-paper.rules.js';
import { DRUG_USER } from './drug-user-procedure.js';

/** What stands in the papers of the management of a drug user: each is the paper of a step. */
@Injectable()
export class DrugUserPaperSource implements PaperSource, OnModuleInit {
  readonly caseKinds = [DRUG_USER.kind];

  constructor(
    private readonly sources: PaperSources,
    private readonly organisations: Organisations,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async stepPaper(tx: Tx, file: CaseFile, step: TakenStep): Promise<StepPaper> {
    const nameOf = await namesOf(tx, this.organisations, bodiesIn(step.events));
    return { forms: formsOfFile(step), content: drugUserStepContent({ file, step, nameOf }) };
  }
}
