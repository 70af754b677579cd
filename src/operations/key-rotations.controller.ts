import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor } from '../platform/http/parameters.js';
import { ChangeListOf, ChangeListQuery, type ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { KeyRotationDto } from './key-rotation.dto.js';
import { P } from './key-rotation.problems.js';
import { KeyRotationService } from './key-rotation.service.js';

@ApiTags('operations')
@Controller('v1/key-rotations')
export class KeyRotationsController {
  constructor(private readonly rotations: KeyRotationService) {}

  @Post()
  @Endpoint({
    summary: 'Have everything rewritten that is not sealed by the keys that write now',
    description:
      'First every process gets the new key in front of the old one. A job works on it, in steps. A rotation to older keys that has not ended is superseded.',
    permission: 'keys.rotate',
    reach: 'common',
    answer: KeyRotationDto,
    status: 202,
    problems: [P.rotationOpen],
    unsafe: true,
  })
  async startKeyRotation(@CurrentActor() actor: UserActor): Promise<KeyRotationDto> {
    return this.rotations.start(actor);
  }

  @Get()
  @Endpoint({
    summary: 'List the rotations of keys and how far each is, newest first',
    permission: 'keys.rotate',
    reach: 'common',
    answer: ChangeListOf(KeyRotationDto),
  })
  async listKeyRotations(
    @CurrentActor() actor: UserActor,
    @Query() query: ChangeListQuery,
  ): Promise<ChangeList<KeyRotationDto>> {
    return this.rotations.list(actor, query);
  }
}
