import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { dateOnly, legalDayOf } from '../law/date.js';
import { requireDescribed } from '../legal-reference/law-described.js';
import { P as LAW } from '../legal-reference/law.problems.js';
import { LegalClock } from '../platform/clock/legal-clock.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { ChangeListQuery, sameOrAnew, type ChangeList } from '../platform/http/change-list.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  ProcedureDto,
  ProcedureList,
  ProcedureQuery,
  toProcedureDto,
  toProcedureNameDto,
  type ProcedureNameDto,
} from './procedure-map.dto.js';
import { mapProcedure } from './procedure-map.js';
import { Procedures } from './procedures.js';

const LAW_READ = { permission: 'law.read', reach: 'common' } as const;

/** The procedures as data, so that a client can draw them: out of the tables by which files go through them. */
@ApiTags('law')
@Controller('v1/procedures')
export class ProceduresController {
  constructor(
    private readonly procedures: Procedures,
    private readonly clock: LegalClock,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List the procedures that are followed in case files',
    ...LAW_READ,
    answer: ProcedureList,
  })
  listProcedures(@Query() query: ChangeListQuery): ChangeList<ProcedureNameDto> {
    return sameOrAnew(
      query,
      this.procedures.all().map(({ kind }) => toProcedureNameDto(kind)),
    );
  }

  @Get(':procedureName')
  @Endpoint({
    summary: 'Read a procedure: states, transitions, who is competent, time limits, forms and articles',
    description:
      'As a file that is opened on the day asked for goes through it. A file of before 01/07/2026 may stand under two laws: its own route says what is next for it.',
    ...LAW_READ,
    answer: ProcedureDto,
    problems: [HTTP.notFound, LAW.notDescribed],
  })
  async getProcedure(
    @CurrentActor() actor: UserActor,
    @Param('procedureName') name: string,
    @Query() query: ProcedureQuery,
  ): Promise<ProcedureDto> {
    const found = this.procedures.all().find(({ kind }) => kind === name);
    if (!found) throw problem(HTTP.notFound);
    const asOf = query.asOf ? dateOnly(query.asOf) : legalDayOf((await this.clock.read(actor)).legalNow);
    requireDescribed(asOf);
    const { definition, kind } = found;
    return toProcedureDto(kind, definition.start, asOf, mapProcedure(definition, asOf));
  }
}
