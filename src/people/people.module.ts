import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DuplicateCheckService } from './duplicate-check.service.js';
import { DuplicateController } from './duplicate.controller.js';
import { DuplicateFinder } from './duplicate-finder.js';
import { Duplicates } from './duplicates.js';
import { People } from './people.js';
import { PersonAddress } from './person-address.entity.js';
import { PersonChangeController } from './person-change.controller.js';
import { PersonContact } from './person-contact.entity.js';
import { PersonCorrection } from './person-correction.entity.js';
import { PersonCorrectionService } from './person-correction.service.js';
import { PersonController } from './person.controller.js';
import { Person } from './person.entity.js';
import { PersonGuardian } from './person-guardian.entity.js';
import { PersonIdentifier } from './person-identifier.entity.js';
import { PersonLinkController } from './person-link.controller.js';
import { PersonLinkService } from './person-link.service.js';
import { PersonParts } from './person-parts.js';
import { PersonAuditService } from './person-audit.service.js';
import { PersonPartsService } from './person-parts.service.js';
import { PersonReader } from './person-reader.js';
import { PersonSearchController } from './person-search.controller.js';
import { PersonSearchService } from './person-search.service.js';
import { PersonService } from './person.service.js';
import { PersonUsages } from './person-usage.js';
import { PersonVault } from './person-vault.js';
import { PersonVoidService } from './person-void.service.js';
import { PossibleDuplicateService } from './possible-duplicate.service.js';

const ENTITIES = [Person, PersonIdentifier, PersonAddress, PersonContact, PersonGuardian, PersonCorrection];

/** The register of persons: who they are, never what they are followed for. */
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  controllers: [
    PersonController,
    PersonSearchController,
    DuplicateController,
    PersonChangeController,
    PersonLinkController,
  ],
  providers: [
    ...[People, PersonUsages, PersonReader, PersonParts, PersonVault],
    ...[PersonService, PersonSearchService, PersonAuditService],
    ...[PersonCorrectionService, PersonPartsService, PersonVoidService],
    ...[Duplicates, DuplicateCheckService, DuplicateFinder, PossibleDuplicateService, PersonLinkService],
  ],
  exports: [People, PersonUsages],
})
export class PeopleModule {}
