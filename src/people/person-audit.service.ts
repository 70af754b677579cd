import { Injectable } from '@nestjs/common';
import type { AuditEventDto } from '../audit/audit-event.dto.js';
import { AuditLog } from '../audit/audit-log.js';
import { AuditService } from '../audit/audit.service.js';
import { Database } from '../platform/database/database.js';
import type { ChangePage, ChangePageQuery } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { PersonReader } from './person-reader.js';

/** Who looked at a person's file. Asking is recorded too. */
@Injectable()
export class PersonAuditService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly events: AuditService,
    private readonly reader: PersonReader,
  ) {}

  async list(actor: UserActor, personId: string, query: ChangePageQuery): Promise<ChangePage<AuditEventDto>> {
    return this.database.read(actor, async (tx) => {
      const { id } = await this.reader.row(tx, personId);
      const page = await this.events.ofPerson(tx, id, query);
      await this.audit.record(tx, {
        action: 'people.audit.read',
        subject: { kind: 'person', id },
        persons: [id],
        detail: { shown: page.items.length },
      });
      return page;
    });
  }
}
