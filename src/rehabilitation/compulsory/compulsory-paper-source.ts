import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { P as DOCUMENTS } from '../../documents/documents.problems.js';
import type { FilePaperFacts } from '../../documents/paper-facts.js';
import {
  PaperSources,
  type PaperSource,
  type StepPaper,
  type TakenStep,
} from '../../documents/paper-source.js';
import { Organisations } from '../../identity/organisations.js';
import { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { COMPULSORY } from './compulsory-procedure.js';
import { compulsoryStepContent, formsOfDossier, namedIn } from './compulsory-paper.rules.js';
import { readRecord } from './compulsory.record.js';

/** What stands in the papers of a compulsory rehabilitation: each is the paper of a step. */
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

  /** No slip and no decision of the kind that the doors know: nobody applies, and a court decides. */
  factsOf(): Promise<FilePaperFacts> {
    return Promise.reject(problem(DOCUMENTS.nothingToSay));
  }

  async stepPaper(tx: Tx, file: CaseFile, step: TakenStep): Promise<StepPaper> {
    const record = await readRecord(tx, file.id);
    const person = await this.people.record(tx, file.personId);
    const names = new Map<number, string>();
    for (const id of namedIn(file, record, standingEvents(step.events))) {
      const body = await this.organisations.find(tx, id);
      if (body) names.set(id, body.name);
    }
    return {
      forms: formsOfDossier(step, record.age),
      content: compulsoryStepContent({ file, record, person, step, nameOf: (id) => names.get(id) ?? null }),
    };
  }
}
