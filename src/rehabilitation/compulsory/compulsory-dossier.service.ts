import { Injectable } from '@nestjs/common';
import { ageOn, legalDayOf } from '../../law/date.js';
import { compulsoryPapers } from '../../law/compulsory-dossier.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { refuseOtherResult } from '../determination/determination-on-record.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { arrival, limitationOf, regimeOf } from './compulsory-acts.js';
import type { CompulsoryDto } from './compulsory-answer.dto.js';
import { evasionOf, interimsOf, numberedPapers } from './compulsory-history.js';
import type { DossierPaperDto, DossierStepDto } from './compulsory-input.dto.js';
import { refuseOtherFields } from '../../cases/steps/step-inputs.js';
import { DOSSIER_INPUTS } from './compulsory-inputs.js';
import { refuseLimitation } from './compulsory-opening.service.js';
import {
  refuseIncomplete,
  refuseInterim,
  refuseLimitationRuns,
  refuseNoEvasion,
  refuseWhileReading,
  removedExclusion,
} from './compulsory-dossier.rules.js';
import { CompulsorySteps, type CompulsoryAct, type CompulsoryEffect } from './compulsory-steps.js';
import { P } from './compulsory.problems.js';
import { CompulsoryReader } from './compulsory.reader.js';

const INTERMEDIARIES: readonly OrganisationKind[] = ['district-body', 'provincial-police'];
const FACILITIES: readonly OrganisationKind[] = ['public-rehabilitation-facility', 'reformatory'];

/** From the first paper of a dossier to the court: NĐ 116/2021 Art 40–53, NĐ 163/2026 Art 98–105. */
@Injectable()
export class CompulsoryDossierService {
  constructor(
    private readonly database: Database,
    private readonly steps: CompulsorySteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly deadlines: Deadlines,
    private readonly people: People,
    private readonly reader: CompulsoryReader,
  ) {}

