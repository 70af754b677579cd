import { Injectable } from '@nestjs/common';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { addMonths, legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { ExemptionStepDto, ResumptionStepDto } from '../course/circumstance-input.dto.js';
import { countedTermOf, courseOf } from '../course/course.js';
import { termOf } from '../course/course.view.js';
import { executionGround } from '../course/execution-grounds.js';
import { refuseUninvolved } from '../course/place.guards.js';
import { refuseOtherFields, type InputRule } from '../../cases/steps/step-inputs.js';
import { VoluntarySteps, type DoorAct } from '../voluntary/voluntary-steps.js';
import { readRecord } from '../voluntary/voluntary.record.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { FACILITY, type FacilityRehabilitationDto } from './facility-answer.dto.js';
import { P } from './facility.problems.js';

const INPUTS: Readonly<Record<ExemptionStepDto['step'], InputRule>> = {
  postponed: { needs: ['number', 'ground'], may: ['reason'] },
  exempted: { needs: ['number', 'ground'], may: ['reason'] },
  suspended: { needs: ['number', 'reason'] },
};

/**
 * Postponement, exemption and suspension of voluntary rehabilitation at a public facility or reformatory, by the director
 * of the provincial police: Luật 120/2025 Art 39, NĐ 163/2026 Art 110(3), (4).
 */
@Injectable()
export class FacilityExemptionService {
  constructor(
    private readonly database: Database,
    private readonly steps: VoluntarySteps,
    private readonly reader: VoluntaryReader,
  ) {}

  /** @throws Problem 409 for a ground that the law does not know in the state of that moment */
  async decide(
    actor: UserActor,
    id: string,
    version: number,
    input: ExemptionStepDto,
  ): Promise<FacilityRehabilitationDto> {
    const { step, number, reason, actedBy } = input;
    const asked = { step, at: new Date(input.at), pointer: '/at', version, number, reason, actedBy };
    return this.database.write(actor, async (tx) => {
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, (act) => {
        refuseOtherFields(INPUTS[step], { ...input });
        if (step === 'suspended') return Promise.resolve({});
        const article = requireGround(act, step, input.ground, asked.at);
        return Promise.resolve({ facts: { ground: input.ground ?? '', article } });
      });
      return FACILITY.show(await this.reader.view(tx, id));
    });
  }

  /** Art 39(1), (3): who is well again goes on, after a suspension where three months are left. */
  async resume(
    actor: UserActor,
    id: string,
    version: number,
    { step, at, reason }: ResumptionStepDto,
  ): Promise<FacilityRehabilitationDto> {
    const asked = { step, at: new Date(at), pointer: '/at', version, reason };
    return this.database.write(actor, async (tx) => {
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, async (act) => {
        await refuseUninvolved(tx, act, await readRecord(tx, id), { at: asked.at, atHome: false });
        if (step === 'resumed') await refuseShortRest(tx, act, legalDayOf(asked.at));
        return {};
      });
      return FACILITY.show(await this.reader.view(tx, id));
    });
  }
}

/** @returns the article @throws Problem 409 for a ground that the law does not know then */
function requireGround(
  { procedure, file }: DoorAct,
  step: 'postponed' | 'exempted',
  ground: ExemptionStepDto['ground'],
  at: Date,
): string {
  const regime = regimeFor('authority', procedure.kind, { openedOn: file.openedOn, asOf: legalDayOf(at) });
  const citation = ground && executionGround(ground, step, file.status, regime);
  if (citation) return citationText(citation);
  throw problem(P.groundOfExemption, { extensions: { ground, step, state: file.status } });
}

/** Luật 120/2025 Art 39(3): from 3 months left on. @throws Problem 409 where less is left, with the end of the term */
async function refuseShortRest(tx: Tx, { file, events }: DoorAct, on: DateOnly): Promise<void> {
  const term = termOf(await readRecord(tx, file.id));
  const endsOn = term && countedTermOf(term, courseOf(events), on).endsOn;
  if (!endsOn || addMonths(on, 3) <= endsOn) return;
  throw problem(P.tooLittleLeft, { extensions: { endsOn } });
}
