import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { withinUnit } from '../platform/database/changes.js';
import { Database } from '../platform/database/database.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import type { Tx } from '../platform/database/tx.js';
import { changeList } from '../platform/http/change-list.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { Deadlines } from '../reminders/deadlines.js';
import type { CaseEvent, CaseFile } from './case-file.js';
import { CaseFiles } from './case-files.js';
import { foldEvents, standingEvents } from './case-steps.js';
import {
  toCaseDto,
  toCaseEventDto,
  toCaseSummaryDto,
  type CaseDto,
  type CaseQuery,
  type CaseSummaryDto,
  type CaseSummaryRow,
  type HistoryCutDto,
  type HistoryDto,
  type HistoryQuery,
} from './case.dto.js';
import { CaseWarnings } from './case-warnings.js';
import { CASE_CHANGES, filesInScope, idsInScope } from './case.queries.js';
import { Procedures } from './procedures.js';

/** Reads files of every procedure. */
@Injectable()
export class CaseService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly deadlines: Deadlines,
    private readonly procedures: Procedures,
    private readonly warnings: CaseWarnings,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first, or what changed. */
  async list(actor: UserActor, query: CaseQuery): Promise<ChangePage<CaseSummaryDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: withinUnit(CASE_CHANGES, query.unit),
        place: ['day', 'uuid'],
        placeOf: ({ openedOn, id }: CaseSummaryRow) => [openedOn, id],
        rows: (after, ids, limit) => filesInScope(tx, actor, query, { after, ids, limit }),
        inScope: (ids) => idsInScope(tx, actor, ids),
        map: toCaseSummaryDto,
      });
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
      const [file, events, deadlines] = await Promise.all([
        this.files.byId(tx, id),
        this.files.events(tx, id),
        this.deadlines.ofSubject(tx, id),
      ]);
      await this.audit.record(tx, {
        action: 'cases.case.read',
        subject: { kind: 'case', id },
        persons: [file.personId],
      });
      const warnings = await this.warnings.of(tx, file);
      return toCaseDto(file, deadlines, events, { legalNow: tx.now, warnings });
    });
  }

  /** The history as it had taken effect by one moment and as it was known at another. */
  async history(actor: UserActor, id: string, query: HistoryQuery): Promise<HistoryDto> {
    const { changedSince: _place, ...cut } = query;
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, id);
      let read: Promise<Past> | undefined;
      // Read after the place that the list tells: what comes in between is told twice, and not lost.
      const past = (): Promise<Past> => (read ??= this.past(tx, file, cut));
      const list = await changeList(
        tx,
        query,
        { feed: rowFeed({ table: 'case_event', of: ['case_id', id] }), map: toCaseEventDto },
        async (ids) => (await past()).events.filter((event) => !ids || ids.includes(event.id)),
      );
      await this.audit.record(tx, {
        action: 'cases.history.read',
        subject: { kind: 'case', id },
        persons: [file.personId],
      });
      return { cut, status: (await past()).status, ...list };
    });
  }

  private async past(tx: Tx, { id, kind }: CaseFile, cut: HistoryCutDto): Promise<Past> {
    const asOf = cut.asOf ? new Date(cut.asOf) : null;
    const knownAt = cut.knownAt ? new Date(cut.knownAt) : null;
    const known = (await this.files.events(tx, id)).filter(
      (event) => !knownAt || event.recordedLegalAt <= knownAt,
    );
    const events = known.filter((event) => !asOf || event.effectiveAt <= asOf);
    // What is known by now to be a mistake did not count then either, though it was annulled later.
    const counted = standingEvents(known).filter((event) => events.includes(event));
    const fold = foldEvents(this.procedures.of(kind), counted);
    return { events, status: events.length > 0 ? fold.state : null };
  }
}

/** What had taken effect by one moment, as it was known at another. */
interface Past {
  readonly events: readonly CaseEvent[];
  readonly status: string | null;
}
