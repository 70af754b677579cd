import type { DateOnly } from '../../law/date.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Day, ListOf, Nested, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { DeadlineDto, toDeadlineDto } from '../../reminders/deadline.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import type { CaseEvent, CaseFile } from '../case-file.js';
import { ActPaperDto, toActPaperDto, type PaperRecord } from './act-papers.js';
import { nextStepsOf } from './next-steps.js';
import { NextStepDto } from './step-answer.dto.js';
import type { SteppedProcedure } from './stepped-procedure.js';

/** What every file of a procedure with papers answers; each adds its state and its own facts. */
export abstract class FollowedFileDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @Uuid()
  readonly personId: string = '';

  @Nested(() => BilingualDto)
  readonly statusLabel: BilingualDto = new BilingualDto();

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly keeperOrganisationId: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Day()
  readonly openedOn: string = '';

  @ListOf(() => ActPaperDto, {
    max: 1000,
    description: 'What was decided, told, recorded and sent, with its form',
  })
  readonly papers: readonly ActPaperDto[] = [];

  @ListOf(() => NextStepDto, { max: 40, description: 'What may come next, who does it and by when' })
  readonly next: readonly NextStepDto[] = [];

  @ListOf(() => DeadlineDto, { max: 1000 })
  readonly deadlines: readonly DeadlineDto[] = [];

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2 })
  readonly version: number = 1;
}

/** A file as it stands, for its answer. */
export interface FollowedView {
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly papers: readonly PaperRecord[];
  readonly deadlines: readonly Deadline[];
  readonly today: DateOnly;
  readonly legalNow: Date;
}

/** What of the answer is alike in every procedure; `next` are all steps that a person takes. */
export function toFollowedFileDto(procedure: SteppedProcedure, view: FollowedView): FollowedFileDto {
  const { file } = view;
  const state = procedure.states[file.status];
  if (!state) throw new Error(`No state ${file.status}`);
  return {
    ...{ id: file.id, code: file.code, personId: file.personId, statusLabel: state.label },
    ...{ keeperOrganisationId: file.keeperOrganisationId, unitId: file.unitId, openedOn: file.openedOn },
    papers: view.papers.map(toActPaperDto),
    next: nextStepsOf(procedure, view),
    deadlines: view.deadlines.map((deadline) => toDeadlineDto(deadline, view.legalNow)),
    version: file.version,
  };
}
