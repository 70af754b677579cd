import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { NumberRegisterService } from './number-register.service.js';
import { NumberRegistersController } from './number-registers.controller.js';
import { Numbers } from './numbers.js';
import { OfficeHolderService } from './office-holder.service.js';
import { OfficeHoldersController } from './office-holders.controller.js';
import { PaperAnnulments } from './paper-annulments.js';
import { PaperIssuers } from './paper-issuers.js';
import { PaperMaker } from './paper-maker.js';
import { PaperRecords } from './paper-record.js';
import { PaperService } from './paper.service.js';
import { PaperSources } from './paper-source.js';
import { PapersController } from './papers.controller.js';
import { Signers } from './signers.js';
import { StepPapers } from './step-papers.js';

/** Papers in hand: templates, number registers, who signed in what capacity. */
@Module({
  imports: [IdentityModule, PeopleModule, CasesModule],
  controllers: [PapersController, NumberRegistersController, OfficeHoldersController],
  providers: [
    ...[PaperSources, PaperIssuers, PaperMaker, PaperRecords, PaperService, PaperAnnulments, StepPapers],
    ...[Numbers, NumberRegisterService],
    ...[Signers, OfficeHolderService],
  ],
  exports: [PaperSources, PaperAnnulments, Numbers],
})
export class DocumentsModule {}
