import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import { P } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { Tx } from '../platform/database/tx.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  toCalendarRecountDto,
  type CalendarRecountDto,
  type CalendarRecountQuery,
  type CalendarRecountRow,
} from './calendar-recount.dto.js';
import {
  toDeadlineMoveDto,
  type DeadlineMoveDto,
  type DeadlineMoveQuery,
  type DeadlineMoveRow,
} from './deadline-move.dto.js';
import { MOVE_CHANGES, moveIdsInScope, movesInScope } from './deadline-move.queries.js';
import { SubjectPersons } from './subject-persons.js';

/** How far recounts are, for who changes the calendar; what moved, for who has to act. */
@Injectable()
export class CalendarRecountService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly subjects: SubjectPersons,
  ) {}

  async list(actor: UserActor, query: CalendarRecountQuery): Promise<ChangePage<CalendarRecountDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: rowFeed({ table: 'calendar_recount' }),
        place: ['instant', 'uuid'],
        placeOf,
        rows: (after, ids, limit) =>
          recounts(
            tx,
            `($1::smallint is null or year = $1) and ($2::timestamptz is null or (requested_at, id) < ($2, $3::uuid))
             and ($5::uuid[] is null or id = any ($5))`,
            [query.year ?? null, after?.[0] ?? null, after?.[1] ?? null, limit, ids],
          ),
        map: toCalendarRecountDto,
      });
      const detail = { count: page.items.length };
      await this.audit.record(tx, { action: 'deadlines.recounts.read', detail });
      return page;
    });
  }

  async get(actor: UserActor, id: string): Promise<CalendarRecountDto> {
    return this.database.read(actor, async (tx) => {
      const [found] = await recounts(tx, 'id = $1 and $2::text is null and $3::text is null', [
        id,
        null,
        null,
        1,
      ]);
      if (!found) throw problem(P.notFound);
      await this.audit.record(tx, { action: 'deadlines.recount.read', detail: { recountId: id } });
      return toCalendarRecountDto(found);
    });
  }

  /** What moved, the latest first. */
  async moves(actor: UserActor, query: DeadlineMoveQuery): Promise<ChangePage<DeadlineMoveDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: MOVE_CHANGES,
        place: ['uuid'],
        placeOf: ({ id }: DeadlineMoveRow) => [id],
        rows: (after, ids, limit) =>
          movesInScope(tx, actor, query, { after: after ? String(after[0]) : null, ids, limit }),
        inScope: (ids) => moveIdsInScope(tx, actor, ids),
        map: toDeadlineMoveDto,
      });
      await this.audit.record(tx, {
        action: 'deadlines.moves.read',
        persons: await this.subjects.behind(tx, page.items),
        detail: { count: page.items.length },
      });
      return page;
    });
  }
}

const placeOf = ({ requestedAt, id }: CalendarRecountRow): [string, string] => [
  requestedAt.toISOString(),
  id,
];

async function recounts(
  tx: Tx,
  condition: string,
  parameters: readonly unknown[],
): Promise<CalendarRecountRow[]> {
  return tx.query<CalendarRecountRow>(
    `select id, year, calendar_day_id as "calendarDayId", requested_at as "requestedAt", total, done, moved, failed,
       finished_at as "finishedAt"
     from calendar_recount where ${condition} order by requested_at desc, id desc limit $4`,
    parameters,
  );
}
