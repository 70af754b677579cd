import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { EndLimits } from '../../cases/steps/end-limits.js';
import { momentOf } from '../../cases/steps/step-guards.js';
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
import { countedTermOf, courseOf, type Course } from './course.js';
import { P } from './course.problems.js';
import { termOf, termRegime, type SetTerm } from './course.view.js';

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
    const [record, events] = await Promise.all([readRecord(tx, id), this.files.events(tx, id)]);
    const term = termOf(record);
    const end = term && countedTermOf(term, courseOf(events), legalDayOf(tx.now));
    await this.limits.follow(tx, door, id, end);
  }

  /** @throws Problem 409 before the time at which completion may be certified, with the arithmetic */
  async refuseBeforeEnd(tx: Tx, ending: Ending): Promise<void> {
    const { term, course } = await this.known(tx, ending);
    const { procedure, file, events, at } = ending;
    const decidedAt = momentOf(events, ...procedure.deciding);
    const regime = regimeFor('deadline', procedure.kind, {
      ...{ openedOn: file.openedOn, asOf: legalDayOf(at) },
      ...(decidedAt && { decidedOn: legalDayOf(decidedAt) }),
    });
    const counted = countedTermOf(term, course, legalDayOf(at));
    const { opensAt, explanation } = completionWindow(regime, counted, await this.calendar.forTx(tx));
    if (opensAt !== null && at >= opensAt) return;
    throw problem(P.termNotOver, {
      extensions: { from: opensAt?.toISOString() ?? null, explanation: toExplanationDto(explanation) },
    });
  }

  /** Whether the stages that the law of the term asks for were done. */
  async stages(tx: Tx, ending: Ending): Promise<StagesCheck> {
    const { term, course } = await this.known(tx, ending);
    const { procedure, file, events, at } = ending;
    const decidedAt = momentOf(events, ...procedure.deciding);
    const regime = termRegime(file, decidedAt && legalDayOf(decidedAt), legalDayOf(at));
    const { endsOn } = countedTermOf(term, course, legalDayOf(at));
    return checkStages(regime, course.stages, endsOn ?? term.endsOn);
  }

  private async known(tx: Tx, { file, events }: Ending): Promise<{ term: SetTerm; course: Course }> {
    const term = termOf(await readRecord(tx, file.id));
    if (!term) throw problem(P.noTerm);
    return { term, course: courseOf(events) };
  }
}
