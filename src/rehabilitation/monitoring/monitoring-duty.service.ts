import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import type { CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { CaseWarnings, type CaseWarning } from '../../cases/case-warnings.js';
import { P as CASES } from '../../cases/cases.problems.js';
import { dateOnly, endOfLegalDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import { monitoringDuty, MONITORING_SUBJECTS, type MonitoringDuty } from '../../law/monitoring.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { refuseUnbornAsked } from '../voluntary/voluntary.guards.js';
import type { MonitoringDutyDto } from './monitoring-answer.dto.js';
import { monitoringHistory } from './monitoring-history.js';
import type { MonitoringDutyQuery } from './monitoring-input.dto.js';
import { isCarriedAt, measureOf, type CarriedMeasure } from './monitoring-measure.js';
import { ageForMonitoring, MONITORING_DECISION } from './monitoring-owed.js';
import { monitoringsOf, readsList, type MonitoringOfFile } from './monitoring.queries.js';
import type { MonitoringState } from './monitoring-transitions.js';

/** Whether the person of a file comes under monitoring, and whether that was decided. */
@Injectable()
export class MonitoringDutyService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly deadlines: Deadlines,
    private readonly warnings: CaseWarnings,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.warnings.register((tx, file) => this.owed(tx, file));
  }

  /** @throws Problem 404 out of scope and for who does not read the list, 400 for a day before the birth */
  async read(actor: UserActor, caseId: string, query: MonitoringDutyQuery): Promise<MonitoringDutyDto> {
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, caseId);
      const today = legalDayOf(tx.now);
      const on = query.on === undefined ? today : dateOnly(query.on);
      const measure = await measureOf(tx, this.files, file, on);
      if (measure && !(await readsList(tx, measure))) throw problem(CASES.notFound);
      const duty = measure && (await this.dutyOf(tx, measure, on));
      const monitorings = await monitoringsOf(tx, caseId);
      const limits = await this.deadlines.ofSubject(tx, caseId);
      const due = limits.find(({ rule, status }) => rule === MONITORING_DECISION && status === 'open');
      await this.audit.record(tx, {
        action: 'rehabilitation.monitoring.duty-read',
        subject: { kind: 'case', id: caseId },
        persons: [file.personId],
      });
      return {
        ...{ on, monitorings, measure: duty && measure ? measure.carrying.measure : null },
        ...{ subject: duty?.subject ?? null, onRequest: duty?.onRequest ?? false },
        owed: duty !== null && (await this.isOwed(tx, duty, monitorings)),
        dueAt: due?.dueAt.toISOString() ?? null,
        explanation: duty && toExplanationDto(duty.explanation),
      };
    });
  }

  /** A file that was open on 01/07/2026 has no time limit for the decision: it says that monitoring is owed. */
  private async owed(tx: Tx, file: CaseFile): Promise<readonly CaseWarning[]> {
    const today = legalDayOf(tx.now);
    const measure = await measureOf(tx, this.files, file, today);
    if (!measure || !measure.carrying.states.includes(file.status)) return [];
    const duty = await this.dutyOf(tx, measure, today);
    const subject = duty?.subject;
    if (!duty || !subject || !(await this.isOwed(tx, duty, await monitoringsOf(tx, file.id)))) return [];
    if (!(await readsList(tx, measure))) return [];
    const { label, citation } = MONITORING_SUBJECTS[subject];
    const article = citationText(citation);
    return [
      {
        code: 'monitoring.owed',
        text: {
          vi: `Chưa quyết định áp dụng giám sát điện tử: ${label.vi} (${article})`,
          en: `Electronic monitoring has not been decided: ${label.en} (${article})`,
        },
      },
    ];
  }

  /** Null where the person did not undergo the measure on that day. */
  private async dutyOf(tx: Tx, measure: CarriedMeasure, on: DateOnly): Promise<MonitoringDuty | null> {
    const birth = await this.people.birthOf(tx, measure.file.personId);
    refuseUnbornAsked(birth, on, 'on');
    const within = new Date(endOfLegalDay(on).getTime() - 1);
    if (!isCarriedAt(measure, within)) return null;
    return monitoringDuty({
      ...{ on, age: ageForMonitoring(birth, within), measure: measure.carrying.measure },
      // Who has no stable residence goes to a public facility, whose files carry none.
      ...{ measureSince: measure.file.openedOn, hasStableResidence: true },
    });
  }

  /** Decided once, it is not owed again: also where the rest was waived. Of a minor it was decided as of a minor. */
  private async isOwed(
    tx: Tx,
    { subject, onRequest }: MonitoringDuty,
    monitorings: readonly MonitoringOfFile[],
  ): Promise<boolean> {
    if (subject === null || onRequest) return false;
    for (const { id, status } of monitorings) {
      const { order } = monitoringHistory(await this.files.events(tx, id));
      if (status === 'voided' || !order) continue;
      if (!ENDED.has(status) || order.subject === subject) return false;
    }
    return true;
  }
}

const ENDED: ReadonlySet<MonitoringState> = new Set<MonitoringState>(['waived', 'ended']);
