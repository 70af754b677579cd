import { Injectable } from '@nestjs/common';
import type { CaseEvent } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { TransferService } from '../../cases/handover/transfer.service.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import { CaseSteps, type AskedStep, type StepEffect } from '../../cases/steps/step-taking.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import type { DeterminationResult } from '../../law/determination-outcomes.js';
import type { DrugUserPaper } from '../../law/drug-user-papers.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import type { Aspect, Regime } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { fieldMissing, refuseOtherFields } from '../../cases/steps/step-inputs.js';
import { requireResidence, unitOf } from '../voluntary/applicant.guards.js';
import type { EndDto } from '../voluntary/voluntary-input.dto.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { refuseBefore, tooLate } from '../voluntary/voluntary.guards.js';
import { refuseOtherResult, type KnownResult } from '../determination/determination-on-record.js';
import type { DrugUserManagementDto } from './drug-user-answer.dto.js';
import {
  authorityOf,
  decisionAwaitsResult,
  ordered,
  papersOf,
  residenceOf,
  sentToOf,
  termDecidedOn,
} from './drug-user-history.js';
import type { AddPapersDto, DrugUserPaperStepDto, DrugUserStepDto } from './drug-user-input.dto.js';
import { FOLLOW_INPUTS, PAPER_INPUTS } from './drug-user-inputs.js';
import { DRUG_USER } from './drug-user-procedure.js';
import {
  paperFacts,
  refuseIfOver,
  refuseMissingPapers,
  refuseShortCustody,
  refuseUnattended,
  refuseUnlessOver,
  requireInCharge,
  requireStopGround,
  sameCommune,
  withheldDecision,
  type DrugUserAct,
} from './drug-user.guards.js';
import { P } from './drug-user.problems.js';
import { DrugUserReader } from './drug-user.reader.js';

