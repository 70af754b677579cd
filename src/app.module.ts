import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule } from './platform/platform.module.js';
import type { Config } from './platform/config/config.js';
import { AuditModule } from './audit/audit.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { LegalReferenceModule } from './legal-reference/legal-reference.module.js';
import { AttachmentsModule } from './attachments/attachments.module.js';
import { CasesModule } from './cases/cases.module.js';
import { HelpersModule } from './helpers/helpers.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { PeopleModule } from './people/people.module.js';
import { RehabilitationModule } from './rehabilitation/rehabilitation.module.js';
import { DosesModule } from './treatment/doses.module.js';
import { TreatmentModule } from './treatment/treatment.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { UnitChangesModule } from './unit-changes/unit-changes.module.js';
import { UnitsModule } from './units/units.module.js';

/** The slices in the order in which they may depend on one another. */
@Module({})
export class AppModule {
  static register(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.register(config),
        AuditModule,
        UnitsModule,
        IdentityModule,
        OperationsModule,
        LegalReferenceModule,
        PeopleModule,
        RemindersModule,
        CasesModule,
        UnitChangesModule,
        AttachmentsModule,
        DocumentsModule,
        HelpersModule,
        RehabilitationModule,
        TreatmentModule,
        DosesModule,
      ],
    };
  }
}
