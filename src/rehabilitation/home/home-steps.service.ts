import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { Organisations } from '../../identity/organisations.js';
import { laterDay, legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import type { HomeRehabilitationDto } from './home-answer.dto.js';
import type { EndDto, ReceptionDto } from './home-input.dto.js';
import { HomeRegistration } from './home-registration.js';
import { refuseImpossibleTime, requireCompetence, takeStep } from './home-rehabilitation.guards.js';
import { HomeRehabilitationReader } from './home-rehabilitation.reader.js';
import { changeHomeRecord } from './home-rehabilitation.record.js';
import { PROCEDURE } from './home-rehabilitation.rules.js';

type EndingStep = 'withdrawn' | 'died' | 'voided';

/** The steps between registration and decision, and the ends other than a decision. */
@Injectable()
export class HomeStepsService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly registration: HomeRegistration,
    private readonly reader: HomeRehabilitationReader,
  ) {}

  /**
   * The commune police take over a file that the people's committee had registered: their reception record starts
   * the time limit to decide and the term (Luật 120/2025 Art 32(2), Art 56(2)).
   */
  async recordReception(
    actor: UserActor,
    id: string,
    version: number,
    input: ReceptionDto,
  ): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const { openedOn } = await this.files.byId(tx, id, PROCEDURE);
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      const facts = { openedOn, asOf: laterDay(legalDayOf(receivedAt), openedOn) };
      const organisation = await this.organisations.byId(tx, actor.organisationId);
      requireCompetence('reception-record', facts, organisation, actor);
      const file = await this.registration.lock(tx, id, version);
      const state = takeStep(await this.files.events(tx, id), 'reception-recorded', receivedAt);
      await changeHomeRecord(tx, id, { receptionAt: receivedAt });
      await this.files.change(tx, file, { status: state });
      await this.registration.append(tx, file, 'reception-recorded', state, receivedAt);
      await this.registration.openDecisionDeadline(tx, file, receivedAt);
      return this.reader.view(tx, id);
    });
  }

  /**
   * Ends a file without a decision: the person takes the application back or dies, or the file should never have
   * been. It is kept with the reason; what was open for it ends with it.
   */
  async end(
    actor: UserActor,
    id: string,
    version: number,
    step: EndingStep,
    input: EndDto,
  ): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.registration.lock(tx, id, version);
      const at = new Date(input.at);
      refuseImpossibleTime(at, tx.now, '/at');
      const state = takeStep(await this.files.events(tx, id), step, at);
      await this.files.change(tx, file, {
        status: state,
        closedOn: legalDayOf(at),
        closedReason: input.reason,
      });
      await this.registration.append(tx, file, step, state, at);
      await this.deadlines.closeAll(tx, {
        subjectId: id,
        at,
        outcome: step === 'voided' ? 'void' : 'lapsed',
        reason: step,
      });
      return this.reader.view(tx, id);
    });
  }
}
