import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { dateOnly } from '../law/date.js';
import type { CaseKind } from '../cases/case-file.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import {
  decodeCursor,
  toPage,
  type CursorPart,
  type CursorValue,
  type Page,
  type PageQuery,
} from '../platform/http/page.js';
import type { UserActor } from '../platform/security/actor.js';
import { stepOf } from '../reminders/deadline.rules.js';
import type { PlannedBody } from './body-plan.rules.js';
import type {
  ChangedBodyDto,
  MovingDeadlineDto,
  MovingFileDto,
  UnitChangePreviewDto,
} from './unit-change-preview.dto.js';
import { UnitChangePlans } from './unit-change-plans.js';
import { P } from './unit-change.problems.js';
import { changeById, changedBodies, type ChangedBody } from './unit-change.queries.js';
import type { UnitChange } from './unit-change.js';

/** What a change would move, before it is run: past the administrator's scope, codes and numbers only. */
@Injectable()
export class UnitChangePreviewService {
  constructor(
    private readonly database: Database,
    private readonly plans: UnitChangePlans,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 409 when it has been applied or withdrawn; 422 when it no longer fits */
  async counts(actor: UserActor, id: string): Promise<UnitChangePreviewDto> {
    return this.database.read(actor, async (tx) => {
      const { change, bodies } = await this.planned(tx, id);
      const { files, deadlines } = await countOf(tx, idsWith(bodies, ['succeeded']));
      const { files: awaiting } = await countOf(tx, idsWith(bodies, ['divided', 'ended']));
      await this.audit.record(tx, { action: 'units.change.preview', subject: { kind: 'unit-change', id } });
      const communes = await communesOf(tx, change);
      return { organisations: bodies.length, files, deadlines, awaiting, communes };
    });
  }

  /** What would become of bodies; once it was applied, what became of them. */
  async organisations(actor: UserActor, id: string, query: PageQuery): Promise<Page<ChangedBodyDto>> {
    const after = decodeCursor(query.cursor, ['whole']);
    return this.database.read(actor, async (tx) => {
      const change = await found(tx, id);
      const place = (after?.[0] as number | undefined) ?? null;
      const rows = change.appliedAt
        ? await this.changed(tx, id, place, query.limit + 1)
        : await this.toChange(tx, change, place);
      return toPage(
        rows,
        query.limit,
        ({ organisationId }) => [organisationId],
        (row) => row,
      );
    });
  }

  async files(actor: UserActor, id: string, query: PageQuery): Promise<Page<MovingFileDto>> {
    return this.list<FileRow, MovingFileDto>(actor, id, query, {
      place: ['uuid'],
      sql: `select id, code, kind, person_id as "personId", keeper_organisation_id as "keeperOrganisationId",
          opened_on as "openedOn", open_deadlines as "openDeadlines" from app.files_of_bodies($1, $2, $3)`,
      placeOf: (row) => [row.id],
      map: ({ personId: _hidden, ...row }) => row,
    });
  }

  async deadlines(actor: UserActor, id: string, query: PageQuery): Promise<Page<MovingDeadlineDto>> {
    return this.list<DeadlineRow, MovingDeadlineDto>(actor, id, query, {
      place: ['instant', 'uuid'],
      sql: `select id, subject_code as "subjectCode", organisation_id as "organisationId", rule,
          rule_version as "ruleVersion", due_at as "dueAt", person_id as "personId"
        from app.deadlines_of_bodies($1, $2, $3, $4)`,
      placeOf: (row) => [row.dueAt.toISOString(), row.id],
      map: ({ personId: _hidden, ruleVersion, dueAt, ...row }) => ({
        ...row,
        step: stepOf(row.rule, dateOnly(ruleVersion)),
        dueAt: dueAt.toISOString(),
      }),
    });
  }

  private async list<Row extends { readonly personId: string | null }, Dto>(
    actor: UserActor,
    id: string,
    query: PageQuery,
    { place, sql, placeOf, map }: Listing<Row, Dto>,
  ): Promise<Page<Dto>> {
    const after = decodeCursor(query.cursor, place) ?? place.map(() => null);
    return this.database.read(actor, async (tx) => {
      const { bodies } = await this.planned(tx, id);
      const moving = idsWith(bodies, ['succeeded', 'divided', 'ended']);
      const rows = await tx.query<Row>(sql, [moving, ...after, query.limit + 1]);
      // The row beyond the page says that there is another page, and is shown to nobody.
      const shown = rows.slice(0, query.limit);
      await this.audit.record(tx, {
        action: 'units.change.preview',
        subject: { kind: 'unit-change', id },
        persons: [...new Set(shown.flatMap(({ personId }) => personId ?? []))],
        detail: { count: shown.length },
      });
      return toPage(rows, query.limit, placeOf, map);
    });
  }

  private async planned(
    tx: Tx,
    id: string,
  ): Promise<{ readonly change: UnitChange; readonly bodies: readonly PlannedBody[] }> {
    const change = await found(tx, id);
    if (change.withdrawnAt) throw problem(P.withdrawn);
    if (change.appliedAt) throw problem(P.alreadyApplied);
    const { bodies } = await this.plans.check(tx, change, id);
    return { change, bodies };
  }

  private async toChange(tx: Tx, change: UnitChange, after: number | null): Promise<ChangedBodyDto[]> {
    if (change.withdrawnAt) throw problem(P.withdrawn);
    const { bodies } = await this.plans.check(tx, change, change.id);
    return bodies
      .filter(({ body }) => after === null || body.id > after)
      .toSorted((a, b) => a.body.id - b.body.id)
      .map(toPlannedDto);
  }

  private async changed(tx: Tx, id: string, after: number | null, limit: number): Promise<ChangedBodyDto[]> {
    const rows = await changedBodies(tx, id, after, limit);
    const heirs = await tx.query<{ id: number; name: string; main: boolean; of: number }>(
      `select o.id, o.name, s.main, s.predecessor_id as of from organisation_succession s
       join organisation o on o.id = s.successor_id
       where s.unit_change_id = $1 and s.corrects_id is null and s.predecessor_id = any ($2) order by o.id`,
      [id, rows.map(({ organisationId }) => organisationId)],
    );
    return rows.map(({ heirIds: _ids, ...row }: ChangedBody) => ({
      ...row,
      heirs: heirs
        .filter(({ of }) => of === row.organisationId)
        .map((heir) => ({ organisationId: heir.id, name: heir.name, main: heir.main })),
    }));
  }
}

interface Listing<Row, Dto> {
  readonly place: readonly CursorPart[];
  readonly sql: string;
  readonly placeOf: (row: Row) => readonly CursorValue[];
  readonly map: (row: Row) => Dto;
}

interface FileRow extends Omit<MovingFileDto, 'kind'> {
  readonly kind: CaseKind;
  readonly personId: string;
}

interface DeadlineRow extends Omit<MovingDeadlineDto, 'step' | 'dueAt'> {
  readonly ruleVersion: string;
  readonly dueAt: Date;
  readonly personId: string | null;
}

async function found(tx: Tx, id: string): Promise<UnitChange> {
  const change = await changeById(tx, id);
  if (!change) throw problem(P.notFound);
  return change;
}

/** Bodies with one of these effects. */
export const idsWith = (
  bodies: readonly PlannedBody[],
  effects: readonly PlannedBody['effect'][],
): readonly number[] => bodies.filter(({ effect }) => effects.includes(effect)).map(({ body }) => body.id);

export async function countOf(
  tx: Tx,
  bodies: readonly number[],
): Promise<{ readonly files: number; readonly deadlines: number }> {
  const row = await tx.one<{ files: number; deadlines: number }>(
    'select files, deadlines from app.count_of_bodies($1)',
    [bodies],
  );
  return row ?? { files: 0, deadlines: 0 };
}

async function communesOf(tx: Tx, { unitIds }: UnitChange): Promise<number> {
  const row = await tx.one<{ count: number }>(
    'select count(*)::integer as count from unit where parent_id = any ($1) and valid_to is null',
    [unitIds],
  );
  return row?.count ?? 0;
}

function toPlannedDto({ body, effect, nameAfter, seat, heirs }: PlannedBody): ChangedBodyDto {
  return {
    ...{ organisationId: body.id, effect, nameBefore: body.name, nameAfter, unitBefore: body.unitId },
    unitAfter: seat === null ? body.unitId : null,
    heirs: heirs.map(({ existingId, name, main }) => ({ organisationId: existingId, name, main })),
  };
}
