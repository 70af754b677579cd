import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { Annulment, Succession, TurnoverOutcome } from '../../cases/procedure.js';
import { Procedures } from '../../cases/procedures.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { momentOf, referredTo, takeStep } from '../../cases/steps/step-guards.js';
import { annulPapers } from '../../cases/steps/step-papers.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { legalDayOf, startOfLegalDay } from '../../law/date.js';
import { governingRegime, NEW_LAW_FROM } from '../../law/regimes.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { refuseDisorderLeft } from '../course/course.guards.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { COMPULSORY } from './compulsory-procedure.js';
import { CompulsorySteps } from './compulsory-steps.js';
import { P } from './compulsory.problems.js';
import { evasionOf, placeNamed, PLACING_STEPS } from './compulsory-history.js';
import { UNDECIDED_STATES } from './compulsory-transitions.js';
import { changeRecord, readRecord, type RecordChange } from './compulsory.record.js';

/** Compulsory rehabilitation as cases/ knows it. */
@Injectable()
export class CompulsoryProcedures implements OnModuleInit {
  constructor(
    private readonly procedures: Procedures,
    private readonly files: CaseFiles,
    private readonly clocks: StepClocks,
    private readonly referrals: VoluntaryReferrals,
    private readonly steps: CompulsorySteps,
    private readonly papers: PaperAnnulments,
    private readonly deadlines: Deadlines,
  ) {}

  onModuleInit(): void {
    const { kind, start, transitions } = COMPULSORY;
    const steps = Object.entries(COMPULSORY.steps).flatMap(([step, { own, founds }]) =>
      own || founds ? [] : [step],
    );
    this.procedures.register({
      ...{ kind, start, transitions, definition: COMPULSORY },
      function: kind,
      isClosed: (state) => COMPULSORY.states[state]?.closed === true,
      lawChange: { on: NEW_LAW_FROM, formerKeeper: 'commune-peoples-committee' },
      annuls: Object.fromEntries(
        steps.map((step) => [step, (tx: Tx, annulment: Annulment) => this.takeBack(tx, annulment)]),
      ),
      competenceMoved: (tx, file, succession, at) => this.move(tx, file, succession, at),
    });
  }

  /**
   * The police keep what the committee kept. A limit that ran on that day runs out by the law under which it began: the
   * texts are silent (interpretation). Limits before the end follow the new law.
   */
  private async move(
    tx: Tx,
    file: CaseFile,
    succession: Succession | null,
    at: Date,
  ): Promise<TurnoverOutcome> {
    const events = await this.files.events(tx, file.id);
    const byLaw = comesUnderNewLaw(file, events, succession);
    const event = byLaw ? 'competence-moved' : 'keeper-moved';
    const status = takeStep(COMPULSORY, events, event, at);
    if (byLaw) await this.steps.followEnd(tx, file.id);
    if (byLaw) await this.openLimitation(tx, file, events, at);
    return { event, status, byLaw };
  }

  /** A measure that nobody has decided on comes under the limitation period of the new law: Luật 120/2025 Art 35(4), 56(2). */
  private async openLimitation(
    tx: Tx,
    file: CaseFile,
    events: readonly CaseEvent[],
    at: Date,
  ): Promise<void> {
    const isPending = UNDECIDED.has(file.status) && !momentOf(events, 'ordered', 'ordered-minor');
    const { goesOn, endedOn } = evasionOf(events);
    if (!isPending || goesOn) return;
    const { lastActOn } = await readRecord(tx, file.id);
    const start = startOfLegalDay(endedOn !== null && endedOn > lastActOn ? endedOn : lastActOn);
    const because = governingRegime('deadline', file.kind, {
      openedOn: file.openedOn,
      asOf: legalDayOf(at),
    }).explanation;
    await this.deadlines.open(tx, {
      subject: { kind: 'case', id: file.id, code: file.code },
      ...{ rule: 'compulsory.limitation', start, regime: 'R3', because },
      ...{ organisationId: file.keeperOrganisationId, unitId: file.unitId },
    });
  }

  /** What the step did: paper, facts, access that it opened, time limits. */
  private async takeBack(tx: Tx, { file, annulled, eventId, reason }: Annulment): Promise<void> {
    const events = await this.files.events(tx, file.id);
    if (annulled.type === 'document-added') refuseFixedPages(events, annulled);
    const { paper, act, clears = [] } = COMPULSORY.steps[annulled.type] ?? {};
    if (paper && act) await annulPapers(tx, file.id, act, eventId, annulled.effectiveAt);
    await this.papers.stepAnnulled(tx, file, annulled.id, reason);
    changeRecord(tx, file.id, { ...cleared(clears), ...placeAfter(events, annulled) });
    // Before the access that the step gave: who has none owes nothing.
    await this.clocks.takeBack(tx, COMPULSORY, file, annulled);
    refuseDisorderLeft(events, annulled);
    await this.steps.followEnd(tx, file.id);
    const { referredTo: body } = annulled.facts;
    if (typeof body === 'number' && !referredTo(events).includes(body))
      await this.referrals.end(tx, file, body);
  }
}

const UNDECIDED: ReadonlySet<string> = new Set<string>(UNDECIDED_STATES);

/** @throws Problem 409 for a paper that was numbered when the dossier was completed: others have its copy */
function refuseFixedPages(events: readonly CaseEvent[], annulled: CaseEvent): void {
  const completedAt = momentOf(standingEvents(events), 'dossier-completed', 'resubmitted', 'sent-to-court');
  if (completedAt && annulled.effectiveAt <= completedAt) throw problem(P.pagesFixed);
}

/** Where the person is, or is to be brought, when a step that said so is taken back: what the steps before it say. */
function placeAfter(events: readonly CaseEvent[], annulled: CaseEvent): RecordChange {
  return NAMES_PLACE.has(annulled.type) ? { placeOrganisationId: placeNamed(events) } : {};
}

const NAMES_PLACE: ReadonlySet<string> = new Set<string>(PLACING_STEPS);

function cleared(fields: readonly string[]): RecordChange {
  return Object.fromEntries(fields.map((field) => [field, null]));
}

/** True for the move from the people's committee to the police that the new law brought, whenever it is carried out. */
function comesUnderNewLaw(
  file: CaseFile,
  events: readonly CaseEvent[],
  succession: Succession | null,
): boolean {
  const onItsDay =
    succession === null ||
    (succession.function === COMPULSORY.kind && succession.effectiveOn >= NEW_LAW_FROM);
  return onItsDay && file.openedOn < NEW_LAW_FROM && !events.some(({ type }) => type === 'competence-moved');
}
