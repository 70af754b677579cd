import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { momentOf } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { laterDay, legalDayOf } from '../../law/date.js';
import { governingRegime, type Aspect } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { Deadlines } from '../../reminders/deadlines.js';
import type { Desk } from './desk.js';
import type { DoorDefinition } from './door.js';
import { doorOfKind } from './doors.js';
import type { CaseLawDto } from './voluntary-answer.dto.js';
import {
  readDecision,
  readDossierItems,
  readPapers,
  readRecord,
  type DecisionRecord,
} from './voluntary.record.js';
import { dossierOf } from './voluntary.rules.js';
import type { VoluntaryView } from './voluntary.view.js';

const ASPECTS: readonly Aspect[] = ['term', 'authority', 'deadline', 'form', 'aftercare', 'monitoring'];

/** Puts together what a file says, after each step and on its own. */
@Injectable()
export class VoluntaryReader {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly authority: StepAuthority,
    private readonly people: People,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditLog,
  ) {}

  async read<T extends object>(actor: UserActor, desk: Desk<T>, id: string): Promise<T> {
    return this.database.read(actor, async (tx) => {
      const { procedure: door } = await this.authority.seen(tx, desk.doors, id);
      const view = await this.view(tx, id);
      await this.audit.record(tx, {
        action: `rehabilitation.${door.door}.read`,
        subject: { kind: 'case', id },
        persons: [view.file.personId],
      });
      return desk.show(view);
    });
  }

  /** Which law governs each question about the file, as of now, and why. */
  async law(actor: UserActor, desk: Desk<object>, id: string): Promise<CaseLawDto> {
    return this.database.read(actor, async (tx) => {
      const { procedure: door, file } = await this.authority.seen(tx, desk.doors, id);
      const decidedAt = momentOf(await this.files.events(tx, id), 'decided', 'contracted');
      const facts = {
        openedOn: file.openedOn,
        registeredOn: file.registeredAt ? legalDayOf(file.registeredAt) : undefined,
        decidedOn: decidedAt ? legalDayOf(decidedAt) : undefined,
        asOf: laterDay(legalDayOf(tx.now), file.openedOn),
      };
      await this.audit.record(tx, {
        action: `rehabilitation.${door.door}.law-read`,
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
          const { regime, rule, explanation } = governingRegime(aspect, door.kind, facts);
          return { aspect, regime, rule, explanation: toExplanationDto(explanation) };
        }),
      };
    });
  }

  /** The answer of every step, within its transaction. */
  async view(tx: Tx, id: string): Promise<VoluntaryView> {
    const file = await this.files.byId(tx, id);
    const door = doorOfKind(file.kind);
    const hasBegun = door.running?.begun.includes(file.status) === true;
    const [record, events, items, birth, decision, certificates, deadlines] = await Promise.all([
      readRecord(tx, id),
      hasBegun ? this.files.events(tx, id) : [],
      readDossierItems(tx, id),
      this.people.birthOf(tx, file.personId),
      decisionOf(tx, door, id),
      hasBegun ? readPapers(tx, id, certifyingActs(door)) : [],
      this.deadlines.ofSubject(tx, id),
    ]);
    const today = legalDayOf(tx.now);
    const checkedOn = file.registeredAt ? legalDayOf(file.registeredAt) : laterDay(today, file.openedOn);
    const facts = { openedOn: file.openedOn, asOf: checkedOn };
    const dossier = dossierOf(door.kind, regimeFor('form', door.kind, facts), {
      applicant: { birth },
      items,
      determinationOn: record.determinationOn ?? undefined,
      registeringOn: checkedOn,
      withoutResidence: record.actFoundOn !== null,
    });
    return {
      ...{ door, file, record, events, items, dossier, today },
      ...{ decision, certificates, deadlines },
      legalNow: tx.now,
    };
  }
}

async function decisionOf(tx: Tx, door: DoorDefinition, id: string): Promise<DecisionRecord | null> {
  const act = door.steps.decided?.act;
  return act ? readDecision(tx, id, act) : null;
}

/** Acts by which the door certifies what was done. */
function certifyingActs({ certificates = {}, steps }: DoorDefinition): readonly string[] {
  const certifying = [...Object.keys(certificates), 'part-certified'];
  return [...new Set(certifying.flatMap((step) => steps[step]?.act ?? []))];
}
