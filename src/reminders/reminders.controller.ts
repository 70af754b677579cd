import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { PageOf, type Page } from '../platform/http/page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { OverviewQuery, UnitOverviewDto } from './deadline-overview.dto.js';
import { DeadlineDto, DeadlineExplanationDto, DeadlineQuery } from './deadline.dto.js';
import { DeadlineService } from './deadline.service.js';
import { NotificationDto, NotificationInboxDto, NotificationQuery } from './notification.dto.js';
import { NotificationService } from './notification.service.js';

@ApiTags('deadlines')
@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(private readonly deadlines: DeadlineService) {}

  @Get()
  @Endpoint({
    summary: 'List deadlines of the own organisation and those it supervises, soonest first',
    permission: 'deadlines.read',
    reach: 'organisation',
    answer: ChangePageOf(DeadlineDto),
  })
  async listDeadlines(
    @CurrentActor() actor: UserActor,
    @Query() query: DeadlineQuery,
  ): Promise<ChangePage<DeadlineDto>> {
    return this.deadlines.list(actor, query);
  }

  @Get('by-unit')
  @Endpoint({
    summary: 'Count open and overdue deadlines by commune, the commune with the soonest one first',
    permission: 'deadlines.read',
    reach: 'organisation',
    answer: PageOf(UnitOverviewDto),
  })
  async countDeadlinesByUnit(
    @CurrentActor() actor: UserActor,
    @Query() query: OverviewQuery,
  ): Promise<Page<UnitOverviewDto>> {
    return this.deadlines.overview(actor, query);
  }

  @Get(':deadlineId/explanation')
  @Endpoint({
    summary: 'Explain a deadline: rule, citation, inputs, each step of the arithmetic',
    permission: 'deadlines.read',
    reach: 'file',
    answer: DeadlineExplanationDto,
    problems: [P.notFound],
  })
  async explainDeadline(
    @CurrentActor() actor: UserActor,
    @Param('deadlineId') id: string,
  ): Promise<DeadlineExplanationDto> {
    return this.deadlines.explain(actor, id);
  }
}

@ApiTags('notifications')
@Controller('v1/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationService) {}

  @Get()
  @Endpoint({
    summary: 'List the notices of the own organisation, newest first',
    permission: 'notifications.read',
    reach: 'inbox',
    answer: NotificationInboxDto,
  })
  async listNotifications(
    @CurrentActor() actor: UserActor,
    @Query() query: NotificationQuery,
  ): Promise<NotificationInboxDto> {
    return this.notifications.list(actor, query);
  }

  @Post(':notificationId/read')
  @HttpCode(200)
  @Endpoint({
    summary: 'Mark a notice as read by the caller',
    permission: 'notifications.read',
    reach: 'inbox',
    answer: NotificationDto,
    unsafe: true,
    problems: [P.notFound],
  })
  async markNotificationRead(
    @CurrentActor() actor: UserActor,
    @Param('notificationId') id: string,
  ): Promise<NotificationDto> {
    return this.notifications.markRead(actor, id);
  }
}
