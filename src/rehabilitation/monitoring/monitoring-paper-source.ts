import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import {
  PaperSources,
  type PaperSource,
  type StepPaper,
  type TakenStep,
} from '../../documents/paper-source.js';
import { Organisations } from '../../identity/organisations.js';
import { legalDayOf } from '../../law/date.js';
import { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { bodiesIn, namesOf } from '../course/paper-texts.js';
import { monitoringStepContent } from './monitoring-paper.rules.js';
import { MONITORING } from './monitoring-procedure.js';
import { MonitoringReader } from './monitoring.reader.js';

/** What stands in the papers of a monitoring: each is the paper of a step. */
@Injectable()
export class MonitoringPaperSource implements PaperSource, OnModuleInit {
  readonly caseKinds = [MONITORING.kind];

  constructor(
    private readonly sources: PaperSources,
    private readonly people: People,
    private readonly organisations: Organisations,
    private readonly reader: MonitoringReader,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async stepPaper(tx: Tx, file: CaseFile, step: TakenStep): Promise<StepPaper> {
    const person = await this.people.record(tx, file.personId);
    const measure = await this.reader.measureOf(tx, file, legalDayOf(step.event.effectiveAt));
    const bodies = bodiesIn([...step.events, ...(measure?.events ?? [])]);
    const nameOf = await namesOf(tx, this.organisations, bodies);
    return { content: monitoringStepContent({ step, person, measure, nameOf }) };
  }
}
