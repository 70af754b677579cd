import { Injectable } from '@nestjs/common';
import { Calendar } from '../../legal-reference/calendar.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Deadlines } from '../../reminders/deadlines.js';
import {
  FORCE_MAJEURE_ENDED,
  START_DEADLINE,
  type ComplaintStep,
  type ServiceStep,
} from '../voluntary/door-parts.js';
import { momentsOf, refuseImpossibleEvent, tooLateFor } from '../voluntary/force-majeure.guards.js';
import { startLimitOf } from '../voluntary/start-limit.js';
import type { ForceMajeureDto } from '../voluntary/voluntary-input.dto.js';
import { VoluntarySteps, type DoorAct, type VoluntaryEffect } from '../voluntary/voluntary-steps.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import type { ComplaintStepDto, ServiceStepDto, WhereaboutsStepDto } from './circumstance-input.dto.js';
import type { CourseFile } from './course.service.js';
import { refuseUninvolvedAt } from './place.guards.js';
import { refuseOtherFields, type InputRule } from '../../cases/steps/step-inputs.js';

const COMPLAINT_INPUTS: Readonly<Record<ComplaintStep, InputRule>> = {
  complained: { needs: ['reason'] },
  'complaint-decided': { needs: ['number', 'reason'] },
};
const SERVICE_INPUTS: Readonly<Record<ServiceStep, InputRule>> = {
  'service-began': { needs: ['provider'] },
  'service-ended': { needs: ['outcome'], may: ['number'] },
  'service-reported': {},
};

interface Asked {
  readonly step: string;
  readonly at: string;
  readonly pointer?: string;
  readonly number?: string;
  readonly reason?: string;
}

/** What comes to a voluntary rehabilitation from outside: force majeure, complaints, services, a person who is lost. */
@Injectable()
export class CircumstancesService {
  constructor(
    private readonly database: Database,
    private readonly steps: VoluntarySteps,
    private readonly deadlines: Deadlines,
    private readonly calendar: Calendar,
    private readonly reader: VoluntaryReader,
  ) {}

  /**
   * The person's time to begin is counted anew: NĐ 116/2021 Art 3(4), NĐ 163/2026 Art 4(8).
   *
   * @throws Problem 409 for an event that began when the time was over, with the arithmetic
   */
  async endForceMajeure<T extends object>(on: CourseFile<T>, input: ForceMajeureDto): Promise<T> {
    const { number, reason, endedAt } = input;
    const asked = { step: FORCE_MAJEURE_ENDED, at: endedAt, pointer: '/endedAt', number, reason };
    return this.take(on, asked, async (tx, act) => {
      refuseImpossibleEvent(input, tx.now);
      const { since } = momentsOf(input);
      const { procedure: door, file, events } = act;
      const limit = startLimitOf(door, file, events, await this.calendar.forTx(tx));
      if (since >= limit.dueAt) throw tooLateFor(limit);
      const limits = await this.deadlines.ofSubject(tx, file.id);
      const runs = limits.some(({ rule, status }) => rule === START_DEADLINE && status === 'open');
      return { facts: { since: since.toISOString() }, ...(runs && { restarts: [START_DEADLINE] }) };
    });
  }

  async complain<T extends object>(on: CourseFile<T>, input: ComplaintStepDto): Promise<T> {
    return this.take(on, input, () => {
      refuseOtherFields(COMPLAINT_INPUTS[input.step], { ...input });
      return Promise.resolve({});
    });
  }

  /** Luật 73/2021 Art 30(7)c, Luật 120/2025 Art 32(8)c: the provider tells of each beginning and end. */
  async recordService<T extends object>(on: CourseFile<T>, input: ServiceStepDto): Promise<T> {
    const { step, at, number, provider, outcome } = input;
    return this.take(on, { step, at, number, reason: provider }, async (tx, act) => {
      refuseOtherFields(SERVICE_INPUTS[step], { ...input });
      await refuseUninvolvedAt(tx, act, new Date(at));
      return outcome === undefined ? {} : { facts: { outcome } };
    });
  }

  async recordWhereabouts<T extends object>(on: CourseFile<T>, input: WhereaboutsStepDto): Promise<T> {
    return this.take(on, input, async (tx, act) => {
      await refuseUninvolvedAt(tx, act, new Date(input.at));
      return {};
    });
  }

  private async take<T extends object>(
    { actor, desk, id, version }: CourseFile<T>,
    { step, at, pointer = '/at', number, reason }: Asked,
    work: (tx: Tx, act: DoorAct) => Promise<VoluntaryEffect> = () => Promise.resolve({}),
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const asked = { step, at: new Date(at), pointer, version, number, reason };
      await this.steps.take(tx, actor, desk.doors, id, asked, (act) => work(tx, act));
      return desk.show(await this.reader.view(tx, id));
    });
  }
}
