import { Module } from '@nestjs/common';
import { LegalReferenceModule } from '../legal-reference/legal-reference.module.js';
import { DeadlineCalendarUsage } from './deadline-calendar-usage.js';
import { DeadlineCorrections } from './deadline-corrections.js';
import { DeadlineService } from './deadline.service.js';
import { Deadlines } from './deadlines.js';
import { NotificationService } from './notification.service.js';
import { Notifications } from './notifications.js';
import { ReminderFiring } from './reminder-firing.js';
import { DeadlinesController, NotificationsController } from './reminders.controller.js';
import { SubjectPersons } from './subject-persons.js';

@Module({
  imports: [LegalReferenceModule],
  controllers: [DeadlinesController, NotificationsController],
  providers: [
    DeadlineCalendarUsage,
    Deadlines,
    DeadlineCorrections,
    Notifications,
    ReminderFiring,
    DeadlineService,
    NotificationService,
    SubjectPersons,
  ],
  exports: [Deadlines, DeadlineCorrections, Notifications, SubjectPersons],
})
export class RemindersModule {}
