import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import type { Tx } from '../../platform/database/tx.js';
import { doorOfKind } from '../voluntary/doors.js';
import { MONITORING_DECISION } from './monitoring-owed.js';

/** The time limit to decide on monitoring, which runs on the file on which it will hang. */
@Injectable()
export class MonitoringLimits {
  constructor(private readonly clocks: StepClocks) {}

  /**
   * The step alone is written, never the number: the file is read by others too. Where the law sets none, as for who was in the measure before 01/07/2026, there is nothing to meet.
   */
  async meet(tx: Tx, parent: CaseFile, at: Date): Promise<void> {
    const end = { subjectId: parent.id, rule: MONITORING_DECISION, at } as const;
    await this.clocks.end(tx, { ...end, outcome: 'met', reason: 'monitoring-ordered' });
  }

  /** The decision should never have been: the limit that it ended runs again. */
  async takeBack(tx: Tx, parent: CaseFile, ordered: CaseEvent): Promise<void> {
    await this.clocks.takeBack(tx, doorOfKind(parent.kind), parent, ordered);
  }
}
