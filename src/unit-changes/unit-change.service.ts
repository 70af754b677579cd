import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import { Outbox } from '../platform/jobs/outbox.js';
import { may, type UserActor } from '../platform/security/actor.js';
import { toPlan, toUnitChangeDto } from './unit-change-answer.js';
import type {
  UnitChangeDto,
  UnitChangeInput,
  UnitChangeQuery,
  UnitChangeWithdrawalInput,
} from './unit-change.dto.js';
import { RUN_UNIT_CHANGES } from './unit-change.jobs.js';
import { P } from './unit-change.problems.js';
import { UnitChangePlans } from './unit-change-plans.js';
import {
  addChange,
  changeById,
  correctionsOf,
  holdPlans,
  listChanges,
  lockedChange,
  UNIT_CHANGE_CHANGES,
  type ChangePlace,
} from './unit-change.queries.js';
import type { UnitChange } from './unit-change.js';

defineSubject('unit-change', 'unit_change');

/** Whoever has this permission sees all of a change. */
const MANAGE = 'units.manage';

/** Enters what an act says of units, has it run, takes it back before its day. What is public of it anybody reads. */
@Injectable()
export class UnitChangeService {
  constructor(
    private readonly database: Database,
    private readonly plans: UnitChangePlans,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: UnitChangeQuery): Promise<ChangePage<UnitChangeDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: UNIT_CHANGE_CHANGES,
        place: ['day', 'uuid'],
        placeOf: ({ effectiveOn, id }: UnitChange) => [effectiveOn, id],
        rows: (after, ids, limit) =>
          listChanges(tx, query.unit ?? null, after as ChangePlace | null, ids, limit),
        map: (change) => change,
      });
      const corrections = await correctionsOf(
        tx,
        page.items.map(({ id }) => id),
      );
      const today = legalDayOf(tx.now);
      const entire = may(actor, MANAGE);
      return {
        ...page,
        items: page.items.map((change) => toUnitChangeDto(change, corrections, today, entire)),
      };
    });
  }

  async get(actor: UserActor, id: string): Promise<UnitChangeDto> {
    return this.database.read(actor, (tx) => told(tx, id, may(actor, MANAGE)));
  }

  /** @throws Problem 422 for what does not fit; 409 where another change of one of the units is not done */
  async enter(actor: UserActor, input: UnitChangeInput): Promise<UnitChangeDto> {
    return this.database.write(actor, async (tx) => {
      const plan = toPlan(input);
      await holdPlans(tx);
      await this.plans.check(tx, plan, null);
      const id = uuidv7();
      await addChange(tx, id, plan, actor.userId);
      const { kind, act, effectiveOn } = plan;
      await this.audit.record(tx, {
        action: 'units.change.enter',
        subject: { kind: 'unit-change', id },
        detail: { kind, act, effectiveOn },
      });
      return told(tx, id);
    });
  }

  /** Asks for the run; one of a day that is still to come waits for it. @throws Problem 409; 422 as when entered */
  async run(actor: UserActor, id: string): Promise<UnitChangeDto> {
    return this.database.write(actor, async (tx) => {
      const change = await open(tx, id);
      if (change.runRequestedAt) throw problem(P.alreadyRun);
      await this.plans.check(tx, change, id);
      await tx.execute(
        'update unit_change set run_requested_at = now(), run_requested_by = $2 where id = $1',
        [...[id, actor.userId]],
      );
      await this.outbox.add(tx, RUN_UNIT_CHANGES, {});
      await this.audit.record(tx, { action: 'units.change.run', subject: { kind: 'unit-change', id } });
      return told(tx, id);
    });
  }

  /** @throws Problem 409 once it has been applied */
  async withdraw(
    actor: UserActor,
    id: string,
    { reason }: UnitChangeWithdrawalInput,
  ): Promise<UnitChangeDto> {
    return this.database.write(actor, async (tx) => {
      await open(tx, id);
      await tx.execute(
        'update unit_change set withdrawn_at = now(), withdrawn_by = $2, withdrawn_reason = $3 where id = $1',
        [id, actor.userId, reason],
      );
      await this.audit.record(tx, { action: 'units.change.withdraw', subject: { kind: 'unit-change', id } });
      return told(tx, id);
    });
  }
}

/** Held: the job takes it before or after, never in between. */
async function open(tx: Tx, id: string): Promise<UnitChange> {
  const change = await lockedChange(tx, id);
  if (!change) throw problem(P.notFound);
  if (change.withdrawnAt) throw problem(P.withdrawn);
  if (change.appliedAt) throw problem(P.alreadyApplied);
  return change;
}

/** @param entire as {@link toUnitChangeDto} has it */
export async function told(tx: Tx, id: string, entire = true): Promise<UnitChangeDto> {
  const change = await changeById(tx, id);
  if (!change) throw problem(P.notFound);
  return toUnitChangeDto(change, await correctionsOf(tx, [id]), legalDayOf(tx.now), entire);
}
