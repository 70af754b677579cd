import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import type { CaseFile } from '../../cases/case-file.js';
import {
  registerTurnoverRule,
  type Succession,
  type TurnoverOutcome,
  type TurnoverRule,
} from '../../cases/ports.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { takeStep } from './home-rehabilitation.guards.js';
import { DECISION_DEADLINE, PROCEDURE, supersededByNewLaw } from './home-rehabilitation.rules.js';

/**
 * What happens to a home rehabilitation when competence for it moves. To the commune police on 01/07/2026 an
 * undecided file goes without a running clock: the time limit of the old law has lost its ground, the police's 24
 * hours start with their reception record (Luật 120/2025 Art 56(2); interpretation, shown in both explanations).
 * Between bodies of the same law (a merged commune) the clock runs on.
 */
@Injectable()
export class HomeTurnover implements TurnoverRule, OnModuleInit {
  readonly kind = PROCEDURE;
  readonly function = PROCEDURE;

  constructor(
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
  ) {}

  onModuleInit(): void {
    registerTurnoverRule(this);
  }

  async competenceMoved(tx: Tx, file: CaseFile, succession: Succession, at: Date): Promise<TurnoverOutcome> {
    const event = changesTheLaw(file, succession) ? 'competence-moved' : 'keeper-moved';
    const status = takeStep(await this.files.events(tx, file.id), event, at);
    if (event === 'competence-moved' && status === 'awaiting-reception') await this.supersede(tx, file, at);
    return { event, status };
  }

  private async supersede(tx: Tx, file: CaseFile, at: Date): Promise<void> {
    await this.deadlines.close(tx, {
      subjectId: file.id,
      rule: DECISION_DEADLINE,
      at,
      outcome: 'superseded',
      reason: 'Luật 120/2025/QH15, Điều 56 khoản 2',
      because: supersededByNewLaw({ openedOn: file.openedOn, asOf: NEW_LAW_FROM }),
    });
  }
}

/** True for the move from the people's committee to the police, which came with the new law and on its first day. */
function changesTheLaw(file: CaseFile, succession: Succession): boolean {
  const withTheLaw = succession.function === PROCEDURE && succession.effectiveOn === NEW_LAW_FROM;
  return withTheLaw && file.openedOn < NEW_LAW_FROM;
}