  /** Adds a paper; its pages are numbered after those of the one before. */
  async addPaper(
    actor: UserActor,
    id: string,
    version: number,
    { at: addedAt, paper, pages, title, determinationId }: DossierPaperDto,
  ): Promise<CompulsoryDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(addedAt);
      const asked = { step: 'document-added', at, pointer: '/at', version, reason: title };
      await this.steps.take(tx, actor, id, asked, async (act) => {
        const rules = compulsoryPapers(regimeOf(act, 'form'), act.record.age);
        if (!rules.some((rule) => rule.paper === paper))
          throw problem(P.paperUnknown, { extensions: { paper } });
        return { facts: { paper, pages, ...(await this.resultFacts(tx, act, paper, determinationId)) } };
      });
      return this.reader.show(tx, id);
    });
  }

  /** A result on record that is named is this person's, and says: addicted. */
  private async resultFacts(
    tx: Tx,
    { file }: CompulsoryAct,
    paper: DossierPaperDto['paper'],
    determinationId: string | undefined,
  ): Promise<Readonly<Record<string, string>>> {
    if (determinationId === undefined) return {};
    if (paper !== 'determination-result') refuseOtherFields({}, { determinationId });
    const persons = await this.people.clusterOf(tx, file.personId);
    const wanted = { result: 'addicted', pointer: '/determinationId' } as const;
    await refuseOtherResult(tx, persons, { recordId: determinationId }, wanted);
    return { determinationId };
  }

  async take(actor: UserActor, id: string, version: number, input: DossierStepDto): Promise<CompulsoryDto> {
    return this.database.write(actor, async (tx) => {
      const step = await this.stepFor(tx, id, input);
      const { number, reason, actedBy } = input;
      const asked = { step, at: new Date(input.at), pointer: '/at', version, number, reason, actedBy };
      await this.steps.take(tx, actor, id, asked, async (act) => {
        refuseOtherFields(DOSSIER_INPUTS[input.step], { ...input });
        return this.effect(tx, act, input);
      });
      return this.reader.show(tx, id);
    });
  }

  /** The letter about a minor is another one: NĐ 116/2021 Art 53(2)a. */
  private async stepFor(tx: Tx, id: string, { step }: DossierStepDto): Promise<string> {
    return step === 'forwarded' && (await this.reader.ageOf(tx, id)) === 'minor' ? 'forwarded-minor' : step;
  }

  private async effect(tx: Tx, act: CompulsoryAct, input: DossierStepDto): Promise<CompulsoryEffect> {
    const at = new Date(input.at);
    switch (input.step) {
      case 'dossier-completed':
        refuseIncomplete(act.record, regimeOf(act, 'form'), numberedPapers(act.events));
        return { facts: { pages: numberedPapers(act.events).at(-1)?.lastPage ?? 0 } };
      case 'submitted':
        await this.endReading(tx, act, at);
        return this.letter(tx, act, input, INTERMEDIARIES);
      case 'resubmitted':
        refuseIncomplete(act.record, regimeOf(act, 'form'), numberedPapers(act.events));
        return this.letter(tx, act, input, INTERMEDIARIES);
      case 'forwarded':
        return this.toCourt(tx, act, input);
      case 'sent-to-court':
        await this.endReading(tx, act, at);
        refuseIncomplete(act.record, regimeOf(act, 'form'), numberedPapers(act.events));
        refuseLimitation(limitationOf(act), legalDayOf(at));
        return this.toCourt(tx, act, input);
      case 'interim-began':
        return this.interim(tx, act, input);
      case 'evaded':
        await this.endLimitation(tx, act, at);
        return {};
      case 'evasion-ended':
        refuseNoEvasion(act.events);
        return {};
      case 'discontinued':
        return { facts: await this.excluded(tx, act, input) };
      case 'lapsed':
        refuseLimitationRuns(limitationOf(act), legalDayOf(at));
        return {};
      case 'notified':
      case 'returned':
      case 'court-asked':
      case 'court-answered':
      case 'interim-fled':
      case 'interim-ended':
        return {};
    }
  }

  /** The file is opened to whom the letter goes; his time limit runs from its arrival. */
  private async letter(
    tx: Tx,
    { file }: CompulsoryAct,
    { at, arrivedAt, organisationId = 0 }: DossierStepDto,
    kinds: readonly OrganisationKind[],
  ): Promise<CompulsoryEffect> {
    const asks = { pointer: '/organisationId', acts: true, refers: true };
    await this.referrals.toBody(tx, file, organisationId, kinds, asks);
    return { addresseeId: organisationId, ...arrival(tx, at, arrivedAt) };
  }

  /** A court reads; what it does is recorded by who keeps the file. */
  private async toCourt(tx: Tx, { file }: CompulsoryAct, input: DossierStepDto): Promise<CompulsoryEffect> {
    const { at, arrivedAt, organisationId = 0 } = input;
    const asks = { pointer: '/organisationId', acts: false, refers: false };
    await this.referrals.toBody(tx, file, organisationId, ['court'], asks);
    return {
      addresseeId: organisationId,
      changes: { courtOrganisationId: organisationId },
      ...arrival(tx, at, arrivedAt),
    };
  }

  private async interim(tx: Tx, act: CompulsoryAct, input: DossierStepDto): Promise<CompulsoryEffect> {
    const { kind = 'facility', organisationId } = input;
    refuseInterim(act, kind, interimsOf(act.events));
    if (organisationId === undefined) return { facts: { kind } };
    const asks = { pointer: '/organisationId', acts: true, refers: false };
    await this.referrals.toBody(tx, act.file, organisationId, FACILITIES, asks);
    return { facts: { kind }, addresseeId: organisationId };
  }

  /** Reading ends with its last day, whether or not the person read: it is never met late. */
  private async endReading(tx: Tx, { file }: CompulsoryAct, at: Date): Promise<void> {
    const limits = await this.deadlines.ofSubject(tx, file.id);
    const reading = limits.findLast(({ rule, status }) => rule === 'compulsory.reading' && status !== 'void');
    if (!reading) return;
    refuseWhileReading(reading, at);
    const end = { subjectId: file.id, rule: reading.rule, at: reading.dueAt, reason: 'ran-out' } as const;
    await this.deadlines.close(tx, { ...end, outcome: 'ran-out' });
  }

  /** While somebody evades the measure no limitation period runs: Luật 120/2025 Art 35(4), 36(3). */
  private async endLimitation(tx: Tx, act: CompulsoryAct, at: Date): Promise<void> {
    if (evasionOf(act.events).goesOn) throw problem(P.alreadyEvading);
    const rule = 'compulsory.limitation';
    const because = limitationOf(act).explanation;
    const end = { subjectId: act.file.id, rule, at, reason: 'evaded', because } as const;
    await this.deadlines.close(tx, { ...end, outcome: 'superseded' });
  }

  private async excluded(
    tx: Tx,
    act: CompulsoryAct,
    { at, exclusion }: DossierStepDto,
  ): Promise<Readonly<Record<string, string>>> {
    const birth = await this.people.birthOf(tx, act.file.personId);
    const isAdult = ageOn(birth, legalDayOf(new Date(at))).min >= 18;
    return removedExclusion(exclusion, isAdult || act.record.age === 'adult', legalDayOf(new Date(at)));
  }
}
