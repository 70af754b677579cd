import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { text2 } from '../law/text.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { violatedConstraint } from '../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { sameOrAnew, type ChangeList, type ChangeListQuery } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import type { LinkEvidence } from './person-kinds.js';
import type { LinkPersonsDto, PersonLinkDto, UnlinkPersonsDto } from './person-link.dto.js';
import { mayLink, pairOf, whoAndWhen } from './person-pairs.js';
import { PersonReader } from './person-reader.js';
import { personSummaries } from './person-summaries.js';
import { dismissPair } from './possible-duplicate.service.js';
import { P } from './people.problems.js';

defineSubject('person-link', 'person_link');

interface LinkRow {
  readonly id: string;
  readonly personLow: string;
  readonly personHigh: string;
  readonly evidence: readonly LinkEvidence[];
  readonly reason: string;
  readonly linkedAt: Date;
  readonly unlinkedAt: Date | null;
  readonly unlinkReason: string | null;
}

const LINK_COLUMNS = `l.id, l.person_low as "personLow", l.person_high as "personHigh", l.evidence, l.reason,
  l.linked_at as "linkedAt", l.unlinked_at as "unlinkedAt", l.unlink_reason as "unlinkReason"`;

/** Says that two entries are one person, and undoes it. Nothing is merged; each entry stays with its keepers. */
@Injectable()
export class PersonLinkService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly reader: PersonReader,
  ) {}

  async link(actor: UserActor, personId: string, input: LinkPersonsDto): Promise<PersonLinkDto> {
    return this.database.write(actor, async (tx) => {
      const [low, high] = await this.linkable(tx, personId, input.otherPersonId);
      const id = uuidv7();
      await insertLink(tx, actor, { id, low, high, ...input });
      await this.record(tx, 'people.link.made', id, [low, high]);
      return toDto(tx, await this.row(tx, id), personId);
    });
  }

  /** Links that hold and links that were undone, the latest first, as far as the caller sees the other entry. */
  async list(actor: UserActor, personId: string, query: ChangeListQuery): Promise<ChangeList<PersonLinkDto>> {
    return this.database.read(actor, async (tx) => {
      const { id } = await this.reader.row(tx, personId);
      const rows = await tx.query<LinkRow>(
        `select ${LINK_COLUMNS} from person_link l where l.person_low = $1 or l.person_high = $1
         order by l.id desc limit 1000`,
        [id],
      );
      const items: PersonLinkDto[] = [];
      for (const row of rows) items.push(await toDto(tx, row, id));
      await this.audit.record(tx, {
        action: 'people.link.read',
        subject: { kind: 'person', id },
        persons: [id, ...items.map(({ other }) => other.id)],
      });
      // Not by its rows: a link comes and goes with what the actor sees of the other entry.
      return sameOrAnew(query, items);
    });
  }

  async unlink(actor: UserActor, linkId: string, { reason }: UnlinkPersonsDto): Promise<PersonLinkDto> {
    return this.database.write(actor, async (tx) => {
      const link = await this.row(tx, linkId);
      if (!(await mayLink(tx, link.personLow, link.personHigh))) throw problem(P.mayNotLink);
      const undone = await tx.execute(
        `update person_link
         set unlinked_at = $2, unlinked_by = $3, unlinked_by_organisation_id = $4, unlink_reason = $5
         where id = $1 and unlinked_at is null`,
        [linkId, ...whoAndWhen(tx, actor), reason],
      );
      if (undone === 0) throw problem(P.notLinked);
      await dismissPair(tx, actor, link, reason);
      await this.record(tx, 'people.link.undone', linkId, [link.personLow, link.personHigh]);
      return toDto(tx, await this.row(tx, linkId), link.personLow);
    });
  }

  /** @throws Problem 404 when either entry is absent or out of scope, 403 or 409 when they may not be linked */
  private async linkable(tx: Tx, one: string, other: string): Promise<readonly [string, string]> {
    if (one === other) throw fieldProblem('/otherPersonId', 'people.link.itself', ITSELF);
    for (const id of [one, other]) {
      const { voidedAt } = await this.reader.row(tx, id);
      if (voidedAt !== null) throw problem(P.voided);
    }
    if (!(await mayLink(tx, one, other))) throw problem(P.mayNotLink);
    return pairOf(one, other);
  }

  private async row(tx: Tx, id: string): Promise<LinkRow> {
    const row = await tx.one<LinkRow>(`select ${LINK_COLUMNS} from person_link l where l.id = $1`, [id]);
    if (!row) throw problem(HTTP.notFound);
    return row;
  }

  private async record(tx: Tx, action: string, id: string, persons: readonly string[]): Promise<void> {
    await this.audit.record(tx, { action, subject: { kind: 'person-link', id }, persons });
  }
}

const ITSELF = text2('Hãy chọn bản ghi khác', 'Choose another entry');

async function insertLink(
  tx: Tx,
  actor: UserActor,
  link: Omit<LinkPersonsDto, 'otherPersonId'> & {
    readonly id: string;
    readonly low: string;
    readonly high: string;
  },
): Promise<void> {
  try {
    await tx.execute(
      `insert into person_link (id, person_low, person_high, reason, evidence, linked_at, linked_by,
         linked_by_organisation_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [link.id, link.low, link.high, link.reason, link.evidence, ...whoAndWhen(tx, actor)],
    );
  } catch (error) {
    if (violatedConstraint(error) === 'person_link_one_open')
      throw problem(P.alreadyLinked, { cause: error });
    throw error;
  }
}

async function toDto(tx: Tx, row: LinkRow, seenFrom: string): Promise<PersonLinkDto> {
  const otherId = row.personLow === seenFrom ? row.personHigh : row.personLow;
  const [other] = await personSummaries(tx, [otherId]);
  if (!other) throw problem(HTTP.notFound);
  return {
    id: row.id,
    other,
    evidence: row.evidence,
    reason: row.reason,
    holds: row.unlinkedAt === null,
    linkedAt: row.linkedAt.toISOString(),
    unlinkedAt: row.unlinkedAt?.toISOString() ?? null,
    unlinkReason: row.unlinkReason,
  };
}
