import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as PLATFORM } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  CalendarYearDto,
  CalendarYearPath,
  DeclareCalendarYearDto,
  DeclaredCalendarYearDto,
  EnterCalendarDayDto,
  EnteredCalendarDayDto,
} from './calendar.dto.js';
import { P } from './calendar.problems.js';
import { CalendarService } from './calendar.service.js';

@ApiTags('law')
@Controller('v1/law/calendar/:year')
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  @Get()
  @Endpoint({
    summary: 'Read the days off and make-up days of a year, and what of them is not known',
    permission: 'law.read',
    reach: 'common',
    answer: CalendarYearDto,
  })
  async getCalendarYear(
    @CurrentActor() actor: UserActor,
    @Param() { year }: CalendarYearPath,
  ): Promise<CalendarYearDto> {
    return this.calendar.year(actor, year);
  }

  @Post('days')
  @Endpoint({
    summary: 'Enter or correct a day of the calendar',
    description:
      'A correction supersedes what was there and says why. Deadlines that were counted on the year are counted anew by a job: `affected` says how many. Whoever enters the day sees counts alone, never files: which ends moved, `/v1/deadline-moves` tells the bodies that have them.',
    permission: 'calendar.manage',
    reach: 'common',
    answer: EnteredCalendarDayDto,
    status: 201,
    unsafe: true,
    problems: [PLATFORM.conflict],
  })
  async enterCalendarDay(
    @CurrentActor() actor: UserActor,
    @Param() { year }: CalendarYearPath,
    @Body() body: EnterCalendarDayDto,
  ): Promise<EnteredCalendarDayDto> {
    return this.calendar.enterDay(actor, year, body);
  }

  @Post('completion')
  @Endpoint({
    summary: 'Declare that every day off and every make-up day of a year is entered',
    permission: 'calendar.manage',
    reach: 'common',
    answer: DeclaredCalendarYearDto,
    status: 201,
    unsafe: true,
    problems: [P.alreadyComplete],
  })
  async declareCalendarYearComplete(
    @CurrentActor() actor: UserActor,
    @Param() { year }: CalendarYearPath,
    @Body() body: DeclareCalendarYearDto,
  ): Promise<DeclaredCalendarYearDto> {
    return this.calendar.declareComplete(actor, year, body);
  }
}
