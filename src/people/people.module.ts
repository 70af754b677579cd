import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { People } from './people.js';
import { PersonAddress } from './person-address.entity.js';
import { PersonContact } from './person-contact.entity.js';
import { PersonCorrection } from './person-correction.entity.js';
import { PersonController } from './person.controller.js';
import { Person } from './person.entity.js';
import { PersonGuardian } from './person-guardian.entity.js';
import { PersonIdentifier } from './person-identifier.entity.js';
import { PersonParts } from './person-parts.js';
import { PersonReader } from './person-reader.js';
import { PersonService } from './person.service.js';
import { PersonVault } from './person-vault.js';

const ENTITIES = [Person, PersonIdentifier, PersonAddress, PersonContact, PersonGuardian, PersonCorrection];

/** The register of persons: who they are, never what they are followed for. */
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  controllers: [PersonController],
  providers: [People, PersonService, PersonReader, PersonParts, PersonVault],
  exports: [People],
})
export class PeopleModule {}
