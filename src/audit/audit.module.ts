import { Global, Module } from '@nestjs/common';
import { REPLAY_LISTENER } from '../platform/database/replay-listener.js';
import { REFUSAL_LISTENER } from '../platform/http/refusal-listener.js';
import { AuditController } from './audit.controller.js';
import { AuditLog } from './audit-log.js';
import { AuditPartitions } from './audit-partitions.js';
import { AuditMarks } from './audit-marks.js';
import { AuditSealing } from './audit-sealing.js';
import { AuditService } from './audit.service.js';
import { RefusalRecorder } from './refusal-recorder.js';
import { ReplayRecorder } from './replay-recorder.js';

/** The append-only record. Global, since the platform's error filter tells it of refusals. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [
    AuditLog,
    AuditService,
    AuditPartitions,
    AuditMarks,
    AuditSealing,
    RefusalRecorder,
    ReplayRecorder,
    { provide: REFUSAL_LISTENER, useExisting: RefusalRecorder },
    { provide: REPLAY_LISTENER, useExisting: ReplayRecorder },
  ],
  exports: [AuditLog, AuditService, REFUSAL_LISTENER, REPLAY_LISTENER],
})
export class AuditModule {}
