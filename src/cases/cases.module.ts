import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { AnnulmentService } from './annulment.service.js';
import { CaseFiles } from './case-files.js';
import { CaseSubjects } from './case-subjects.js';
import { CaseUsage } from './case-usage.js';
import { CaseService } from './case.service.js';
import { CasesController } from './cases.controller.js';
import { LawChanges } from './law-changes.js';
import { OwedLimits } from './owed-limits.js';
import { ProceduresController } from './procedures.controller.js';
import { Procedures } from './procedures.js';
import { EndLimits } from './steps/end-limits.js';
import { StepAuthority } from './steps/step-authority.js';
import { StepClocks } from './steps/step-clocks.js';
import { CaseSteps } from './steps/step-taking.js';
import { Turnover } from './turnover.js';

@Module({
  imports: [IdentityModule, PeopleModule, RemindersModule],
  controllers: [CasesController, ProceduresController],
  providers: [
    AnnulmentService,
    CaseFiles,
    CaseService,
    CaseSubjects,
    CaseUsage,
    EndLimits,
    LawChanges,
    OwedLimits,
    Procedures,
    CaseSteps,
    StepAuthority,
    StepClocks,
    Turnover,
  ],
  exports: [CaseFiles, CaseSteps, EndLimits, Procedures, StepAuthority, StepClocks],
})
export class CasesModule {}
