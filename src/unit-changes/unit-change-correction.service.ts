import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { TURN_OVER_FILES } from '../cases/turnover.jobs.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { INVALID_BODY, problem } from '../platform/errors/problem.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { UserActor } from '../platform/security/actor.js';
import type { Unit } from '../units/unit.js';
import { foldUnitName } from '../units/unit-search.js';
import { renamed } from './body-plan.rules.js';
import { correctionFault } from './correction-faults.js';
import { describedByName } from './new-unit.rules.js';
import type { UnitChangeCorrectionInput, UnitChangeDto } from './unit-change.dto.js';
import { RUN_UNIT_CHANGES } from './unit-change.jobs.js';
import { P } from './unit-change.problems.js';
import { bodiesIn, lockedChange, unitsWithIds } from './unit-change.queries.js';
import { told } from './unit-change.service.js';
import type { PlannedSuccessor, UnitChange } from './unit-change.js';

/** Sets right what was entered of a change that has been applied. What was entered before is kept beside it. */
@Injectable()
export class UnitChangeCorrectionService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 409 before it was applied; 422 for what does not fit */
  async correct(actor: UserActor, id: string, input: UnitChangeCorrectionInput): Promise<UnitChangeDto> {
    return this.database.write(actor, async (tx) => {
      await tx.query(`set local statement_timeout = '10min'`);
      const change = await lockedChange(tx, id);
      if (!change) throw problem(P.notFound);
      if (!change.appliedAt) throw problem(change.withdrawnAt ? P.withdrawn : P.notApplied);
      const successors = await unitsWithIds(tx, change.successorIds);
      const found = await correctionFault(tx, change, input, successors);
      if (found) throw problem(INVALID_BODY, { faults: [found] });
      await this.keep(tx, actor, change, input);
      await this.setRight(tx, change, input, successors);
      await this.outbox.add(tx, TURN_OVER_FILES, {});
      await this.outbox.add(tx, RUN_UNIT_CHANGES, {});
      return told(tx, id);
    });
  }

  private async keep(
    tx: Tx,
    actor: UserActor,
    change: UnitChange,
    input: UnitChangeCorrectionInput,
  ): Promise<void> {
    const after = entered(change, input);
    const before = Object.fromEntries(Object.keys(after).map((key) => [key, beforeOf(change)[key]]));
    await tx.execute(
      `insert into unit_change_correction (id, change_id, reason, before, after, corrected_by)
       values ($1, $2, $3, $4, $5, $6)`,
      [uuidv7(), change.id, input.reason, JSON.stringify(before), JSON.stringify(after), actor.userId],
    );
    await this.audit.record(tx, {
      action: 'units.change.correct',
      subject: { kind: 'unit-change', id: change.id },
      detail: { fields: Object.keys(after) },
    });
  }

  private async setRight(
    tx: Tx,
    change: UnitChange,
    input: UnitChangeCorrectionInput,
    successors: readonly Unit[],
  ): Promise<void> {
    const { act = null, effectiveOn = null, mainSuccessorId = null, names = [] } = input;
    for (const { unitId, name } of names) await renameBodies(tx, change, unitId, name);
    const described = names.map(({ unitId, name }) => {
      const level = successors.find((unit) => unit.id === unitId)?.level ?? 'commune';
      return { unitId, ...describedByName(name, level) };
    });
    const parameters = [change.id, act, effectiveOn, mainSuccessorId, JSON.stringify(described)];
    await tx.query('select app.correct_unit_change($1, $2, $3, $4, $5)', parameters);
    // Files may have to follow again; where none has to, it is finished at once. Of another main successor it is told how
    // many have to follow anew.
    await tx.execute(
      `update unit_change c set act = coalesce($2, act), effective_on = coalesce($3, effective_on), successors = $4,
         files = case when $5 then n.left_over else greatest(files, n.left_over) end, files_left = n.left_over,
         files_awaiting = app.files_awaiting_change(c.id), finished_at = null
       from (select app.files_left_of_change($1) as left_over) n where c.id = $1`,
      [
        ...[change.id, act, effectiveOn, JSON.stringify(correctedSuccessors(change, input))],
        mainSuccessorId !== null,
      ],
    );
  }
}

function correctedSuccessors(
  { successors, successorIds }: UnitChange,
  { names, mainSuccessorId }: UnitChangeCorrectionInput,
): readonly PlannedSuccessor[] {
  return successors.map((successor, at) => ({
    ...successor,
    name: names?.find(({ unitId }) => unitId === successorIds[at])?.name ?? successor.name,
    main: mainSuccessorId === undefined ? successor.main : successorIds[at] === mainSuccessorId,
  }));
}

function beforeOf({ act, effectiveOn, successors, successorIds }: UnitChange): Record<string, unknown> {
  const main = successors.findIndex((successor) => successor.main);
  return {
    ...{ act, effectiveOn, mainSuccessorId: successorIds[main] ?? null },
    names: successors.map(({ name }, at) => ({ unitId: successorIds[at], name })),
  };
}

/** The fields that the correction names, as they are from then on. */
function entered(change: UnitChange, input: UnitChangeCorrectionInput): Record<string, unknown> {
  const { act, effectiveOn, mainSuccessorId, names } = input;
  const given = Object.entries({ act, effectiveOn, mainSuccessorId }).filter(
    ([, value]) => value !== undefined,
  );
  const after = beforeOf({ ...change, successors: correctedSuccessors(change, input) });
  return { ...Object.fromEntries(given), ...(names && { names: after['names'] }) };
}

/** Bodies that were named after the unit by the change are named after it again. */
async function renameBodies(tx: Tx, change: UnitChange, unitId: number, name: string): Promise<void> {
  const made = await tx.query<{ id: number }>(
    `select organisation_id as id from unit_change_body where change_id = $1 and effect = 'renamed'
     union select unnest(heir_ids) from unit_change_body where change_id = $1`,
    [change.id],
  );
  const ids = new Set(made.map(({ id }) => id));
  for (const body of await bodiesIn(tx, [unitId])) {
    const to = ids.has(body.id) ? renamed(body, name) : null;
    if (to === null) continue;
    await tx.query('select app.seat_body($1, $2, $3, $4)', [body.id, unitId, to, foldUnitName(to)]);
    await tx.execute(
      'update unit_change_body set name_after = $3 where change_id = $1 and organisation_id = $2',
      [change.id, body.id, to],
    );
  }
}
