import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { SupportWorkerService } from './support-worker.service.js';
import { SupportWorkersController } from './support-workers.controller.js';

/** Who of the commune works on a file. */
@Module({
  imports: [IdentityModule, CasesModule],
  controllers: [SupportWorkersController],
  providers: [SupportWorkerService],
})
export class HelpersModule {}
