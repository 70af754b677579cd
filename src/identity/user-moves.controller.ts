import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import { ChangeListQuery, type ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { UserMoveInput, UserMoveList, type UserMoveDto } from './user-move.dto.js';
import { UserMoveService } from './user-move.service.js';
import { UserDto } from './user.dto.js';
import { P } from './user.problems.js';

@ApiTags('users')
@Controller('v1/users/:userId/moves')
export class UserMovesController {
  constructor(private readonly moves: UserMoveService) {}

  @Get()
  @Endpoint({
    summary: 'List from where to where a user was moved, newest first',
    permission: 'users.read',
    reach: 'organisation',
    answer: UserMoveList,
    problems: [P.notFound],
  })
  async listUserMoves(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @Query() query: ChangeListQuery,
  ): Promise<ChangeList<UserMoveDto>> {
    return this.moves.list(actor, userId, query);
  }

  @Post()
  @Endpoint({
    summary: 'Move a user to another organisation, with other roles, and end every session he has',
    permission: 'users.manage',
    reach: 'organisation',
    answer: UserDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.notOnOneself, P.lastAdministrator],
  })
  async moveUser(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @SeenVersion() version: number,
    @Body() body: UserMoveInput,
  ): Promise<UserDto> {
    return this.moves.move(actor, userId, version, body);
  }
}
