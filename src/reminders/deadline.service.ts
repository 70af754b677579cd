import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { withinUnit } from '../platform/database/changes.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import { P } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { refuseChangesByClock } from '../platform/http/changes-told.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import { decodeCursor, toPage, type Page } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import type { Deadline } from './deadline.js';
import {
  DEADLINE_CHANGES,
  deadlineIdsInScope,
  deadlinesInScope,
  explanationOf,
  unitsInScope,
} from './deadline.queries.js';
import { toUnitOverviewDto, type OverviewQuery, type UnitOverviewDto } from './deadline-overview.dto.js';
import {
  toDeadlineDto,
  toEarlierCountDto,
  toExplanationDto,
  type DeadlineDto,
  type DeadlineQuery,
  type DeadlineExplanationDto,
} from './deadline.dto.js';
import { movesOf } from './deadline-move.queries.js';
import { SubjectPersons } from './subject-persons.js';

defineSubject('deadline', 'deadline');

/** Reads the work list: what is due for the actor's organisation and the ones it supervises, soonest first. */
@Injectable()
export class DeadlineService {
  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectPersons,
    private readonly audit: AuditLog,
  ) {}

  /** The soonest due first, or what changed. @throws Problem 400 for changes of what the clock decides */
  async list(actor: UserActor, query: DeadlineQuery): Promise<ChangePage<DeadlineDto>> {
    refuseChangesByClock(query.changedSince, query.status === 'overdue', OVERDUE_NOT_FOLLOWED);
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: withinUnit(DEADLINE_CHANGES, query.unit),
        place: ['instant', 'uuid'],
        placeOf,
        rows: (after, ids, limit) => deadlinesInScope(tx, actor, query, after, ids, limit),
        inScope: (ids) => deadlineIdsInScope(tx, actor, ids),
        map: (row) => toDeadlineDto(row, tx.now),
      });
      await this.audit.record(tx, {
        action: 'deadlines.list.read',
        persons: await this.subjects.behind(tx, page.items),
        detail: { count: page.items.length },
      });
      return page;
    });
  }

  /**
   * How much is due in each commune of the actor's supervision, the commune with the soonest deadline first. What is
   * open for a dissolved commune stands with the one that carries it on, so that none is lost from sight.
   */
  async overview(actor: UserActor, query: OverviewQuery): Promise<Page<UnitOverviewDto>> {
    const after = decodeCursor(query.cursor, ['instant', 'whole']);
    return this.database.read(actor, async (tx) => {
      const rows = await unitsInScope(tx, actor, query, after);
      await this.audit.record(tx, { action: 'deadlines.overview.read' });
      return toPage(rows, query.limit, (row) => [row.nextDueAt.toISOString(), row.unitId], toUnitOverviewDto);
    });
  }

  async explain(actor: UserActor, id: string): Promise<DeadlineExplanationDto> {
    return this.database.read(actor, async (tx) => {
      const found = await explanationOf(tx, id);
      if (!found) throw problem(P.notFound);
      const { explanation, closing, provisional, calendar } = found;
      await this.audit.record(tx, {
        action: 'deadlines.deadline.read',
        subject: { kind: 'deadline', id },
        persons: await this.subjects.behind(tx, [found]),
      });
      return {
        ...toExplanationDto(explanation),
        provisional,
        calendar,
        closing: closing ? toExplanationDto(closing) : null,
        earlier: (await movesOf(tx, id)).map(toEarlierCountDto),
      };
    });
  }
}

const OVERDUE_NOT_FOLLOWED = {
  code: 'deadlines.overdueNotFollowed',
  detail: {
    vi: 'Không dùng changedSince cùng status=overdue: việc quá hạn xảy ra theo giờ, không ai ghi. Hãy theo dõi status=open rồi so dueAt với giờ hiện tại',
    en: 'changedSince does not go with status=overdue: a time limit passes by the clock and nothing is written. Follow status=open and compare dueAt with the time',
  },
};

/** The list is ordered by when the step is due. */
function placeOf(row: Deadline): [string, string] {
  return [row.dueAt.toISOString(), row.id];
}
