import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../platform/http/parameters.js';
import { ChangeListOf, ChangeListQuery, type ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import {
  AddAddressDto,
  AddContactDto,
  AddGuardianDto,
  AddIdentifierDto,
  CorrectPersonDto,
  EndPartDto,
  PersonCorrectionDto,
  VoidPersonDto,
} from './person-change.dto.js';
import { PersonCorrectionService } from './person-correction.service.js';
import { PersonDto } from './person.dto.js';
import { PersonPartsService } from './person-parts.service.js';
import { PersonVoidService } from './person-void.service.js';
import { P } from './people.problems.js';

const CHANGE = {
  permission: 'people.correct',
  reach: 'person',
  answer: PersonDto,
  unsafe: true,
  problems: [HTTP.notFound, P.onlyReads, P.voided],
} as const;
const ADDITION = { ...CHANGE, status: 201 } as const;

@ApiTags('people')
@Controller('v1/persons/:personId')
export class PersonChangeController {
  constructor(
    private readonly corrections: PersonCorrectionService,
    private readonly parts: PersonPartsService,
    private readonly voids: PersonVoidService,
  ) {}

  @Patch()
  @Endpoint({ ...CHANGE, summary: 'Correct what was entered wrongly, with the reason', versioned: true })
  async correctPerson(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @SeenVersion() version: number,
    @Body() body: CorrectPersonDto,
  ): Promise<PersonDto> {
    return this.corrections.correct(actor, personId, version, body);
  }

  @Get('corrections')
  @Endpoint({
    summary: 'List what stood in the entry before its corrections',
    permission: 'people.correct',
    reach: 'person',
    answer: ChangeListOf(PersonCorrectionDto),
    problems: [HTTP.notFound],
  })
  async listPersonCorrections(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Query() query: ChangeListQuery,
  ): Promise<ChangeList<PersonCorrectionDto>> {
    return this.corrections.list(actor, personId, query);
  }

  @Post('void')
  @Endpoint({
    summary: 'Void an entry made by mistake; it stays readable and is found no more',
    permission: 'people.void',
    reach: 'person',
    answer: PersonDto,
    unsafe: true,
    versioned: true,
    problems: [HTTP.notFound, P.onlyReads, P.voided, P.inUse],
  })
  async voidPerson(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @SeenVersion() version: number,
    @Body() body: VoidPersonDto,
  ): Promise<PersonDto> {
    return this.voids.void(actor, personId, version, body);
  }

  @Post('identifiers')
  @Endpoint({ ...ADDITION, summary: 'Add an identifier', problems: [...ADDITION.problems, P.stillValid] })
  async addPersonIdentifier(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Body() body: AddIdentifierDto,
  ): Promise<PersonDto> {
    return this.parts.addIdentifier(actor, personId, body);
  }

  @Post('addresses')
  @Endpoint({ ...ADDITION, summary: 'Add an address', problems: [...ADDITION.problems, P.stillValid] })
  async addPersonAddress(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Body() body: AddAddressDto,
  ): Promise<PersonDto> {
    return this.parts.addAddress(actor, personId, body);
  }

  @Post('contacts')
  @Endpoint({ ...ADDITION, summary: 'Add a phone number or e-mail address' })
  async addPersonContact(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Body() body: AddContactDto,
  ): Promise<PersonDto> {
    return this.parts.addContact(actor, personId, body);
  }

  @Post('guardians')
  @Endpoint({ ...ADDITION, summary: 'Add a parent, guardian or legal representative of a minor' })
  async addPersonGuardian(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Body() body: AddGuardianDto,
  ): Promise<PersonDto> {
    return this.parts.addGuardian(actor, personId, body);
  }

  @Post('endings')
  @Endpoint({
    ...CHANGE,
    summary: 'End an identifier, address, contact or guardian that holds no longer, with the reason',
  })
  async endPersonPart(
    @CurrentActor() actor: UserActor,
    @Param('personId') personId: string,
    @Body() body: EndPartDto,
  ): Promise<PersonDto> {
    return this.parts.endPart(actor, personId, body);
  }
}
