import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { Organisations } from '../../identity/organisations.js';
import { legalDayOf } from '../../law/date.js';
import type { GroundAge } from '../../law/grounds.js';
import { citationText } from '../../law/instruments.js';
import { NO_REDUCTION, reductionRule } from '../../law/term-reduction.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { readPapers } from '../../cases/steps/act-papers.js';
import type { CompulsoryDto } from './compulsory-answer.dto.js';
import { COMPULSORY } from './compulsory-procedure.js';
import { P } from './compulsory.problems.js';
import { readRecord, type CompulsoryRecord } from './compulsory.record.js';
import { toCompulsoryDto } from './compulsory.view.js';

export interface CompulsoryFacts {
  readonly file: CaseFile;
  readonly record: CompulsoryRecord;
  readonly events: readonly CaseEvent[];
}

/** Puts together what a file says, after each step and on its own. */
@Injectable()
export class CompulsoryReader {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly organisations: Organisations,
    private readonly people: People,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 for a file that is absent, out of scope or of another procedure */
  async read(actor: UserActor, id: string): Promise<CompulsoryDto> {
    return this.database.read(actor, async (tx) => {
      const dto = await this.show(tx, id);
      await this.audit.record(tx, {
        action: `${COMPULSORY.auditName}.read`,
        subject: { kind: 'case', id },
        persons: [dto.personId],
      });
      return dto;
    });
  }

  async factsOf(tx: Tx, id: string): Promise<CompulsoryFacts> {
    const file = await this.files.byId(tx, id, COMPULSORY.kind);
    const [record, events] = await Promise.all([readRecord(tx, id), this.files.events(tx, id)]);
    return { file, record, events };
  }

  async ageOf(tx: Tx, id: string): Promise<GroundAge> {
    return (await this.factsOf(tx, id)).record.age;
  }

  /** @throws Problem 409 with the articles that name what a court may change, which is no reduction any more */
  async refuseReductionOfNewLaw(tx: Tx, id: string, at: Date): Promise<void> {
    const { file, events } = await this.factsOf(tx, id);
    const regime = regimeFor('authority', COMPULSORY.kind, factsAt(COMPULSORY, file, events, legalDayOf(at)));
    if (reductionRule(regime)) return;
    throw problem(P.noReduction, { extensions: { regime, articles: NO_REDUCTION.map(citationText) } });
  }

  /** The answer of every step, within its transaction: what is answered is what is kept for a repetition. */
  async show(tx: Tx, id: string): Promise<CompulsoryDto> {
    const { file, record, events } = await this.factsOf(tx, id);
    const [papers, deadlines, birth, place] = await Promise.all([
      readPapers(tx, id),
      this.deadlines.ofSubject(tx, id),
      this.people.birthOf(tx, file.personId),
      record.placeOrganisationId === null ? null : this.organisations.find(tx, record.placeOrganisationId),
    ]);
    return toCompulsoryDto({
      ...{ file, record, events, papers, deadlines, birth },
      ...{ placeKind: place?.kind ?? null, today: legalDayOf(tx.now), legalNow: tx.now },
    });
  }
}
