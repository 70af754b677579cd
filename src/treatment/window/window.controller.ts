import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { DosingEpisodePath } from '../interlock/doses.controller.js';
import {
  UrineTestDto,
  UrineTestPath,
  UrineTestQuery,
  VoidUrineTestDto,
  WriteUrineTestDto,
} from '../tests/urine-test.dto.js';
import { UrineTestService } from '../tests/urine-test.service.js';
import { BookDto, BookingDto, BookingPath, BookingQuery, CancelBookingDto } from './booking.dto.js';
import { BookingService } from './booking.service.js';
import { EndHoldDto, HoldDto, HoldPath, HoldQuery, PlacedHoldDto, PlaceHoldDto } from './hold.dto.js';
import { HoldService } from './hold.service.js';
import { CardCodeDto, DayListQuery, WindowDto, WindowQuery } from './window.dto.js';
import { WindowService } from './window.service.js';

const WRITES = { status: 201, unsafe: true, reach: 'site' } as const;

@ApiTags('doses')
@Controller('v1')
export class WindowController {
  constructor(
    private readonly window: WindowService,
    private readonly holds: HoldService,
    private readonly bookings: BookingService,
    private readonly tests: UrineTestService,
  ) {}

  @Get('dosing-day')
  @Endpoint({
    summary:
      'List who is in treatment at the own site, or its guest, on a day: dose, last dose, holds, flags',
    permission: 'doses.read',
    reach: 'site',
    answer: ChangeListOf(WindowDto, 5000),
  })
  async listDosingDay(
    @CurrentActor() actor: UserActor,
    @Query() query: DayListQuery,
  ): Promise<ChangeList<WindowDto>> {
    return this.window.dayList(actor, query);
  }

  @Get('dosing-episodes/:episodeId/window')
  @Endpoint({
    summary: 'Read what the window sees of one person',
    permission: 'doses.read',
    reach: 'site',
    answer: WindowDto,
    problems: [P.notTreatedHere],
  })
  async readDosingWindow(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Query() query: WindowQuery,
  ): Promise<WindowDto> {
    return this.window.one(actor, episodeId, query);
  }

  @Post('dosing-window/card')
  @Endpoint({
    ...WRITES,
    summary: 'Find a person at the window by his card',
    permission: 'doses.read',
    answer: WindowDto,
    problems: [P.noSuchCard, P.notTreatedHere],
  })
  async findByCard(@CurrentActor() actor: UserActor, @Body() body: CardCodeDto): Promise<WindowDto> {
    return this.window.byCard(actor, body);
  }

  @Post('dosing-episodes/:episodeId/card')
  @Endpoint({
    ...WRITES,
    summary: 'Issue a card: it finds the person from now on, and an earlier one no more',
    permission: 'doses.dispense',
    answer: WindowDto,
    problems: [P.notTreatedHere, P.cardTaken],
  })
  async issueDosingCard(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Body() body: CardCodeDto,
  ): Promise<WindowDto> {
    return this.window.issueCard(actor, episodeId, body);
  }

  @Post('dosing-episodes/:episodeId/holds')
  @Endpoint({
    ...WRITES,
    summary: 'Hold the next dose for a clinician',
    description:
      'Waits for a dose that is being given, and comes before the next one. Doses that were kept ahead are named: who keeps them is told.',
    permission: 'doses.prescribe',
    answer: PlacedHoldDto,
    problems: [P.notTreatedHere],
  })
  async placeDoseHold(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Body() body: PlaceHoldDto,
  ): Promise<PlacedHoldDto> {
    return this.holds.place(actor, episodeId, body);
  }

  @Get('dosing-episodes/:episodeId/holds')
  @Endpoint({
    summary: 'List the holds of an episode, the latest first',
    permission: 'doses.read',
    reach: 'site',
    answer: ChangeListOf(HoldDto),
    problems: [P.notTreatedHere],
  })
  async listDoseHolds(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Query() query: HoldQuery,
  ): Promise<ChangeList<HoldDto>> {
    return this.holds.list(actor, episodeId, query);
  }

