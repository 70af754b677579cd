import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { quarterAsked } from '../ledger/ledger-days.js';
import type { TreatmentQuarterDto, TreatmentQuarterQuery } from './quarter.dto.js';
import { countDoses, countPersons, lotsOfQuarter } from './quarter.queries.js';
import { HIV_REASON, periodExplained, REPORT_LABELS, REPORT_ROWS, SOURCES } from './quarter-rows.js';
import { doseGroupsOf, groupsOf, stockGroupsOf } from './quarter.rules.js';

/** A quarter of a place of treatment in numbers: of nobody in particular. */
@Injectable()
export class TreatmentQuarterService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 400 for a quarter that has not begun */
  async read(actor: UserActor, query: TreatmentQuarterQuery): Promise<TreatmentQuarterDto> {
    return this.database.read(actor, async (tx) => {
      const stretch = quarterAsked(query, legalDayOf(tx.now));
      const { from, to } = stretch;
      const { period = 'calendar' } = query;
      const siteId = actor.organisationId;
      const persons = groupsOf(await countPersons(tx, from, to));
      const doses = doseGroupsOf(await countDoses(tx, from, to));
      const stock = stockGroupsOf(await lotsOfQuarter(tx, siteId, from, to));
      await this.audit.record(tx, { action: 'treatment.report.read', detail: { from, to, period } });
      return {
        ...{ period, periodExplanation: toExplanationDto(periodExplained(period, stretch)) },
        ...{ siteId, ...stretch, persons, doses, stock, hiv: { value: null, reason: HIV_REASON } },
        sources: REPORT_ROWS.map((row) => ({ row, label: REPORT_LABELS[row], source: SOURCES[row] })),
      };
    });
  }
}
