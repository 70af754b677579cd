import { Injectable } from '@nestjs/common';
import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import { CaseSteps, type AskedStep, type StepEffect } from '../../cases/steps/step-taking.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { CourseEnds } from '../course/course-ends.js';
import type { DoorDefinition } from './door.js';
import { changeRecord, readRecord, type RecordChange } from './voluntary.record.js';

/** An act on a file of one of the doors. */
export type DoorAct = AuthorisedAct<DoorDefinition>;

/** What a step brings along, and what it sets in the record of the file. */
export interface VoluntaryEffect extends StepEffect {
  readonly changes?: RecordChange;
}

/** Takes one step of a file of any door. */
@Injectable()
export class VoluntarySteps {
  constructor(
    private readonly steps: CaseSteps,
    private readonly ends: CourseEnds,
  ) {}

  /** @throws Problem as `CaseSteps.take` */
  async take(
    tx: Tx,
    actor: UserActor,
    among: readonly DoorDefinition[],
    id: string,
    asked: AskedStep,
    work: (act: DoorAct) => Promise<VoluntaryEffect> = () => Promise.resolve({}),
  ): Promise<DoorAct> {
    const act = await this.steps.take(tx, actor, among, id, asked, async (authorised) => {
      const { changes = {}, ...effect } = await work(authorised);
      changeRecord(tx, id, changes);
      return { ...effect, ...(await placeOwing(tx, authorised, asked.step)) };
    });
    const { running } = act.procedure;
    if (running?.states.some((state) => state === act.state || state === act.file.status)) {
      await this.ends.follow(tx, act.procedure, id);
    }
    return act;
  }
}

/** Where the person is, for a step that starts a time limit there. */
async function placeOwing(
  tx: Tx,
  { procedure, file }: DoorAct,
  step: string,
): Promise<Pick<StepEffect, 'placeId'>> {
  if (!procedure.steps[step]?.opens?.some(({ owedBy }) => owedBy === 'place')) return {};
  const { placeOrganisationId } = await readRecord(tx, file.id);
  return placeOrganisationId === null ? {} : { placeId: placeOrganisationId };
}
