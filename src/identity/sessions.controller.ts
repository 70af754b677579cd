import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import type { ChangePage } from '../platform/http/change-page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { SessionPage, SessionQuery, type SessionDto } from './session.dto.js';
import { P } from './session.problems.js';
import { SessionService } from './session.service.js';
import { P as USERS } from './user.problems.js';

@ApiTags('auth')
@Controller('v1/auth/sessions')
export class OwnSessionsController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @Endpoint({
    summary: 'List where one is signed in, and was, newest first',
    permission: 'auth.self',
    reach: 'self',
    answer: SessionPage,
  })
  async listOwnSessions(
    @CurrentActor() actor: UserActor,
    @Query() query: SessionQuery,
  ): Promise<ChangePage<SessionDto>> {
    return this.sessions.list(actor, actor.userId, query);
  }

  @Post('ending')
  @Endpoint({
    summary: 'End every session of one’s own but this one',
    permission: 'auth.self',
    reach: 'self',
    answer: 'nothing',
    unsafe: true,
  })
  async endOwnSessions(@CurrentActor() actor: UserActor): Promise<void> {
    await this.sessions.endAll(actor, actor.userId);
  }

  @Post(':sessionId/ending')
  @Endpoint({
    summary: 'End a session of one’s own',
    permission: 'auth.self',
    reach: 'self',
    answer: 'nothing',
    unsafe: true,
    problems: [P.notFound],
  })
  async endOwnSession(
    @CurrentActor() actor: UserActor,
    @Param('sessionId') sessionId: string,
  ): Promise<void> {
    await this.sessions.end(actor, actor.userId, sessionId);
  }
}

@ApiTags('users')
@Controller('v1/users/:userId/sessions')
export class UserSessionsController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @Endpoint({
    summary: 'List where a user is signed in, and was, newest first',
    permission: 'users.manage',
    reach: 'organisation',
    answer: SessionPage,
    problems: [USERS.notFound],
  })
  async listUserSessions(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @Query() query: SessionQuery,
  ): Promise<ChangePage<SessionDto>> {
    return this.sessions.list(actor, userId, query);
  }

  @Post('ending')
  @Endpoint({
    summary: 'End every session of a user at once',
    permission: 'users.manage',
    reach: 'organisation',
    answer: 'nothing',
    unsafe: true,
    problems: [USERS.notFound],
  })
  async endUserSessions(@CurrentActor() actor: UserActor, @Param('userId') userId: string): Promise<void> {
    await this.sessions.endAll(actor, userId);
  }

  @Post(':sessionId/ending')
  @Endpoint({
    summary: 'End a session of a user at once',
    permission: 'users.manage',
    reach: 'organisation',
    answer: 'nothing',
    unsafe: true,
    problems: [USERS.notFound, P.notFound],
  })
  async endUserSession(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @Param('sessionId') sessionId: string,
  ): Promise<void> {
    await this.sessions.end(actor, userId, sessionId);
  }
}
