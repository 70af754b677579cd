import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { takeStep } from '../../cases/steps/step-guards.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import type { DossierCheck } from '../../law/dossiers.js';
import { Calendar } from '../../legal-reference/calendar.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DoorDefinition, Intake } from './door.js';
import { momentsOf } from './force-majeure.guards.js';
import { changeRecord, readRecord, type RecordChange, type VoluntaryRecord } from './voluntary.record.js';
import { registrationTimeliness } from './voluntary.rules.js';

/** Takes a complete dossier in, or asks for the rest of an incomplete one. */
@Injectable()
export class VoluntaryRegistration {
  constructor(
    private readonly files: CaseFiles,
    private readonly steps: CaseSteps,
    private readonly clocks: StepClocks,
    private readonly calendar: Calendar,
  ) {}

  /** Registers a complete dossier and starts the clock; asks for the rest of an incomplete one, without a clock. */
  async registerOrAsk(
    tx: Tx,
    door: DoorDefinition,
    intake: Intake,
    file: CaseFile,
    dossier: DossierCheck,
    at: Date,
  ): Promise<void> {
    const events = await this.files.events(tx, file.id);
    if (!dossier.complete) {
      const step = 'supplement-requested';
      const state = takeStep(door, events, step, at);
      await this.files.change(tx, file, { status: state });
      const missing = dossier.missing.map((item) => item.code).join(',');
      await this.steps.append(tx, door, file, { step, at }, state, { missing });
      return;
    }
    const { step } = intake;
    const state = takeStep(door, events, step, at);
    const record = await readRecord(tx, file.id);
    const registered = await this.files.change(tx, file, { status: state, registeredAt: at });
    changeRecord(tx, file.id, {
      ...(await this.timeliness(tx, record)),
      ...(intake.isReception ? { receptionAt: at } : {}),
    });
    await this.steps.append(tx, door, file, { step, at }, state, { ordinal: record.ordinal });
    const organisationId = file.keeperOrganisationId;
    await this.clocks.follow(tx, door, registered, { step, at, organisationId, reason: step });
    // Entered after the new law took the file from the committee: its time limit ran, and ended there.
    if (state === door.newLaw?.waitsIn) await this.clocks.supersede(tx, door, file);
  }

  /** Unknown where a confirmation of substitution treatment stands for the result: nobody was told one. */
  private async timeliness(tx: Tx, record: VoluntaryRecord): Promise<RecordChange> {
    const { determinationOn, toldAt, handedInAt } = record;
    if (determinationOn === null || toldAt === null) return {};
    const forceMajeure = record.forceMajeure && momentsOf(record.forceMajeure);
    const times = { determinationOn, toldAt, handedInAt, forceMajeure };
    const { inTime, explanation } = registrationTimeliness(times, await this.calendar.forTx(tx));
    return { registrationInTime: inTime, registrationExplanation: explanation };
  }
}
