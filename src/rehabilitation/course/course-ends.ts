import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { EndLimits } from '../../cases/steps/end-limits.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { legalDayOf } from '../../law/date.js';
import { checkStages, type StagesCheck } from '../../law/stages.js';
import { Calendar } from '../../legal-reference/calendar.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { DoorDefinition } from '../voluntary/door.js';
import { readRecord } from '../voluntary/voluntary.record.js';
import { completionWindow } from './completion.rules.js';
import { countedTermOf, courseOf } from './course.js';
import { P } from './course.problems.js';
import { termOf } from './course.view.js';

/** A file whose rehabilitation is to be ended at a moment. */
export interface Ending {
  readonly procedure: DoorDefinition;
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly at: Date;
}

/** When a rehabilitation ends: the time limits before it, and whether it may be ended. */
@Injectable()
export class CourseEnds {
  constructor(
    private readonly files: CaseFiles,
    private readonly limits: EndLimits,
    private readonly calendar: Calendar,
  ) {}

  /** Lets the time limits before the end follow the term as it stands. */
  async follow(tx: Tx, door: DoorDefinition, id: string): Promise<void> {
    if (!door.running) return;
    const [file, record, events] = await Promise.all([
      this.files.byId(tx, id),
      readRecord(tx, id),
      this.files.events(tx, id),
    ]);
    const term = termOf(record);
    const end = term && countedTermOf(term, courseOf(events), legalDayOf(tx.now));
    await this.limits.follow(tx, door, file, events, end);
  }

  /**
   * @returns whether the stages that the law of the term asks for were done
   * @throws Problem 409 for a file without a term, and before completion may be certified or refused, with the arithmetic
   */
  async requireOver(tx: Tx, { procedure, file, events, at }: Ending): Promise<StagesCheck> {
    const term = termOf(await readRecord(tx, file.id));
    if (!term) throw problem(P.noTerm);
    const on = legalDayOf(at);
    const course = courseOf(events);
    const counted = countedTermOf(term, course, on);
    const facts = factsAt(procedure, file, events, on);
    const regime = regimeFor('deadline', procedure.kind, facts);
    const { opensAt, explanation } = completionWindow(regime, counted, await this.calendar.forTx(tx));
    if (opensAt === null || at < opensAt) {
      throw problem(P.termNotOver, {
        extensions: { from: opensAt?.toISOString() ?? null, explanation: toExplanationDto(explanation) },
      });
    }
    const ofTerm = regimeFor('term', procedure.kind, facts);
    return checkStages(ofTerm, course.stages, counted.endsOn ?? term.endsOn);
  }
}
