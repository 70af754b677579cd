import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { INVALID_BODY, problem, type FieldFault } from '../platform/errors/problem.js';
import { communeFault, endingIn, takeoverFault } from './plan-collisions.js';
import { standsOnDay, type PlanFacts } from './plan-facts.js';
import { planBodies, type PlannedBody } from './body-plan.rules.js';
import { bodiesIn, factsOf, openChangeOf } from './unit-change.queries.js';
import { P } from './unit-change.problems.js';
import { planFault } from './unit-change.rules.js';
import type { UnitChangePlan } from './unit-change.js';

/** A plan with what it means today. */
export interface CheckedPlan {
  readonly facts: PlanFacts;
  readonly bodies: readonly PlannedBody[];
}

/** Judges a plan by the register as it is now: when it is entered, previewed, and run. */
@Injectable()
export class UnitChangePlans {
  /**
   * @param id of the plan, null for one that is being entered
   * @throws Problem 422 for what does not fit; 409 where another change of one of the units is not done
   */
  async check(tx: Tx, plan: UnitChangePlan, id: string | null): Promise<CheckedPlan> {
    const facts = await factsOf(tx, plan);
    refuse(planFault(plan, facts) ?? (await communeFault(tx, plan)));
    const other = await openChangeOf(tx, [...facts.units.keys()], plan.effectiveOn, id);
    if (other) {
      const { name } = other;
      throw problem(P.alreadyPlanned, { parameters: { name }, extensions: { changeId: other.id } });
    }
    const bodies = await this.bodies(tx, plan, facts);
    refuse(await takeoverFault(tx, endingIn(bodies), plan.effectiveOn));
    return { facts, bodies };
  }

  private async bodies(tx: Tx, plan: UnitChangePlan, facts: PlanFacts): Promise<readonly PlannedBody[]> {
    const ids = plan.successors.flatMap(({ unitId }) => unitId ?? []);
    const standing = (await bodiesIn(tx, ids)).filter((body) => standsOnDay(body, plan.effectiveOn));
    const successors = plan.successors.map(({ unitId, name, main }) => ({
      name: name ?? facts.units.get(unitId ?? 0)?.name ?? '',
      main,
      bodies: standing.filter((body) => body.unitId === unitId),
    }));
    return planBodies(plan, facts.bodies, successors);
  }
}

function refuse(found: FieldFault | null): void {
  if (found) throw problem(INVALID_BODY, { faults: [found] });
}
