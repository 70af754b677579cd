import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { INVALID_BODY } from '../platform/errors/problem.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { LimitsGuessing } from '../platform/http/guessing-limit.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './auth.problems.js';
import {
  RecoveryCodesDto,
  SecondFactorConfirmationInput,
  SecondFactorOfferDto,
  SecondFactorOfferInput,
} from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';
import { UserDto } from './user.dto.js';
import { P as USERS } from './user.problems.js';

// Not marked as unsafe: an answer with secrets in it is not kept for a repetition.
const BODY_PROBLEMS = [INVALID_BODY, HTTP.malformedJson, HTTP.tooLarge, HTTP.unsupportedMediaType] as const;

@ApiTags('auth')
@Controller('v1/auth/second-factor')
export class SecondFactorController {
  constructor(private readonly secondFactor: SecondFactorService) {}

  @Post()
  @LimitsGuessing()
  @Endpoint({
    summary:
      'Ask for a second factor: a secret for codes by time, shown this once, to be confirmed by a code',
    permission: 'auth.self',
    reach: 'self',
    answer: SecondFactorOfferDto,
    problems: [...BODY_PROBLEMS, P.paused, P.temporaryPasswordLapsed],
  })
  async offerSecondFactor(
    @CurrentActor() actor: UserActor,
    @Body() body: SecondFactorOfferInput,
  ): Promise<SecondFactorOfferDto> {
    return this.secondFactor.offer(actor, body);
  }

  @Post('confirmation')
  @LimitsGuessing()
  @Endpoint({
    summary: 'Confirm the second factor by a first code; every other session of the account ends',
    permission: 'auth.self',
    reach: 'self',
    answer: RecoveryCodesDto,
    problems: [...BODY_PROBLEMS, P.paused, P.noSecondFactorOffered],
  })
  async confirmSecondFactor(
    @CurrentActor() actor: UserActor,
    @Body() body: SecondFactorConfirmationInput,
  ): Promise<RecoveryCodesDto> {
    return this.secondFactor.confirm(actor, body);
  }
}

@ApiTags('users')
@Controller('v1/users/:userId/second-factor-reset')
export class SecondFactorResetController {
  constructor(private readonly secondFactor: SecondFactorService) {}

  @Post()
  @Endpoint({
    summary: 'End the second factor of a user who has lost the device, and every session he has',
    permission: 'users.manage',
    reach: 'organisation',
    answer: UserDto,
    unsafe: true,
    versioned: true,
    problems: [USERS.notFound, USERS.notOnOneself, USERS.noSecondFactor],
  })
  async resetSecondFactor(
    @CurrentActor() actor: UserActor,
    @Param('userId') userId: string,
    @SeenVersion() version: number,
  ): Promise<UserDto> {
    return this.secondFactor.reset(actor, userId, version);
  }
}
