import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { SHIPPED_CALENDAR } from '../law/calendar.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { dayFault } from './calendar-day.rules.js';
import {
  toAffectedDto,
  toCalendarEntryDto,
  toCalendarYearDto,
  type CalendarYearDto,
  type DeclareCalendarYearDto,
  type DeclaredCalendarYearDto,
  type EnterCalendarDayDto,
  type EnteredCalendarDayDto,
} from './calendar.dto.js';
import { P } from './calendar.problems.js';
import { CalendarUsages } from './calendar-usage.js';
import { addDeclaration, addEntry, declarationOf, entriesOfYear, lockEntryOf } from './calendar.queries.js';

defineSubject('calendar-day', 'calendar_day');

/** What administrators know of a year: its days off and make-up days, and that all of them are entered. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly database: Database,
    private readonly usages: CalendarUsages,
    private readonly audit: AuditLog,
  ) {}

  async year(actor: UserActor, year: number): Promise<CalendarYearDto> {
    return this.database.read(actor, (tx) => readYear(tx, year));
  }

  /**
   * Deadlines that are computed from now on go by the new entry; those that were counted on the year before are counted
   * anew by a job, which tells of each whose end moved.
   */
  async enterDay(actor: UserActor, year: number, input: EnterCalendarDayDto): Promise<EnteredCalendarDayDto> {
    return this.database.write(actor, async (tx) => {
      const replaced = await lockEntryOf(tx, input.date);
      const current = replaced ?? SHIPPED_CALENDAR.find(({ date }) => date === input.date);
      const fault = dayFault(year, input, current);
      if (fault) throw fieldProblem(fault.pointer, fault.code, fault.detail);
      const entry = await addEntry(tx, {
        ...input,
        reason: input.reason ?? null,
        replacesId: replaced?.id ?? null,
        enteredBy: actor.userId,
      });
      const effect = await this.usages.changed(tx, { year, calendarDayId: entry.id, by: actor.userId });
      await this.audit.record(tx, {
        action: 'law.calendar-day.enter',
        subject: { kind: 'calendar-day', id: entry.id },
        detail: {
          day: entry.date,
          kind: entry.kind,
          act: entry.act,
          replaces: replaced?.id ?? null,
          openDeadlines: effect.open,
        },
      });
      return { ...toCalendarEntryDto(entry), affected: toAffectedDto(effect) };
    });
  }

  async declareComplete(
    actor: UserActor,
    year: number,
    { act }: DeclareCalendarYearDto,
  ): Promise<DeclaredCalendarYearDto> {
    return this.database.write(actor, async (tx) => {
      const declared = await declarationOf(tx, year);
      if (declared) throw problem(P.alreadyComplete, { parameters: { year, act: declared.act } });
      await addDeclaration(tx, year, act, actor.userId);
      const effect = await this.usages.changed(tx, { year, calendarDayId: null, by: actor.userId });
      await this.audit.record(tx, {
        action: 'law.calendar-year.declare-complete',
        detail: { year, act, openDeadlines: effect.open },
      });
      return { ...(await readYear(tx, year)), affected: toAffectedDto(effect) };
    });
  }
}

async function readYear(tx: Tx, year: number): Promise<CalendarYearDto> {
  return toCalendarYearDto(year, await entriesOfYear(tx, year), await declarationOf(tx, year));
}
