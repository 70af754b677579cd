import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as ORGANISATIONS } from '../identity/organisation.problems.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import {
  OfficeEndingInput,
  OfficeHolderDto,
  OfficeHolderInput,
  OfficeHolderList,
  OfficeHolderQuery,
  OfficeVoidInput,
} from './office-holder.dto.js';
import { OfficeHolderService } from './office-holder.service.js';

@ApiTags('papers')
@Controller('v1/office-holders')
export class OfficeHoldersController {
  constructor(private readonly holders: OfficeHolderService) {}

  @Get()
  @Endpoint({
    summary: 'List who held which office of a body, and who may sign by a written authority',
    permission: 'offices.read',
    reach: 'organisation',
    answer: OfficeHolderList,
  })
  async listOfficeHolders(
    @CurrentActor() actor: UserActor,
    @Query() query: OfficeHolderQuery,
  ): Promise<ChangeList<OfficeHolderDto>> {
    return this.holders.list(actor, query);
  }

  @Post()
  @Endpoint({
    summary: 'Enter a head, a deputy, or a delegate with his written authority',
    permission: 'offices.manage',
    reach: 'organisation',
    answer: OfficeHolderDto,
    status: 201,
    unsafe: true,
    problems: [ORGANISATIONS.notFound, P.headAlready],
  })
  async enterOfficeHolder(
    @CurrentActor() actor: UserActor,
    @Body() body: OfficeHolderInput,
  ): Promise<OfficeHolderDto> {
    return this.holders.enter(actor, body);
  }

  @Post(':holderId/ending')
  @Endpoint({
    summary: 'End a tenure or an authority after its last day',
    permission: 'offices.manage',
    reach: 'organisation',
    answer: OfficeHolderDto,
    unsafe: true,
    versioned: true,
    problems: [HTTP.notFound, P.ended, P.headAlready],
  })
  async endOfficeHolder(
    @CurrentActor() actor: UserActor,
    @Param('holderId') id: string,
    @SeenVersion() version: number,
    @Body() body: OfficeEndingInput,
  ): Promise<OfficeHolderDto> {
    return this.holders.end(actor, id, version, body);
  }

  @Post(':holderId/void')
  @Endpoint({
    summary: 'Void an entry that was made by mistake; it stays on record',
    permission: 'offices.manage',
    reach: 'organisation',
    answer: OfficeHolderDto,
    unsafe: true,
    versioned: true,
    problems: [HTTP.notFound, P.ended],
  })
  async voidOfficeHolder(
    @CurrentActor() actor: UserActor,
    @Param('holderId') id: string,
    @SeenVersion() version: number,
    @Body() body: OfficeVoidInput,
  ): Promise<OfficeHolderDto> {
    return this.holders.void(actor, id, version, body);
  }
}
