import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P } from '../errors/platform.problems.js';
import { problem, problemCatalogue, type ProblemType } from '../errors/problem.js';
import { Endpoint, PUBLIC } from './endpoint.js';
import { ChangeListOf, ChangeListQuery, sameOrAnew, type ChangeList } from './change-list.js';
import { Text, WholeNumber } from './fields.js';

export class ProblemTypeDto {
  @Text({ max: 100, example: 'request.invalidBody' })
  readonly code: string = '';

  @WholeNumber({ min: 400, max: 599, example: 422 })
  readonly status: number = 500;

  @Text({ max: 500, example: 'Dữ liệu gửi lên chưa đúng' })
  readonly titleVi: string = '';

  @Text({ max: 500, example: 'The data sent is not valid' })
  readonly titleEn: string = '';
}

export const ProblemTypeList = ChangeListOf(ProblemTypeDto);

/** What each problem code means: the `type` of a problem points here. */
@ApiTags('problems')
@Controller('v1/problems')
export class ProblemsController {
  @Get()
  @Endpoint({
    summary: 'List every problem the service can answer with',
    permission: PUBLIC,
    reach: 'public',
    answer: ProblemTypeList,
  })
  listProblemTypes(@Query() query: ChangeListQuery): ChangeList<ProblemTypeDto> {
    return sameOrAnew(query, problemCatalogue().map(toProblemTypeDto));
  }

  @Get(':code')
  @Endpoint({
    summary: 'Read what one problem code means',
    permission: PUBLIC,
    reach: 'public',
    answer: ProblemTypeDto,
    problems: [P.notFound],
  })
  getProblemType(@Param('code') code: string): ProblemTypeDto {
    const found = problemCatalogue().find((type) => type.code === code);
    if (!found) throw problem(P.notFound);
    return toProblemTypeDto(found);
  }
}

function toProblemTypeDto(type: ProblemType): ProblemTypeDto {
  return { code: type.code, status: type.status, titleVi: type.title.vi, titleEn: type.title.en };
}
