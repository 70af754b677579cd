import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor } from '../platform/http/parameters.js';
import type { UserActor } from '../platform/security/actor.js';
import { PersonDto } from './person.dto.js';
import { RegisterPersonDto } from './person-input.dto.js';
import { PersonService } from './person.service.js';

@ApiTags('people')
@Controller('v1/persons')
export class PersonController {
  constructor(private readonly persons: PersonService) {}

  @Post()
  @Endpoint({
    summary: 'Register a person',
    description: 'Warnings in the answer say what to compare with the papers; nothing is refused for them.',
    permission: 'people.register',
    answer: PersonDto,
    status: 201,
    unsafe: true,
  })
  async registerPerson(
    @CurrentActor() actor: UserActor,
    @Body() body: RegisterPersonDto,
  ): Promise<PersonDto> {
    return this.persons.register(actor, body);
  }

  @Get(':personId')
  @Endpoint({
    summary: 'Read a person',
    permission: 'people.read',
    answer: PersonDto,
    problems: [HTTP.notFound],
  })
  async getPerson(@CurrentActor() actor: UserActor, @Param('personId') personId: string): Promise<PersonDto> {
    return this.persons.get(actor, personId);
  }
}
