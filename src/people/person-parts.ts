import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../platform/database/tx.js';
import { PersonAddress } from './person-address.entity.js';
import { PersonContact } from './person-contact.entity.js';
import { PersonGuardian } from './person-guardian.entity.js';
import { PersonIdentifier } from './person-identifier.entity.js';
import type { CleanAddress, CleanContact, CleanGuardian, CleanIdentifier } from './person-parts.rules.js';
import { PersonVault } from './person-vault.js';

/** Writes the parts of a person, sealed. What may be written was decided before. */
@Injectable()
export class PersonParts {
  constructor(private readonly vault: PersonVault) {}

  async addIdentifier(tx: Tx, personId: string, input: CleanIdentifier): Promise<void> {
    const id = uuidv7();
    const print = this.vault.fingerprint(input.kind, input.value);
    await tx.insert(PersonIdentifier, {
      id,
      personId,
      kind: input.kind,
      valueSealed: this.vault.seal('identifier', id, input.value),
      valueIndex: print.value,
      indexKeyVersion: print.keyVersion,
      issuedOn: input.issuedOn,
      issuedBy: input.issuedBy,
      recordedAt: tx.realNow,
    });
  }

  async addAddress(tx: Tx, personId: string, input: CleanAddress): Promise<void> {
    const id = uuidv7();
    await tx.insert(PersonAddress, {
      id,
      personId,
      kind: input.kind,
      unitId: input.unitId,
      detailSealed: this.vault.sealOptional('addressDetail', id, input.detail),
      fromOn: input.fromOn,
      recordedAt: tx.realNow,
    });
  }

  async addContact(tx: Tx, personId: string, input: CleanContact): Promise<void> {
    const id = uuidv7();
    const print = this.vault.fingerprint(input.kind, input.value);
    await tx.insert(PersonContact, {
      id,
      personId,
      kind: input.kind,
      valueSealed: this.vault.seal('contact', id, input.value),
      valueIndex: print.value,
      indexKeyVersion: print.keyVersion,
      recordedAt: tx.realNow,
    });
  }

  async addGuardian(tx: Tx, personId: string, input: CleanGuardian): Promise<void> {
    const id = uuidv7();
    await tx.insert(PersonGuardian, {
      id,
      personId,
      relation: input.relation,
      fullNameSealed: this.vault.seal('guardianName', id, input.fullName),
      phoneSealed: this.vault.sealOptional('guardianPhone', id, input.phone),
      fromOn: input.fromOn,
      recordedAt: tx.realNow,
    });
  }
}
