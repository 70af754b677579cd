import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { EndLimits } from '../../cases/steps/end-limits.js';
import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import { CaseSteps, type AskedStep, type StepEffect } from '../../cases/steps/step-taking.js';
import { legalDayOf } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { COMPULSORY, type CompulsoryProcedure } from './compulsory-procedure.js';
import { termNow } from './compulsory-term-now.js';
import { changeRecord, readRecord, type CompulsoryRecord, type RecordChange } from './compulsory.record.js';

/** An act on a file of compulsory rehabilitation, with what is on its record. */
export interface CompulsoryAct extends AuthorisedAct<CompulsoryProcedure> {
  readonly record: CompulsoryRecord;
}

/** What a step brings along, and what it sets in the record of the file. */
export interface CompulsoryEffect extends StepEffect {
  readonly changes?: RecordChange;
}

/** Takes one step of a compulsory rehabilitation. */
@Injectable()
export class CompulsorySteps {
  constructor(
    private readonly steps: CaseSteps,
    private readonly files: CaseFiles,
    private readonly limits: EndLimits,
  ) {}

  /** @throws Problem as `CaseSteps.take` */
  async take(
    tx: Tx,
    actor: UserActor,
    id: string,
    asked: AskedStep,
    work: (act: CompulsoryAct) => Promise<CompulsoryEffect>,
  ): Promise<void> {
    await this.steps.take(tx, actor, [COMPULSORY], id, asked, async (authorised) => {
      const { changes = {}, ...effect } = await work({ ...authorised, record: await readRecord(tx, id) });
      changeRecord(tx, id, changes);
      return effect;
    });
    await this.followEnd(tx, id);
  }

  /** Lets the time limits before the end follow the term as it stands. */
  async followEnd(tx: Tx, id: string): Promise<void> {
    const file = await this.files.byId(tx, id);
    if (!COMPULSORY.running?.begun.includes(file.status)) return;
    const [record, events] = await Promise.all([readRecord(tx, id), this.files.events(tx, id)]);
    const end = termNow(record, events, legalDayOf(tx.now));
    await this.limits.follow(tx, COMPULSORY, file, events, end);
  }
}
