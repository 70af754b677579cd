import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { addDays } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './organisation.problems.js';
import { lockedOrganisation, type ListedOrganisation } from './organisation.queries.js';
import { end, rebuildClosure } from './organisation.service.js';
import {
  toSuccessionDto,
  type SuccessionDto,
  type SuccessionInput,
  type SuccessionQuery,
} from './succession.dto.js';
import {
  isOnGroundOf,
  listSuccessions,
  SUCCESSION_CHANGES,
  successionById,
  type ListedSuccession,
  type SuccessionPlace,
} from './succession.queries.js';
import { successionProblem, takesEverything } from './succession.rules.js';

/** Who took over from whom, what, and when. Files follow; that is the work of the slices that keep them. */
@Injectable()
export class SuccessionService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: SuccessionQuery): Promise<ChangePage<SuccessionDto>> {
    return this.database.read(actor, async (tx) => {
      const filter = { organisationId: query.organisationId ?? null, function: query.function ?? null };
      return changePage(tx, query, {
        feed: SUCCESSION_CHANGES,
        place: ['day', 'whole'],
        placeOf,
        rows: (after, ids, limit) =>
          listSuccessions(tx, { ...filter, after: after as SuccessionPlace | null, ids, limit }),
        inScope: async (ids) => ids,
        map: toSuccessionDto,
      });
    });
  }

  /**
   * Records a succession. The main successor for everything ends the predecessor the day before.
   *
   * @throws Problem 422 for what does not fit; 409 when it is recorded already, or the predecessor stands on
   */
  async add(actor: UserActor, input: SuccessionInput): Promise<SuccessionDto> {
    return this.database.write(actor, async (tx) => {
      const id = await this.record(tx, input);
      await rebuildClosure(tx);
      return toSuccessionDto(await required(tx, id));
    });
  }

  /**
   * The same within a larger change. The caller rebuilds the closure.
   *
   * @param unitChangeId the change of units that it belongs to
   */
  async record(tx: Tx, input: SuccessionInput, unitChangeId: string | null = null): Promise<number> {
    const predecessor = await given(tx, input.predecessorId, '/predecessorId');
    const successor = await given(tx, input.successorId, '/successorId');
    const sameGround = await isOnGroundOf(tx, successor, predecessor);
    const refused = successionProblem(input, predecessor, successor, sameGround);
    if (refused) throw refused;
    if (takesEverything(input)) await endBefore(tx, predecessor, input);
    const id = await insert(tx, input, unitChangeId);
    const { predecessorId, successorId, effectiveOn } = input;
    await this.audit.record(tx, {
      action: 'organisations.succession.create',
      detail: { successionId: id, predecessorId, successorId, function: input.function, effectiveOn },
    });
    return id;
  }
}

async function given(tx: Tx, id: number, pointer: string): Promise<ListedOrganisation> {
  const found = await lockedOrganisation(tx, id);
  if (found) return found;
  throw fieldProblem(pointer, 'organisation.unknown', {
    vi: 'Không có cơ quan, đơn vị này',
    en: 'There is no such organisation',
  });
}

async function endBefore(tx: Tx, predecessor: ListedOrganisation, input: SuccessionInput): Promise<void> {
  const { validTo } = predecessor;
  if (validTo === null) return end(tx, predecessor, addDays(input.effectiveOn, -1));
  if (validTo >= input.effectiveOn)
    throw problem(P.stillStands, { parameters: { validTo }, extensions: { validTo } });
}

const INSERT = `
  insert into organisation_succession
    (predecessor_id, successor_id, function, effective_on, handover_until, main, act, unit_change_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict do nothing
  returning id`;

async function insert(tx: Tx, input: SuccessionInput, unitChangeId: string | null): Promise<number> {
  const { predecessorId, successorId, effectiveOn, handoverUntil, main, act } = input;
  const [row] = await tx.query<{ id: number }>(INSERT, [
    predecessorId,
    successorId,
    input.function,
    effectiveOn,
    handoverUntil,
    main,
    act,
    unitChangeId,
  ]);
  if (!row) throw problem(P.alreadySucceeded);
  return row.id;
}

async function required(tx: Tx, id: number): Promise<ListedSuccession> {
  const found = await successionById(tx, id);
  if (!found) throw new Error('The succession just recorded is not there');
  return found;
}

const placeOf = ({ effectiveOn, id }: ListedSuccession): SuccessionPlace => [effectiveOn, id];
