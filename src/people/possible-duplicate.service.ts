import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import type { ChangeFeed, RowId } from '../platform/database/changes.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { CursorValue } from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import type {
  DismissDuplicateDto,
  PossibleDuplicateDto,
  PossibleDuplicatesQuery,
} from './duplicate-check.dto.js';
import type { DuplicateReason } from './duplicate.code-lists.js';
import { likelihoodOf, lowestScoreOf } from './duplicate.rules.js';
import { mayLink, whoAndWhen } from './person-pairs.js';
import { personSummaries } from './person-summaries.js';
import { P } from './people.problems.js';

defineSubject('possible-duplicate', 'possible_duplicate');

interface PairRow {
  readonly id: string;
  readonly personLow: string;
  readonly personHigh: string;
  readonly reasons: readonly DuplicateReason[];
  readonly score: number;
  readonly foundAt: Date;
  readonly dismissedAt: Date | null;
}

const PAIR_COLUMNS = `d.id, d.person_low as "personLow", d.person_high as "personHigh", d.reasons, d.score,
  d.found_at as "foundAt", d.dismissed_at as "dismissedAt"`;

/** Pairs that may be one person: an organisation that sees both entries links them or says that they are two. */
@Injectable()
export class PossibleDuplicateService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: PossibleDuplicatesQuery): Promise<ChangePage<PossibleDuplicateDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: PAIR_CHANGES,
        place: ['whole', 'uuid'],
        placeOf: ({ score, id }: PairRow) => [score, id],
        rows: (after, ids, limit) => openPairs(tx, actor, query, { after, ids, limit }),
        inScope: (ids) => visiblePairIds(tx, ids),
        map: (row) => row,
      });
      const items = await withPersons(tx, page.items);
      await this.audit.record(tx, {
        action: 'people.possible-duplicate.listed',
        persons: [...new Set(items.flatMap(({ persons }) => persons.map(({ id }) => id)))],
        detail: { shown: items.length },
      });
      return { ...page, items };
    });
  }

  /** They are two persons: the pair comes again only when more speaks for one than did. */
  async dismiss(actor: UserActor, id: string, { reason }: DismissDuplicateDto): Promise<void> {
    await this.database.write(actor, async (tx) => {
      const pair = await tx.one<PairRow>(`select ${PAIR_COLUMNS} from possible_duplicate d where d.id = $1`, [
        id,
      ]);
      if (!pair) throw problem(HTTP.notFound);
      if (pair.dismissedAt !== null) throw problem(P.duplicateClosed);
      if (!(await mayLink(tx, pair.personLow, pair.personHigh))) throw problem(P.mayNotLink);
      await dismissPair(tx, actor, pair, reason);
      await this.audit.record(tx, {
        action: 'people.possible-duplicate.dismissed',
        subject: { kind: 'possible-duplicate', id },
        persons: [pair.personLow, pair.personHigh],
      });
    });
  }
}

/** Closes the open pair of these two entries, if there is one. */
export async function dismissPair(
  tx: Tx,
  actor: UserActor,
  { personLow, personHigh }: Pick<PairRow, 'personLow' | 'personHigh'>,
  reason: string,
): Promise<void> {
  await tx.execute(
    `update possible_duplicate
     set dismissed_at = $3, dismissed_by = $4, dismissed_by_organisation_id = $5, dismiss_reason = $6
     where person_low = $1 and person_high = $2 and dismissed_at is null`,
    [personLow, personHigh, ...whoAndWhen(tx, actor), reason],
  );
}

