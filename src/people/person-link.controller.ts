import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor } from '../platform/http/parameters.js';
import { ChangeListOf, ChangeListQuery, type ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { LinkPersonsDto, PersonLinkDto, UnlinkPersonsDto } from './person-link.dto.js';
import { PersonLinkService } from './person-link.service.js';
import { P } from './people.problems.js';

const WHO = 'For the body that acts on both entries, or one that supervises those that do.';

@ApiTags('people')
@Controller('v1')
export class PersonLinkController {
  constructor(private readonly links: PersonLinkService) {}

  @Post('persons/:personId/links')
  @Endpoint({
    summary: 'Say that two entries are one person',
    description: `Nothing is merged, and nobody sees more than before. ${WHO}`,
    permission: 'people.link',
    reach: 'pair',
    answer: PersonLinkDto,
    status: 201,
    unsafe: true,
    problems: [HTTP.notFound, P.mayNotLink, P.voided, P.alreadyLinked],
  })
  async linkPersons(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Body() body: LinkPersonsDto,
  ): Promise<PersonLinkDto> {
    return this.links.link(actor, personId, body);
  }

  @Get('persons/:personId/links')
  @Endpoint({
    summary: 'List with which other entries this one is or was linked',
    description: 'Only entries within the scope of the acting organisation, never whether there are others.',
    permission: 'people.read',
    reach: 'person',
    answer: ChangeListOf(PersonLinkDto),
    problems: [HTTP.notFound],
  })
  async listPersonLinks(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Query() query: ChangeListQuery,
  ): Promise<ChangeList<PersonLinkDto>> {
    return this.links.list(actor, personId, query);
  }

  @Post('person-links/:personLinkId/unlink')
  @Endpoint({
    summary: 'Undo a link: they are two persons after all',
    description: `The link stays on record as undone. ${WHO}`,
    permission: 'people.link',
    reach: 'pair',
    answer: PersonLinkDto,
    unsafe: true,
    problems: [HTTP.notFound, P.mayNotLink, P.notLinked],
  })
  async unlinkPersons(
    @CurrentActor() actor: UserActor,
    @Param('personLinkId') personLinkId: string,
    @Body() body: UnlinkPersonsDto,
  ): Promise<PersonLinkDto> {
    return this.links.unlink(actor, personLinkId, body);
  }
}
