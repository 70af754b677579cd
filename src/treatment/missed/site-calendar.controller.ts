import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import {
  ClosureDto,
  ClosurePath,
  ClosureQuery,
  DosingHoursDto,
  DosingSiteDto,
  WriteClosureDto,
} from './site-calendar.dto.js';
import { SiteCalendarService } from './site-calendar.service.js';

@ApiTags('doses')
@Controller('v1')
export class SiteCalendarController {
  constructor(private readonly calendar: SiteCalendarService) {}

  @Post('dosing-site')
  @Endpoint({
    summary:
      'Say until when the own site gives doses on a day, and whether on holidays; missed ones are derived after that',
    permission: 'doses.prescribe',
    reach: 'own-name',
    answer: DosingSiteDto,
    status: 201,
    unsafe: true,
  })
  async setDosingHours(
    @CurrentActor() actor: UserActor,
    @Body() body: DosingHoursDto,
  ): Promise<DosingSiteDto> {
    return this.calendar.setHours(actor, body);
  }

  @Get('dosing-site')
  @Endpoint({
    summary: 'Read until when the own site gives doses on a day, since when, and whether on holidays',
    permission: 'doses.read',
    reach: 'site',
    answer: DosingSiteDto,
  })
  async readDosingHours(@CurrentActor() actor: UserActor): Promise<DosingSiteDto> {
    return this.calendar.hours(actor);
  }

  @Post('dosing-closures')
  @Endpoint({
    summary: 'Say that the own site gives no doses on a day: none is missed then',
    description:
      'Also afterwards, with the reason for it, where no dose was given that day: what was derived is taken back. Who has taken the place of another site says so of its past days, too.',
    permission: 'doses.prescribe',
    reach: 'own-name',
    answer: ClosureDto,
    status: 201,
    unsafe: true,
    problems: [P.closedThatDay, P.dosedThatDay],
  })
  async closeDosingSite(
    @CurrentActor() actor: UserActor,
    @Body() body: WriteClosureDto,
  ): Promise<ClosureDto> {
    return this.calendar.close(actor, body);
  }

  @Get('dosing-closures')
  @Endpoint({
    summary: 'List the days on which the own site, and those whose place it has taken, give no doses',
    permission: 'doses.read',
    reach: 'site',
    answer: ChangeListOf(ClosureDto),
  })
  async listDosingClosures(
    @CurrentActor() actor: UserActor,
    @Query() query: ClosureQuery,
  ): Promise<ChangeList<ClosureDto>> {
    return this.calendar.list(actor, query);
  }

  @Post('dosing-closures/:closureId/lifting')
  @Endpoint({
    summary: 'Give doses on that day after all',
    permission: 'doses.prescribe',
    reach: 'site',
    answer: ClosureDto,
    status: 201,
    unsafe: true,
    problems: [P.noSuchClosure, P.closureOver],
  })
  async liftDosingClosure(
    @CurrentActor() actor: UserActor,
    @Param() { closureId }: ClosurePath,
  ): Promise<ClosureDto> {
    return this.calendar.lift(actor, closureId);
  }
}
