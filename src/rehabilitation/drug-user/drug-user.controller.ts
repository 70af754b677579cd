import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { P as TRANSFERS } from '../../cases/handover/transfer.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { EndDto } from '../voluntary/voluntary-input.dto.js';
import { P as VOLUNTARY, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { DrugUserManagementDto } from './drug-user-answer.dto.js';
import {
  AddPapersDto,
  DrugUserPaperStepDto,
  DrugUserStepDto,
  FindDrugUseDto,
  ReceiveNoticeDto,
} from './drug-user-input.dto.js';
import { DrugUserOpeningService } from './drug-user-opening.service.js';
import { P } from './drug-user.problems.js';
import { DrugUserReader } from './drug-user.reader.js';
import { DrugUserService } from './drug-user.service.js';

const BEGINNING = {
  permission: 'rehabilitation.register',
  reach: 'person',
  answer: DrugUserManagementDto,
  status: 201,
  unsafe: true,
} as const;
const BEGINNING_PROBLEMS = [
  AUTHORITY.notCompetent,
  CASES.openFileExists,
  CASES.lawAbsent,
  PEOPLE.voided,
  VOLUNTARY.personDied,
  VOLUNTARY.notResidentHere,
  P.guardianNeeded,
] as const;
/** What every step answers and asks for. */
const STEP = { answer: DrugUserManagementDto, status: 201, unsafe: true, versioned: true } as const;

/** Management of drug users who are not addicted: NĐ 105/2021 Art 37–49, NĐ 163/2026 Art 55–65. */
@ApiTags('drug-user-management')
@Controller('v1/drug-user-managements')
export class DrugUserController {
  constructor(
    private readonly opening: DrugUserOpeningService,
    private readonly users: DrugUserService,
    private readonly reader: DrugUserReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Record that the commune police found a drug user by a positive test; the file is theirs',
    ...BEGINNING,
    problems: BEGINNING_PROBLEMS,
  })
  async recordDrugUse(
    @CurrentActor() actor: UserActor,
    @Body() body: FindDrugUseDto,
  ): Promise<DrugUserManagementDto> {
    return this.opening.find(actor, body);
  }

  @Post('notices')
  @Endpoint({
    summary: 'Open a file on the notice of other police, which found the use and verified the residence',
    ...BEGINNING,
    problems: [...BEGINNING_PROBLEMS, VOLUNTARY.notReferable, P.wrongAddressee],
  })
  async receiveDrugUseNotice(
    @CurrentActor() actor: UserActor,
    @Body() body: ReceiveNoticeDto,
  ): Promise<DrugUserManagementDto> {
    return this.opening.receive(actor, body);
  }

  @Get(':caseId')
  @Endpoint({
    summary: 'Read the management of a drug user: where it stands, what is next, by when, who and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: DrugUserManagementDto,
    problems: [CASES.notFound],
  })
  async getDrugUserManagement(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<DrugUserManagementDto> {
    return this.reader.read(actor, id);
  }

  @Post(':caseId/papers')
  @Endpoint({
    summary: 'Put papers on file',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async addDrugUserPapers(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: AddPapersDto,
  ): Promise<DrugUserManagementDto> {
    return this.users.addPapers(actor, id, version, body);
  }

  @Post(':caseId/steps')
  @Endpoint({
    summary: 'Record what the commune police did or learned: residence, checks, tests, absence, moves',
    description:
      'Which fields a step needs, the refusal names; which steps a state allows, `next` and the procedure tell.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.guardianNeeded, P.termOver],
  })
  async takeDrugUserStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DrugUserStepDto,
  ): Promise<DrugUserManagementDto> {
    return this.users.follow(actor, id, version, body);
  }

  @Post(':caseId/decisions')
  @Endpoint({
    summary: 'Give notice, decide, send the file, suspend, stop or end: papers of a head',
    description:
      'The chairman of the people’s committee decides until 30/06/2026, the head of the commune police since. With `handOver` the file is offered to the police of the other commune in the same step.',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      VOLUNTARY.notReferable,
      VOLUNTARY.notResidentHere,
      VOLUNTARY.residenceUnknown,
      TRANSFERS.alreadyOffered,
      TRANSFERS.wrongReceiver,
      TRANSFERS.dayOutOfRange,
      P.papersMissing,
      P.wrongAddressee,
      P.notInCharge,
      P.termNotOver,
      P.termOver,
      P.stopGroundUnknown,
      P.custodyShorter,
    ],
  })
  async takeDrugUserPaperStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DrugUserPaperStepDto,
  ): Promise<DrugUserManagementDto> {
    return this.users.decide(actor, id, version, body);
  }

  @Post(':caseId/death')
  @Endpoint({
    summary: 'Record that the person died before anything was decided',
    description: 'Who dies while managed: the management is stopped on that ground.',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async recordDrugUserDeath(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<DrugUserManagementDto> {
    return this.users.end(actor, id, version, 'died', body);
  }

  @Post(':caseId/void')
  @Endpoint({
    summary: 'Void a file that should never have been',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async voidDrugUserManagement(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<DrugUserManagementDto> {
    return this.users.end(actor, id, version, 'voided', body);
  }
}
