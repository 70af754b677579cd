import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { CalendarRecountDto, CalendarRecountPath, CalendarRecountQuery } from './calendar-recount.dto.js';
import { CalendarRecountService } from './calendar-recount.service.js';
import { DeadlineMoveDto, DeadlineMoveQuery } from './deadline-move.dto.js';

@ApiTags('deadlines')
@Controller('v1/deadline-moves')
export class DeadlineMovesController {
  constructor(private readonly recounts: CalendarRecountService) {}

  @Get()
  @Endpoint({
    summary: 'List deadlines whose end moved with the calendar, the latest first',
    description:
      'Of the own organisation and those it supervises. The explanation of each shows both counts.',
    permission: 'deadlines.read',
    reach: 'organisation',
    answer: ChangePageOf(DeadlineMoveDto),
  })
  async listDeadlineMoves(
    @CurrentActor() actor: UserActor,
    @Query() query: DeadlineMoveQuery,
  ): Promise<ChangePage<DeadlineMoveDto>> {
    return this.recounts.moves(actor, query);
  }
}

@ApiTags('law')
@Controller('v1/calendar-recounts')
export class CalendarRecountsController {
  constructor(private readonly recounts: CalendarRecountService) {}

  @Get()
  @Endpoint({
    summary: 'List the jobs that count deadlines anew after the calendar was changed, newest first',
    permission: 'calendar.manage',
    reach: 'common',
    answer: ChangePageOf(CalendarRecountDto),
  })
  async listCalendarRecounts(
    @CurrentActor() actor: UserActor,
    @Query() query: CalendarRecountQuery,
  ): Promise<ChangePage<CalendarRecountDto>> {
    return this.recounts.list(actor, query);
  }

  @Get(':recountId')
  @Endpoint({
    summary: 'Read how far such a job is',
    permission: 'calendar.manage',
    reach: 'common',
    answer: CalendarRecountDto,
    problems: [P.notFound],
  })
  async getCalendarRecount(
    @CurrentActor() actor: UserActor,
    @Param() { recountId }: CalendarRecountPath,
  ): Promise<CalendarRecountDto> {
    return this.recounts.get(actor, recountId);
  }
}
