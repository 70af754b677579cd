import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { UnitDto, UnitLineageDto, UnitPage, UnitPath, UnitQuery } from './unit.dto.js';
import { UnitService } from './unit.service.js';
import { P } from './units.problems.js';

@ApiTags('units')
@Controller('v1/units')
export class UnitsController {
  constructor(private readonly units: UnitService) {}

  @Get()
  @Endpoint({
    summary: 'List the administrative units of a day',
    permission: 'units.read',
    reach: 'common',
    answer: UnitPage,
  })
  async listUnits(@CurrentActor() actor: UserActor, @Query() query: UnitQuery): Promise<ChangePage<UnitDto>> {
    return this.units.list(actor, query);
  }

  @Get(':unitId')
  @Endpoint({
    summary: 'Read one administrative unit',
    permission: 'units.read',
    reach: 'common',
    answer: UnitDto,
    problems: [P.notFound],
  })
  async getUnit(@CurrentActor() actor: UserActor, @Param() { unitId }: UnitPath): Promise<UnitDto> {
    return this.units.get(actor, unitId);
  }

  @Get(':unitId/lineage')
  @Endpoint({
    summary: 'Read what a unit came from and what became of it',
    description:
      'Successions are followed to their ends, each once. Official codes are used again: `sameCode`.',
    permission: 'units.read',
    reach: 'common',
    answer: UnitLineageDto,
    problems: [P.notFound],
  })
  async getUnitLineage(
    @CurrentActor() actor: UserActor,
    @Param() { unitId }: UnitPath,
  ): Promise<UnitLineageDto> {
    return this.units.lineage(actor, unitId);
  }
}
