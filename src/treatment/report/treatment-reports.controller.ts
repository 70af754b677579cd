import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { TreatmentQuarterDto, TreatmentQuarterQuery } from './quarter.dto.js';
import { TreatmentQuarterService } from './quarter.service.js';

@ApiTags('treatment')
@Controller('v1')
export class TreatmentReportsController {
  constructor(private readonly quarters: TreatmentQuarterService) {}

  @Get('treatment-reports/quarter')
  @Endpoint({
    summary:
      'Report a quarter of the own site: persons by kind and programme, doses, stock; of nobody in particular',
    description:
      'Quarters of the calendar, or those of TT 05/2023/TT-BYT. `sources` says from which records each number comes. The row of HIV has no number and says why.',
    permission: 'treatment.read',
    reach: 'site',
    answer: TreatmentQuarterDto,
  })
  async readTreatmentQuarter(
    @CurrentActor() actor: UserActor,
    @Query() query: TreatmentQuarterQuery,
  ): Promise<TreatmentQuarterDto> {
    return this.quarters.read(actor, query);
  }
}
