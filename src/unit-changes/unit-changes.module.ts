import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { UnitChangeCorrectionService } from './unit-change-correction.service.js';
import { UnitChangePlans } from './unit-change-plans.js';
import { UnitChangePreviewController } from './unit-change-preview.controller.js';
import { UnitChangePreviewService } from './unit-change-preview.service.js';
import { UnitChangeRun } from './unit-change-run.js';
import { UnitChangeService } from './unit-change.service.js';
import { UnitChangesController } from './unit-changes.controller.js';

/** What acts say of units, and what follows for bodies and files. */
@Module({
  imports: [IdentityModule],
  controllers: [UnitChangesController, UnitChangePreviewController],
  providers: [
    UnitChangeCorrectionService,
    UnitChangePlans,
    UnitChangePreviewService,
    UnitChangeRun,
    UnitChangeService,
  ],
})
export class UnitChangesModule {}