/** From the verified residence to the decision that ends the management, and its sending. */
@Injectable()
export class DrugUserService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: StepAuthority,
    private readonly steps: CaseSteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly transfers: TransferService,
    private readonly papers: PaperAnnulments,
    private readonly reader: DrugUserReader,
  ) {}

  async addPapers(
    actor: UserActor,
    id: string,
    version: number,
    { at, papers }: AddPapersDto,
  ): Promise<DrugUserManagementDto> {
    const asked = { at: new Date(at), pointer: '/at', version };
    return this.database.write(actor, async (tx) => {
      // Read before the lock: what changes in between is another version, which the step refuses.
      const file = await this.files.byId(tx, id, DRUG_USER.kind);
      const awaited = file.status === 'noticed' && (await this.awaitedWith(tx, id, papers));
      const step = awaited ? 'result-added' : 'papers-added';
      await this.steps.take(tx, actor, [DRUG_USER], id, { ...asked, step }, ({ events }) =>
        Promise.resolve({
          facts: paperFacts(papers),
          ...(awaited && fromResult(events, asked.at)),
        }),
      );
      return this.reader.show(tx, id);
    });
  }

  /** Whether these papers bring the result for which the decision waits. */
  private async awaitedWith(tx: Tx, id: string, papers: readonly DrugUserPaper[]): Promise<boolean> {
    const events = await this.files.events(tx, id);
    const residence = residenceOf(events);
    return decisionAwaitsResult(residence, papersOf(events)) && !decisionAwaitsResult(residence, papers);
  }

  async follow(
    actor: UserActor,
    id: string,
    version: number,
    input: DrugUserStepDto,
  ): Promise<DrugUserManagementDto> {
    const { step, reason, actedBy } = input;
    const asked = { step, at: new Date(input.at), pointer: '/at', version, reason, actedBy };
    return this.take(actor, id, asked, async (tx, act) => {
      refuseOtherFields(FOLLOW_INPUTS[step], { ...input });
      return this.followEffect(tx, act, input);
    });
  }

  /** A notice, a decision, a file that is sent: a paper of a head. */
  async decide(
    actor: UserActor,
    id: string,
    version: number,
    input: DrugUserPaperStepDto,
  ): Promise<DrugUserManagementDto> {
    const { step, number, reason, actedBy, handOver } = input;
    const asked = { step, at: new Date(input.at), pointer: '/at', version, number, reason, actedBy };
    return this.take(
      actor,
      id,
      asked,
      async (tx, act) => {
        refuseOtherFields(PAPER_INPUTS[step], { ...input });
        return this.paperEffect(tx, act, input);
      },
      async (tx) => {
        if (!handOver) return;
        const file = await this.files.lock(tx, id);
        await this.transfers.offerWithin(tx, actor, file, handOver, '/handOver');
      },
    );
  }

  async end(
    actor: UserActor,
    id: string,
    version: number,
    step: 'died' | 'voided',
    { at, reason }: EndDto,
  ): Promise<DrugUserManagementDto> {
    const leaves = step === 'voided' ? 'void' : 'lapsed';
    const asked = { step, at: new Date(at), pointer: '/at', version, reason, leaves } as const;
    return this.take(actor, id, asked, async (tx, { file }) => {
      if (step === 'voided') await this.papers.fileVoided(tx, file, reason);
      return {};
    });
  }

  private async take(
    actor: UserActor,
    id: string,
    asked: AskedStep,
    work: (tx: Tx, act: DrugUserAct) => Promise<StepEffect>,
    after: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  ): Promise<DrugUserManagementDto> {
    return this.database.write(actor, async (tx) => {
      await this.steps.take(tx, actor, [DRUG_USER], id, asked, (act) => work(tx, act));
      await after(tx);
      return this.reader.show(tx, id);
    });
  }

  private async followEffect(tx: Tx, act: DrugUserAct, input: DrugUserStepDto): Promise<StepEffect> {
    const at = new Date(input.at);
    switch (input.step) {
      case 'residence-verified':
        return { facts: { residence: input.residence ?? 'none' } };
      case 'tested':
      case 'use-found-again':
        return this.tested(tx, act, input);
      case 'moved':
        return this.moved(act, at);
      case 'taken-over':
        await this.endOldCommittees(tx, act);
        return {};
      case 'stayed':
        await this.stayed(tx, act, input.reason);
        return {};
      case 'residence-checked':
      case 'absent':
      case 'returned':
      case 'resumed':
      case 'decision-sent':
      case 'not-applied':
        return {};
    }
  }

  private async tested(tx: Tx, act: DrugUserAct, input: DrugUserStepDto): Promise<StepEffect> {
    const { sample = 'other', guardianId, arrivedAt } = input;
    const at = new Date(input.at);
    const person = await this.people.forCase(tx, act.file.personId);
    const regime = regimeOf(act, 'authority');
    refuseUnattended(person, input, { regime, on: legalDayOf(at), pointer: '/guardianId' });
    if (input.step === 'use-found-again') refuseIfOver(act, at);
    return {
      facts: { sample, ...(guardianId !== undefined && { guardianId }) },
      ...(arrivedAt !== undefined && { clockFrom: arrival(tx, at, arrivedAt) }),
    };
  }

  /** Until 30/06/2026 the chairman who manages sends the file; since then these police. */
  private moved(act: DrugUserAct, at: Date): Promise<StepEffect> {
    refuseIfOver(act, at);
    const authority = authorityOf(act.events);
    const bySender = regimeOf(act, 'authority') === 'R3' || authority === null;
    return Promise.resolve(bySender ? {} : { addresseeId: authority });
  }

  /** What the sending had opened to the other commune ends, with the offer of the file. */
  private async stayed(tx: Tx, { file, events }: DrugUserAct, reason = ''): Promise<void> {
    await this.transfers.withdrawWithin(tx, file, reason);
    const body = sentToOf(events);
    if (body !== null && body !== file.keeperOrganisationId) await this.referrals.end(tx, file, body);
  }

  /** The committees of communes that manage no more act on the file no more. */
  private async endOldCommittees(tx: Tx, { file, events }: DrugUserAct): Promise<void> {
    const inCharge = authorityOf(events);
    const before = new Set(
      ordered(events).flatMap(({ facts }) =>
        typeof facts.referredTo === 'number' && facts.referredTo !== inCharge ? [facts.referredTo] : [],
      ),
    );
    for (const body of before) await this.referrals.end(tx, file, body);
  }

  private async paperEffect(tx: Tx, act: DrugUserAct, input: DrugUserPaperStepDto): Promise<StepEffect> {
    const at = new Date(input.at);
    if (input.step !== 'notified') await requireInCharge(tx, act, input.step, at);
    switch (input.step) {
      case 'notified':
        return this.notified(tx, act, input);
      case 'decided':
        await this.requireResident(tx, act, at);
        return this.decided(tx, act, input, false);
      case 'decided-again':
        return this.decided(tx, act, input, true);
      case 'decided-after-move':
        refuseIfOver(act, at);
        await this.requireResident(tx, act, at);
        await this.endOldCommittees(tx, act);
        return {};
      case 'file-sent':
        return this.sent(tx, act, input);
      case 'suspended':
        return { facts: input.until === undefined ? {} : { until: input.until } };
      case 'stopped':
        return stopEffect(act, at, await this.withResult(tx, act, input));
      case 'ended':
        refuseUnlessOver(act, at);
        return {};
    }
  }

  /** NĐ 105/2021 Art 41(5), (6); NĐ 163/2026 Art 58(5), (6). */
  private async notified(tx: Tx, act: DrugUserAct, input: DrugUserPaperStepDto): Promise<StepEffect> {
    const regime = regimeOf(act, 'form');
    refuseMissingPapers(act, { regime, moment: 'notice', again: false });
    const { file } = act;
    const addresseeId = input.organisationId ?? (regime === 'R3' ? file.keeperOrganisationId : undefined);
    if (addresseeId === undefined) throw fieldMissing('organisationId');
    const isElsewhere = residenceOf(act.events) === 'elsewhere';
    if (isElsewhere === (await sameCommune(tx, addresseeId, file.keeperOrganisationId)))
      throw fieldProblem('/organisationId', P.wrongAddressee.code, P.wrongAddressee.title);
    await this.toWhoDecides(tx, act, addresseeId, input);
    return {
      ...{ addresseeId, clockFrom: arrival(tx, new Date(input.at), input.arrivedAt) },
      ...withheldDecision(residenceOf(act.events), papersOf(act.events)),
    };
  }

  private async sent(tx: Tx, act: DrugUserAct, input: DrugUserPaperStepDto): Promise<StepEffect> {
    const { organisationId: addresseeId = 0 } = input;
    if (await sameCommune(tx, addresseeId, act.file.keeperOrganisationId))
      throw fieldProblem('/organisationId', P.wrongAddressee.code, P.wrongAddressee.title);
    await this.toWhoDecides(tx, act, addresseeId, input);
    return { addresseeId };
  }

  /** A committee acts on the file from now on; other police when they have accepted to keep it. */
  private async toWhoDecides(
    tx: Tx,
    act: DrugUserAct,
    addresseeId: number,
    { handOver }: DrugUserPaperStepDto,
  ): Promise<void> {
    const { file } = act;
    const isNewLaw = regimeOf(act, 'authority') === 'R3';
    if (!isNewLaw) {
      const asks = { pointer: '/organisationId', acts: true, refers: true };
      await this.referrals.toBody(tx, file, addresseeId, COMMITTEES, asks);
      return;
    }
    if (addresseeId === file.keeperOrganisationId) return;
    if (!handOver) throw fieldMissing('handOver');
    if (handOver.toOrganisationId !== addresseeId)
      throw fieldProblem('/handOver/toOrganisationId', P.wrongAddressee.code, P.wrongAddressee.title);
  }

  private async decided(
    tx: Tx,
    act: DrugUserAct,
    input: DrugUserPaperStepDto,
    again: boolean,
  ): Promise<StepEffect> {
    const at = new Date(input.at);
    const { determinationId } = input;
    await this.named(tx, act, determinationId, 'not-addicted');
    const found = determinationId === undefined ? [] : (['determination-result'] as const);
    refuseMissingPapers(act, { regime: regimeOf(act, 'form'), moment: 'decision', again }, found);
    if (again) refuseIfOver(act, at);
    const { startsOn, endsOn, explanation } = termDecidedOn(act.file.openedOn, at, again);
    const determined = { ...paperFacts(found), ...(determinationId !== undefined && { determinationId }) };
    return { facts: { startsOn, endsOn, ...determined }, explanation };
  }

  /** The day of a result on record is that of the record. */
  private async withResult(
    tx: Tx,
    act: DrugUserAct,
    input: DrugUserPaperStepDto,
  ): Promise<DrugUserPaperStepDto> {
    const found = await this.named(tx, act, input.determinationId, 'addicted', input.determinationOn);
    return found ? { ...input, determinationOn: found.on } : input;
  }

  /** @returns the result on record that was named; null where none was. @throws Problem 422 for another one */
  private async named(
    tx: Tx,
    { file }: DrugUserAct,
    recordId: string | undefined,
    result: DeterminationResult,
    on?: string,
  ): Promise<KnownResult | null> {
    const persons = await this.people.clusterOf(tx, file.personId);
    return refuseOtherResult(tx, persons, { recordId, on }, { result, pointer: '/determinationId' });
  }

  /** NĐ 105/2021 Art 42(1), Luật 120/2025 Art 24(4)a, (6): where the person lives, or was found if nowhere. */
  private async requireResident(tx: Tx, act: DrugUserAct, at: Date): Promise<void> {
    if (residenceOf(act.events) === 'none') return;
    const unitId = unitOf(await this.authority.organisation(tx, act.organisationId));
    await requireResidence(tx, act.file.personId, unitId, legalDayOf(at));
  }
}

