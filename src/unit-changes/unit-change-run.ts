import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { TURN_OVER_FILES } from '../cases/turnover.jobs.js';
import { end, foundOrganisation, rebuildClosure } from '../identity/organisation.service.js';
import { lockedOrganisation } from '../identity/organisation.queries.js';
import { SuccessionService } from '../identity/succession.service.js';
import { addDays, legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Problem } from '../platform/errors/problem.js';
import { HandlesJob, type JobPayload } from '../platform/jobs/job.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { SystemActor } from '../platform/security/actor.js';
import { foldUnitName } from '../units/unit-search.js';
import type { PlannedBody, PlannedHeir } from './body-plan.rules.js';
import { describedByName } from './new-unit.rules.js';
import { RUN_UNIT_CHANGES } from './unit-change.jobs.js';
import { UnitChangePlans, type CheckedPlan } from './unit-change-plans.js';
import { countOf, idsWith } from './unit-change-preview.service.js';
import { lockedChange } from './unit-change.queries.js';
import type { UnitChange } from './unit-change.js';

/**
 * Applies changes of units on their day: units, their closure, bodies and their successions in one transaction, since
 * half of it would be a land that never was. Open files then follow by the turnover, file by file; how many are left is
 * noted until none is. Killed at any moment it goes on there, and what has been applied is not applied again.
 */
@Injectable()
export class UnitChangeRun {
  private readonly logger = new Logger(UnitChangeRun.name);

