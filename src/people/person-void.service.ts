import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import { problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import type { VoidPersonDto } from './person-change.dto.js';
import { toPersonDto, type PersonDto } from './person.dto.js';
import { Person } from './person.entity.js';
import { PersonReader } from './person-reader.js';
import { PersonUsages } from './person-usage.js';
import { P } from './people.problems.js';

/** Voids an entry made by mistake. Nothing is deleted: it stays readable, is found by no search and takes no file. */
@Injectable()
export class PersonVoidService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly reader: PersonReader,
    private readonly usages: PersonUsages,
  ) {}

  async void(actor: UserActor, id: string, seenVersion: number, input: VoidPersonDto): Promise<PersonDto> {
    return this.database.write(actor, async (tx) => {
      // Locked before the question: a file that is being opened waits for this row and is then refused.
      await this.reader.changeable(tx, id);
      if (await this.usages.anyOpenFor(tx, id)) throw problem(P.inUse);
      await tx.updateVersion(
        Person,
        { id, version: seenVersion },
        { voidedAt: tx.now, voidReason: input.reason },
      );
      await this.audit.record(tx, {
        action: 'people.person.voided',
        subject: { kind: 'person', id },
        persons: [id],
      });
      return toPersonDto(await this.reader.record(tx, id));
    });
  }
}
