import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { refuseImpossibleTime, takeStep } from '../../cases/steps/step-guards.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { dateOnly, legalDayOf, startOfLegalDay, type DateOnly } from '../../law/date.js';
import type { GroundAge } from '../../law/grounds.js';
import { compulsoryLimitation, type Limitation } from '../../law/limitation.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { RehabilitationOrdinals } from '../ordinal/ordinal.service.js';
import { refuseDeceased, requireResidence, unitOf } from '../voluntary/applicant.guards.js';
import { refuseBefore, refuseUnborn, tooEarly, tooLate } from '../voluntary/voluntary.guards.js';
import { P as VOLUNTARY } from '../voluntary/voluntary.problems.js';
import type { CompulsoryDto } from './compulsory-answer.dto.js';
import { ageGroupOn, recordedFacts } from './compulsory-grounds.service.js';
import type { EvasionBeforeDto, OpenDossierDto } from './compulsory-input.dto.js';
import { COMPULSORY } from './compulsory-procedure.js';
import { refuseExcluded, takenGround, type TakenGround } from './compulsory-opening.rules.js';
import { P } from './compulsory.problems.js';
import { CompulsoryReader } from './compulsory.reader.js';
import { insertRecord } from './compulsory.record.js';

interface Opening {
  readonly file: CaseFile;
  readonly foundAt: Date;
  readonly openedAt: Date;
  readonly ground: TakenGround;
  readonly evasionEndedOn: DateOnly | null;
  readonly evasion?: EvasionBeforeDto;
}

/** Who a dossier is about, and on what ground. */
interface Subject {
  readonly age: GroundAge;
  readonly ground: TakenGround;
  /** All linked entries of the person. */
  readonly persons: readonly string[];
}

