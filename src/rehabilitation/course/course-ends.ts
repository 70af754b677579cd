import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { standingEvents } from '../../cases/case-steps.js';
import { EndLimits, type EndCircumstances, type TermEnd } from '../../cases/steps/end-limits.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { viDate } from '../../law/date-text.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import { explain, step } from '../../law/explanation.js';
import { cite } from '../../law/instruments.js';
import { checkStages, type StagesCheck } from '../../law/stages.js';
import { Calendar } from '../../legal-reference/calendar.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { DoorDefinition } from '../voluntary/door.js';
import { readRecord, type VoluntaryRecord } from '../voluntary/voluntary.record.js';
import { completionWindow } from './completion.rules.js';
import { countedTermOf, courseOf } from './course.js';
import { P } from './course.problems.js';
import { termOf } from './course.view.js';

/** A file whose rehabilitation is to be ended by a step at a moment. */
export interface Ending {
  readonly procedure: DoorDefinition;
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly at: Date;
  readonly step: string;
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
    await this.limits.follow(tx, door, file, events, end, circumstances(tx, file, record, events, end));
  }

  /**
   * @returns whether the stages that the law of the term asks for were done
   * @throws Problem 409 for a file without a term, and before completion may be certified or refused, with the arithmetic
   */
  async requireOver(tx: Tx, { procedure, file, events, at, step: taken }: Ending): Promise<StagesCheck> {
    const certificate = procedure.certificates?.[taken];
    if (!certificate) throw new Error(`${procedure.kind}: ${taken} certifies nothing`);
    const term = termOf(await readRecord(tx, file.id));
    if (!term) throw problem(P.noTerm);
    const on = legalDayOf(at);
    const course = courseOf(events);
    const counted = countedTermOf(term, course, on);
    const facts = factsAt(procedure, file, events, on);
    const regime = regimeFor('deadline', procedure.kind, facts);
    const calendar = await this.calendar.forTx(tx);
    const { opensAt, explanation } = completionWindow(regime, counted, calendar, certificate);
    if (opensAt === null || at < opensAt) {
      throw problem(P.termNotOver, {
        extensions: { from: opensAt?.toISOString() ?? null, explanation: toExplanationDto(explanation) },
      });
    }
    const ofTerm = regimeFor('term', procedure.kind, facts);
    return checkStages(ofTerm, course.stages, counted.endsOn ?? term.endsOn);
  }
}

/**
 * What the program itself opens when the law changes stands with the keeper: it may put nothing on anybody else. Of a file
 * that a facility keeps, by a contract of before 01/07/2026, who took over the rest at home owes what a keeper owes there.
 */
function circumstances(
  tx: Tx,
  { keeperOrganisationId }: CaseFile,
  { contractEndsOn, placeOrganisationId: place }: VoluntaryRecord,
  events: readonly CaseEvent[],
  end: TermEnd | null,
): EndCircumstances {
  const contractEnd = contractEndOf(contractEndsOn, end);
  if (tx.actor.kind === 'system' || place === null) return { contractEnd };
  const takenOver = standingEvents(events).findLast(({ type }) => type === 'continued-at-home');
  const follower = takenOver?.facts.actedBy ?? takenOver?.organisationId;
  const follows = place === keeperOrganisationId && typeof follower === 'number';
  return { contractEnd, owing: { place, ...(follows ? { keeper: follower } : {}) } };
}

/** NĐ 163/2026 Điều 94 khoản 2: of a contract for part of the term. */
function contractEndOf(contractEndsOn: DateOnly | null, end: TermEnd | null): TermEnd | null {
  if (!contractEndsOn || !end?.endsOn || contractEndsOn >= end.endsOn) return null;
  return {
    endsOn: contractEndsOn,
    explanation: explain({
      rule: 'private-facility.contract-end',
      version: '2026-07-01',
      inputs: { contractEndsOn, termEndsOn: end.endsOn },
      steps: [
        step(
          `Hợp đồng với cơ sở hết hạn ngày ${viDate(contractEndsOn)}, trước khi hết thời hạn cai nghiện: phần còn lại tiếp tục tại gia đình, cộng đồng.`,
          `The contract of the facility ends on ${contractEndsOn}, before the term: the rest goes on at home.`,
          cite('luat-120-2025', 'Điều 33 khoản 4'),
        ),
      ],
      result: { endsOn: contractEndsOn },
    }),
  };
}
