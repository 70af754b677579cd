import { Injectable } from '@nestjs/common';
import { actingFor } from '../../cases/keeping.js';
import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import { CaseSteps, type StepEffect } from '../../cases/steps/step-taking.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { refuseOtherFields } from '../../cases/steps/step-inputs.js';
import type { AddictionDeterminationDto } from './determination-answer.dto.js';
import { requestOf } from './determination-history.js';
import type { DeterminationStepDto } from './determination-input.dto.js';
import { STEP_INPUTS } from './determination-inputs.js';
import { DETERMINATION, type DeterminationProcedure } from './determination-procedure.js';
import { P } from './determination.problems.js';
import { DeterminationReader } from './determination.reader.js';

/** From the reception of the person to the day on which the result is told. */
@Injectable()
export class DeterminationService {
  constructor(
    private readonly database: Database,
    private readonly steps: CaseSteps,
    private readonly reader: DeterminationReader,
    private readonly papers: PaperAnnulments,
  ) {}

  async take(
    actor: UserActor,
    id: string,
    version: number,
    input: DeterminationStepDto,
  ): Promise<AddictionDeterminationDto> {
    return this.database.write(actor, async (tx) => {
      const { number, reason, actedBy } = input;
      const step = await this.stepFor(tx, id, input);
      const leaves = step === 'voided' ? ('void' as const) : ('lapsed' as const);
      const at = new Date(input.at);
      const asked = { step, at, pointer: '/at', version, number, reason, actedBy, leaves };
      await this.steps.take(tx, actor, [DETERMINATION], id, asked, async (act) => {
        refuseOtherFields(STEP_INPUTS[input.step], { ...input });
        await refuseOtherFacility(tx, act, at);
        if (step === 'voided') await this.papers.fileVoided(tx, act.file, reason ?? '');
        return effectOf(input);
      });
      return this.reader.show(tx, id);
    });
  }

  /** Who applied gets the result by another form: NĐ 109/2021 Art 4(1)c, 5(1)e. */
  private async stepFor(tx: Tx, id: string, { step }: DeterminationStepDto): Promise<string> {
    if (step !== 'resulted') return step;
    return (await this.reader.isVoluntary(tx, id)) ? 'resulted-voluntary' : step;
  }
}

const effectOf = ({ result }: DeterminationStepDto): StepEffect =>
  result === undefined ? {} : { facts: { result } };

/** @throws Problem 409 for an act of another facility than the one that was asked, or its heir */
async function refuseOtherFacility(
  tx: Tx,
  { file, events, organisationId, competence }: AuthorisedAct<DeterminationProcedure>,
  at: Date,
): Promise<void> {
  if (!competence) return;
  const { facilityId } = requestOf(file, events);
  if ((await actingFor(tx, [facilityId], legalDayOf(at))).includes(organisationId)) return;
  throw problem(P.otherFacility, { extensions: { facilityOrganisationId: facilityId } });
}
