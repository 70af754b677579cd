import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P as VOLUNTARY, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { CompulsoryDto } from './compulsory-answer.dto.js';
import { CompulsoryCourtService } from './compulsory-court.service.js';
import { CompulsoryDossierService } from './compulsory-dossier.service.js';
import { CourtStepDto, DossierPaperDto, DossierStepDto, OpenDossierDto } from './compulsory-input.dto.js';
import { CompulsoryOpeningService } from './compulsory-opening.service.js';
import { P } from './compulsory.problems.js';
import { CompulsoryReader } from './compulsory.reader.js';

/** What every step answers and asks for. */
const STEP = { answer: CompulsoryDto, status: 201, unsafe: true, versioned: true } as const;

@ApiTags('compulsory-rehabilitation')
@Controller('v1/compulsory-rehabilitations')
export class CompulsoryController {
  constructor(
    private readonly opening: CompulsoryOpeningService,
    private readonly dossiers: CompulsoryDossierService,
    private readonly courts: CompulsoryCourtService,
    private readonly reader: CompulsoryReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Begin the dossier of a compulsory rehabilitation, on a ground that a person takes',
    description:
      'The ground rests on evidence on record, as compulsory-grounds proposes it, or on evidence outside of it. An exclusion of an adult, and under the law since 01/07/2026 the end of the limitation period, refuse it.',
    permission: 'rehabilitation.decide',
    reach: 'person',
    answer: CompulsoryDto,
    status: 201,
    unsafe: true,
    problems: [
      AUTHORITY.notCompetent,
      CASES.openFileExists,
      CASES.lawAbsent,
      PEOPLE.voided,
      VOLUNTARY.underTwelve,
      VOLUNTARY.personDied,
      VOLUNTARY.notResidentHere,
      VOLUNTARY.residenceUnknown,
      P.groundUnknown,
      P.excluded,
      P.noExclusionForMinors,
      P.limitationOver,
    ],
  })
  async openCompulsoryDossier(
    @CurrentActor() actor: UserActor,
    @Body() body: OpenDossierDto,
  ): Promise<CompulsoryDto> {
    return this.opening.open(actor, body);
  }

  @Get(':caseId')
  @Endpoint({
    summary: 'Read a compulsory rehabilitation: where it stands, what is next, by when, who and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: CompulsoryDto,
    problems: [CASES.notFound],
  })
  async getCompulsoryRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<CompulsoryDto> {
    return this.reader.read(actor, id);
  }

  @Post(':caseId/papers')
  @Endpoint({
    summary: 'Add a paper to the dossier; its pages are numbered after those of the one before',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, P.paperUnknown],
  })
  async addCompulsoryPaper(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DossierPaperDto,
  ): Promise<CompulsoryDto> {
    return this.dossiers.addPaper(actor, id, version, body);
  }

  @Post(':caseId/dossier-steps')
  @Endpoint({
    summary: 'Take a step of the dossier, until it lies with the court',
    description:
      'Which fields a step needs, the refusal names; which steps a state allows, `next` and the procedure tell.',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      VOLUNTARY.notReferable,
      P.dossierIncomplete,
      P.stillReading,
      P.interimKind,
      P.notEvading,
      P.limitationOver,
      P.limitationRuns,
      P.noExclusionForMinors,
    ],
  })
  async takeCompulsoryDossierStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DossierStepDto,
  ): Promise<CompulsoryDto> {
    return this.dossiers.take(actor, id, version, body);
  }

  @Post(':caseId/court-steps')
  @Endpoint({
    summary: 'Record what a court did, or what came of its decision',
    description:
      'No court is connected: who keeps the file records what came back, and names the court that acted.',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      VOLUNTARY.notReferable,
      P.notEffective,
      P.groundOfExecution,
      P.noReduction,
      P.notReducible,
    ],
  })
  async takeCompulsoryCourtStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: CourtStepDto,
  ): Promise<CompulsoryDto> {
    return this.courts.take(actor, id, version, body);
  }
}
