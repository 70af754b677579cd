import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import { decodeCursor, toPage, type Page } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import { Deadlines } from '../reminders/deadlines.js';
import { CaseFiles } from './case-files.js';
import { foldEvents, standingEvents } from './case-steps.js';
import { procedureOf } from './procedure.js';
import {
  toCaseDto,
  toCaseEventDto,
  toCaseSummaryDto,
  type CaseDto,
  type CaseQuery,
  type CaseSummaryDto,
  type CaseSummaryRow,
  type HistoryDto,
  type HistoryQuery,
} from './case.dto.js';

const SUMMARY = `
  select f.id, f.kind, f.code, f.person_id as "personId", p.full_name as "personName", p.birth_year as "birthYear",
    f.keeper_organisation_id as "keeperOrganisationId", f.unit_id as "unitId", f.status,
    f.opened_on as "openedOn", f.registered_at as "registeredAt", f.closed_on as "closedOn",
    f.awaiting_reassignment as "awaitingReassignment"
  from case_file f join person p on p.id = f.person_id`;

/** The scope of lists: files that an organisation in the actor's closure keeps, or that were opened to the actor. */
export const CASES_IN_SCOPE = `(
  f.keeper_organisation_id in (select c.organisation_id from organisation_closure c
    where c.viewer_id = $1 and app.today() between c.reads_from and c.reads_until)
  or f.id in (select a.case_id from case_access a where a.organisation_id = $1
    and app.today() between a.from_on and a.until_on))`;

/** Reads files of every procedure. */
@Injectable()
export class CaseService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first. */
  async list(actor: UserActor, query: CaseQuery): Promise<Page<CaseSummaryDto>> {
    const before = decodeCursor(query.cursor, ['day', 'uuid']);
    return this.database.read(actor, async (tx) => {
      const rows = await tx.query<CaseSummaryRow>(
        `${SUMMARY}
         where ${CASES_IN_SCOPE}
           and ($2::text is null or f.kind = $2)
           and ($3::text is null or f.status = $3)
           and ($4::integer is null or f.unit_id in (select u.unit_id from unit_closure u where u.ancestor_id = $4))
           and ($5::uuid is null or f.person_id = $5)
           and ($6::boolean is null or f.awaiting_reassignment = $6)
           and ($7::text is null or f.code = $7)
           and ($8::date is null or (f.opened_on, f.id) < ($8, $9::uuid))
         order by f.opened_on desc, f.id desc limit $10`,
        [
          actor.organisationId,
          query.kind ?? null,
          query.status ?? null,
          query.unit ?? null,
          query.person ?? null,
          query.awaitingReassignment ?? null,
          query.code?.toUpperCase() ?? null,
          before?.[0] ?? null,
          before?.[1] ?? null,
          query.limit + 1,
        ],
      );
      const page = toPage(rows, query.limit, (row) => [row.openedOn, row.id], toCaseSummaryDto);
      await this.audit.record(tx, {
        action: 'cases.list.read',
        persons: [...new Set(page.items.map((item) => item.personId))],
        detail: { count: page.items.length },
      });
      return page;
    });
  }

  async read(actor: UserActor, id: string): Promise<CaseDto> {
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, id);
      const events = await this.files.events(tx, id);
      const deadlines = await this.deadlines.ofSubject(tx, id);
      await this.audit.record(tx, {
        action: 'cases.case.read',
        subject: { kind: 'case', id },
        persons: [file.personId],
      });
      return toCaseDto(file, deadlines, events, tx.now);
    });
  }

  /** The history as it had taken effect by one moment and as it was known at another. */
  async history(actor: UserActor, id: string, cut: HistoryQuery): Promise<HistoryDto> {
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, id);
      const asOf = cut.asOf ? new Date(cut.asOf) : null;
      const knownAt = cut.knownAt ? new Date(cut.knownAt) : null;
      const known = (await this.files.events(tx, id)).filter(
        (event) => !knownAt || event.recordedLegalAt <= knownAt,
      );
      const events = known.filter((event) => !asOf || event.effectiveAt <= asOf);
      await this.audit.record(tx, {
        action: 'cases.history.read',
        subject: { kind: 'case', id },
        persons: [file.personId],
      });
      // What is known by now to be a mistake did not count then either, though it was annulled later.
      const counted = standingEvents(known).filter((event) => events.includes(event));
      const fold = foldEvents(procedureOf(file.kind), counted);
      return { cut, status: events.length > 0 ? fold.state : null, items: events.map(toCaseEventDto) };
    });
  }
}
