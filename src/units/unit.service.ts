import { Injectable } from '@nestjs/common';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { idsIn } from './unit-lineage.js';
import { searchPatterns } from './unit-search.js';
import { toLineageDto, toUnitDto, type UnitDto, type UnitLineageDto, type UnitQuery } from './unit.dto.js';
import {
  lineageOf,
  listUnits,
  unitsWithCode,
  UNIT_CHANGES,
  unitsWithIds,
  type ListedUnit,
  type UnitFilter,
  type UnitPlace,
} from './unit.queries.js';
import { P } from './units.problems.js';

/** Reads of the units' register. Units are no persons: nothing of it is audited. */
@Injectable()
export class UnitService {
  constructor(private readonly database: Database) {}

  async list(actor: UserActor, query: UnitQuery): Promise<ChangePage<UnitDto>> {
    return this.database.read(actor, async (tx) => {
      const filter = filterOf(query, tx.now);
      return changePage(tx, query, {
        feed: UNIT_CHANGES,
        place: ['text', 'text', 'whole'],
        placeOf,
        rows: (after, ids, limit) =>
          listUnits(tx, { ...filter, after: after as UnitPlace | null, ids, limit }),
        inScope: async (ids) => ids,
        map: toUnitDto,
      });
    });
  }

  async get(actor: UserActor, id: number): Promise<UnitDto> {
    return this.database.read(actor, async (tx) => toUnitDto(await required(tx, id)));
  }

  async lineage(actor: UserActor, id: number): Promise<UnitLineageDto> {
    return this.database.read(actor, async (tx) => {
      const unit = await required(tx, id);
      const predecessors = await lineageOf(tx, id, 'predecessors');
      const successors = await lineageOf(tx, id, 'successors');
      const codeBearers = unit.code === null ? [] : await unitsWithCode(tx, unit.level, unit.code);
      const named = await unitsWithIds(tx, idsIn({ predecessors, successors }));
      return toLineageDto({ unit, predecessors, successors, codeBearers }, named);
    });
  }
}

async function required(tx: Tx, id: number): Promise<ListedUnit> {
  const [unit] = await unitsWithIds(tx, [id]);
  if (!unit) throw problem(P.notFound);
  return unit;
}

function filterOf(query: UnitQuery, now: Date): Omit<UnitFilter, 'after' | 'ids' | 'limit'> {
  return {
    asOf: query.asOf ?? legalDayOf(now),
    level: query.level ?? null,
    parentId: query.parent ?? null,
    code: query.code ?? null,
    namePatterns: query.q === undefined ? null : searchPatterns(query.q),
    includeNameOnly: query.includeNameOnly,
  };
}

const placeOf = ({ level, nameFolded, id }: ListedUnit): UnitPlace => [level, nameFolded, id];
