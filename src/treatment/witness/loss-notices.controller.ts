import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangePageOf, type ChangePage } from '../../platform/http/change-page.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { PageOf, PageQuery, type Page } from '../../platform/http/page.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import {
  ColleagueDto,
  LossNoticeDto,
  LossNoticePath,
  LossNoticeQuery,
  ObjectToLossDto,
} from './loss-notice.dto.js';
import { LossNoticeService } from './loss-notice.service.js';

@ApiTags('doses')
@Controller('v1')
export class LossNoticesController {
  constructor(private readonly losses: LossNoticeService) {}

  @Get('dosing-colleagues')
  @Endpoint({
    summary: 'List colleagues at the own site, who may be named as witnesses: id, name, roles',
    permission: 'stock.read',
    reach: 'site',
    answer: PageOf(ColleagueDto),
  })
  async listDosingColleagues(
    @CurrentActor() actor: UserActor,
    @Query() query: PageQuery,
  ): Promise<Page<ColleagueDto>> {
    return this.losses.colleagues(actor, query);
  }

  @Get('loss-notices')
  @Endpoint({
    summary:
      'List what was lost at the own site and who saw it, the latest first; what names the caller with `mine`',
    permission: 'stock.read',
    reach: 'site',
    answer: ChangePageOf(LossNoticeDto),
  })
  async listLossNotices(
    @CurrentActor() actor: UserActor,
    @Query() query: LossNoticeQuery,
  ): Promise<ChangePage<LossNoticeDto>> {
    return this.losses.list(actor, query);
  }

  @Post('loss-notices/:lossId/objection')
  @Endpoint({
    summary: 'Say, as the witness who is named, that it is not so: the site is told',
    permission: 'stock.read',
    reach: 'site',
    answer: LossNoticeDto,
    status: 201,
    unsafe: true,
    problems: [P.noSuchLoss, P.notTheWitness, P.objectedAlready],
  })
  async objectToLoss(
    @CurrentActor() actor: UserActor,
    @Param() { lossId }: LossNoticePath,
    @Body() body: ObjectToLossDto,
  ): Promise<LossNoticeDto> {
    return this.losses.object(actor, lossId, body);
  }
}
