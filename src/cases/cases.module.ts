import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { CaseFiles } from './case-files.js';
import { CaseService } from './case.service.js';
import { CaseUsage } from './case-usage.js';
import { CasesController } from './cases.controller.js';
import { Turnover } from './turnover.js';

@Module({
  imports: [PeopleModule, RemindersModule],
  controllers: [CasesController],
  providers: [CaseFiles, CaseService, CaseUsage, Turnover],
  exports: [CaseFiles],
})
export class CasesModule {}