const IN_CUSTODY: ReadonlySet<string> = new Set(['suspended', 'suspended-used-again']);
const COMMITTEES: readonly OrganisationKind[] = ['commune-peoples-committee'];

function regimeOf({ procedure, facts }: DrugUserAct, aspect: Aspect): Regime {
  return regimeFor(aspect, procedure.kind, facts);
}

/** The time to decide runs from the result, not from before the notice; on whoever the notice told. */
function fromResult(events: readonly CaseEvent[], at: Date): StepEffect {
  const told = ordered(events).findLast(({ type }) => type === 'notified' || type === 'notice-received');
  const { clockFrom } = told?.facts ?? {};
  const arrived = typeof clockFrom === 'string' ? new Date(clockFrom) : (told?.effectiveAt ?? at);
  const addresseeId = authorityOf(events);
  return {
    ...(arrived > at && { clockFrom: arrived }),
    ...(addresseeId !== null && { addresseeId }),
  };
}

/** A notice starts the time to decide when it arrives. */
function arrival(tx: Tx, sentAt: Date, arrivedAt: string | undefined): Date {
  const arrived = arrivedAt === undefined ? sentAt : new Date(arrivedAt);
  refuseImpossibleTime(arrived, tx.now, '/arrivedAt');
  refuseBefore(arrived, sentAt, '/arrivedAt');
  return arrived;
}

function stopEffect(
  act: DrugUserAct,
  at: Date,
  { ground = 'prison', determinationOn, determinationId, until }: DrugUserPaperStepDto,
): StepEffect {
  const article = requireStopGround(ground, regimeOf(act, 'authority'));
  const isDetermined = ground === 'determined-addicted';
  if (isDetermined && determinationOn === undefined) throw fieldMissing('determinationOn');
  if (determinationOn !== undefined && dateOnly(determinationOn) > legalDayOf(at))
    throw tooLate('/determinationOn');
  if (ground === 'custody-outlasts-term') {
    if (!IN_CUSTODY.has(act.file.status)) throw problem(P.custodyShorter);
    if (until === undefined) throw fieldMissing('until');
    refuseShortCustody(act, at, dateOnly(until));
  }
  return {
    facts: {
      ...{ ground, article },
      ...(determinationOn !== undefined && { determinationOn }),
      ...(determinationId !== undefined && { determinationId }),
      ...(until !== undefined && { until }),
    },
  };
}
