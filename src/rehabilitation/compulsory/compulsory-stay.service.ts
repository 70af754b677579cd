import { Injectable } from '@nestjs/common';
import { actingFor } from '../../cases/keeping.js';
import { Organisations } from '../../identity/organisations.js';
import { compulsoryTerm } from '../../law/compulsory-term.js';
import { addDays, addMonths, dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { refuseDisorder } from '../course/course.guards.js';
import { refuseUninvolved } from '../course/place.guards.js';
import { tooEarly, tooLate } from '../voluntary/voluntary.guards.js';
import { P as VOLUNTARY } from '../voluntary/voluntary.problems.js';
import { regimeOf } from './compulsory-acts.js';
import type { CompulsoryDto } from './compulsory-answer.dto.js';
import type { StayStepDto } from './compulsory-input.dto.js';
import { refuseOtherFields } from '../../cases/steps/step-inputs.js';
import { answeredSince, openGrantOf, openRequestOf } from './compulsory-history.js';
import { STAY_INPUTS } from './compulsory-inputs.js';
import { BEREAVEMENT_LIMIT } from './compulsory-procedure.js';
import { certificateWindow } from './compulsory-stay.rules.js';
import { CompulsorySteps, type CompulsoryAct, type CompulsoryEffect } from './compulsory-steps.js';
import { termNow } from './compulsory-term-now.js';
import { P } from './compulsory.problems.js';
import { findIncident } from './escape-incident.record.js';
import { CompulsoryReader } from './compulsory.reader.js';

/** From the handing over to the certificate: NĐ 116/2021 Art 55–62, NĐ 163/2026 Art 108–123. */
@Injectable()
export class CompulsoryStayService {
  constructor(
    private readonly database: Database,
    private readonly steps: CompulsorySteps,
    private readonly calendar: Calendar,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
    private readonly reader: CompulsoryReader,
  ) {}

  async take(actor: UserActor, id: string, version: number, input: StayStepDto): Promise<CompulsoryDto> {
    return this.database.write(actor, async (tx) => {
      const { number, reason, actedBy } = input;
      const at = new Date(input.at);
      // Until 30/06/2026 the person reports at home afterwards: two names, since what follows differs.
      const step = input.step === 'completed' && legalDayOf(at) < NEW_LAW_FROM ? 'served' : input.step;
      const asked = { step, at, pointer: '/at', version, number, reason, actedBy };
      await this.steps.take(tx, actor, id, asked, async (act) => {
        refuseOtherFields(STAY_INPUTS[input.step], { ...input });
        return this.effect(tx, act, input);
      });
      return this.reader.show(tx, id);
    });
  }

  private async effect(tx: Tx, act: CompulsoryAct, input: StayStepDto): Promise<CompulsoryEffect> {
    const at = new Date(input.at);
    switch (input.step) {
      case 'received':
        await refuseOtherPlace(tx, act, at);
        refuseUndesignated(act);
        await this.endRequests(tx, act, at);
        return receivedEffect(act, at, input);
      case 'stage-began':
      case 'stage-ended': {
        await refuseUninvolved(tx, act, act.record, { at, atHome: false });
        const { stage = 'intake' } = input;
        refuseDisorder(act.events, input.step, stage, at);
        return { facts: { stage } };
      }
      case 'bereavement-asked':
        await refuseUninvolved(tx, act, act.record, { at, atHome: false });
        return this.bereavementAsked(tx, act, at);
      case 'bereavement-granted': {
        await refuseOtherPlace(tx, act, at);
        refuseBeforeRequest(act, at);
        const { days = 0 } = input;
        return { facts: { days, until: addDays(legalDayOf(at), days) } };
      }
      case 'bereavement-refused':
        await refuseOtherPlace(tx, act, at);
        refuseBeforeRequest(act, at);
        return {};
      case 'left-for-bereavement':
        await refuseUninvolved(tx, act, act.record, { at, atHome: false });
        return { facts: { until: addDays(legalDayOf(at), grantedDays(act, at)) } };
      case 'resumed':
        await refuseUninvolved(tx, act, act.record, { at, atHome: false });
        refuseShortRest(act, legalDayOf(at));
        return placeOf(act);
      case 'completed':
        await this.requireOver(tx, act, at);
        return {};
      case 'escaped':
        await refuseOtherPlace(tx, act, at);
        return incidentFacts(tx, act, input);
      case 'left-for-proceedings':
      case 'protection-proposed':
      case 'end-announced':
        await refuseOtherPlace(tx, act, at);
        return {};
      case 'reduction-reviewed':
      case 'recovered':
      case 'released':
        await refuseUninvolved(tx, act, act.record, { at, atHome: false });
        return placeOf(act);
      case 'escape-reported':
      case 'protection-needed':
      case 'evaluated':
      case 'leave-ended':
      case 'imprisoned':
        await refuseUninvolved(tx, act, act.record, { at, atHome: false });
        return {};
      case 'came-home':
      case 'release-reported':
      case 'release-report-missed':
        return {};
    }
  }

  /**
   * What a reformatory decides on in what time, no text that was read says (NĐ 163/2026 Art 129(1)).
   *
   * @throws Problem 409 while another request waits for its answer, or before one that stands: each answer has its request
   */
  private async bereavementAsked(tx: Tx, act: CompulsoryAct, at: Date): Promise<CompulsoryEffect> {
    if (openRequestOf(act.events, at) || openRequestOf(act.events)) throw problem(P.bereavementAsked);
    if (answeredSince(act.events, at)) throw problem(P.bereavementAnswered);
    const { placeOrganisationId } = act.record;
    const place =
      placeOrganisationId === null ? null : await this.organisations.find(tx, placeOrganisationId);
    return { ...placeOf(act), ...(place?.kind === 'reformatory' && { withholds: [BEREAVEMENT_LIMIT] }) };
  }

  /** Who is handed over asks for no postponement any more: nobody was late. */
  private async endRequests(tx: Tx, { file }: CompulsoryAct, at: Date): Promise<void> {
    const end = { subjectId: file.id, rule: 'compulsory.postponement-request', at } as const;
    await this.deadlines.close(tx, { ...end, outcome: 'lapsed', reason: 'received' });
  }

  /** @throws Problem 409 before the measure may be certified as served, with the arithmetic */
  private async requireOver(tx: Tx, act: CompulsoryAct, at: Date): Promise<void> {
    await refuseOtherPlace(tx, act, at);
    const counted = termNow(act.record, act.events, legalDayOf(at));
    if (!counted) throw problem(P.termNotOver);
    const window = certificateWindow(regimeOf(act, 'deadline'), counted, await this.calendar.forTx(tx));
    if (window.opensAt !== null && at >= window.opensAt) return;
    throw problem(P.termNotOver, {
      extensions: {
        from: window.opensAt?.toISOString() ?? null,
        explanation: toExplanationDto(window.explanation),
      },
    });
  }
}

/** @throws Problem 422 for an answer of before the request that it answers */
function refuseBeforeRequest({ events }: CompulsoryAct, at: Date): void {
  const request = openRequestOf(events);
  if (request && at < request.effectiveAt) throw tooEarly('/at');
}

/** @returns days of the leave that was granted and not taken yet @throws Problem 409 where none was */
function grantedDays({ events }: CompulsoryAct, at: Date): number {
  const days = openGrantOf(events, at)?.facts.days;
  if (typeof days !== 'number') throw problem(P.leaveNotGranted);
  return days;
}

/** @throws Problem 422 for an incident of another facility, or one of which the escape was no part */
async function incidentFacts(
  tx: Tx,
  { organisationId }: CompulsoryAct,
  { at, incidentId }: StayStepDto,
): Promise<CompulsoryEffect> {
  if (incidentId === undefined) return {};
  const incident = await findIncident(tx, incidentId);
  const isPart = incident?.organisationId === organisationId && incident.happenedAt <= new Date(at);
  if (!isPart) throw fieldProblem('/incidentId', P.incidentNotFound.code, P.incidentNotFound.title);
  return { facts: { incidentId } };
}

/** The term runs from the record, or from the day on which the person was held to be brought there. */
function receivedEffect(act: CompulsoryAct, at: Date, { heldOn }: StayStepDto): CompulsoryEffect {
  const { record, organisationId } = act;
  const on = legalDayOf(at);
  const held = heldOn === undefined ? null : dateOnly(heldOn);
  if (held && held > on) throw tooLate('/heldOn');
  if (held && record.effectiveOn && held < record.effectiveOn) throw tooEarly('/heldOn');
  const regime = regimeOf(act, 'term');
  const wasHeld = held !== null && regime !== 'R3';
  const term = compulsoryTerm({
    ...{ regime, age: record.age, ordinal: record.ordinal, months: record.orderMonths ?? 0 },
    ...{ startsOn: wasHeld ? held : on, wasHeld },
  });
  return {
    changes: {
      placeOrganisationId: organisationId,
      admittedAt: at,
      termStartsOn: term.startsOn,
      termEndsOn: term.endsOn,
      termMonths: term.months,
      termExplanation: term.explanation,
    },
    placeId: organisationId,
    facts: { startsOn: term.startsOn, endsOn: term.endsOn },
    explanation: term.explanation,
  };
}

/** NĐ 163/2026 Art 106, 107(1): no facility receives before one was designated. @throws Problem 409 */
function refuseUndesignated(act: CompulsoryAct): void {
  if (regimeOf(act, 'authority') !== 'R3' || act.record.placeOrganisationId !== null) return;
  throw problem(P.notDesignated);
}

const placeOf = ({ record }: CompulsoryAct): CompulsoryEffect =>
  record.placeOrganisationId === null ? {} : { placeId: record.placeOrganisationId };

/** @throws Problem 422 for another facility than the one that was named, or its heir */
async function refuseOtherPlace(tx: Tx, { record, organisationId }: CompulsoryAct, at: Date): Promise<void> {
  if (record.placeOrganisationId === null) return;
  const named = await actingFor(tx, [record.placeOrganisationId], legalDayOf(at));
  if (!named.includes(organisationId)) throw problem(VOLUNTARY.wrongPlace);
}

/** NĐ 116/2021 Art 58(2), Luật 120/2025 Art 39(3): from 3 months left on. @throws Problem 409 where less is left */
function refuseShortRest({ record, events }: CompulsoryAct, on: DateOnly): void {
  const endsOn = termNow(record, events, on)?.endsOn;
  if (!endsOn || addMonths(on, 3) <= endsOn) return;
  throw problem(P.tooLittleLeft, { extensions: { endsOn } });
}
