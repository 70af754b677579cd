import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { P as CASES } from '../../cases/cases.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../treatment.problems.js';
import { TreatmentContactDto } from './treatment-contact.dto.js';
import { TreatmentContactService } from './treatment-contact.service.js';

@ApiTags('treatment')
@Controller('v1')
export class TreatmentContactsController {
  constructor(private readonly contacts: TreatmentContactService) {}

  @Post('cases/:caseId/treatment-contacts')
  @Endpoint({
    summary:
      'Ask who treats the person within a file for contact; nothing of the file is told, and nothing learnt',
    description:
      'The place of treatment finds a notice of its own episode, once a day. The answer does not say whether there is one.',
    permission: 'treatment.request',
    reach: 'kept',
    answer: TreatmentContactDto,
    status: 201,
    unsafe: true,
    problems: [CASES.notFound, CASES.readOnly, P.fileEnded, P.nobodyAsked],
  })
  async askForTreatmentContact(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<TreatmentContactDto> {
    return this.contacts.ask(actor, id);
  }
}
