import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JobDashboard } from './job-dashboard.js';
import { JobPassesController } from './job-passes.controller.js';

/** Pages for who runs the service. */
@Module({
  imports: [IdentityModule],
  controllers: [JobPassesController],
  providers: [JobDashboard],
})
export class OperationsModule {}
