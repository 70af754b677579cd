import { Body, Controller, Get, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { INVALID_BODY } from '../platform/errors/problem.js';
import { Endpoint, PUBLIC } from '../platform/http/endpoint.js';
import { LimitsGuessing } from '../platform/http/guessing-limit.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { SESSION } from '../platform/security/session.problems.js';
import { AccountService } from './account.service.js';
import { LoginDto, LoginInput, MeDto, PasswordChangeInput, RefreshInput, TokenPairDto } from './auth.dto.js';
import { P } from './auth.problems.js';
import { CodeLoginService } from './code-login.service.js';
import { Device } from './device.decorator.js';
import { LoginService } from './login.service.js';
import { RefreshService } from './refresh.service.js';
import { CodeInput } from './second-factor.dto.js';

// Not marked as unsafe: an answer with tokens in it is not kept for a repetition.
const BODY_PROBLEMS = [INVALID_BODY, HTTP.malformedJson, HTTP.tooLarge, HTTP.unsupportedMediaType] as const;

@ApiTags('auth')
@Controller('v1/auth')
export class AuthController {
  constructor(
    private readonly loginService: LoginService,
    private readonly codeLoginService: CodeLoginService,
    private readonly refreshService: RefreshService,
    private readonly accountService: AccountService,
  ) {}

  @Post('login')
  @LimitsGuessing()
  @Endpoint({
    summary: 'Sign in',
    permission: PUBLIC,
    reach: 'public',
    answer: LoginDto,
    problems: [
      ...BODY_PROBLEMS,
      P.wrongCredentials,
      P.codeRequired,
      P.temporaryPasswordLapsed,
      P.paused,
      SESSION.locked,
    ],
  })
  async login(
    @Body() body: LoginInput,
    @Ip() address: string,
    @Device() device: string | null,
  ): Promise<LoginDto> {
    return this.loginService.login(body, { address, device });
  }

  @Post('login/code')
  @LimitsGuessing()
  @Endpoint({
    summary: 'Sign in, second step: the code where `auth.codeRequired` was answered',
    permission: PUBLIC,
    reach: 'public',
    answer: LoginDto,
    problems: [...BODY_PROBLEMS, P.wrongCode, P.challengeEnded, P.paused, SESSION.locked],
  })
  async loginWithCode(
    @Body() body: CodeInput,
    @Ip() address: string,
    @Device() device: string | null,
  ): Promise<LoginDto> {
    return this.codeLoginService.login(body, { address, device });
  }

  @Post('refresh')
  @LimitsGuessing()
  @Endpoint({
    summary: 'Exchange a refresh token for a new pair of tokens',
    permission: PUBLIC,
    reach: 'public',
    answer: TokenPairDto,
    problems: [...BODY_PROBLEMS, SESSION.sessionEnded, SESSION.locked],
  })
  async refreshTokens(@Body() body: RefreshInput): Promise<TokenPairDto> {
    return this.refreshService.refresh(body.refreshToken);
  }

  @Post('logout')
  @Endpoint({ summary: 'End the session', permission: 'auth.self', reach: 'self', answer: 'nothing' })
  async logout(@CurrentActor() actor: UserActor): Promise<void> {
    await this.accountService.logout(actor);
  }

  @Get('me')
  @Endpoint({
    summary: 'Read who is signed in and what they may do',
    permission: 'auth.self',
    reach: 'self',
    answer: MeDto,
  })
  async getMe(@CurrentActor() actor: UserActor): Promise<MeDto> {
    return this.accountService.me(actor);
  }

  @Post('password')
  @LimitsGuessing()
  @Endpoint({
    summary: 'Choose another password; every other session of the account ends',
    permission: 'auth.self',
    reach: 'self',
    answer: 'nothing',
    problems: [...BODY_PROBLEMS, P.paused, P.temporaryPasswordLapsed],
  })
  async changePassword(@CurrentActor() actor: UserActor, @Body() body: PasswordChangeInput): Promise<void> {
    await this.accountService.changePassword(actor, body);
  }
}
