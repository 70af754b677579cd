import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { P as TRANSFERS } from '../../cases/handover/transfer.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { ProposeTerminationDto } from '../proposal/proposal.dto.js';
import { ProposalService } from '../proposal/proposal.service.js';
import { P, STEP_PROBLEMS } from '../treatment.problems.js';
import { TreatmentEpisodeDto } from './episode-answer.dto.js';
import { ApplyForTreatmentDto, MoveTreatmentDto, TreatmentStepDto } from './episode-input.dto.js';
import { EpisodeOpeningService } from './episode-opening.service.js';
import { EpisodeStepsService } from './episode-steps.service.js';
import { EpisodeReader } from './episode.reader.js';

const STEP = {
  reach: 'kept',
  answer: TreatmentEpisodeDto,
  status: 201,
  unsafe: true,
  versioned: true,
} as const;

/** Episodes of treatment: NĐ 141/2024 Art 27–36 for Methadone; Cedemex by its programme. */
@ApiTags('treatment')
@Controller('v1/treatment-episodes')
export class EpisodesController {
  constructor(
    private readonly opening: EpisodeOpeningService,
    private readonly steps: EpisodeStepsService,
    private readonly proposals: ProposalService,
    private readonly reader: EpisodeReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Take in an application for treatment at the own place',
    description:
      'Of a kind that is allowed by a programme alone: 409 with its act and days where none takes anybody in. Of a kind that takes place within a rehabilitation: its keeper has to have asked for it, and it has to be in the stage that the treatment supports. A programme has to take in on the day of the entry too.',
    permission: 'treatment.record',
    reach: 'person',
    answer: TreatmentEpisodeDto,
    status: 201,
    unsafe: true,
    problems: [
      ...[AUTHORITY.notCompetent, CASES.openFileExists, CASES.lawAbsent, PEOPLE.onlyReads, PEOPLE.voided],
      ...[P.underTwelve, P.noProgramme, P.notAsked, P.outsideStage],
    ],
  })
  async applyForTreatment(
    @CurrentActor() actor: UserActor,
    @Body() body: ApplyForTreatmentDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.opening.apply(actor, body);
  }

  @Get(':caseId')
  @Endpoint({
    summary: 'Read an episode: where it stands, what is next, what is checked and what is not',
    permission: 'treatment.read',
    reach: 'file',
    answer: TreatmentEpisodeDto,
    problems: [CASES.notFound],
  })
  async getTreatmentEpisode(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<TreatmentEpisodeDto> {
    return this.reader.read(actor, id);
  }

  @Post(':caseId/steps')
  @Endpoint({
    summary: 'Enter the consent, the admission or refusal, the beginning, a phase, a hold, the end',
    description: 'Termination is proposed and decided by routes of its own.',
    permission: 'treatment.record',
    ...STEP,
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      ...[
        P.underTwelve,
        P.papersMissing,
        P.guardianMissing,
        P.consentMissing,
        P.samePhase,
        P.noProgramme,
        P.outsideStage,
      ],
    ],
  })
  async takeTreatmentStep(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: TreatmentStepDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.steps.take(actor, id, version, body);
  }

  @Post(':caseId/moves')
  @Endpoint({
    summary: 'Summarise the treatment and offer it to another place, which accepts it as any file',
    permission: 'treatment.record',
    ...STEP,
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      ...[
        TRANSFERS.alreadyOffered,
        TRANSFERS.goesWithParent,
        TRANSFERS.wrongReceiver,
        TRANSFERS.dayOutOfRange,
      ],
    ],
  })
  async moveTreatment(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: MoveTreatmentDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.steps.move(actor, id, version, body);
  }

  @Post(':caseId/termination-proposals')
  @Endpoint({
    summary: 'Propose that treatment be terminated, with the days of the evidence; a person decides',
    description:
      'By the law of the day: 409 for a ground that it does not have, and for days that do not amount to it, with the arithmetic. Missed days and tests are held against what was recorded, unless papers are named as their source.',
    permission: 'treatment.record',
    ...STEP,
    problems: [
      ...STEP_PROBLEMS,
      P.groundUnknown,
      P.notAmounting,
      P.evidenceDiffers,
      P.counterTestAwaited,
      P.alreadyProposed,
    ],
  })
  async proposeTermination(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ProposeTerminationDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.proposals.propose(actor, id, version, body);
  }
}
