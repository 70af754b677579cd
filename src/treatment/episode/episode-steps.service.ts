import { Injectable } from '@nestjs/common';
import { TransferService } from '../../cases/handover/transfer.service.js';
import { CaseFiles } from '../../cases/case-files.js';
import { refuseOtherFields } from '../../cases/steps/step-inputs.js';
import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import { CaseSteps, type StepEffect } from '../../cases/steps/step-taking.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { v7 as uuidv7 } from 'uuid';
import type { TreatmentProcedure } from '../kinds/kind.js';
import { byDecree, treatmentKind, TREATMENT_PROCEDURES } from '../kinds/kinds.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { P } from '../treatment.problems.js';
import type { TreatmentEpisodeDto } from './episode-answer.dto.js';
import { consentOf, phaseOf } from './episode-history.js';
import { STEP_INPUTS, type MoveTreatmentDto, type TreatmentStepDto } from './episode-input.dto.js';
import {
  isMinor,
  keptEpisode,
  papersOf,
  refuseMissingPapers,
  refuseOutsideStage,
  refuseUnknownGuardian,
  refuseWithoutConsent,
  requireGuardian,
} from './episode.guards.js';
import { EpisodeReader } from './episode.reader.js';
import { EPISODES } from './episode.record.js';
import { withheldLimits } from './withheld-limits.js';

type Act = AuthorisedAct<TreatmentProcedure>;

/** From the consent and the admission to the end; what is proposed, told and moved has services of its own. */
@Injectable()
export class EpisodeStepsService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly steps: CaseSteps,
    private readonly transfers: TransferService,
    private readonly programmes: ProgrammeService,
    private readonly reader: EpisodeReader,
    private readonly papers: PaperAnnulments,
  ) {}

  async take(
    actor: UserActor,
    id: string,
    version: number,
    input: TreatmentStepDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.database.write(actor, async (tx) => {
      await keptEpisode(tx, this.files, id);
      const { step, number, reason } = input;
      const leaves = step === 'voided' ? ('void' as const) : ('lapsed' as const);
      const at = new Date(input.at);
      const asked = { step, at, pointer: '/at', version, number, reason, leaves };
      await this.steps.take(tx, actor, TREATMENT_PROCEDURES, id, asked, async (act) => {
        refuseOtherFields(STEP_INPUTS[step], { ...input });
        if (step === 'voided') await this.papers.fileVoided(tx, act.file, reason ?? '');
        return this.effectOf(tx, act, input, at);
      });
      await this.keepFolded(tx, id);
      return this.reader.show(tx, id);
    });
  }

  /** The summary goes with the person (of Methadone by NĐ 141/2024 Art 34); the other place accepts the file. */
  async move(
    actor: UserActor,
    id: string,
    version: number,
    { at: moment, summary, number, givenOn, handOver }: MoveTreatmentDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.database.write(actor, async (tx) => {
      await keptEpisode(tx, this.files, id);
      const at = new Date(moment);
      const given = givenOn === undefined ? null : dateOnly(givenOn);
      if (given !== null && (given < legalDayOf(at) || given > legalDayOf(tx.now)))
        throw fieldProblem('/givenOn', 'treatment.day', NOT_THEN);
      const asked = { step: 'summarised', at, pointer: '/at', version, number };
      await this.steps.take(tx, actor, TREATMENT_PROCEDURES, id, asked, ({ file: { kind } }) =>
        Promise.resolve(byDecree(kind, legalDayOf(at))),
      );
      const file = await this.files.lock(tx, id);
      const transfer = await this.transfers.offerWithin(tx, actor, file, handOver, '/handOver');
      await tx.execute(
        `insert into treatment_summary (id, case_id, transfer_id, summary, written_by, written_at, given_on)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [uuidv7(), id, transfer.id, summary, actor.userId, at, given],
      );
      return this.reader.show(tx, id);
    });
  }

  private async effectOf(tx: Tx, act: Act, input: TreatmentStepDto, at: Date): Promise<StepEffect> {
    switch (input.step) {
      case 'consent-recorded':
        return this.consent(tx, act, input, at);
      case 'admitted':
        return this.admission(tx, act, input, at);
      case 'begun':
        return this.beginning(tx, act, at);
      case 'phase-changed':
        return changeOfPhase(act, input, at);
      case 'refused':
      case 'completed':
        return {
          ...byDecree(act.file.kind, legalDayOf(at)),
          ...(await withheldLimits(tx, this.people, act)),
        };
      case 'withdrawn':
      case 'held':
      case 'resumed':
      case 'died':
      case 'voided':
        return {};
    }
  }

  private async consent(
    tx: Tx,
    { file }: Act,
    { guardianId }: TreatmentStepDto,
    at: Date,
  ): Promise<StepEffect> {
    const person = await this.people.forCase(tx, file.personId);
    refuseUnknownGuardian(person, guardianId);
    if (isMinor(person.birth, legalDayOf(at), '/at')) requireGuardian(guardianId);
    return guardianId === undefined ? {} : { facts: { guardianId } };
  }

  /** The papers, and once more whether the programme takes anybody in. */
  private async admission(
    tx: Tx,
    act: Act,
    { papers = [] }: TreatmentStepDto,
    at: Date,
  ): Promise<StepEffect> {
    const { file, events } = act;
    const definition = treatmentKind(file.kind);
    const on = legalDayOf(at);
    const { birth } = await this.people.forCase(tx, file.personId);
    const handedIn = [...papersOf(events), ...papers];
    const minor = isMinor(birth, on, '/at');
    refuseMissingPapers(definition.kind, { on, minor, papers: handedIn });
    const { programmeCode: code } = await EPISODES.read(tx, file.id);
    if (code !== null) await this.programmes.refuseUnlessHolding(tx, definition, { on, code });
    return {
      facts: papers.length > 0 ? { papers: papers.join(',') } : {},
      ...byDecree(file.kind, on),
      ...(await withheldLimits(tx, this.people, act)),
    };
  }

  private async beginning(tx: Tx, act: Act, at: Date): Promise<StepEffect> {
    const { birth } = await this.people.forCase(tx, act.file.personId);
    refuseWithoutConsent(act.events, at, isMinor(birth, legalDayOf(at), '/at'));
    const definition = treatmentKind(act.file.kind);
    await refuseOutsideStage(tx, definition, act.file.parentId, at);
    const [phase] = definition.phases;
    return { facts: { phase: phase ?? null }, ...(await withheldLimits(tx, this.people, act)) };
  }

  /** What whoever gives doses reads, as the history has it now: a late entry may lie before others. */
  private async keepFolded(tx: Tx, id: string): Promise<void> {
    const events = await this.files.events(tx, id);
    EPISODES.change(tx, id, { phase: phaseOf(events), consentedOn: consentOf(events) });
  }
}

/** @throws Problem 422 for a phase that the kind does not have, 409 for the one that it is in */
function changeOfPhase({ file, events }: Act, { phase }: TreatmentStepDto, at: Date): StepEffect {
  const { phases } = treatmentKind(file.kind);
  if (phase === undefined || !phases.includes(phase))
    throw fieldProblem('/phase', 'treatment.otherPhase', OTHER_PHASE);
  if (phaseOf(events.filter(({ effectiveAt }) => effectiveAt <= at)) === phase) throw problem(P.samePhase);
  return { facts: { phase } };
}

const NOT_THEN = {
  vi: 'Từ ngày lập tóm tắt đến hôm nay',
  en: 'From the day of the summary until today',
};
const OTHER_PHASE = {
  vi: 'Loại điều trị này không có giai đoạn đó',
  en: 'This kind of treatment has no such phase',
};
