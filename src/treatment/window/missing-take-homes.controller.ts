import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { DosingEpisodePath } from '../interlock/doses.controller.js';
import {
  FoundTakeHomesDto,
  MissingTakeHomesDto,
  ReportFoundDto,
  ReportMissingDto,
} from './missing-take-home.dto.js';
import { MissingTakeHomeService } from './missing-take-home.service.js';

const WRITES = { status: 201, unsafe: true, reach: 'site', permission: 'doses.prescribe' } as const;

@ApiTags('doses')
@Controller('v1/dosing-episodes/:episodeId/missing-take-homes')
export class MissingTakeHomesController {
  constructor(private readonly missing: MissingTakeHomeService) {}

  @Post()
  @Endpoint({
    ...WRITES,
    summary: 'Say that the person does not have what was given to take home',
    description:
      'By this site or by a former one. The doses of that day are free to be given. Whoever gave them is told, and looks into ' +
      'it; the entry itself stays, and what left the stock.',
    answer: MissingTakeHomesDto,
    problems: [P.notTreatedHere, P.noTakeHome],
  })
  async reportMissingTakeHomes(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Body() body: ReportMissingDto,
  ): Promise<MissingTakeHomesDto> {
    return this.missing.report(actor, episodeId, body);
  }

  @Post('withdrawal')
  @Endpoint({
    ...WRITES,
    summary: 'Say that what was said to be gone is there after all, or was drunk',
    description:
      'Of any day. It is the dose of its day again, and tokens kept for that day are released. Where another was given ' +
      'meanwhile there are two: the answer says so, and every site that gave or treats is told.',
    answer: FoundTakeHomesDto,
    problems: [P.notTreatedHere, P.notMissing],
  })
  async withdrawMissingTakeHomes(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Body() body: ReportFoundDto,
  ): Promise<FoundTakeHomesDto> {
    return this.missing.withdraw(actor, episodeId, body);
  }
}
