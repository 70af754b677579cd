import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { TreatmentEpisodeDto } from '../episode/episode-answer.dto.js';
import { P, STEP_PROBLEMS } from '../treatment.problems.js';
import { DecideProposalDto, ProposalPath } from './proposal.dto.js';
import { ProposalService } from './proposal.service.js';

@ApiTags('treatment')
@Controller('v1/termination-proposals')
export class ProposalsController {
  constructor(private readonly proposals: ProposalService) {}

  @Post(':proposalId/decision')
  @Endpoint({
    summary: 'Decide a proposal: terminate, or reject it; the version is the proposal’s',
    permission: 'treatment.decide',
    reach: 'kept',
    answer: TreatmentEpisodeDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      P.proposalNotFound,
      P.proposalDecided,
      P.groundGone,
      P.evidenceDiffers,
    ],
  })
  async decideTerminationProposal(
    @CurrentActor() actor: UserActor,
    @Param() { proposalId }: ProposalPath,
    @SeenVersion() version: number,
    @Body() body: DecideProposalDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.proposals.decide(actor, proposalId, version, body);
  }
}
