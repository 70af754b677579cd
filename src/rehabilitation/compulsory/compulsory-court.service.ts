import { Injectable } from '@nestjs/common';
import { momentOf } from '../../cases/steps/step-guards.js';
import { ageOn, dateOnly, legalDayOf } from '../../law/date.js';
import type { GroundAge } from '../../law/grounds.js';
import { regimeOn, type Regime } from '../../law/regimes.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { regimeOf } from './compulsory-acts.js';
import type { CompulsoryDto } from './compulsory-answer.dto.js';
import {
  refuseEarlyEffect,
  refuseGround,
  refuseMonths,
  refuseReduction,
  requireNamedFacility,
} from './compulsory-court.rules.js';
import { evasionOf } from './compulsory-history.js';
import type { CourtStepDto } from './compulsory-input.dto.js';
import { refuseOtherFields } from '../../cases/steps/step-inputs.js';
import { EXECUTION_LIMITS } from './compulsory-acts.js';
import { COURT_INPUTS } from './compulsory-inputs.js';
import { CompulsorySteps, type CompulsoryAct, type CompulsoryEffect } from './compulsory-steps.js';
import { termNow } from './compulsory-term-now.js';
import { CompulsoryReader } from './compulsory.reader.js';

/** What courts did, recorded by who keeps the file: no court is connected. */
@Injectable()
export class CompulsoryCourtService {
  constructor(
    private readonly database: Database,
    private readonly steps: CompulsorySteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly deadlines: Deadlines,
    private readonly calendar: Calendar,
    private readonly people: People,
    private readonly reader: CompulsoryReader,
  ) {}

  async take(actor: UserActor, id: string, version: number, input: CourtStepDto): Promise<CompulsoryDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(input.at);
      const step = await this.stepFor(tx, id, input);
      const { number, reason, actedBy } = input;
      const asked = { step, at, pointer: '/at', version, number, reason, actedBy };
      if (input.step === 'reduced') await this.reader.refuseReductionOfNewLaw(tx, id, at);
      await this.steps.take(tx, actor, id, asked, async (act) => {
        refuseOtherFields(COURT_INPUTS[input.step], { ...input });
        return this.effect(tx, act, input);
      });
      return this.reader.show(tx, id);
    });
  }

  private async stepFor(tx: Tx, id: string, { step, at }: CourtStepDto): Promise<string> {
    if (step !== 'ordered') return step;
    const { record, events, file } = await this.reader.factsOf(tx, id);
    const { endedOn } = evasionOf(events);
    const birth = await this.people.birthOf(tx, file.personId);
    const evasion = endedOn && { yearsAtItsEnd: ageOn(birth, endedOn).min };
    const regime = regimeOn(legalDayOf(new Date(at)));
    return ageAtCourt(record.age, evasion, regime) === 'minor' ? 'ordered-minor' : 'ordered';
  }

  private async effect(tx: Tx, act: CompulsoryAct, input: CourtStepDto): Promise<CompulsoryEffect> {
    const at = new Date(input.at);
    switch (input.step) {
      case 'ordered':
        return this.ordered(tx, act, input);
      case 'prolonged':
        return { clockFrom: await this.endUsualLimit(tx, act, at) };
      case 'order-received': {
        const effectiveOn = dateOnly(input.effectiveOn ?? '');
        refuseEarlyEffect(act, effectiveOn, at, await this.calendar.forTx(tx));
        await this.endLimits(tx, act, ['court.complaint'], at, 'lapsed', 'in-force');
        return { changes: { effectiveOn }, facts: { effectiveOn } };
      }
      case 'postponed':
      case 'exempted': {
        const article = refuseGround(act, input.ground, input.step, regimeOf(act, 'authority'));
        await this.endLimits(tx, act, EXECUTION_LIMITS, at, 'superseded', input.step);
        return { facts: { ground: input.ground ?? '', article } };
      }
      case 'reduced': {
        const posted = dateOnly(input.postedOn ?? '');
        const counted = termNow(act.record, act.events, legalDayOf(at));
        const asked = { months: input.months ?? 0, forMerit: input.forMerit === true, posted, at };
        refuseReduction(act, counted, asked, await this.calendar.forTx(tx));
        return { facts: { months: asked.months, forMerit: asked.forMerit, postedOn: posted } };
      }
      case 'court-returned':
      case 'accepted':
      case 'refused':
      case 'court-closed':
      case 'appealed':
      case 'appeal-dismissed':
      case 'overturned':
      case 'compliance-ordered':
      case 'return-ordered':
      case 'postponement-ended':
      case 'suspended':
        return {};
    }
  }

  /** Until 30/06/2026 the papers name the facility: NĐ 116/2021 Art 43(2)a, 53(2)a. */
  private async ordered(tx: Tx, act: CompulsoryAct, input: CourtStepDto): Promise<CompulsoryEffect> {
    const { months = 0, organisationId } = input;
    const rule = refuseMonths(act, months);
    requireNamedFacility(act, organisationId);
    const facts = { months, row: rule.id };
    if (organisationId === undefined) return { facts, changes: { orderMonths: months } };
    const asks = { pointer: '/organisationId', acts: true, refers: false };
    await this.referrals.toBody(tx, act.file, organisationId, ['public-rehabilitation-facility'], asks);
    return {
      facts,
      addresseeId: organisationId,
      changes: { orderMonths: months, placeOrganisationId: organisationId },
    };
  }

  /** A complex case is counted from its acceptance too. */
  private async endUsualLimit(tx: Tx, act: CompulsoryAct, at: Date): Promise<Date> {
    await this.endLimits(tx, act, ['court.decide'], at, 'superseded', 'prolonged');
    return momentOf(act.events, 'accepted') ?? at;
  }

  private async endLimits(
    tx: Tx,
    { file }: CompulsoryAct,
    rules: readonly string[],
    at: Date,
    outcome: 'lapsed' | 'superseded',
    reason: string,
  ): Promise<void> {
    for (const rule of rules)
      await this.deadlines.close(tx, { subjectId: file.id, rule, at, outcome, reason });
  }
}

/**
 * A minor who evaded the measure and was of age when that ended is decided on as an adult: Luật 120/2025 Art 36(3), no
 * earlier law. Whose dossier was made as a minor's stays one otherwise, whatever his age on the day of the decision
 * (interpretation).
 *
 * @param evasion the last one that is over; null where there was none
 */
export function ageAtCourt(
  age: GroundAge,
  evasion: { readonly yearsAtItsEnd: number } | null,
  regime: Regime,
): GroundAge {
  if (age === 'adult') return 'adult';
  return regime === 'R3' && evasion !== null && evasion.yearsAtItsEnd >= 18 ? 'adult' : 'minor';
}
