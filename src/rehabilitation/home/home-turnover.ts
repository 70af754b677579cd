import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import type { CaseFile } from '../../cases/case-file.js';
import {
  registerTurnoverRule,
  type Succession,
  type TurnoverOutcome,
  type TurnoverRule,
} from '../../cases/ports.js';
import { dateOnly, startOfLegalDay } from '../../law/date.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { takeStep } from './home-rehabilitation.guards.js';
import { DECISION_DEADLINE, PROCEDURE } from './home-rehabilitation.rules.js';

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

  async competenceMoved(tx: Tx, file: CaseFile, succession: Succession): Promise<TurnoverOutcome> {
    if (!changesTheLaw(file, succession)) return { event: 'keeper-moved', status: file.status };
    const at = startOfLegalDay(dateOnly(succession.effectiveOn));
    const state = takeStep(await this.files.events(tx, file.id), 'competence-moved', at);
    if (state !== 'awaiting-reception') return { event: 'competence-moved', status: state };
    await this.deadlines.close(tx, {
      subjectId: file.id,
      rule: DECISION_DEADLINE,
      at,
      outcome: 'superseded',
      reason: 'Luật 120/2025/QH15, Điều 56 khoản 2',
    });
    return { event: 'competence-moved', status: state };
  }
}

/** True for the move from the people's committee to the police, which came with the new law. */
function changesTheLaw(file: CaseFile, succession: Succession): boolean {
  return (
    succession.function === PROCEDURE &&
    file.openedOn < NEW_LAW_FROM &&
    succession.effectiveOn >= NEW_LAW_FROM
  );
}
