import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { AnnulmentService } from './annulment.service.js';
import { CaseFiles } from './case-files.js';
import { CaseService } from './case.service.js';
import { CaseSubjects } from './case-subjects.js';
import { CaseUsage } from './case-usage.js';
import { CasesController } from './cases.controller.js';
import { LawChanges } from './law-changes.js';
import { OwedLimits } from './owed-limits.js';
import { Procedures } from './procedures.js';
import { Turnover } from './turnover.js';

@Module({
  imports: [PeopleModule, RemindersModule],
  controllers: [CasesController],
  providers: [
    AnnulmentService,
    CaseFiles,
    CaseService,
    CaseSubjects,
    CaseUsage,
    LawChanges,
    OwedLimits,
    Procedures,
    Turnover,
  ],
  exports: [CaseFiles, Procedures],
})
export class CasesModule {}
