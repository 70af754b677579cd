import { Injectable } from '@nestjs/common';
import type { CaseFile, EventFacts } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { refuseImpossibleTime, takeStep } from '../../cases/steps/step-guards.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { legalDayOf } from '../../law/date.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { fieldMissing } from '../../cases/steps/step-inputs.js';
import { refuseDeceased, unitOf } from '../voluntary/applicant.guards.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { refuseBefore, refuseUnborn } from '../voluntary/voluntary.guards.js';
import type { DrugUserManagementDto } from './drug-user-answer.dto.js';
import type { FindDrugUseDto, ReceiveNoticeDto } from './drug-user-input.dto.js';
import { checkStart } from './drug-user-history.js';
import { DRUG_USER } from './drug-user-procedure.js';
import { paperFacts, refuseUnattended, sameCommune, withheldDecision } from './drug-user.guards.js';
import { P } from './drug-user.problems.js';
import { DrugUserReader } from './drug-user.reader.js';

interface Beginning {
  readonly step: 'found' | 'found-remote' | 'notice-received';
  readonly at: Date;
  readonly clockFrom: Date;
  readonly addresseeId?: number;
  readonly facts: EventFacts;
  readonly withholds?: readonly string[] | undefined;
}

/** Opens a file by a positive test: NĐ 105/2021 Art 40, 41; NĐ 163/2026 Art 57, 58. */
@Injectable()
export class DrugUserOpeningService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: StepAuthority,
    private readonly steps: CaseSteps,
    private readonly clocks: StepClocks,
    private readonly referrals: VoluntaryReferrals,
    private readonly reader: DrugUserReader,
  ) {}

  /**
   * The commune police found the use themselves; the time to verify the residence runs.
   *
   * @throws Problem 403 for another authority, 409 for who has died or has such a file, 422 for moments and samples
   */
  async find(actor: UserActor, input: FindDrugUseDto): Promise<DrugUserManagementDto> {
    return this.database.write(actor, async (tx) => {
      const foundAt = new Date(input.foundAt);
      const file = await this.openFile(tx, actor, input);
      const step = input.remote === true ? 'found-remote' : 'found';
      const clockFrom = checkStart(file, foundAt, new Date(input.test.resultAt), step);
      await this.begin(tx, file, { step, at: foundAt, clockFrom, facts: {} }, input);
      return this.reader.show(tx, file.id);
    });
  }

  /**
   * Other police found the use, verified the residence and gave notice; the time to decide runs from its arrival.
   *
   * @throws Problem as `find`; 422 where the committee that decides until 30/06/2026 is not told, or none decides
   */
  async receive(actor: UserActor, input: ReceiveNoticeDto): Promise<DrugUserManagementDto> {
    return this.database.write(actor, async (tx) => {
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      refuseBefore(receivedAt, new Date(input.test.resultAt), '/receivedAt');
      // A notice comes to where the person lives, or where the use was found: to these police.
      if (input.residence === 'elsewhere')
        throw fieldProblem('/residence', P.wrongAddressee.code, P.wrongAddressee.title);
      const file = await this.openFile(tx, actor, input);
      const addresseeId = await this.addressee(tx, file, receivedAt, input.organisationId);
      const facts = { foundBy: input.foundBy, residence: input.residence };
      const { withholds } = withheldDecision(input.residence, input.papers);
      const beginning = { step: 'notice-received', at: receivedAt, clockFrom: receivedAt } as const;
      await this.begin(tx, file, { ...beginning, addresseeId, facts, withholds }, input);
      return this.reader.show(tx, file.id);
    });
  }

  private async openFile(
    tx: Tx,
    actor: UserActor,
    { personId, foundAt, test }: Pick<FindDrugUseDto, 'personId' | 'foundAt' | 'test'>,
  ): Promise<CaseFile> {
    const [found, resultAt] = [new Date(foundAt), new Date(test.resultAt)];
    refuseImpossibleTime(resultAt, tx.now, '/test/resultAt');
    refuseImpossibleTime(found, tx.now, '/foundAt');
    refuseBefore(resultAt, found, '/test/resultAt');
    const on = legalDayOf(found);
    const facts = { openedOn: on, asOf: on };
    await this.authority.competence(tx, actor, DRUG_USER.kind, 'find-drug-use', actor.organisationId, facts);
    const unitId = unitOf(await this.authority.organisation(tx, actor.organisationId));
    const person = await this.people.forCase(tx, personId);
    refuseUnborn(person.birth, on, '/foundAt');
    await refuseDeceased(tx, await this.people.clusterOf(tx, personId), found);
    await this.files.refuseSecondOpen(tx, personId, DRUG_USER.kind);
    const file = await this.files.open(tx, {
      ...{ kind: DRUG_USER.kind, personId, keeperOrganisationId: actor.organisationId, unitId },
      ...{ status: DRUG_USER.start, openedOn: on },
    });
    // Whoever may open no file about the person is told nothing of his guardians.
    const regime = regimeFor('authority', DRUG_USER.kind, facts);
    refuseUnattended(person, test, { regime, on, pointer: '/test/guardianId' });
    return file;
  }

  /** Until 30/06/2026 the chairman of the committee decides, who acts on the file; since then these police themselves. */
  private async addressee(
    tx: Tx,
    file: CaseFile,
    receivedAt: Date,
    committee: number | undefined,
  ): Promise<number> {
    const facts = { openedOn: file.openedOn, asOf: legalDayOf(receivedAt) };
    if (regimeFor('authority', DRUG_USER.kind, facts) === 'R3') return file.keeperOrganisationId;
    if (committee === undefined) throw fieldMissing('organisationId');
    if (!(await sameCommune(tx, committee, file.keeperOrganisationId)))
      throw fieldProblem('/organisationId', P.wrongAddressee.code, P.wrongAddressee.title);
    const asks = { pointer: '/organisationId', acts: true, refers: true };
    await this.referrals.toBody(tx, file, committee, ['commune-peoples-committee'], asks);
    return committee;
  }

  private async begin(
    tx: Tx,
    file: CaseFile,
    { step, at, clockFrom, addresseeId, facts, withholds = [] }: Beginning,
    { foundAt, test, account, papers }: FindDrugUseDto,
  ): Promise<void> {
    const state = takeStep(DRUG_USER, [], step, at);
    const opened = await this.files.change(tx, file, { status: state });
    await this.steps.append(tx, DRUG_USER, file, { step, at, reason: account }, state, {
      ...{ foundAt, resultAt: test.resultAt, sample: test.sample, clockFrom: clockFrom.toISOString() },
      ...(test.guardianId !== undefined && { guardianId: test.guardianId }),
      ...(addresseeId !== undefined && { referredTo: addresseeId }),
      ...(withholds.length > 0 && { withheld: withholds.join(' ') }),
      ...paperFacts(papers),
      ...facts,
    });
    const organisationId = file.keeperOrganisationId;
    const told = { clockFrom, organisationId, addresseeId, withholds, reason: step };
    await this.clocks.follow(tx, DRUG_USER, opened, { step, at, ...told });
  }
}
