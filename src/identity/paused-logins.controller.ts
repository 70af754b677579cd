import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangeListQuery } from '../platform/http/change-list.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { PausedLoginsDto } from './paused-login.dto.js';
import { PausedLoginService } from './paused-login.service.js';

@ApiTags('users')
@Controller('v1/paused-logins')
export class PausedLoginsController {
  constructor(private readonly pausedLogins: PausedLoginService) {}

  @Get()
  @Endpoint({
    summary: 'List which logins pause after failed sign-ins; `pause-ending` of the user ends it',
    permission: 'users.manage',
    reach: 'common',
    answer: PausedLoginsDto,
  })
  async listPausedLogins(
    @CurrentActor() actor: UserActor,
    @Query() query: ChangeListQuery,
  ): Promise<PausedLoginsDto> {
    return this.pausedLogins.list(actor, query);
  }
}
