import { Injectable } from '@nestjs/common';
import type { Explanation } from '../law/explanation.js';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { P } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { decodeCursor, toPage, type Page } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import { CALENDAR_COLUMN, DEADLINE_COLUMNS, type Deadline } from './deadline.js';
import {
  toUnitOverviewDto,
  type OverviewQuery,
  type UnitOverviewDto,
  type UnitOverviewRow,
} from './deadline-overview.dto.js';
import {
  toDeadlineDto,
  toExplanationDto,
  type DeadlineDto,
  type DeadlineFilter,
  type DeadlineQuery,
  type DeadlineExplanationDto,
} from './deadline.dto.js';
import { SubjectPersons, type Subject } from './subject-persons.js';

/** Which rows a filter means; $2 is the legal time. */
const CONDITIONS: Readonly<Record<DeadlineFilter, string>> = {
  open: `d.status = 'open'`,
  overdue: `d.status = 'open' and d.due_at <= $2`,
  met: `d.status in ('met', 'met-late')`,
  closed: `d.status in ('superseded', 'lapsed', 'void')`,
};

/** Deadlines of the organisation $1 and of those whose files it may read today. */
export const DEADLINES_IN_SCOPE = `d.organisation_id in (
  select c.organisation_id from organisation_closure c
  where c.viewer_id = $1 and app.today() between c.reads_from and c.reads_until)`;

defineSubject('deadline', 'deadline');

/** Reads the work list: what is due for the actor's organisation and the ones it supervises, soonest first. */
@Injectable()
export class DeadlineService {
  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectPersons,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: DeadlineQuery): Promise<Page<DeadlineDto>> {
    const after = decodeCursor(query.cursor, ['instant', 'uuid']);
    return this.database.read(actor, async (tx) => {
      const rows = await tx.query<Deadline>(
        `select ${DEADLINE_COLUMNS} from deadline d
         where ${DEADLINES_IN_SCOPE}
           and $2::timestamptz is not null and ${CONDITIONS[query.status]}
           and ($3::integer is null or d.unit_id in (select u.unit_id from unit_closure u where u.ancestor_id = $3))
           and ($4::text is null or d.rule = $4)
           and ($5::timestamptz is null or (d.due_at, d.id) > ($5, $6::uuid))
           and ($8::boolean is null or d.provisional = $8)
           and ($9::smallint is null or d.calendar_years @> array[$9])
         order by d.due_at, d.id limit $7`,
        [
          actor.organisationId,
          tx.now,
          query.unit ?? null,
          query.rule ?? null,
          after?.[0] ?? null,
          after?.[1] ?? null,
          query.limit + 1,
          ...[query.provisional ?? null, query.calendarYear ?? null],
        ],
      );
      const page = toPage(rows, query.limit, placeOf, (row) => toDeadlineDto(row, tx.now));
      await this.audit.record(tx, {
        action: 'deadlines.list.read',
        persons: await this.subjects.behind(tx, page.items),
        detail: { count: page.items.length },
      });
      return page;
    });
  }

  /** How much is due in each commune of the actor's supervision, the commune with the soonest deadline first. */
  async overview(actor: UserActor, query: OverviewQuery): Promise<Page<UnitOverviewDto>> {
    const after = decodeCursor(query.cursor, ['instant', 'whole']);
    return this.database.read(actor, async (tx) => {
      const rows = await tx.query<UnitOverviewRow>(
        `select d.unit_id as "unitId", u.name as "unitName", count(*)::int as open,
           (count(*) filter (where d.due_at <= $2))::int as overdue, min(d.due_at) as "nextDueAt"
         from deadline d join unit u on u.id = d.unit_id
         where ${DEADLINES_IN_SCOPE} and d.status = 'open'
           and ($3::integer is null or d.unit_id in (select c.unit_id from unit_closure c where c.ancestor_id = $3))
         group by d.unit_id, u.name
         having $4::timestamptz is null or (min(d.due_at), d.unit_id) > ($4, $5::bigint)
         order by min(d.due_at), d.unit_id limit $6`,
        [
          actor.organisationId,
          tx.now,
          query.unit ?? null,
          after?.[0] ?? null,
          after?.[1] ?? null,
          query.limit + 1,
        ],
      );
      await this.audit.record(tx, { action: 'deadlines.overview.read' });
      return toPage(rows, query.limit, (row) => [row.nextDueAt.toISOString(), row.unitId], toUnitOverviewDto);
    });
  }

  async explain(actor: UserActor, id: string): Promise<DeadlineExplanationDto> {
    return this.database.read(actor, async (tx) => {
      const found = await explanationOf(tx, id);
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
      };
    });
  }
}

/** The list is ordered by when the step is due. */
function placeOf(row: Deadline): [string, string] {
  return [row.dueAt.toISOString(), row.id];
}

interface StoredExplanation extends Subject, Pick<Deadline, 'provisional' | 'calendar'> {
  readonly explanation: Explanation;
  readonly closing: Explanation | null;
}

async function explanationOf(tx: Tx, id: string): Promise<StoredExplanation> {
  const row = await tx.one<StoredExplanation>(
    `select d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.explanation,
       d.closing_explanation as closing, d.provisional, ${CALENDAR_COLUMN} from deadline d where d.id = $1`,
    [id],
  );
  if (!row) throw problem(P.notFound);
  return row;
}
