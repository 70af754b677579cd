import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import type { CaseFile, EventFacts } from '../../cases/case-file.js';
import { laterDay, legalDayOf, startOfLegalDay } from '../../law/date.js';
import type { DossierCheck } from '../../law/dossiers.js';
import { NEW_LAW_FROM } from '../../law/regimes.js';
import { Calendar } from '../../legal-reference/calendar.js';
import type { Tx } from '../../platform/database/tx.js';
import { DeadlineCorrections, type LateEnd } from '../../reminders/deadline-corrections.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { takeStep } from './home-rehabilitation.guards.js';
import { changeHomeRecord, readHomeRecord, type HomeRecord } from './home-rehabilitation.record.js';
import {
  DECISION_DEADLINE,
  decisionClock,
  PROCEDURE,
  regimeFor,
  registrationTimeliness,
  supersededByNewLaw,
} from './home-rehabilitation.rules.js';
import type { HomeState, HomeStep } from './home-rehabilitation.states.js';

/** What several steps of a home rehabilitation do to its file, within their transaction. */
@Injectable()
export class HomeRegistration {
  constructor(
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly corrections: DeadlineCorrections,
    private readonly calendar: Calendar,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404, 403 for a file that may only be read, 412 when it is not at the version that was seen */
  async lock(tx: Tx, id: string, version: number): Promise<CaseFile> {
    return this.files.lockAt(tx, id, version, PROCEDURE);
  }

  /** Registers a complete dossier and starts the clock; asks for the rest of an incomplete one, without a clock. */
  async registerOrAsk(tx: Tx, file: CaseFile, dossier: DossierCheck, at: Date): Promise<void> {
    const events = await this.files.events(tx, file.id);
    if (!dossier.complete) {
      const state = takeStep(events, 'supplement-requested', at);
      await this.files.change(tx, file, { status: state });
      const missing = dossier.missing.map((item) => item.code).join(',');
      await this.append(tx, file, 'supplement-requested', state, at, { facts: { missing } });
      return;
    }
    const state = takeStep(events, 'registered', at);
    const record = await readHomeRecord(tx, file.id);
    await this.files.change(tx, file, { status: state, registeredAt: at });
    await changeHomeRecord(tx, file.id, await this.registrationFacts(tx, file, record, at));
    await this.append(tx, file, 'registered', state, at, { facts: { ordinal: record.ordinal } });
    await this.openDecisionDeadline(tx, file, at);
    // Entered after the new law took the file from the committee: its time limit ran, and ended there.
    if (state === 'awaiting-reception') await this.supersede(tx, file);
  }

  /** Ends the time limit of the old law where the new one took it its ground: Luật 120/2025 Art 56(2). */
  async supersede(tx: Tx, file: CaseFile): Promise<void> {
    await this.deadlines.close(tx, {
      subjectId: file.id,
      rule: DECISION_DEADLINE,
      at: startOfLegalDay(NEW_LAW_FROM),
      outcome: 'superseded',
      reason: 'Luật 120/2025/QH15, Điều 56 khoản 2',
      because: supersededByNewLaw({ openedOn: file.openedOn, asOf: NEW_LAW_FROM }),
    });
  }

  /** Ends the time limit with a step, also one that the law has ended since. */
  async endDeadline(tx: Tx, end: LateEnd): Promise<void> {
    const closed = await this.deadlines.close(tx, end);
    if (closed === null) await this.corrections.endBeforeLaw(tx, end);
  }

  async openDecisionDeadline(tx: Tx, file: CaseFile, startsAt: Date): Promise<void> {
    const facts = { openedOn: file.openedOn, asOf: laterDay(legalDayOf(startsAt), file.openedOn) };
    const { start, regime, because } = decisionClock(facts, startsAt);
    await this.deadlines.open(tx, {
      subject: { kind: 'case', id: file.id, code: file.code },
      rule: DECISION_DEADLINE,
      start,
      regime,
      organisationId: file.keeperOrganisationId,
      unitId: file.unitId,
      because,
    });
  }

  /** Adds the step to the history and to the audit. */
  async append(
    tx: Tx,
    file: CaseFile,
    step: HomeStep,
    state: HomeState,
    at: Date,
    { facts, reason }: { readonly facts?: EventFacts; readonly reason?: string } = {},
  ): Promise<void> {
    const effective = { at, precision: 'instant' } as const;
    await this.files.append(tx, file.id, { type: step, effective, statusAfter: state, facts, reason });
    await this.audit.record(tx, {
      action: `rehabilitation.home.${step}`,
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
    });
  }

  /** From 01/07/2026 registering and the reception record are one act (NĐ 163/2026 Art 92(1)a). */
  private async registrationFacts(
    tx: Tx,
    file: CaseFile,
    record: HomeRecord,
    at: Date,
  ): Promise<Partial<HomeRecord>> {
    const facts = { openedOn: file.openedOn, asOf: laterDay(legalDayOf(at), file.openedOn) };
    return {
      ...(await this.timeliness(tx, record)),
      ...(regimeFor('authority', facts) === 'R3' ? { receptionAt: at } : {}),
    };
  }

  /** Unknown where a confirmation of substitution treatment stands for the result: nobody was told one. */
  private async timeliness(tx: Tx, record: HomeRecord): Promise<Partial<HomeRecord>> {
    const { determinationOn, toldAt, handedInAt } = record;
    if (determinationOn === null || toldAt === null) return {};
    const times = { determinationOn, toldAt, handedInAt };
    const { inTime, explanation } = registrationTimeliness(times, await this.calendar.forTx(tx));
    return { registrationInTime: inTime, registrationExplanation: explanation };
  }
}
