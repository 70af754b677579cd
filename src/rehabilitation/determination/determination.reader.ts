import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { legalDayOf } from '../../law/date.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { readPapers } from '../../cases/steps/act-papers.js';
import type { AddictionDeterminationDto, KnownResultsDto } from './determination-answer.dto.js';
import { requestOf } from './determination-history.js';
import { knownResults } from './determination-on-record.js';
import { DETERMINATION } from './determination-procedure.js';
import { toDeterminationDto, validityDto } from './determination.view.js';

/** Puts together what a file says, and which results of a person are on record. */
@Injectable()
export class DeterminationReader {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly deadlines: Deadlines,
    private readonly calendar: Calendar,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 for a file that is absent, out of scope or of another procedure */
  async read(actor: UserActor, id: string): Promise<AddictionDeterminationDto> {
    return this.database.read(actor, async (tx) => {
      const dto = await this.show(tx, id);
      await this.audit.record(tx, {
        action: `${DETERMINATION.auditName}.read`,
        subject: { kind: 'case', id },
        persons: [dto.personId],
      });
      return dto;
    });
  }

  /** What an application may name as its result. @throws Problem 404 for a person out of scope */
  async known(actor: UserActor, personId: string): Promise<KnownResultsDto> {
    return this.database.read(actor, async (tx) => {
      await this.people.birthOf(tx, personId);
      const persons = await this.people.clusterOf(tx, personId);
      const today = legalDayOf(tx.now);
      const results = await knownResults(tx, persons);
      await this.audit.record(tx, { action: 'determination.results.read', persons: [personId] });
      return {
        asOf: today,
        known: results.map(({ caseId, result, on, facility, toldAt }) => {
          const validity = validityDto(on, today);
          return {
            ...{ result, validity },
            determination: { on, facility, toldAt: toldAt.toISOString(), recordId: caseId },
            usable: result === 'addicted' && (validity.usableUntil === null || today <= validity.usableUntil),
          };
        }),
      };
    });
  }

  async isVoluntary(tx: Tx, id: string): Promise<boolean> {
    const file = await this.files.byId(tx, id, DETERMINATION.kind);
    return requestOf(file, await this.files.events(tx, id)).voluntary;
  }

  /** The answer of every step, within its transaction: what is answered is what is kept for a repetition. */
  async show(tx: Tx, id: string): Promise<AddictionDeterminationDto> {
    const file = await this.files.byId(tx, id, DETERMINATION.kind);
    const [events, papers, deadlines, calendar] = await Promise.all([
      this.files.events(tx, id),
      readPapers(tx, id),
      this.deadlines.ofSubject(tx, id),
      this.calendar.forTx(tx),
    ]);
    const [today, legalNow] = [legalDayOf(tx.now), tx.now];
    return toDeterminationDto({ file, events, papers, deadlines, calendar, today, legalNow });
  }
}
