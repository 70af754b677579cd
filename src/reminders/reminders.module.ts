import { Module } from '@nestjs/common';
import { LegalReferenceModule } from '../legal-reference/legal-reference.module.js';
import { CalendarRecount } from './calendar-recount.js';
import { CalendarRecountService } from './calendar-recount.service.js';
import { CalendarRecountsController, DeadlineMovesController } from './calendar-recounts.controller.js';
import { DeadlineCalendarUsage } from './deadline-calendar-usage.js';
import { DeadlineCorrections } from './deadline-corrections.js';
import { DeadlineService } from './deadline.service.js';
import { Deadlines } from './deadlines.js';
import { DeliveryContent } from './delivery-content.js';
import { DeliveryPlanning } from './delivery-planning.js';
import { DeliverySending } from './delivery-sending.js';
import { DeliveryService } from './delivery.service.js';
import { Mailer } from './mailer.js';
import { NoticeAddressService } from './notice-address.service.js';
import { NotificationPreferenceService } from './notification-preference.service.js';
import { NotificationService } from './notification.service.js';
import { DeliveriesController, NotificationSettingsController } from './notification-settings.controller.js';
import { Notifications } from './notifications.js';
import { ReminderFiring } from './reminder-firing.js';
import { ReminderPlanning } from './reminder-planning.js';
import { DeadlinesController, NotificationsController } from './reminders.controller.js';
import { SealedAddresses } from './sealed-addresses.js';
import { SubjectPersons } from './subject-persons.js';

@Module({
  imports: [LegalReferenceModule],
  controllers: [
    DeadlinesController,
    DeadlineMovesController,
    CalendarRecountsController,
    NotificationsController,
    NotificationSettingsController,
    DeliveriesController,
  ],
  providers: [
    DeadlineCalendarUsage,
    CalendarRecount,
    CalendarRecountService,
    ReminderPlanning,
    Deadlines,
    DeadlineCorrections,
    Notifications,
    ReminderFiring,
    DeadlineService,
    NotificationService,
    SubjectPersons,
    Mailer,
    SealedAddresses,
    DeliveryContent,
    DeliveryPlanning,
    DeliverySending,
    DeliveryService,
    NotificationPreferenceService,
    NoticeAddressService,
  ],
  exports: [Deadlines, DeadlineCorrections, Notifications, SubjectPersons],
})
export class RemindersModule {}
