import { Injectable } from '@nestjs/common';
import type { EventFacts } from '../../cases/case-file.js';
import { Numbers } from '../../documents/numbers.js';
import { legalDayOf, startOfLegalDay } from '../../law/date.js';
import { governingRegime } from '../../law/regimes.js';
import { homeRehabilitationTerm, type Term } from '../../law/terms.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { monitoringWithheld } from '../monitoring/monitoring-owed.js';
import type { Desk } from './desk.js';
import type { DoorDefinition } from './door.js';
import type { DecisionInputDto } from './voluntary-input.dto.js';
import { VoluntaryReferrals } from './voluntary-referrals.js';
import { VoluntarySteps, type VoluntaryEffect, type DoorAct } from './voluntary-steps.js';
import {
  dayOrNone,
  refuseFixedTerm,
  requireWrittenTerm,
  termFields,
  withinLaw,
  writtenTerm,
  type WrittenTerm,
} from './voluntary-term.js';
import { refuseBefore } from './voluntary.guards.js';
import { VoluntaryReader } from './voluntary.reader.js';
import { readRecord, type VoluntaryRecord } from './voluntary.record.js';

/** A decision; what a door does not ask for is left out. */
export interface Decision extends DecisionInputDto, WrittenTerm {
  /** Where the file goes with the decision. */
  readonly organisationId?: number;
}

/** The decision on voluntary treatment: who, under which law, for how long where it says so. */
@Injectable()
export class VoluntaryDecisionService {
  constructor(
    private readonly database: Database,
    private readonly steps: VoluntarySteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly reader: VoluntaryReader,
    private readonly numbers: Numbers,
    private readonly people: People,
  ) {}

  /**
   * Records the decision. NĐ 116/2021 Art 30 (chairman, form 24 of appendix II); NĐ 163/2026 Art 91 (head of the
   * commune police, form 22 of appendix V).
   */
  async decide<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    id: string,
    version: number,
    input: Decision,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const { number, actedBy, organisationId } = input;
      const asked = {
        step: 'decided',
        at: new Date(input.decidedAt),
        pointer: '/decidedAt',
        ...{ number, actedBy, version },
      };
      await this.steps.take(tx, actor, desk.doors, id, asked, async (act) => {
        refuseBefore(asked.at, startOfLegalDay(act.file.openedOn), '/decidedAt');
        await this.register(tx, act, asked);
        const effect = {
          ...decisionEffect(act, await readRecord(tx, id), input),
          withholds: await this.withheld(tx, act, asked.at),
        };
        if (organisationId === undefined) return effect;
        refuseUnlessReferredNext(act.procedure);
        await this.referrals.toPlace(tx, act, organisationId, '/organisationId');
        return { ...effect, addresseeId: organisationId };
      });
      return desk.show(await this.reader.view(tx, id));
    });
  }

  /** Only a decision on rehabilitation at home starts the time limit to decide on monitoring: of an adult. */
  private async withheld(tx: Tx, { procedure, file }: DoorAct, at: Date): Promise<readonly string[]> {
    if (procedure.kind !== 'home-rehabilitation') return [];
    return monitoringWithheld(tx, this.people, file.personId, at, 'home-rehabilitation');
  }

  /** The number that was typed takes its place in the register, where the body keeps one: no two decisions bear it. */
  private async register(
    tx: Tx,
    { file, organisationId }: DoorAct,
    { at, number }: { readonly at: Date; readonly number: string },
  ): Promise<void> {
    const asked = { organisationId, kind: 'decision', caseId: file.id, on: legalDayOf(at) } as const;
    await this.numbers.adopt(tx, asked, number);
  }
}

/** Where others designate the place, the decision sends the file to none: NĐ 163/2026 Art 95. */
function refuseUnlessReferredNext({ transitions }: DoorDefinition): void {
  if (transitions.decided?.referred !== undefined) return;
  throw fieldProblem('/organisationId', 'rehabilitation.placeDesignatedLater', {
    vi: 'Hình thức này do cơ quan khác quyết định cơ sở tiếp nhận sau: quyết định không kèm nơi nhận hồ sơ',
    en: 'Another body says later which place takes the person: the decision sends the file to none',
  });
}

function decisionEffect(act: DoorAct, record: VoluntaryRecord, input: Decision): VoluntaryEffect {
  const { regime } = governingRegime('term', act.procedure.kind, act.facts);
  const facts: EventFacts = act.competence ? { regime: act.competence.regime } : {};
  if (act.procedure.term[regime] !== 'decision') return { facts };
  const term = homeTerm(act, record, input);
  return {
    changes: termFields(term),
    explanation: term.explanation,
    facts: { ...facts, startsOn: term.startsOn, endsOn: term.endsOn },
  };
}

/** @throws Problem 422 when the decision names a term that the law fixes, or one outside the law */
function homeTerm({ procedure: door, facts }: DoorAct, record: VoluntaryRecord, input: Decision): Term {
  const { regime } = governingRegime('term', door.kind, facts);
  if (regime === 'R3') refuseFixedTerm(input);
  else requireWrittenTerm(input, facts.asOf);
  return withinLaw(() =>
    homeRehabilitationTerm({
      regime,
      ordinal: record.ordinal ?? 0,
      receptionOn: dayOrNone(record.receptionAt),
      decision: writtenTerm(input),
    }),
  );
}
