import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as ORGANISATIONS } from '../identity/organisation.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { UnitChangeCorrectionService } from './unit-change-correction.service.js';
import {
  UnitChangeCorrectionInput,
  UnitChangeDto,
  UnitChangeInput,
  UnitChangePath,
  UnitChangeQuery,
  UnitChangeWithdrawalInput,
} from './unit-change.dto.js';
import { P } from './unit-change.problems.js';
import { UnitChangeService } from './unit-change.service.js';

@ApiTags('units')
@Controller('v1/unit-changes')
export class UnitChangesController {
  constructor(
    private readonly changes: UnitChangeService,
    private readonly corrections: UnitChangeCorrectionService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List changes of units, planned ones too, the latest day first',
    permission: 'units.read',
    reach: 'common',
    answer: ChangePageOf(UnitChangeDto),
  })
  async listUnitChanges(
    @CurrentActor() actor: UserActor,
    @Query() query: UnitChangeQuery,
  ): Promise<ChangePage<UnitChangeDto>> {
    return this.changes.list(actor, query);
  }

  @Get(':changeId')
  @Endpoint({
    summary: 'Read a change of units, how far it is, and what was corrected of it',
    permission: 'units.read',
    reach: 'common',
    answer: UnitChangeDto,
    problems: [P.notFound],
  })
  async getUnitChange(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
  ): Promise<UnitChangeDto> {
    return this.changes.get(actor, changeId);
  }

  @Post()
  @Endpoint({
    summary: 'Enter what an act says of units: a new name, a merger, a division, an abolition',
    description:
      'It changes nothing until its run is asked for. Renamed, merged or divided units are followed by new ones, given by name; an abolished one by units that stand, or by none.',
    permission: 'units.manage',
    reach: 'common',
    answer: UnitChangeDto,
    status: 201,
    unsafe: true,
    problems: [P.alreadyPlanned],
  })
  async enterUnitChange(
    @CurrentActor() actor: UserActor,
    @Body() body: UnitChangeInput,
  ): Promise<UnitChangeDto> {
    return this.changes.enter(actor, body);
  }

  @Post(':changeId/run')
  @Endpoint({
    summary: 'Have a change of units run; before its day it waits for it',
    description:
      'Units and bodies change at once, open files follow by a job: `progress`. Look at the preview first.',
    permission: 'units.manage',
    reach: 'common',
    answer: UnitChangeDto,
    status: 202,
    unsafe: true,
    problems: [P.notFound, P.alreadyRun, P.alreadyApplied, P.withdrawn, P.alreadyPlanned],
  })
  async runUnitChange(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
  ): Promise<UnitChangeDto> {
    return this.changes.run(actor, changeId);
  }

  @Post(':changeId/withdrawal')
  @Endpoint({
    summary: 'Withdraw a change of units that has not been applied',
    permission: 'units.manage',
    reach: 'common',
    answer: UnitChangeDto,
    status: 201,
    unsafe: true,
    problems: [P.notFound, P.alreadyApplied, P.withdrawn],
  })
  async withdrawUnitChange(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
    @Body() body: UnitChangeWithdrawalInput,
  ): Promise<UnitChangeDto> {
    return this.changes.withdraw(actor, changeId, body);
  }

  @Post(':changeId/correction')
  @Endpoint({
    summary: 'Set right what was entered of a change that has been applied',
    description:
      'Act, day, names, main successor; only what is named. What was entered before is kept. Files that went to the wrong successor go to the right one.',
    permission: 'units.manage',
    reach: 'common',
    answer: UnitChangeDto,
    status: 201,
    unsafe: true,
    problems: [P.notFound, P.notApplied, P.withdrawn, ORGANISATIONS.alreadyThere],
  })
  async correctUnitChange(
    @CurrentActor() actor: UserActor,
    @Param() { changeId }: UnitChangePath,
    @Body() body: UnitChangeCorrectionInput,
  ): Promise<UnitChangeDto> {
    return this.corrections.correct(actor, changeId, body);
  }
}
