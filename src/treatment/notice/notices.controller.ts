import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as CASES } from '../../cases/cases.problems.js';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { ChangePageOf, type ChangePage } from '../../platform/http/change-page.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { TreatmentEpisodeDto } from '../episode/episode-answer.dto.js';
import { P, STEP_PROBLEMS } from '../treatment.problems.js';
import { EpisodeNoticeQuery, NoticeQuery, SendNoticeDto, TreatmentNoticeDto } from './notice.dto.js';
import { NoticeService } from './notice.service.js';

@ApiTags('treatment')
@Controller('v1')
export class NoticesController {
  constructor(private readonly notices: NoticeService) {}

  @Get('treatment-notices')
  @Endpoint({
    summary: 'List what places of treatment told the own body: who, what, from which day, and no more',
    permission: 'treatment.notices',
    reach: 'inbox',
    answer: ChangePageOf(TreatmentNoticeDto),
  })
  async listTreatmentNotices(
    @CurrentActor() actor: UserActor,
    @Query() query: NoticeQuery,
  ): Promise<ChangePage<TreatmentNoticeDto>> {
    return this.notices.list(actor, query);
  }

  @Get('treatment-episodes/:caseId/notices')
  @Endpoint({
    summary: 'List what was told of an episode, as who was told reads it',
    permission: 'treatment.read',
    reach: 'file',
    answer: ChangeListOf(TreatmentNoticeDto),
    problems: [CASES.notFound],
  })
  async listNoticesOfEpisode(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() query: EpisodeNoticeQuery,
  ): Promise<ChangeList<TreatmentNoticeDto>> {
    return this.notices.ofEpisode(actor, id, query);
  }

  @Post('treatment-episodes/:caseId/notices')
  @Endpoint({
    summary: 'Tell the commune: the body that the law names for this notice',
    description:
      'By kind and by the day of what is told. Since 01/07/2026 two texts name two bodies for an admission and for a termination; the setting TREATMENT_NOTICE_TO says which is meant; the other may be told as well, marked `alsoByText`, and meets no time limit. 409 where no text on record has the commune told.',
    permission: 'treatment.record',
    reach: 'kept',
    answer: TreatmentEpisodeDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [
      ...STEP_PROBLEMS,
      ...[
        P.noticeUnknown,
        P.residenceUnknown,
        P.otherCommune,
        P.wrongAddressee,
        P.noneTakenHome,
        P.listToldAlready,
      ],
    ],
  })
  async sendTreatmentNotice(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SendNoticeDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.notices.send(actor, id, version, body);
  }
}
