import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { LegalReferenceModule } from '../legal-reference/legal-reference.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { HomeAuthority } from './home/home-authority.js';
import { HomeDecisionService } from './home/home-decision.service.js';
import { HomeRehabilitationController } from './home/home-rehabilitation.controller.js';
import { HomeRehabilitationReader } from './home/home-rehabilitation.reader.js';
import { HomeIntakeService } from './home/home-intake.service.js';
import { HomeRegistration } from './home/home-registration.js';
import { HomeStepsService } from './home/home-steps.service.js';
import { HomePaperSource } from './home/home-paper-source.js';
import { HomeProcedure } from './home/home-procedure.js';

/** Voluntary rehabilitation at home; the other procedures of rehabilitation join it here. */
@Module({
  imports: [
    IdentityModule,
    LegalReferenceModule,
    PeopleModule,
    RemindersModule,
    CasesModule,
    DocumentsModule,
  ],
  controllers: [HomeRehabilitationController],
  providers: [
    HomeAuthority,
    HomeIntakeService,
    HomeRegistration,
    HomeStepsService,
    HomeDecisionService,
    HomeRehabilitationReader,
    HomeProcedure,
    HomePaperSource,
  ],
})
export class RehabilitationModule {}
