import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import {
  PaperSources,
  type PaperSource,
  type StepPaper,
  type TakenStep,
} from '../../documents/paper-source.js';
import { Organisations } from '../../identity/organisations.js';
import { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { namesOf } from '../course/paper-texts.js';
import { COMPULSORY } from './compulsory-procedure.js';
import { compulsoryStepContent, formsOfDossier, namedIn } from './compulsory-paper.rules.js';
import { readRecord } from './compulsory.record.js';

/** What stands in the papers of a compulsory rehabilitation: nobody applies and a court decides, so each is of a step. */
@Injectable()
export class CompulsoryPaperSource implements PaperSource, OnModuleInit {
  readonly caseKinds = [COMPULSORY.kind];

  constructor(
    private readonly sources: PaperSources,
    private readonly people: People,
    private readonly organisations: Organisations,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async stepPaper(tx: Tx, file: CaseFile, step: TakenStep): Promise<StepPaper> {
    const record = await readRecord(tx, file.id);
    const person = await this.people.record(tx, file.personId);
    const named = namedIn(file, record, standingEvents(step.events));
    const nameOf = await namesOf(tx, this.organisations, named);
    return {
      forms: formsOfDossier(step, record.age),
      content: compulsoryStepContent({ file, record, person, step, nameOf }),
    };
  }
}
