import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { ANNULLED, type CaseEvent, type CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { foldEvents, standingEvents } from '../../cases/case-steps.js';
import type { Annulment, TurnoverOutcome } from '../../cases/procedure.js';
import { Procedures } from '../../cases/procedures.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { takeStep } from '../../cases/steps/step-guards.js';
import { annulPapers } from '../../cases/steps/step-papers.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { legalDayOf } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { Notifications } from '../../reminders/notifications.js';
import { MonitoringLimits } from './monitoring-limits.js';
import { CARRYING_STATES } from './monitoring-parents.js';
import { monitoringHistory } from './monitoring-history.js';
import { MONITORING, ON_VIOLATION, REMEDY } from './monitoring-procedure.js';
import { MonitoringReader } from './monitoring.reader.js';

const GROUND_ENDED = 'ground-ended';

/**
 * Electronic monitoring as cases/ knows it. It exists since 01/07/2026 and no law has taken it from anybody: files go with
 * the body that keeps them, and with the file on which they hang.
 */
@Injectable()
export class MonitoringProcedures implements OnModuleInit {
  constructor(
    private readonly procedures: Procedures,
    private readonly files: CaseFiles,
    private readonly clocks: StepClocks,
    private readonly limits: MonitoringLimits,
    private readonly reader: MonitoringReader,
    private readonly papers: PaperAnnulments,
    private readonly notifications: Notifications,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    const { kind, start, transitions } = MONITORING;
    const steps = Object.entries(MONITORING.steps).flatMap(([step, { own, founds }]) =>
      own || founds ? [] : [step],
    );
    this.procedures.register({
      ...{ kind, start, transitions, definition: MONITORING },
      function: kind,
      isClosed,
      annuls: Object.fromEntries(
        steps.map((step) => [step, (tx: Tx, annulment: Annulment) => this.takeBack(tx, annulment)]),
      ),
      competenceMoved: (tx, file, _succession, at) => this.move(tx, file, at),
      carriedBy: {
        states: CARRYING_STATES,
        endedReason: GROUND_ENDED,
        changed: (tx, file, parent, carries) =>
          carries ? this.regainGround(tx, file) : this.loseGround(tx, file, parent),
      },
    });
  }

  private async move(tx: Tx, file: CaseFile, at: Date): Promise<TurnoverOutcome> {
    const event = 'keeper-moved';
    const status = takeStep(MONITORING, await this.files.events(tx, file.id), event, at);
    return { event, status, byLaw: false };
  }

  /** What the step did: its own papers, time limits. What it said is told by the history. */
  private async takeBack(tx: Tx, { file, annulled, eventId, reason }: Annulment): Promise<void> {
    const { paper, act } = MONITORING.steps[annulled.type] ?? {};
    if (paper && act) await annulPapers(tx, file.id, act, eventId, annulled.effectiveAt);
    await this.papers.stepAnnulled(tx, file, annulled.id, reason);
    await this.clocks.takeBack(tx, MONITORING, file, annulled);
    if (annulled.type === 'voided') await this.meetAgain(tx, file);
    if (annulled.type === 'violated') await this.remindAgain(tx, file);
  }

  /**
   * What an earlier violation made more than a reminder is one again when that was annulled: the person has his hours, from
   * its own record, as far as nothing came of it yet.
   */
  private async remindAgain(tx: Tx, file: CaseFile): Promise<void> {
    if (MONITORING.transitions[file.status]?.remedied === undefined) return;
    const events = standingEvents(await this.files.events(tx, file.id));
    for (const { id, at, consequence } of monitoringHistory(events).violations) {
      const event = events.find((each) => each.id === id);
      if (consequence !== 'reminder' || !event || !isWithheld(event, REMEDY)) continue;
      if (events.some(({ type, effectiveAt }) => effectiveAt > at && ANSWERS.has(type))) continue;
      const organisationId = file.keeperOrganisationId;
      const reason = 'violated';
      const withholds = [ON_VIOLATION];
      await this.clocks.follow(tx, MONITORING, file, { step: reason, at, organisationId, withholds, reason });
    }
  }

  /** The decision stands after all, and so does what it met. */
  private async meetAgain(tx: Tx, file: CaseFile): Promise<void> {
    const events = standingEvents(await this.files.events(tx, file.id));
    const ordered = events.find(({ type }) => type === 'monitoring-ordered');
    const measure = await this.reader.measureOf(tx, file, legalDayOf(tx.now));
    if (!ordered || !measure) return;
    await this.limits.meet(tx, measure.file, ordered.effectiveAt);
  }

  /**
   * NĐ 163/2026 Art 20(4)c: who is no longer in the measure is monitored no longer, by a decision of the head. Until then the
   * file says so and owes nothing else; where nothing was decided yet it ends.
   */
  private async loseGround(tx: Tx, file: CaseFile, parent: CaseFile): Promise<void> {
    if (MONITORING.transitions[file.status]?.[GROUND_ENDED] === undefined) return;
    const events = await this.files.events(tx, file.id);
    const at = laterOf(lastOf(await this.files.events(tx, parent.id)), lastOf(events));
    const status = takeStep(MONITORING, events, GROUND_ENDED, at);
    const closed = isClosed(status);
    const changed = await this.files.change(tx, file, {
      status,
      ...(closed && { closedOn: legalDayOf(at), closedReason: GROUND_ENDED }),
    });
    await this.files.append(tx, file.id, {
      type: GROUND_ENDED,
      effective: { at, precision: 'instant' },
      statusAfter: status,
      facts: { parentStatus: parent.status },
    });
    const organisationId = file.keeperOrganisationId;
    const clock = { step: GROUND_ENDED, at, organisationId, reason: GROUND_ENDED };
    await this.clocks.follow(tx, MONITORING, changed, clock);
    if (closed) {
      const end = { subjectId: file.id, at, outcome: 'lapsed', reason: GROUND_ENDED } as const;
      await this.clocks.endAll(tx, MONITORING, end);
    } else {
      await this.notifications.raise(tx, {
        subject: { kind: 'case', id: file.id, code: file.code },
        ...{ organisationId, kind: 'case.ground-ended' },
        onceKey: `ground-ended:${file.id}:${changed.version}`,
      });
    }
    await this.record(tx, file, GROUND_ENDED);
  }

  /**
   * What took the ground away was annulled: the monitoring goes on where it was, as far as nobody has gone on since. One that
   * was asked for and ended for want of a ground is asked for again, with its time limit.
   */
  private async regainGround(tx: Tx, file: CaseFile): Promise<void> {
    const events = await this.files.events(tx, file.id);
    const lost = standingEvents(events).findLast(({ type }) => type === GROUND_ENDED);
    if (!lost) return;
    const fold = foldEvents(MONITORING, withoutEvent(events, lost));
    if (!fold.possible) return;
    // Another one was opened meanwhile: the person has one monitoring at a time.
    if (file.closedOn !== null && (await hasOpenOne(tx, file))) return;
    await this.files.append(tx, file.id, {
      type: ANNULLED,
      effective: { at: tx.now, precision: 'instant' },
      statusAfter: fold.state,
      facts: { step: GROUND_ENDED },
      reason: 'Hồ sơ gốc lại là căn cứ',
      replacesId: lost.id,
    });
    const changed = await this.files.change(tx, file, {
      ...{ status: fold.state, closedOn: null, closedReason: null },
    });
    await this.clocks.takeBack(tx, MONITORING, changed, lost);
    await this.record(tx, file, 'ground-regained');
  }

  private async record(tx: Tx, file: CaseFile, what: string): Promise<void> {
    await this.audit.record(tx, {
      action: `${MONITORING.auditName}.${what}`,
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
    });
  }
}

/** What comes of a reminder, and what ends its hours. */
const ANSWERS: ReadonlySet<string> = new Set(
  Object.entries(MONITORING.steps).flatMap(([step, { meets = [], lapses = [] }]) =>
    [...meets, ...lapses].includes(REMEDY) ? [step] : [],
  ),
);

const isWithheld = ({ facts: { withheld } }: CaseEvent, rule: string): boolean =>
  typeof withheld === 'string' && withheld.split(' ').includes(rule);

async function hasOpenOne(tx: Tx, { personId, kind }: CaseFile): Promise<boolean> {
  const open = await tx.one(
    'select 1 from case_file where person_id = $1 and kind = $2 and closed_on is null limit 1',
    [personId, kind],
  );
  return open !== null;
}

const isClosed = (state: string): boolean => MONITORING.states[state]?.closed === true;

const withoutEvent = (events: readonly CaseEvent[], left: CaseEvent): readonly CaseEvent[] =>
  standingEvents(events).filter((event) => event !== left);

function lastOf(events: readonly CaseEvent[]): Date {
  const moments = standingEvents(events).map(({ effectiveAt }) => effectiveAt.getTime());
  return new Date(Math.max(...moments));
}

const laterOf = (a: Date, b: Date): Date => (a > b ? a : b);
