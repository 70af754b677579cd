import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UnitsModule } from '../units/units.module.js';
import { AccessGuard } from './access.guard.js';
import { AccessTokens } from './access-tokens.js';
import { AccountService } from './account.service.js';
import { ApiClient } from './api-client.entity.js';
import { ApiClientService } from './api-client.service.js';
import { ApiClientsController } from './api-clients.controller.js';
import { AuthController } from './auth.controller.js';
import { ClientStates } from './client-states.js';
import { ClientTokenController } from './client-token.controller.js';
import { ClientTokenService } from './client-token.service.js';
import { CodeLoginService } from './code-login.service.js';
import { Credentials } from './credentials.js';
import { DashboardPasses } from './dashboard-passes.js';
import { EndedBodyInterceptor } from './ended-body.interceptor.js';
import { IdentityHousekeeping } from './identity.jobs.js';
import { JwtKeys } from './jwt-keys.js';
import { JwtStrategy } from './jwt.strategy.js';
import { LoginChallenges } from './login-challenges.js';
import { LoginService } from './login.service.js';
import { OrganisationService } from './organisation.service.js';
import { Organisations } from './organisations.js';
import { OrganisationsController } from './organisations.controller.js';
import { PasswordProof } from './password-proof.js';
import { PausedLoginService } from './paused-login.service.js';
import { PausedLoginsController } from './paused-logins.controller.js';
import { PermissionCheck } from './permission-check.js';
import { RefreshService } from './refresh.service.js';
import { SecondFactorCodes } from './second-factor-codes.js';
import { SecondFactorRule } from './second-factor-rule.js';
import { SecondFactorController, SecondFactorResetController } from './second-factor.controller.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionService } from './session.service.js';
import { SessionStates } from './session-states.js';
import { Sessions } from './sessions.js';
import { OwnSessionsController, UserSessionsController } from './sessions.controller.js';
import { SignIn } from './sign-in.js';
import { SuccessionService } from './succession.service.js';
import { SuccessionsController } from './successions.controller.js';
import { UserMoveService } from './user-move.service.js';
import { UserMovesController } from './user-moves.controller.js';
import { UserAccount } from './user.entity.js';
import { UserService } from './user.service.js';
import { UsersController } from './users.controller.js';

/** Who works here, for which organisation, and whether they may do what they ask for. */
@Module({
  imports: [JwtModule.register({}), TypeOrmModule.forFeature([ApiClient, UserAccount]), UnitsModule],
  controllers: [
    AuthController,
    OwnSessionsController,
    SecondFactorController,
    OrganisationsController,
    SuccessionsController,
    UsersController,
    UserMovesController,
    UserSessionsController,
    SecondFactorResetController,
    PausedLoginsController,
    ClientTokenController,
    ApiClientsController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: EndedBodyInterceptor },
    PermissionCheck,
    JwtKeys,
    AccessTokens,
    JwtStrategy,
    SessionStates,
    Sessions,
    DashboardPasses,
    Credentials,
    SecondFactorRule,
    SecondFactorCodes,
    SecondFactorService,
    LoginChallenges,
    PasswordProof,
    SignIn,
    LoginService,
    CodeLoginService,
    RefreshService,
    AccountService,
    Organisations,
    OrganisationService,
    SuccessionService,
    UserService,
    UserMoveService,
    SessionService,
    PausedLoginService,
    ClientStates,
    ClientTokenService,
    ApiClientService,
    IdentityHousekeeping,
  ],
  exports: [Organisations, SuccessionService, DashboardPasses],
})
export class IdentityModule {}
