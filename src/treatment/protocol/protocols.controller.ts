import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { ChangePageOf, type ChangePage } from '../../platform/http/change-page.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../treatment.problems.js';
import {
  ActiveProtocolDto,
  ActiveProtocolQuery,
  EnterProtocolDto,
  ProtocolDto,
  ProtocolOfBodyPath,
  ProtocolPath,
  ProtocolQuery,
} from './protocol.dto.js';
import { ProtocolService } from './protocol.service.js';

@ApiTags('treatment')
@Controller('v1')
export class ProtocolsController {
  constructor(private readonly protocols: ProtocolService) {}

  @Post('treatment-protocols')
  @Endpoint({
    summary: 'Enter a version of the own protocol; it holds once somebody else has signed it',
    description: 'Every number may be absent: what is absent is not checked. Nothing comes with the program.',
    permission: 'treatment.record',
    reach: 'own-name',
    answer: ProtocolDto,
    status: 201,
    unsafe: true,
  })
  async enterTreatmentProtocol(
    @CurrentActor() actor: UserActor,
    @Body() body: EnterProtocolDto,
  ): Promise<ProtocolDto> {
    return this.protocols.enter(actor, body);
  }

  @Get('treatment-protocols')
  @Endpoint({
    summary: 'List versions of protocols, the latest first',
    permission: 'treatment.read',
    reach: 'organisation',
    answer: ChangePageOf(ProtocolDto),
  })
  async listTreatmentProtocols(
    @CurrentActor() actor: UserActor,
    @Query() query: ProtocolQuery,
  ): Promise<ChangePage<ProtocolDto>> {
    return this.protocols.list(actor, query);
  }

  @Get('treatment-protocols/:protocolId')
  @Endpoint({
    summary: 'Read a version of a protocol',
    permission: 'treatment.read',
    reach: 'organisation',
    answer: ProtocolDto,
    problems: [P.protocolNotFound],
  })
  async getTreatmentProtocol(
    @CurrentActor() actor: UserActor,
    @Param() { protocolId }: ProtocolPath,
  ): Promise<ProtocolDto> {
    return this.protocols.read(actor, protocolId);
  }

  @Post('treatment-protocols/:protocolId/signature')
  @Endpoint({
    summary: 'Sign a version that somebody else entered; it is never changed afterwards',
    description:
      'Where nobody else at the place could sign, who entered it does, and each answer that rests on it says so.',
    permission: 'treatment.decide',
    reach: 'organisation',
    answer: ProtocolDto,
    status: 201,
    unsafe: true,
    versioned: true,
    problems: [P.protocolNotFound, P.protocolSigned, P.ownEntry],
  })
  async signTreatmentProtocol(
    @CurrentActor() actor: UserActor,
    @Param() { protocolId }: ProtocolPath,
    @SeenVersion() version: number,
  ): Promise<ProtocolDto> {
    return this.protocols.sign(actor, protocolId, version);
  }

  @Get('organisations/:organisationId/treatment-protocol')
  @Endpoint({
    summary:
      'Read the protocol that is in force at a place on a day, or that there is none and nothing is checked',
    permission: 'treatment.read',
    reach: 'organisation',
    answer: ActiveProtocolDto,
    problems: [HTTP.notFound],
  })
  async getActiveTreatmentProtocol(
    @CurrentActor() actor: UserActor,
    @Param() { organisationId }: ProtocolOfBodyPath,
    @Query() query: ActiveProtocolQuery,
  ): Promise<ActiveProtocolDto> {
    return this.protocols.active(actor, organisationId, query);
  }
}