interface Slice {
  readonly after: readonly CursorValue[] | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

async function openPairs(
  tx: Tx,
  actor: UserActor,
  query: PossibleDuplicatesQuery,
  { after, ids, limit }: Slice,
): Promise<PairRow[]> {
  const read = await tx.one<{ bodies: number }>(BODIES_READ, [actor.organisationId]);
  return tx.query<PairRow>((read?.bodies ?? 0) > MANY_BODIES ? OF_MANY_BODIES : OF_FEW_BODIES, [
    actor.organisationId,
    query.atLeast === undefined ? 1 : lowestScoreOf(query.atLeast),
    ...(after ?? [null, null]),
    limit,
    ids,
  ]);
}

/** The scope of the list, for the index: pairs of which one entry at least is in the actor's closure. */
export const PAIRS_IN_SCOPE = `d.person_low in (
  select a.person_id from organisation_closure c join person_access a on a.organisation_id = c.organisation_id
  where c.viewer_id = $1 and app.today() between c.reads_from and c.reads_until
    and app.today() between a.from_on and a.until_on)`;

const openPairsWhere = (scope: string): string => `
  select ${PAIR_COLUMNS} from possible_duplicate d
  where d.dismissed_at is null and ${scope} and d.score >= $2
    and ($3::integer is null or (d.score, d.id) < ($3, $4::uuid)) and ($6::uuid[] is null or d.id = any ($6))
    -- One each: of "either of the two" PostgreSQL can only look at every person for every pair.
    and not exists (select 1 from person p where p.id = d.person_low and p.voided_at is not null)
    and not exists (select 1 from person p where p.id = d.person_high and p.voided_at is not null)
    and not exists (select 1 from person_link l
      where l.person_low = d.person_low and l.person_high = d.person_high and l.unlinked_at is null)
  order by d.score desc, d.id desc limit $5`;

/** Of few bodies: their persons first, since few pairs are theirs. */
const OF_FEW_BODIES = openPairsWhere(PAIRS_IN_SCOPE);
/**
 * Of many: the strongest first, each seen under row-level security, until the page is full; collecting all that a province
 * sees, to show twenty, takes seconds.
 */
const OF_MANY_BODIES = openPairsWhere('$1::integer is not null');
const MANY_BODIES = 16;

const BODIES_READ = `
  select count(*)::integer as bodies from (
    select 1 from organisation_closure c
    where c.viewer_id = $1 and app.today() between c.reads_from and c.reads_until limit ${MANY_BODIES + 1}) as read`;

/** Pairs that were written, under row-level security, and those of which an entry came into or left the scope. */
export const PAIR_CHANGES: ChangeFeed = {
  first: '00000000-0000-0000-0000-000000000000',
  changed: `
    select * from (
      (select d.changed_xid, d.id from possible_duplicate d
       where (d.changed_xid, d.id) > ($1::xid8, $2::uuid) and d.changed_xid < $3::xid8
       order by 1, 2 limit $4::integer)
      union
      select * from app.pairs_of_changed_access($1::xid8, $2::uuid, $3::xid8, $4::integer)
    ) as found order by 1, 2 limit $4::integer`,
  passed:
    'select id from app.pairs_of_passed_days($1::date, $2::uuid, $3::integer) as passed (id) order by id',
  scope: 'app.reading_scope()',
};

async function visiblePairIds(tx: Tx, ids: readonly RowId[]): Promise<readonly RowId[]> {
  const sql = 'select id from possible_duplicate where id = any ($1::uuid[])';
  return (await tx.query<{ id: string }>(sql, [ids])).map(({ id }) => id);
}

async function withPersons(tx: Tx, rows: readonly PairRow[]): Promise<PossibleDuplicateDto[]> {
  const ids = [...new Set(rows.flatMap((row) => [row.personLow, row.personHigh]))];
  const byId = new Map((await personSummaries(tx, ids)).map((summary) => [summary.id, summary]));
  return rows.map(({ id, reasons, score, foundAt, personLow, personHigh }) => ({
    id,
    persons: [personLow, personHigh].flatMap((person) => byId.get(person) ?? []),
    reasons,
    score,
    likelihood: likelihoodOf(score),
    foundAt: foundAt.toISOString(),
  }));
}
