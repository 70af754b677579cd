import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { codeListNamed, knownCodeLists } from '../platform/i18n/code-list.js';
import { ChangeListQuery, sameOrAnew, type ChangeList } from '../platform/http/change-list.js';
import { CodeListDto, CodeListList } from './code-list.dto.js';

/** The closed lists of every slice, each declared beside its type. */
@ApiTags('code-lists')
@Controller('v1/code-lists')
export class CodeListsController {
  @Get()
  @Endpoint({
    summary: 'List the codes of the API with their labels',
    permission: 'law.read',
    reach: 'common',
    answer: CodeListList,
  })
  listCodeLists(@Query() query: ChangeListQuery): ChangeList<CodeListDto> {
    return sameOrAnew(query, knownCodeLists());
  }

  @Get(':name')
  @Endpoint({
    summary: 'Read one list of codes',
    permission: 'law.read',
    reach: 'common',
    answer: CodeListDto,
    problems: [P.notFound],
  })
  getCodeList(@Param('name') name: string): CodeListDto {
    const list = codeListNamed(name);
    if (!list) throw problem(P.notFound);
    return list;
  }
}
