import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { LegalReferenceModule } from '../legal-reference/legal-reference.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { TreatmentContactService } from './contact/treatment-contact.service.js';
import { TreatmentContactsController } from './contact/treatment-contacts.controller.js';
import { EpisodeOpeningService } from './episode/episode-opening.service.js';
import { EpisodeStepsService } from './episode/episode-steps.service.js';
import { EpisodeReader } from './episode/episode.reader.js';
import { EpisodesController } from './episode/episodes.controller.js';
import { TreatmentProcedures } from './episode/treatment-procedures.js';
import { NoticeSubject } from './notice/notice-subject.js';
import { NoticeService } from './notice/notice.service.js';
import { NoticesController } from './notice/notices.controller.js';
import { ProgrammeService } from './programme/programme.service.js';
import { ProgrammesController } from './programme/programmes.controller.js';
import { ProposalService } from './proposal/proposal.service.js';
import { ProposalsController } from './proposal/proposals.controller.js';
import { ProtocolService } from './protocol/protocol.service.js';
import { ProtocolsController } from './protocol/protocols.controller.js';
import { TreatmentRequestService } from './request/treatment-request.service.js';
import { TreatmentRequestsController } from './request/treatment-requests.controller.js';

/** Episodes of treatment: who is treated where, under which programme and protocol, and what the commune is told. */
@Module({
  imports: [
    IdentityModule,
    LegalReferenceModule,
    PeopleModule,
    RemindersModule,
    CasesModule,
    DocumentsModule,
  ],
  controllers: [
    EpisodesController,
    NoticesController,
    ProgrammesController,
    ProposalsController,
    ProtocolsController,
    TreatmentContactsController,
    TreatmentRequestsController,
  ],
  providers: [
    EpisodeOpeningService,
    EpisodeReader,
    EpisodeStepsService,
    NoticeService,
    NoticeSubject,
    ProgrammeService,
    ProposalService,
    ProtocolService,
    TreatmentContactService,
    TreatmentProcedures,
    TreatmentRequestService,
  ],
})
export class TreatmentModule {}