/** Begins a dossier: NĐ 116/2021 Art 40, 50; NĐ 163/2026 Art 100, 103. */
@Injectable()
export class CompulsoryOpeningService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: StepAuthority,
    private readonly steps: CaseSteps,
    private readonly clocks: StepClocks,
    private readonly ordinals: RehabilitationOrdinals,
    private readonly reader: CompulsoryReader,
  ) {}

  /**
   * A person takes a ground, which the record holds or the evidence shows; the time limits to build the dossier and, under
   * Luật 120/2025, the limitation period run.
   *
   * @throws Problem 403 for another authority, 409 for who is excluded, lives elsewhere, has died, has such a file, or after
   *   the limitation period, 422 for evidence that the record does not hold
   */
  async open(actor: UserActor, input: OpenDossierDto): Promise<CompulsoryDto> {
    return this.database.write(actor, async (tx) => {
      const foundAt = new Date(input.foundAt);
      const openedAt = new Date(input.openedAt);
      refuseImpossibleTime(openedAt, tx.now, '/openedAt');
      refuseImpossibleTime(foundAt, tx.now, '/foundAt');
      refuseBefore(openedAt, foundAt, '/openedAt');
      const on = legalDayOf(openedAt);
      const facts = { openedOn: on, asOf: on };
      const act = 'build-compulsory-dossier';
      await this.authority.competence(tx, actor, COMPULSORY.kind, act, actor.organisationId, facts);
      const unitId = unitOf(await this.authority.organisation(tx, actor.organisationId));
      const { age, ground, persons } = await this.personAndGround(tx, input, { on, foundAt, unitId });
      const regime = regimeFor('deadline', COMPULSORY.kind, facts);
      const evasionEndedOn = endOfEvasion(input, ground.lastActOn, on);
      const limitation = compulsoryLimitation(regime, ground.lastActOn, {
        goesOn: false,
        endedOn: evasionEndedOn,
      });
      refuseLimitation(limitation, on);
      await this.files.refuseSecondOpen(tx, input.personId, COMPULSORY.kind);
      const file = await this.files.open(tx, {
        kind: COMPULSORY.kind,
        personId: input.personId,
        keeperOrganisationId: actor.organisationId,
        unitId,
        status: COMPULSORY.start,
        openedOn: on,
      });
      insertRecord(tx, file.id, {
        ...{ age, ground: input.ground, lastActOn: ground.lastActOn },
        ...{ groundFact: ground.fact, groundRecordId: ground.recordId, groundBasis: ground.basis },
        limitationExplanation: limitation.explanation,
        ...(await this.ordinals.forIntake(tx, persons, on, input.ordinal)),
        noResidenceBasis: input.noResidenceBasis ?? null,
      });
      await this.begin(tx, { file, foundAt, openedAt, ground, evasionEndedOn, evasion: input.evasion });
      return this.reader.show(tx, file.id);
    });
  }

  private async personAndGround(
    tx: Tx,
    input: OpenDossierDto,
    { on, foundAt, unitId }: { readonly on: DateOnly; readonly foundAt: Date; readonly unitId: number },
  ): Promise<Subject> {
    const { birth } = await this.people.forCase(tx, input.personId);
    refuseUnborn(birth, on, '/openedAt');
    const age = ageGroupOn(birth, on);
    if (age === null) throw problem(VOLUNTARY.underTwelve);
    refuseExcluded(age, input.exclusions, on);
    const persons = await this.people.clusterOf(tx, input.personId);
    await refuseDeceased(tx, persons, new Date(input.openedAt));
    if (input.noResidenceBasis === undefined) await requireResidence(tx, input.personId, unitId, on);
    const ground = takenGround(input, { on, age, facts: await recordedFacts(tx, persons) });
    refuseBefore(foundAt, startOfLegalDay(ground.lastActOn), '/foundAt');
    return { age, ground, persons };
  }

  /** The finding, then the dossier, each with the time limits that it starts. */
  private async begin(
    tx: Tx,
    { file, foundAt, openedAt, ground, evasionEndedOn, evasion }: Opening,
  ): Promise<void> {
    const organisationId = file.keeperOrganisationId;
    const clock = { organisationId, reason: 'opened' };
    const found = takeStep(COMPULSORY, [], 'found', foundAt);
    await this.steps.append(tx, COMPULSORY, file, { step: 'found', at: foundAt }, found);
    await this.clocks.follow(tx, COMPULSORY, file, { step: 'found', at: foundAt, ...clock });
    const state = takeStep(COMPULSORY, await this.files.events(tx, file.id), 'opened', openedAt);
    const opened = await this.files.change(tx, file, { status: state, registeredAt: openedAt });
    const clockFrom = startOfLegalDay(evasionEndedOn ?? ground.lastActOn);
    const facts = {
      ...{ ground: ground.ground, clockFrom: clockFrom.toISOString() },
      ...(evasionEndedOn && evasion && { evasionEndedOn, evasionBasis: evasion.basis }),
    };
    await this.steps.append(tx, COMPULSORY, file, { step: 'opened', at: openedAt }, state, facts);
    await this.clocks.follow(tx, COMPULSORY, opened, { step: 'opened', at: openedAt, clockFrom, ...clock });
  }
}

/** @throws Problem 422 for an evasion that ended before the last act, or after the dossier was begun */
function endOfEvasion({ evasion }: OpenDossierDto, lastActOn: DateOnly, openedOn: DateOnly): DateOnly | null {
  if (!evasion) return null;
  const endedOn = dateOnly(evasion.endedOn);
  if (endedOn < lastActOn) throw tooEarly('/evasion/endedOn');
  if (endedOn > openedOn) throw tooLate('/evasion/endedOn');
  return endedOn;
}

/** @throws Problem 409 after the last day, with the arithmetic */
export function refuseLimitation({ lastDay, explanation }: Limitation, on: DateOnly): void {
  if (lastDay === null || on <= lastDay) return;
  throw problem(P.limitationOver, {
    extensions: { lastDay, explanation: toExplanationDto(explanation) },
  });
}
