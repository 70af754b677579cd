import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { AccessGuard } from './access.guard.js';
import { AccessTokens } from './access-tokens.js';
import { AccountService } from './account.service.js';
import { AuthController } from './auth.controller.js';
import { Credentials } from './credentials.js';
import { JwtKeys } from './jwt-keys.js';
import { JwtStrategy } from './jwt.strategy.js';
import { LoginService } from './login.service.js';
import { PermissionCheck } from './permission-check.js';
import { RefreshService } from './refresh.service.js';
import { SessionStates } from './session-states.js';
import { Sessions } from './sessions.js';

/** Who works here, for which organisation, and whether they may do what they ask for. */
@Module({
  imports: [JwtModule.register({})],
  controllers: [AuthController],
  providers: [
    JwtKeys,
    AccessTokens,
    JwtStrategy,
    SessionStates,
    Sessions,
    Credentials,
    LoginService,
    RefreshService,
    AccountService,
    PermissionCheck,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class IdentityModule {}
