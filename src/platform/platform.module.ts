import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClockController } from './clock/clock.controller.js';
import { LegalClock } from './clock/legal-clock.js';
import { CONFIG, type Config } from './config/config.js';
import { BlindIndex } from './crypto/blind-index.js';
import { ColumnCipher } from './crypto/column-cipher.js';
import { StreamCipher } from './crypto/stream-cipher.js';
import { Database } from './database/database.js';
import { dataSourceOptions } from './database/data-source-options.js';
import { IdempotencyStore } from './database/idempotency-store.js';
import { KeyRingCheck } from './database/key-ring-check.js';
import { DatabaseStartupCheck } from './database/startup-check.js';
import { AnswerInterceptor } from './http/answer.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ProblemsController } from './http/problems.controller.js';
import { RouteCheck } from './http/route-check.js';
import { FieldsPipe } from './http/validation.pipe.js';
import { Housekeeping } from './jobs/housekeeping.js';
import { JobHandlers } from './jobs/job-handlers.js';
import { JobQueue } from './jobs/job-queue.js';
import { Outbox } from './jobs/outbox.js';
import { OutboxRelay } from './jobs/outbox-relay.js';
import { HealthController } from './observability/health.controller.js';
import { MetricsServer } from './observability/metrics-server.js';
import { Readiness } from './observability/readiness.js';
import { chooseObjectStore } from './storage/choose-object-store.js';
import { OBJECT_STORE } from './storage/object-store.js';

/** What every slice stands on. It knows no word of the domain. */
@Global()
@Module({})
export class PlatformModule {
  static register(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.database),
          autoLoadEntities: true,
          retryAttempts: 3,
        }),
      ],
      controllers: [HealthController, ProblemsController, ClockController],
      providers: [
        { provide: CONFIG, useValue: config },
        ColumnCipher,
        StreamCipher,
        BlindIndex,
        { provide: OBJECT_STORE, inject: [CONFIG], useFactory: chooseObjectStore },
        IdempotencyStore,
        Database,
        DatabaseStartupCheck,
        KeyRingCheck,
        RouteCheck,
        MetricsServer,
        Readiness,
        JobHandlers,
        JobQueue,
        OutboxRelay,
        Outbox,
        Housekeeping,
        LegalClock,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_PIPE, useClass: FieldsPipe },
      ],
      exports: [
        CONFIG,
        ColumnCipher,
        StreamCipher,
        BlindIndex,
        OBJECT_STORE,
        Database,
        JobQueue,
        Outbox,
        OutboxRelay,
        LegalClock,
        RouteCheck,
      ],
    };
  }
}
