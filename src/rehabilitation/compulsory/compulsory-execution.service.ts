import { Injectable } from '@nestjs/common';
import { standingEvents } from '../../cases/case-steps.js';
import { Organisations } from '../../identity/organisations.js';
import { legalDayOf } from '../../law/date.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { Deadline } from '../../reminders/deadline.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { mayDesignate, mayReach, type Designator } from '../facility/designation.rules.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { refuseImpossibleEvent } from '../voluntary/force-majeure.guards.js';
import { refuseBefore } from '../voluntary/voluntary.guards.js';
import { P as VOLUNTARY } from '../voluntary/voluntary.problems.js';
import { arrival, EXECUTION_LIMITS } from './compulsory-acts.js';
import type { CompulsoryDto } from './compulsory-answer.dto.js';
import type { ExecutionStepDto } from './compulsory-input.dto.js';
import { refuseOtherFields } from '../../cases/steps/step-inputs.js';
import { EXECUTION_INPUTS } from './compulsory-inputs.js';
import { CompulsorySteps, type CompulsoryAct, type CompulsoryEffect } from './compulsory-steps.js';
import { P } from './compulsory.problems.js';
import { CompulsoryReader } from './compulsory.reader.js';

const FACILITIES: readonly OrganisationKind[] = ['public-rehabilitation-facility', 'reformatory'];

/** From the decision in force to the facility: NĐ 116/2021 Art 54, 56; NĐ 163/2026 Art 106, 107, 109. */
@Injectable()
export class CompulsoryExecutionService {
  constructor(
    private readonly database: Database,
    private readonly steps: CompulsorySteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly people: People,
    private readonly reader: CompulsoryReader,
  ) {}

  async take(actor: UserActor, id: string, version: number, input: ExecutionStepDto): Promise<CompulsoryDto> {
    return this.database.write(actor, async (tx) => {
      const { step, number, reason, actedBy } = input;
      const asked = { step, at: new Date(input.at), pointer: '/at', version, number, reason, actedBy };
      await this.steps.take(tx, actor, id, asked, async (act) => {
        refuseOtherFields(EXECUTION_INPUTS[step], { ...input });
        return this.effect(tx, act, input);
      });
      return this.reader.show(tx, id);
    });
  }

  private async effect(tx: Tx, act: CompulsoryAct, input: ExecutionStepDto): Promise<CompulsoryEffect> {
    const at = new Date(input.at);
    switch (input.step) {
      case 'facility-asked':
        return this.ask(tx, act, input, 'provincial-police', await this.referrals.provincialPolice(tx, act));
      case 'elsewhere-asked':
        refuseBeforeArrival(act, at);
        return this.ask(tx, act, input, 'ministry-department', input.organisationId ?? 0);
      case 'designated':
        return this.designate(tx, act, input, 'provincial-director');
      case 'designated-by-ministry':
        return this.designate(tx, act, input, 'ministry');
      case 'facility-full':
        return this.facilityFull(tx, act, at);
      case 'force-majeure-ended':
        return this.countAnew(tx, act, input);
      case 'fled':
        await this.endLimits(tx, act, EXECUTION_LIMITS, at, 'fled');
        return {};
      case 'transferred':
        return this.transfer(tx, act, input);
      case 'designation-delivered':
      case 'enforced':
      case 'caught':
        return {};
    }
  }

  private async ask(
    tx: Tx,
    { file }: CompulsoryAct,
    { at, arrivedAt }: ExecutionStepDto,
    kind: OrganisationKind,
    organisationId: number,
  ): Promise<CompulsoryEffect> {
    const asks = { pointer: '/organisationId', acts: true, refers: true };
    await this.referrals.toBody(tx, file, organisationId, [kind], asks);
    return { addresseeId: organisationId, ...arrival(tx, at, arrivedAt) };
  }

