import { Global, Module } from '@nestjs/common';
import { REFUSAL_LISTENER } from '../platform/http/refusal-listener.js';
import { AuditLog } from './audit-log.js';
import { RefusalRecorder } from './refusal-recorder.js';

/** The append-only record. Global, since the platform's error filter tells it of refusals. */
@Global()
@Module({
  providers: [AuditLog, RefusalRecorder, { provide: REFUSAL_LISTENER, useExisting: RefusalRecorder }],
  exports: [AuditLog, REFUSAL_LISTENER],
})
export class AuditModule {}
