import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { IndexKeysInUse } from './index-keys-in-use.js';
import { JobDashboard } from './job-dashboard.js';
import { JobPassesController } from './job-passes.controller.js';
import { KeyRewriting } from './key-rewriting.js';
import { KeyRotationService } from './key-rotation.service.js';
import { KeyRotationsController } from './key-rotations.controller.js';

/** Pages for who runs the service. */
@Module({
  imports: [IdentityModule],
  controllers: [JobPassesController, KeyRotationsController],
  providers: [JobDashboard, KeyRotationService, KeyRewriting, IndexKeysInUse],
})
export class OperationsModule {}
