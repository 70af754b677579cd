import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { INVALID_BODY } from '../platform/errors/problem.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { PageOf, PageQuery, type Page } from '../platform/http/page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  ChangedBodyDto,
  MovingDeadlineDto,
  MovingFileDto,
  UnitChangePreviewDto,
} from './unit-change-preview.dto.js';
import { UnitChangePreviewService } from './unit-change-preview.service.js';
import { UnitChangePath } from './unit-change.dto.js';
import { P } from './unit-change.problems.js';

const NOT_TO_RUN = [INVALID_BODY, P.notFound, P.alreadyApplied, P.withdrawn, P.alreadyPlanned];

@ApiTags('units')
@Controller('v1/unit-changes/:changeId')
export class UnitChangePreviewController {
  constructor(private readonly previews: UnitChangePreviewService) {}

  @Get('organisations')
  @Endpoint({
    summary:
      'List what becomes of the bodies that are seated in the units; once it was applied, what became of them',
    permission: 'units.manage',
    reach: 'common',
    answer: PageOf(ChangedBodyDto),
    problems: [INVALID_BODY, P.notFound, P.withdrawn, P.alreadyPlanned],
  })
  async listUnitChangeOrganisations(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
    @Query() query: PageQuery,
  ): Promise<Page<ChangedBodyDto>> {
    return this.previews.organisations(actor, changeId, query);
  }

  @Get('preview')
  @Endpoint({
    summary: 'Count what a change would move, before it is run',
    permission: 'units.manage',
    reach: 'common',
    answer: UnitChangePreviewDto,
    problems: NOT_TO_RUN,
  })
  async previewUnitChange(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
  ): Promise<UnitChangePreviewDto> {
    return this.previews.counts(actor, changeId);
  }

  @Get('preview/files')
  @Endpoint({
    summary: 'List the open files whose keeper would end, by their codes',
    permission: 'units.manage',
    reach: 'common',
    answer: PageOf(MovingFileDto),
    problems: NOT_TO_RUN,
  })
  async listMovingFiles(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
    @Query() query: PageQuery,
  ): Promise<Page<MovingFileDto>> {
    return this.previews.files(actor, changeId, query);
  }

  @Get('preview/deadlines')
  @Endpoint({
    summary: 'List the open deadlines of bodies that would end, soonest first',
    permission: 'units.manage',
    reach: 'common',
    answer: PageOf(MovingDeadlineDto),
    problems: NOT_TO_RUN,
  })
  async listMovingDeadlines(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
    @Query() query: PageQuery,
  ): Promise<Page<MovingDeadlineDto>> {
    return this.previews.deadlines(actor, changeId, query);
  }
}
