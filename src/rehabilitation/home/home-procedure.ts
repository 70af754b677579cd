import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { ANNULLED, type CaseEvent, type CaseFile } from '../../cases/case-file.js';
import {
  registerProcedure,
  type Annulment,
  type CaseProcedure,
  type Succession,
  type TurnoverOutcome,
} from '../../cases/procedure.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { DeadlineCorrections } from '../../reminders/deadline-corrections.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { HomeRegistration } from './home-registration.js';
import { annulPapers } from './home-rehabilitation.papers.js';
import { changeHomeRecord, readHomeRecord } from './home-rehabilitation.record.js';
import { DECISION_DEADLINE, PROCEDURE } from './home-rehabilitation.rules.js';
import { HOME_TRANSITIONS, isClosed, type HomeState } from './home-rehabilitation.states.js';
import { takeStep } from './home-rehabilitation.guards.js';

const NO_TERM = { termStartsOn: null, termEndsOn: null, termMonths: null, termExplanation: null };

/**
 * Home rehabilitation as cases/ knows it. To the commune police on 01/07/2026 an undecided file goes without a running
 * clock: the time limit of the old law has lost its ground, the police's 24 hours start with their reception record
 * (Luật 120/2025 Art 56(2); interpretation, shown in both explanations). Between bodies of the same law (a merged
 * commune) the clock runs on.
 */
@Injectable()
export class HomeProcedure implements CaseProcedure, OnModuleInit {
  readonly kind = PROCEDURE;
  readonly function = PROCEDURE;
  readonly start: HomeState = 'handed-in';
  readonly transitions = HOME_TRANSITIONS;
  readonly lawChange = { on: NEW_LAW_FROM, formerKeeper: 'commune-peoples-committee' } as const;

  /** Registering itself is not annulled: a file that should not be is voided. */
  readonly annuls: CaseProcedure['annuls'] = {
    'reception-recorded': (tx, annulment) => this.annulReception(tx, annulment),
    decided: (tx, annulment) => this.annulDecision(tx, annulment),
    withdrawn: (tx, annulment) => this.restartClock(tx, annulment),
    died: (tx, annulment) => this.restartClock(tx, annulment),
    voided: (tx, annulment) => this.restartClock(tx, annulment),
  };

  constructor(
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly corrections: DeadlineCorrections,
    private readonly registration: HomeRegistration,
  ) {}

  onModuleInit(): void {
    registerProcedure(this);
  }

  isClosed(state: string): boolean {
    return isClosed(state as HomeState);
  }

  async competenceMoved(
    tx: Tx,
    file: CaseFile,
    succession: Succession | null,
    at: Date,
  ): Promise<TurnoverOutcome> {
    const events = await this.files.events(tx, file.id);
    const byLaw = comesUnderNewLaw(file, events, succession);
    const event = byLaw ? 'competence-moved' : 'keeper-moved';
    const status = takeStep(events, event, at);
    if (byLaw && status === 'awaiting-reception') await this.registration.supersede(tx, file);
    return { event, status, byLaw };
  }

  private async annulReception(tx: Tx, { file, eventId }: Annulment): Promise<void> {
    await annulPapers(tx, file.id, 'reception-record', eventId);
    await changeHomeRecord(tx, file.id, { receptionAt: null });
    const end = { subjectId: file.id, rule: DECISION_DEADLINE, at: tx.now, reason: ANNULLED } as const;
    await this.deadlines.close(tx, { ...end, outcome: 'void' });
  }

  private async annulDecision(tx: Tx, annulment: Annulment): Promise<void> {
    await annulPapers(tx, annulment.file.id, 'decide-home-rehabilitation', annulment.eventId);
    await changeHomeRecord(tx, annulment.file.id, NO_TERM);
    await this.restartClock(tx, annulment);
  }

  /**
   * The end of a time limit is taken back with the step that ended it: an undecided file has one that runs from where
   * it ran, or that the new law ended meanwhile. What other steps ended stays as it is.
   */
  private async restartClock(tx: Tx, { file, annulled }: Annulment): Promise<void> {
    const ended = { subjectId: file.id, rule: DECISION_DEADLINE, endedAt: annulled.recordedLegalAt };
    const hadEnded = await this.corrections.voidEnded(tx, { ...ended, reason: ANNULLED });
    if (hadEnded === 0 || file.registeredAt === null) return;
    const { receptionAt } = await readHomeRecord(tx, file.id);
    await this.registration.openDecisionDeadline(tx, file, receptionAt ?? file.registeredAt);
    if (file.status === ('awaiting-reception' satisfies HomeState))
      await this.registration.supersede(tx, file);
  }
}

/** True for the move from the people's committee to the police that the new law brought, whenever it is carried out. */
function comesUnderNewLaw(
  file: CaseFile,
  events: readonly CaseEvent[],
  succession: Succession | null,
): boolean {
  const onItsDay =
    succession === null || (succession.function === PROCEDURE && succession.effectiveOn >= NEW_LAW_FROM);
  return (
    onItsDay && file.openedOn < NEW_LAW_FROM && !events.some((event) => event.type === 'competence-moved')
  );
}
