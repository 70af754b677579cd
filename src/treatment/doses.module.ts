import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { LegalReferenceModule } from '../legal-reference/legal-reference.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { ActiveProtocols } from './interlock/active-protocols.js';
import { DoseService } from './interlock/dose.service.js';
import { DosesController } from './interlock/doses.controller.js';
import { DosePartitions } from './ledger/dose-partitions.js';
import { DoseOrderService } from './orders/dose-order.service.js';
import { DoseOrdersController } from './orders/dose-orders.controller.js';
import { TreatmentQuarterService } from './report/quarter.service.js';
import { TreatmentReportsController } from './report/treatment-reports.controller.js';
import { StockController } from './stock/stock.controller.js';
import { StockService } from './stock/stock.service.js';
import { HeldUnseen } from './missed/held-unseen.js';
import { OrderEnds } from './missed/order-ends.js';
import { MissedConsequenceService } from './missed/missed-consequences.js';
import { MissedDay } from './missed/missed-day.js';
import { MissedDoses } from './missed/missed-doses.js';
import { PendingDays } from './missed/pending-days.js';
import { SiteDays } from './missed/site-days.js';
import { SiteCalendarController } from './missed/site-calendar.controller.js';
import { SiteCalendarService } from './missed/site-calendar.service.js';
import { TestReminders } from './tests/test-reminders.js';
import { UrineTestService } from './tests/urine-test.service.js';
import { BookingService } from './window/booking.service.js';
import { HoldService } from './window/hold.service.js';
import { MissingTakeHomeService } from './window/missing-take-home.service.js';
import { TokenService } from './window/token.service.js';
import { TokensController } from './window/tokens.controller.js';
import { MissingTakeHomesController } from './window/missing-take-homes.controller.js';
import { WindowController } from './window/window.controller.js';
import { WindowService } from './window/window.service.js';
import { RedoseController } from './redose/redose.controller.js';
import { RedoseService } from './redose/redose.service.js';
import { LossNoticeService } from './witness/loss-notice.service.js';
import { LossNoticesController } from './witness/loss-notices.controller.js';
import { DoseAlarms } from './interlock/dose-alarms.js';

/** Doses of a site: what is ordered, given and missed, from which stock. */
@Module({
  imports: [IdentityModule, LegalReferenceModule, PeopleModule, RemindersModule],
  controllers: [
    DoseOrdersController,
    DosesController,
    RedoseController,
    StockController,
    SiteCalendarController,
    TreatmentReportsController,
    LossNoticesController,
    TokensController,
    WindowController,
    MissingTakeHomesController,
  ],
  providers: [
    ActiveProtocols,
    DoseOrderService,
    DoseService,
    RedoseService,
    DosePartitions,
    DoseAlarms,
    StockService,
    TreatmentQuarterService,
    MissedDoses,
    MissedDay,
    MissedConsequenceService,
    HeldUnseen,
    OrderEnds,
    PendingDays,
    SiteDays,
    SiteCalendarService,
    TestReminders,
    UrineTestService,
    BookingService,
    HoldService,
    MissingTakeHomeService,
    LossNoticeService,
    TokenService,
    WindowService,
  ],
})
export class DosesModule {}