  @Post('dose-holds/:holdId/end')
  @Endpoint({
    ...WRITES,
    summary: 'Let doses go on',
    permission: 'doses.prescribe',
    answer: HoldDto,
    versioned: true,
    problems: [P.noSuchHold, P.notTreatedHere, P.holdOver],
  })
  async endDoseHold(
    @CurrentActor() actor: UserActor,
    @Param() { holdId }: HoldPath,
    @SeenVersion() version: number,
    @Body() body: EndHoldDto,
  ): Promise<HoldDto> {
    return this.holds.end(actor, holdId, version, body);
  }

  @Post('dosing-episodes/:episodeId/guest-bookings')
  @Endpoint({
    ...WRITES,
    summary: 'Book doses at another site: it gives on those days, and the own site does not',
    description:
      'Where the other site has said that it gives nothing on some of the days, the answer names them; on all of them, the booking is refused.',
    permission: 'doses.prescribe',
    answer: BookingDto,
    problems: [
      ...[P.notTreatedHere, P.notDosing, P.noConsent, P.noOrder, P.orderUnfit, P.bookingOverlaps],
      P.hostClosed,
    ],
  })
  async bookGuestDoses(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Body() body: BookDto,
  ): Promise<BookingDto> {
    return this.bookings.book(actor, episodeId, body);
  }

  @Get('dosing-episodes/:episodeId/guest-bookings')
  @Endpoint({
    summary: 'List where else doses of an episode were booked, the latest first',
    permission: 'doses.read',
    reach: 'site',
    answer: ChangeListOf(BookingDto),
    problems: [P.notTreatedHere],
  })
  async listGuestBookings(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Query() query: BookingQuery,
  ): Promise<ChangeList<BookingDto>> {
    return this.bookings.list(actor, episodeId, query);
  }

  @Post('guest-bookings/:bookingId/cancellation')
  @Endpoint({
    ...WRITES,
    summary: 'Cancel a booking: the own site gives again',
    permission: 'doses.prescribe',
    answer: BookingDto,
    versioned: true,
    problems: [P.noSuchBooking, P.notTreatedHere, P.bookingOver, P.bookingHasTokens],
  })
  async cancelGuestBooking(
    @CurrentActor() actor: UserActor,
    @Param() { bookingId }: BookingPath,
    @SeenVersion() version: number,
    @Body() body: CancelBookingDto,
  ): Promise<BookingDto> {
    return this.bookings.cancel(actor, bookingId, version, body);
  }

  @Post('dosing-episodes/:episodeId/urine-tests')
  @Endpoint({
    ...WRITES,
    summary: 'Enter a urine test, or a counter-test of one',
    permission: 'doses.prescribe',
    answer: UrineTestDto,
    problems: [P.notTreatedHere, P.testNotCounted],
  })
  async enterUrineTest(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Body() body: WriteUrineTestDto,
  ): Promise<UrineTestDto> {
    return this.tests.enter(actor, episodeId, body);
  }

  @Get('dosing-episodes/:episodeId/urine-tests')
  @Endpoint({
    summary: 'List the urine tests of an episode, the latest first',
    permission: 'doses.tests',
    reach: 'site',
    answer: ChangeListOf(UrineTestDto),
    problems: [P.notTreatedHere],
  })
  async listUrineTests(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Query() query: UrineTestQuery,
  ): Promise<ChangeList<UrineTestDto>> {
    return this.tests.list(actor, episodeId, query);
  }

  @Post('urine-tests/:testId/void')
  @Endpoint({
    ...WRITES,
    summary: 'Void a test that was entered by mistake',
    permission: 'doses.prescribe',
    answer: UrineTestDto,
    versioned: true,
    problems: [P.noSuchTest, P.notTreatedHere, P.testNotCounted],
  })
  async voidUrineTest(
    @CurrentActor() actor: UserActor,
    @Param() { testId }: UrineTestPath,
    @SeenVersion() version: number,
    @Body() body: VoidUrineTestDto,
  ): Promise<UrineTestDto> {
    return this.tests.void(actor, testId, version, body);
  }
}
