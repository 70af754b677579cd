import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { INVALID_BODY } from '../platform/errors/problem.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { PageOf, type Page } from '../platform/http/page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import { WholeListOf, type WholeList } from '../platform/http/whole-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { LookUpPersonsDto, PersonSummaryDto, SearchPersonsDto } from './person-search.dto.js';
import { PersonSearchService } from './person-search.service.js';
import { P } from './people.problems.js';

const PROBLEMS = [
  ...[HTTP.malformedJson, HTTP.tooLarge, HTTP.unsupportedMediaType],
  ...[INVALID_BODY, P.tooManySearches],
];

@ApiTags('people')
@Controller('v1/persons')
export class PersonSearchController {
  constructor(private readonly searches: PersonSearchService) {}

  @Post('search')
  @Endpoint({
    summary: 'Find persons by name',
    description:
      'Those whose words have the very accents typed come first, then the newest entries. Sixty searches a minute.',
    permission: 'people.search',
    reach: 'person',
    answer: PageOf(PersonSummaryDto),
    problems: PROBLEMS,
  })
  async searchPersons(
    @CurrentActor() actor: UserActor,
    @Body() body: SearchPersonsDto,
  ): Promise<Page<PersonSummaryDto>> {
    return this.searches.search(actor, body);
  }

  @Post('lookup')
  @Endpoint({
    summary: 'Find persons by a whole identifier, phone number or e-mail address',
    description: 'Only persons within the scope of the acting organisation, never whether others exist.',
    permission: 'people.search',
    reach: 'person',
    answer: WholeListOf(PersonSummaryDto),
    problems: PROBLEMS,
  })
  async lookUpPersons(
    @CurrentActor() actor: UserActor,
    @Body() body: LookUpPersonsDto,
  ): Promise<WholeList<PersonSummaryDto>> {
    return this.searches.lookUp(actor, body);
  }
}
