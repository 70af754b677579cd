import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import { P } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { decodeCursor, toPage, type Page } from '../platform/http/page.js';
import type { Tx } from '../platform/database/tx.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  toCalendarRecountDto,
  type CalendarRecountDto,
  type CalendarRecountQuery,
  type CalendarRecountRow,
} from './calendar-recount.dto.js';
import { toDeadlineMoveDto, type DeadlineMoveDto, type DeadlineMoveQuery } from './deadline-move.dto.js';
import { movesInScope } from './deadline-move.queries.js';
import { SubjectPersons } from './subject-persons.js';

/** How far recounts are, for who changes the calendar; what moved, for who has to act. */
@Injectable()
export class CalendarRecountService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly subjects: SubjectPersons,
  ) {}

  async list(actor: UserActor, query: CalendarRecountQuery): Promise<Page<CalendarRecountDto>> {
    const after = decodeCursor(query.cursor, ['instant', 'uuid']);
    return this.database.read(actor, async (tx) => {
      const rows = await recounts(
        tx,
        `($1::smallint is null or year = $1) and ($2::timestamptz is null or (requested_at, id) < ($2, $3::uuid))`,
        [query.year ?? null, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
      );
      await this.audit.record(tx, { action: 'deadlines.recounts.read', detail: { count: rows.length } });
      return toPage(rows, query.limit, placeOf, toCalendarRecountDto);
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
  async moves(actor: UserActor, query: DeadlineMoveQuery): Promise<Page<DeadlineMoveDto>> {
    const after = decodeCursor(query.cursor, ['uuid']);
    return this.database.read(actor, async (tx) => {
      const rows = await movesInScope(tx, actor, query, (after?.[0] as string | undefined) ?? null);
      const page = toPage(rows, query.limit, ({ id }) => [id], toDeadlineMoveDto);
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
