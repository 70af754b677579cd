import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { legalDayOf } from '../../law/date.js';
import { governingRegime } from '../../law/regimes.js';
import { Database } from '../../platform/database/database.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { HomeRehabilitationDto } from './home-answer.dto.js';
import type { EndDto, ReceptionDto } from './home-input.dto.js';
import { HomeAuthority } from './home-authority.js';
import { HomeRegistration } from './home-registration.js';
import { refuseImpossibleTime, takeStep } from './home-rehabilitation.guards.js';
import { HomeRehabilitationReader } from './home-rehabilitation.reader.js';
import { changeHomeRecord } from './home-rehabilitation.record.js';
import { savePaper } from './home-rehabilitation.papers.js';
import { DECISION_DEADLINE, PROCEDURE, regimeFor } from './home-rehabilitation.rules.js';

type EndingStep = 'withdrawn' | 'died' | 'voided';

/** The steps between registration and decision, and the ends other than a decision. */
@Injectable()
export class HomeStepsService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly authority: HomeAuthority,
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
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      const asked = { act: 'reception-record', at: receivedAt, actedBy: input.actedBy, version } as const;
      const act = await this.authority.authorise(tx, actor, id, asked);
      const { file, events, organisationId, facts, competence } = act;
      const state = takeStep(events, 'reception-recorded', receivedAt);
      await savePaper(tx, actor, {
        caseId: id,
        act: 'reception-record',
        number: null,
        at: receivedAt,
        organisationId,
        competence,
        formRegime: regimeFor('form', facts),
        explanation: governingRegime('authority', PROCEDURE, facts).explanation,
      });
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
      const events = await this.files.events(tx, id);
      const state = takeStep(events, step, at);
      await this.files.change(tx, file, {
        status: state,
        closedOn: legalDayOf(at),
        closedReason: input.reason,
      });
      await this.registration.append(tx, file, step, state, at, { reason: input.reason });
      await this.registration.endDeadline(tx, {
        subjectId: id,
        rule: DECISION_DEADLINE,
        at,
        outcome: step === 'voided' ? 'void' : 'lapsed',
        reason: step,
      });
      return this.reader.view(tx, id);
    });
  }
}