  constructor(
    private readonly database: Database,
    private readonly plans: UnitChangePlans,
    private readonly successions: SuccessionService,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  @HandlesJob(RUN_UNIT_CHANGES)
  async run(_payload: JobPayload, actor: SystemActor): Promise<void> {
    for (const id of await this.database.read(actor, dueChanges)) await this.tryApply(actor, id);
    await this.database.write(actor, (tx) => this.noteProgress(tx));
  }

  /** One that does not fit any more says so, and holds up no other. */
  private async tryApply(actor: SystemActor, id: string): Promise<void> {
    try {
      await this.database.write(actor, (tx) => this.apply(tx, id));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const code = error.details.faults?.[0]?.code ?? error.type.code;
      const noted = await this.database.write(actor, (tx) => noteProblem(tx, id, code));
      if (noted > 0) this.logger.error(`The change of units ${id} cannot be applied: ${code}`);
    }
  }

  private async apply(tx: Tx, id: string): Promise<void> {
    await tx.query(`set local statement_timeout = '10min'`);
    const change = await lockedChange(tx, id);
    // Another worker was faster, or it was withdrawn.
    if (!change || change.appliedAt || change.withdrawnAt) return;
    const plan = await this.plans.check(tx, change, id);
    const count = await countOf(tx, idsWith(plan.bodies, ['succeeded']));
    const successorIds = await this.changeUnits(tx, change, plan);
    const heirs = new Map<string, number>();
    for (const body of plan.bodies) await this.changeBody(tx, change, body, successorIds, heirs);
    await rebuildClosure(tx);
    await tx.execute(
      `update unit_change set applied_at = now(), successor_ids = $2, files = $3, files_left = $3, files_awaiting = 0,
         deadlines = $4, problem = null where id = $1`,
      [id, successorIds, count.files, count.deadlines],
    );
    await this.outbox.add(tx, TURN_OVER_FILES, {});
    await this.audit.record(tx, {
      action: 'units.change.applied',
      subject: { kind: 'unit-change', id },
      detail: { kind: change.kind, act: change.act, files: count.files },
    });
  }

  private async changeUnits(tx: Tx, change: UnitChange, { facts }: CheckedPlan): Promise<readonly number[]> {
    const [before] = change.unitIds.flatMap((id) => facts.units.get(id) ?? []);
    if (!before) throw new Error('A change without a unit');
    const several = change.successors.length > 1;
    const succession = change.kind === 'rename' ? 'continues' : several ? 'part' : 'whole';
    const entered = change.successors.map(({ unitId, code, name, main }) => ({
      ...{ unitId, main, succession },
      // A unit that is only renamed keeps its code where no other is given.
      code: code ?? (change.kind === 'rename' ? before.code : null),
      ...describedByName(name ?? '', before.level),
    }));
    const row = await tx.one<{ ids: number[] }>('select app.apply_unit_change($1, $2) as ids', [
      ...[change.id, JSON.stringify(entered)],
    ]);
    return row?.ids ?? [];
  }

  private async changeBody(
    tx: Tx,
    change: UnitChange,
    planned: PlannedBody,
    successorIds: readonly number[],
    known: Map<string, number>,
  ): Promise<void> {
    const { body, effect, nameAfter, seat } = planned;
    const heirIds: number[] = [];
    for (const heir of planned.heirs) {
      const heirId = await this.heirOf(tx, change, heir, successorIds, known);
      heirIds.push(heirId);
      await this.successions.record(
        tx,
        {
          ...{ predecessorId: body.id, successorId: heirId, function: 'all', main: heir.main },
          ...{ effectiveOn: change.effectiveOn, handoverUntil: change.handoverUntil, act: change.act },
        },
        change.id,
      );
    }
    if (effect === 'divided' || effect === 'ended') await endBody(tx, body.id, change);
    const unitAfter = seat === null ? body.unitId : (successorIds[seat] ?? body.unitId);
    if (seat !== null)
      await tx.query('select app.seat_body($1, $2, $3, $4)', [
        ...[body.id, unitAfter, nameAfter, foldUnitName(nameAfter)],
      ]);
    await tx.execute(
      `insert into unit_change_body (change_id, organisation_id, effect, heir_ids, name_before, name_after, unit_before,
         unit_after) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [change.id, body.id, effect, heirIds, body.name, nameAfter, body.unitId, unitAfter],
    );
  }

  /** Founds it for the first body that it takes over from; the others find it. */
  private async heirOf(
    tx: Tx,
    { effectiveOn }: UnitChange,
    { at, existingId, kind, sector, name }: PlannedHeir,
    successorIds: readonly number[],
    known: Map<string, number>,
  ): Promise<number> {
    const key = `${at} ${kind} ${sector}`;
    const there = existingId ?? known.get(key);
    if (there !== null && there !== undefined) return there;
    const id = await foundOrganisation(tx, {
      kind,
      sector,
      name,
      unitId: successorIds[at],
      validFrom: effectiveOn,
    });
    known.set(key, id);
    return id;
  }

  /** Nothing is counted twice: what is left is asked of the files themselves. */
  private async noteProgress(tx: Tx): Promise<void> {
    const changes = await tx.query<{ id: string; left: number; awaiting: number }>(
      `select id, app.files_left_of_change(id) as left, app.files_awaiting_change(id) as awaiting from unit_change
       where applied_at is not null and finished_at is null for update skip locked`,
    );
    for (const { id, left, awaiting } of changes) {
      const done = left === 0 && awaiting === 0;
      // What has not changed is not written: whoever follows changes would be told of it at each sweep.
      await tx.execute(
        `update unit_change set files_left = $2, files_awaiting = $3, finished_at = case when $4 then now() end
         where id = $1 and ($4 or (files_left, files_awaiting) is distinct from ($2, $3))`,
        [id, left, awaiting, done],
      );
      if (!done) continue;
      await this.audit.record(tx, { action: 'units.change.finished', subject: { kind: 'unit-change', id } });
    }
  }
}

/** @returns how many rows say something else than before */
async function noteProblem(tx: Tx, id: string, code: string): Promise<number> {
  return tx.execute(
    'update unit_change set problem = $2 where id = $1 and applied_at is null and problem is distinct from $2',
    [id, code],
  );
}

async function dueChanges(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from unit_change
     where run_requested_at is not null and withdrawn_at is null and applied_at is null and finished_at is null
       and effective_on <= $1 order by effective_on, id`,
    [legalDayOf(tx.now)],
  );
  return rows.map(({ id }) => id);
}

async function endBody(tx: Tx, id: number, { effectiveOn }: UnitChange): Promise<void> {
  const organisation = await lockedOrganisation(tx, id);
  if (organisation) await end(tx, organisation, addDays(effectiveOn, -1));
}
