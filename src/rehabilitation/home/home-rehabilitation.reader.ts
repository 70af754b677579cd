import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { laterDay, legalDayOf } from '../../law/date.js';
import { governingRegime, type Aspect } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { Deadlines } from '../../reminders/deadlines.js';
import type { CaseLawDto, HomeRehabilitationDto } from './home-answer.dto.js';
import { readDecision, readDossierItems, readHomeRecord } from './home-rehabilitation.record.js';
import { dossierOf, PROCEDURE, regimeFor } from './home-rehabilitation.rules.js';
import { toHomeDto } from './home-rehabilitation.view.js';

const ASPECTS: readonly Aspect[] = ['term', 'authority', 'deadline', 'form', 'aftercare', 'monitoring'];

/** Puts together what a file says, after each step and on its own. */
@Injectable()
export class HomeRehabilitationReader {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditLog,
  ) {}

  async read(actor: UserActor, id: string): Promise<HomeRehabilitationDto> {
    return this.database.read(actor, async (tx) => {
      const answer = await this.view(tx, id);
      await this.audit.record(tx, {
        action: 'rehabilitation.home.read',
        subject: { kind: 'case', id },
        persons: [answer.personId],
      });
      return answer;
    });
  }

  /** Which law governs each question about the file, as of now, and why. */
  async law(actor: UserActor, id: string): Promise<CaseLawDto> {
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, id, PROCEDURE);
      const decision = await readDecision(tx, id, 'decide-home-rehabilitation');
      const facts = {
        openedOn: file.openedOn,
        registeredOn: file.registeredAt ? legalDayOf(file.registeredAt) : undefined,
        decidedOn: decision ? legalDayOf(decision.decidedAt) : undefined,
        asOf: laterDay(legalDayOf(tx.now), file.openedOn),
      };
      await this.audit.record(tx, {
        action: 'rehabilitation.home.law-read',
        subject: { kind: 'case', id },
        persons: [file.personId],
      });
      return {
        asOf: facts.asOf,
        facts: {
          openedOn: facts.openedOn,
          registeredOn: facts.registeredOn ?? null,
          decidedOn: facts.decidedOn ?? null,
        },
        aspects: ASPECTS.map((aspect) => {
          const { regime, rule, explanation } = governingRegime(aspect, PROCEDURE, facts);
          return { aspect, regime, rule, explanation: toExplanationDto(explanation) };
        }),
      };
    });
  }

  /** The answer of every step, within its transaction. */
  async view(tx: Tx, id: string): Promise<HomeRehabilitationDto> {
    const file = await this.files.byId(tx, id, PROCEDURE);
    const record = await readHomeRecord(tx, id);
    const items = await readDossierItems(tx, id);
    const birth = await this.people.birthOf(tx, file.personId);
    const today = legalDayOf(tx.now);
    const checkedOn = file.registeredAt ? legalDayOf(file.registeredAt) : laterDay(today, file.openedOn);
    const dossier = dossierOf(regimeFor('form', { openedOn: file.openedOn, asOf: checkedOn }), {
      applicant: { birth },
      items,
      determinationOn: record.determinationOn ?? undefined,
      registeringOn: checkedOn,
    });
    return toHomeDto({
      file,
      record,
      items,
      dossier,
      decision: await readDecision(tx, id, 'decide-home-rehabilitation'),
      deadlines: await this.deadlines.ofSubject(tx, id),
      today,
      legalNow: tx.now,
    });
  }
}
