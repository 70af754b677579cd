import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import type { ChangePage } from '../platform/http/change-page.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  UserDto,
  UserInput,
  UserLockingInput,
  UserPage,
  UserQuery,
  UserRolesInput,
  UserWithPasswordDto,
} from './user.dto.js';
import { P } from './user.problems.js';
import { UserService } from './user.service.js';

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(private readonly users: UserService) {}

  @Get()
  @Endpoint({
    summary: 'List users of the organisations that one may read',
    permission: 'users.read',
    reach: 'organisation',
    answer: UserPage,
  })
  async listUsers(@CurrentActor() actor: UserActor, @Query() query: UserQuery): Promise<ChangePage<UserDto>> {
    return this.users.list(actor, query);
  }

  @Get(':userId')
  @Endpoint({
    summary: 'Read one user',
    permission: 'users.read',
    reach: 'organisation',
    answer: UserDto,
    problems: [P.notFound],
  })
  async getUser(@CurrentActor() actor: UserActor, @Param('userId') userId: string): Promise<UserDto> {
    return this.users.get(actor, userId);
  }

  @Post()
  @Endpoint({
    summary: 'Make a user, with a temporary password that is told this once',
    permission: 'users.manage',
    reach: 'common',
    answer: UserWithPasswordDto,
    secretAnswer: true,
    status: 201,
    unsafe: true,
    problems: [P.loginTaken],
  })
  async createUser(@CurrentActor() actor: UserActor, @Body() body: UserInput): Promise<UserWithPasswordDto> {
    return this.users.create(actor, body);
  }

  @Put(':userId/roles')
  @Endpoint({
    summary: 'Replace the roles of a user, from his next request on',
    permission: 'users.manage',
    reach: 'organisation',
    answer: UserDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.notOnOneself, P.lastAdministrator],
  })
  async changeUserRoles(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @SeenVersion() version: number,
    @Body() body: UserRolesInput,
  ): Promise<UserDto> {
    return this.users.changeRoles(actor, userId, version, body);
  }

  @Post(':userId/locking')
  @Endpoint({
    summary: 'Lock a user and end every session he has',
    permission: 'users.manage',
    reach: 'organisation',
    answer: UserDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.notOnOneself, P.lastAdministrator, P.alreadyLocked],
  })
  async lockUser(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @SeenVersion() version: number,
    @Body() body: UserLockingInput,
  ): Promise<UserDto> {
    return this.users.lock(actor, userId, version, body);
  }

  @Post(':userId/unlocking')
  @Endpoint({
    summary: 'Unlock a user',
    permission: 'users.manage',
    reach: 'organisation',
    answer: UserDto,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.notLocked],
  })
  async unlockUser(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @SeenVersion() version: number,
  ): Promise<UserDto> {
    return this.users.unlock(actor, userId, version);
  }

  @Post(':userId/password-reset')
  @Endpoint({
    summary: 'Give a user a temporary password that is told this once, and end every session he has',
    permission: 'users.manage',
    reach: 'organisation',
    answer: UserWithPasswordDto,
    secretAnswer: true,
    unsafe: true,
    versioned: true,
    problems: [P.notFound, P.notOnOneself],
  })
  async resetUserPassword(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @SeenVersion() version: number,
  ): Promise<UserWithPasswordDto> {
    return this.users.resetPassword(actor, userId, version);
  }

  @Post(':userId/pause-ending')
  @Endpoint({
    summary: 'Let a user sign in again at once, whose login pauses after failed sign-ins',
    permission: 'users.manage',
    reach: 'organisation',
    answer: 'nothing',
    unsafe: true,
    problems: [P.notFound, P.notOnOneself],
  })
  async endUserPause(@CurrentActor() actor: UserActor, @Param('userId') userId: string): Promise<void> {
    await this.users.endPause(actor, userId);
  }
}
