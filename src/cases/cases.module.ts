import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { AssignmentService } from './assignments/assignment.service.js';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { AnnulmentService } from './annulment.service.js';
import { CaseFiles } from './case-files.js';
import { CaseSubjects } from './case-subjects.js';
import { CaseUsage } from './case-usage.js';
import { CaseWarnings } from './case-warnings.js';
import { CaseService } from './case.service.js';
import { CasesController } from './cases.controller.js';
import { KeeperCheck } from './handover/keeper-check.js';
import { TransferNotices } from './handover/transfer-notices.js';
import { TransferService } from './handover/transfer.service.js';
import { TransfersController } from './handover/transfers.controller.js';
import { LawChanges } from './law-changes.js';
import { OwedLimits } from './owed-limits.js';
import { ProceduresController } from './procedures.controller.js';
import { FileParents } from './file-parents.js';
import { ParentFollowing } from './parent-following.js';
import { Procedures } from './procedures.js';
import { CaseRequestNotices } from './requests/case-request-notices.js';
import { CaseRequestService } from './requests/case-request.service.js';
import { CaseRequestsController } from './requests/case-requests.controller.js';
import { EndLimits } from './steps/end-limits.js';
import { RecurringLimits } from './steps/recurring-limits.js';
import { StepAuthority } from './steps/step-authority.js';
import { StepClocks } from './steps/step-clocks.js';
import { CaseSteps } from './steps/step-taking.js';
import { Turnover } from './turnover.js';

@Module({
  imports: [IdentityModule, PeopleModule, RemindersModule],
  controllers: [
    CasesController,
    ProceduresController,
    TransfersController,
    AssignmentsController,
    CaseRequestsController,
  ],
  providers: [
    AnnulmentService,
    AssignmentService,
    CaseFiles,
    CaseRequestNotices,
    CaseRequestService,
    CaseService,
    CaseSubjects,
    CaseUsage,
    CaseWarnings,
    EndLimits,
    FileParents,
    KeeperCheck,
    LawChanges,
    OwedLimits,
    ParentFollowing,
    Procedures,
    RecurringLimits,
    CaseSteps,
    StepAuthority,
    StepClocks,
    TransferNotices,
    TransferService,
    Turnover,
  ],
  exports: [
    CaseFiles,
    CaseSteps,
    CaseWarnings,
    EndLimits,
    Procedures,
    StepAuthority,
    StepClocks,
    TransferService,
  ],
})
export class CasesModule {}
