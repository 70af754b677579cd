import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CONFIG, type Config } from '../config/config.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import { Endpoint } from '../http/endpoint.js';
import { Flag, Instant } from '../http/fields.js';
import { CurrentActor } from '../http/parameters.js';
import type { UserActor } from '../security/actor.js';
import { LegalClock, type ClockReading } from './legal-clock.js';

export class ClockDto {
  @Instant({ description: 'The moment that deadlines go by' })
  readonly legalNow: string = '';

  @Instant()
  readonly realNow: string = '';

  @Flag({ example: false, description: 'Legal time can be moved: demo and tests only' })
  readonly canTravel: boolean = false;
}

export class TravelDto {
  @Instant({ description: 'What the legal time shall be now' })
  readonly to: string = '';
}

@ApiTags('clock')
@Controller('v1/clock')
export class ClockController {
  constructor(
    private readonly clock: LegalClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read the legal time', permission: 'clock.read', reach: 'common', answer: ClockDto })
  async getClock(@CurrentActor() actor: UserActor): Promise<ClockDto> {
    return toClockDto(await this.clock.read(actor));
  }

  @Post('travel')
  @HttpCode(200)
  @Endpoint({
    summary: 'Move the legal time (demo and tests only; absent elsewhere)',
    permission: 'clock.travel',
    reach: 'common',
    answer: ClockDto,
    unsafe: true,
    problems: [P.notFound],
  })
  async travelInTime(@CurrentActor() actor: UserActor, @Body() body: TravelDto): Promise<ClockDto> {
    if (!this.config.legalTimeTravel) throw problem(P.notFound);
    return toClockDto(await this.clock.travelTo(actor, new Date(body.to)));
  }
}

function toClockDto(reading: ClockReading): ClockDto {
  return {
    legalNow: reading.legalNow.toISOString(),
    realNow: reading.realNow.toISOString(),
    canTravel: reading.canTravel,
  };
}
