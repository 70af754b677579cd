import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditEventDto } from '../audit/audit-event.dto.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangePageOf, ChangePageQuery, type ChangePage } from '../platform/http/change-page.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { PersonAuditService } from './person-audit.service.js';
import { RegisteredPersonDto } from './duplicate-check.dto.js';
import { PersonDto } from './person.dto.js';
import { RegisterPersonDto } from './person-input.dto.js';
import { PersonService } from './person.service.js';

@ApiTags('people')
@Controller('v1/persons')
export class PersonController {
  constructor(
    private readonly persons: PersonService,
    private readonly audits: PersonAuditService,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Register a person',
    description:
      'Warnings and possible duplicates in the answer say what to compare with the papers; nothing is refused for them.',
    permission: 'people.register',
    reach: 'own-name',
    answer: RegisteredPersonDto,
    status: 201,
    unsafe: true,
  })
  async registerPerson(
    @CurrentActor() actor: UserActor,
    @Body() body: RegisterPersonDto,
  ): Promise<RegisteredPersonDto> {
    return this.persons.register(actor, body);
  }

  @Get(':personId')
  @Endpoint({
    summary: 'Read a person',
    permission: 'people.read',
    reach: 'person',
    answer: PersonDto,
    problems: [HTTP.notFound],
  })
  async getPerson(@CurrentActor() actor: UserActor, @Param('personId') personId: string): Promise<PersonDto> {
    return this.persons.get(actor, personId);
  }

  @Get(':personId/audit-events')
  @Endpoint({
    summary: 'List who looked at this person, newest first',
    description:
      'Acts of bodies outside the own line of supervision, and of clinics and support facilities above it, show their moment and outcome only, as `confidential`.',
    permission: 'audit.read-person',
    reach: 'person',
    answer: ChangePageOf(AuditEventDto),
    problems: [HTTP.notFound],
  })
  async listPersonAudit(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Query() query: ChangePageQuery,
  ): Promise<ChangePage<AuditEventDto>> {
    return this.audits.list(actor, personId, query);
  }
}