  private async designate(
    tx: Tx,
    act: CompulsoryAct,
    input: ExecutionStepDto,
    by: Designator,
  ): Promise<CompulsoryEffect> {
    refuseBeforeArrival(act, new Date(input.at));
    return this.place(tx, act, input, by);
  }

  /** Luật 120/2025 Art 38(2)b, (3)b, (4)b. */
  private async transfer(tx: Tx, act: CompulsoryAct, input: ExecutionStepDto): Promise<CompulsoryEffect> {
    const body = await this.organisations.byId(tx, act.organisationId);
    return this.place(tx, act, input, body.kind === 'provincial-police' ? 'provincial-director' : 'ministry');
  }

  private async place(
    tx: Tx,
    { file }: CompulsoryAct,
    { at, organisationId = 0 }: ExecutionStepDto,
    by: Designator,
  ): Promise<CompulsoryEffect> {
    const asks = { pointer: '/organisationId', acts: true, refers: false };
    await this.referrals.toBody(tx, file, organisationId, FACILITIES, asks);
    const found = await this.organisations.byId(tx, organisationId);
    const birth = await this.people.birthOf(tx, file.personId);
    const on = legalDayOf(new Date(at));
    if (!mayDesignate(by, found.kind, { birth, on })) throw problem(VOLUNTARY.reformatoryByMinistry);
    const isOwn = await this.referrals.inProvinceOf(tx, file, found);
    if (!mayReach(by, found.kind, isOwn)) throw problem(VOLUNTARY.facilityOfProvince);
    return { addresseeId: organisationId, changes: { placeOrganisationId: organisationId } };
  }

  /** NĐ 116/2021 Art 54(3): the further months run from the end of the ordinary limit, whenever that is noted. */
  private async facilityFull(tx: Tx, act: CompulsoryAct, at: Date): Promise<CompulsoryEffect> {
    const transport = await this.openLimit(tx, act, 'compulsory.transport');
    await this.endLimits(tx, act, ['compulsory.transport'], at, 'facility-full');
    return transport ? { clockFrom: new Date(transport.dueAt.getTime() - 1) } : {};
  }

  /** NĐ 116/2021 Art 54(3), NĐ 163/2026 Art 107(3). @throws Problem 409 where no such limit runs, or the event came too late */
  private async countAnew(
    tx: Tx,
    act: CompulsoryAct,
    { at, since = at }: ExecutionStepDto,
  ): Promise<CompulsoryEffect> {
    refuseImpossibleEvent({ since, endedAt: at }, tx.now);
    const transport = await this.openLimit(tx, act, 'compulsory.transport');
    if (!transport) throw problem(P.noTransportLimit);
    if (new Date(since) >= transport.dueAt) {
      throw problem(VOLUNTARY.forceMajeureTooLate, { extensions: { dueAt: transport.dueAt.toISOString() } });
    }
    return { facts: { since: new Date(since).toISOString() }, restarts: ['compulsory.transport'] };
  }

  private async openLimit(tx: Tx, { file }: CompulsoryAct, rule: string): Promise<Deadline | undefined> {
    const limits = await this.deadlines.ofSubject(tx, file.id);
    return limits.find((each) => each.rule === rule && each.status === 'open');
  }

  private async endLimits(
    tx: Tx,
    { file }: CompulsoryAct,
    rules: readonly string[],
    at: Date,
    reason: string,
  ): Promise<void> {
    for (const rule of rules) {
      await this.deadlines.close(tx, { subjectId: file.id, rule, at, outcome: 'superseded', reason });
    }
  }
}

const LETTERS: ReadonlySet<string> = new Set(['facility-asked', 'elsewhere-asked']);

/** Nobody answers a letter before it has come: NĐ 163/2026 Art 106(2), (3) count from then. */
function refuseBeforeArrival({ events }: CompulsoryAct, at: Date): void {
  const letter = standingEvents(events).findLast(({ type }) => LETTERS.has(type));
  const { clockFrom } = letter?.facts ?? {};
  if (typeof clockFrom === 'string') refuseBefore(at, new Date(clockFrom), '/at');
}
