import { Injectable } from '@nestjs/common';
import type { ReplayedAnswer, ReplayListener } from '../platform/database/replay-listener.js';
import type { Tx } from '../platform/database/tx.js';
import { AuditLog } from './audit-log.js';

/** An answer given again shows persons once more: it is recorded like the first time. */
@Injectable()
export class ReplayRecorder implements ReplayListener {
  constructor(private readonly audit: AuditLog) {}

  async replayed(tx: Tx, { route, firstAnsweredAt, subjects }: ReplayedAnswer): Promise<void> {
    await this.audit.record(tx, {
      action: 'request.replayed',
      subject: subjects[0],
      persons: subjects.filter(({ kind }) => kind === 'person').map(({ id }) => id),
      detail: { route, firstAnsweredAt: firstAnsweredAt.toISOString() },
    });
  }
}
