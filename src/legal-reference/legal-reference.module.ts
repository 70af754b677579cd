import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller.js';
import { Calendar } from './calendar.js';
import { CalendarService } from './calendar.service.js';
import { CalendarUsages } from './calendar-usage.js';
import { CodeListsController } from './code-lists.controller.js';
import { LawController } from './law.controller.js';
import { LawService } from './law.service.js';

/** The law over HTTP, and what years decide about it. */
@Module({
  controllers: [LawController, CalendarController, CodeListsController],
  providers: [LawService, CalendarService, Calendar, CalendarUsages],
  exports: [Calendar, CalendarUsages],
})
export class LegalReferenceModule {}
