import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import type { Annulment, CaseProcedure, Succession, TurnoverOutcome } from '../../cases/procedure.js';
import { Procedures } from '../../cases/procedures.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { referredTo, takeStep } from '../../cases/steps/step-guards.js';
import { annulPapers } from '../../cases/steps/step-papers.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { CourseEnds } from '../course/course-ends.js';
import { refuseDisorderLeft } from '../course/course.guards.js';
import type { DoorDefinition } from './door.js';
import { DOORS } from './doors.js';
import { refuseStandingFailure } from './registration-conflicts.js';
import { VoluntaryReferrals } from './voluntary-referrals.js';
import { changeRecord, readRecord, type RecordChange } from './voluntary.record.js';

/**
 * The doors as cases/ knows them. From the people's committee to the commune police on 01/07/2026 an undecided file
 * goes without a running clock: the time limit of the old law has lost its ground, that of the new one starts with the
 * step which the new authority takes (Luật 120/2025 Art 56(2); interpretation, shown in both explanations). Between
 * bodies of the same law (a merged commune) the clock runs on. A facility keeps its files.
 */
@Injectable()
export class VoluntaryProcedures implements OnModuleInit {
  constructor(
    private readonly procedures: Procedures,
    private readonly files: CaseFiles,
    private readonly clocks: StepClocks,
    private readonly referrals: VoluntaryReferrals,
    private readonly papers: PaperAnnulments,
    private readonly people: People,
    private readonly ends: CourseEnds,
  ) {}

  onModuleInit(): void {
    for (const door of Object.values(DOORS)) this.procedures.register(this.procedureOf(door));
  }

  private procedureOf(door: DoorDefinition): CaseProcedure {
    const { kind, start, transitions } = door;
    return {
      ...{ kind, start, transitions, definition: door },
      function: kind,
      isClosed: (state) => door.states[state]?.closed === true,
      ...(door.newLaw && {
        lawChange: { on: NEW_LAW_FROM, formerKeeper: 'commune-peoples-committee' } as const,
      }),
      annuls: Object.fromEntries(
        annullable(door).map((step) => [
          step,
          (tx: Tx, annulment: Annulment) => this.takeBack(tx, door, annulment),
        ]),
      ),
      competenceMoved: (tx, file, succession, at) => this.move(tx, door, file, succession, at),
    };
  }

  private async move(
    tx: Tx,
    door: DoorDefinition,
    file: CaseFile,
    succession: Succession | null,
    at: Date,
  ): Promise<TurnoverOutcome> {
    const events = await this.files.events(tx, file.id);
    const byLaw = comesUnderNewLaw(door, file, events, succession);
    const event = byLaw ? 'competence-moved' : 'keeper-moved';
    const status = takeStep(door, events, event, at);
    if (byLaw && status === door.newLaw?.waitsIn) await this.clocks.supersede(tx, door, file);
    // The new law has limits before the end that the old one had not.
    if (byLaw && door.running?.states.includes(status)) await this.ends.follow(tx, door, file.id);
    return { event, status, byLaw };
  }

  /** What the step did: paper, facts, access that it opened, time limits. */
  private async takeBack(
    tx: Tx,
    door: DoorDefinition,
    { file, annulled, eventId, reason }: Annulment,
  ): Promise<void> {
    if (annulled.type === 'voided') {
      // While it was void, somebody may have found that the person did not register.
      const persons = await this.people.clusterOf(tx, file.personId);
      await refuseStandingFailure(tx, persons, await readRecord(tx, file.id));
    }
    const definition = door.steps[annulled.type] ?? {};
    if (definition.paper && definition.act) {
      const { act } = definition;
      for (const number of await annulPapers(tx, file.id, act, eventId, annulled.effectiveAt)) {
        await this.papers.decisionAnnulled(tx, file, number, reason);
      }
    }
    await this.papers.stepAnnulled(tx, file, annulled.id, reason);
    changeRecord(tx, file.id, cleared(definition.clears ?? []));
    // Before the access that the step gave: who has none owes nothing.
    await this.clocks.takeBack(tx, door, file, annulled);
    refuseDisorderLeft(await this.files.events(tx, file.id), annulled);
    await this.ends.follow(tx, door, file.id);
    const { referredTo: body } = annulled.facts;
    if (typeof body !== 'number') return;
    // Another step that counts may have sent the file there too.
    if (referredTo(await this.files.events(tx, file.id)).includes(body)) return;
    await this.referrals.end(tx, file, body);
  }
}

/** Registering itself is not annulled: a file that should not be is voided. */
function annullable(door: DoorDefinition): readonly string[] {
  return Object.entries(door.steps).flatMap(([step, { own, founds }]) => (own || founds ? [] : [step]));
}

function cleared(fields: readonly string[]): RecordChange {
  return Object.fromEntries(fields.map((field) => [field, null]));
}

/** True for the move from the people's committee to the police that the new law brought, whenever it is carried out. */
function comesUnderNewLaw(
  door: DoorDefinition,
  file: CaseFile,
  events: readonly CaseEvent[],
  succession: Succession | null,
): boolean {
  if (!door.newLaw) return false;
  const onItsDay =
    succession === null || (succession.function === door.kind && succession.effectiveOn >= NEW_LAW_FROM);
  return (
    onItsDay && file.openedOn < NEW_LAW_FROM && !events.some((event) => event.type === 'competence-moved')
  );
}
