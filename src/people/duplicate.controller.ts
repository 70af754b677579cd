import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { INVALID_BODY } from '../platform/errors/problem.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangePageOf, type ChangePage } from '../platform/http/change-page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import { WholeListOf, type WholeList } from '../platform/http/whole-list.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  CheckDuplicatesDto,
  DismissDuplicateDto,
  DuplicateDto,
  PossibleDuplicateDto,
  PossibleDuplicatesQuery,
} from './duplicate-check.dto.js';
import { DuplicateCheckService } from './duplicate-check.service.js';
import { PossibleDuplicateService } from './possible-duplicate.service.js';
import { P } from './people.problems.js';

@ApiTags('people')
@Controller('v1')
export class DuplicateController {
  constructor(
    private readonly checks: DuplicateCheckService,
    private readonly pairs: PossibleDuplicateService,
  ) {}

  @Post('persons/duplicate-check')
  @Endpoint({
    summary: 'Ask before a registration whether the person is in the register',
    description:
      'Entries within the scope of the acting organisation that may be the same person, with the reasons; never ' +
      'whether there are others. Counts as one of the sixty searches a minute.',
    permission: 'people.search',
    reach: 'person',
    answer: WholeListOf(DuplicateDto),
    problems: [
      ...[HTTP.malformedJson, HTTP.tooLarge, HTTP.unsupportedMediaType],
      ...[INVALID_BODY, P.tooManySearches],
    ],
  })
  async checkDuplicates(
    @CurrentActor() actor: UserActor,
    @Body() body: CheckDuplicatesDto,
  ): Promise<WholeList<DuplicateDto>> {
    return this.checks.check(actor, body);
  }

  @Get('possible-duplicates')
  @Endpoint({
    summary: 'List pairs of entries that may be one person, the likeliest first',
    description: 'Found in the whole register; shown are pairs of which the acting organisation sees both.',
    permission: 'people.link',
    reach: 'pair',
    answer: ChangePageOf(PossibleDuplicateDto),
  })
  async listPossibleDuplicates(
    @CurrentActor() actor: UserActor,
    @Query() query: PossibleDuplicatesQuery,
  ): Promise<ChangePage<PossibleDuplicateDto>> {
    return this.pairs.list(actor, query);
  }

  @Post('possible-duplicates/:possibleDuplicateId/dismissal')
  @Endpoint({
    summary: 'Say that the two are two persons',
    description: 'The pair comes again only when more speaks for one person than did.',
    permission: 'people.link',
    reach: 'pair',
    answer: 'nothing',
    unsafe: true,
    problems: [HTTP.notFound, P.mayNotLink, P.duplicateClosed],
  })
  async dismissPossibleDuplicate(
    @CurrentActor() actor: UserActor,
    @Param('possibleDuplicateId') possibleDuplicateId: string,
    @Body() body: DismissDuplicateDto,
  ): Promise<void> {
    await this.pairs.dismiss(actor, possibleDuplicateId, body);
  }
}
