import { Global, Module } from '@nestjs/common';
import { REFUSAL_LISTENER } from '../platform/http/refusal-listener.js';
import { AuditController } from './audit.controller.js';
import { AuditLog } from './audit-log.js';
import { AuditPartitions } from './audit-partitions.js';
import { AuditService } from './audit.service.js';
import { RefusalRecorder } from './refusal-recorder.js';

/** The append-only record. Global, since the platform's error filter tells it of refusals. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [
    AuditLog,
    AuditService,
    AuditPartitions,
    RefusalRecorder,
    { provide: REFUSAL_LISTENER, useExisting: RefusalRecorder },
  ],
  exports: [AuditLog, AuditService, REFUSAL_LISTENER],
})
export class AuditModule {}
