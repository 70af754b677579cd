import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { INVALID_BODY, problem } from '../platform/errors/problem.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { UserActor } from '../platform/security/actor.js';
import { unitsOf } from './address-units.js';
import { COMPARE_ENTRY } from './duplicate.jobs.js';
import type { RegisteredPersonDto } from './duplicate-check.dto.js';
import { Duplicates } from './duplicates.js';
import { nameKey } from './name.rules.js';
import { insertAccess } from './person-access.js';
import { toPersonDto, type PersonDto } from './person.dto.js';
import { Person } from './person.entity.js';
import type { RegisterPersonDto } from './person-input.dto.js';
import { PersonParts } from './person-parts.js';
import { PersonReader } from './person-reader.js';
import { checkRegistration, type CleanRegistration } from './registration.rules.js';

/** Registers and shows persons. */
@Injectable()
export class PersonService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly reader: PersonReader,
    private readonly parts: PersonParts,
    private readonly duplicates: Duplicates,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Enters a person; the organisation that does so sees and acts from today on. It hears of possible duplicates within
   * its scope; the comparison with the whole register is a job's, so that neither answer nor time tells of it.
   */
  async register(actor: UserActor, input: RegisterPersonDto): Promise<RegisteredPersonDto> {
    return this.database.write(actor, async (tx) => {
      const units = await unitsOf(
        tx,
        input.addresses.map((address) => address.unitId),
      );
      const { clean, faults } = checkRegistration(input, { today: legalDayOf(tx.now), units });
      if (faults.length > 0) throw problem(INVALID_BODY, { faults });
      const id = await insertPerson(tx, actor, clean);
      await this.addParts(tx, id, clean);
      const person = await this.reader.record(tx, id);
      await this.audit.record(tx, {
        action: 'people.person.registered',
        subject: { kind: 'person', id },
        persons: [id],
        detail: { warnings: person.warnings.map((warning) => warning.code) },
      });
      await this.outbox.add(tx, COMPARE_ENTRY, { personId: id });
      const possibleDuplicates = await this.duplicates.ofRegistered(tx, id, clean);
      return { ...toPersonDto(person), possibleDuplicates };
    });
  }

  async get(actor: UserActor, id: string): Promise<PersonDto> {
    return this.database.read(actor, async (tx) => {
      const person = await this.reader.record(tx, id);
      await this.audit.record(tx, {
        action: 'people.person.read',
        subject: { kind: 'person', id },
        persons: [id],
      });
      return toPersonDto(person);
    });
  }

  private async addParts(tx: Tx, id: string, clean: CleanRegistration): Promise<void> {
    for (const identifier of clean.identifiers) await this.parts.addIdentifier(tx, id, identifier);
    for (const address of clean.addresses) await this.parts.addAddress(tx, id, address);
    for (const contact of clean.contacts) await this.parts.addContact(tx, id, contact);
    for (const guardian of clean.guardians) await this.parts.addGuardian(tx, id, guardian);
  }
}

/** The row and its first access: from then on, only who has access adds to it. */
async function insertPerson(tx: Tx, actor: UserActor, clean: CleanRegistration): Promise<string> {
  const id = uuidv7();
  await tx.insert(Person, {
    id,
    fullName: clean.fullName,
    nameKey: nameKey(clean.fullName),
    birthDate: clean.birth.date ?? null,
    birthYear: clean.birth.year,
    sex: clean.sex,
    noIdentifierReason: clean.noIdentifierReason,
    registeredByOrganisationId: actor.organisationId,
    registeredAt: tx.now,
    version: 1,
  });
  await insertAccess(tx, id, {
    organisationId: actor.organisationId,
    reason: 'registered',
    acts: true,
    fromOn: legalDayOf(tx.now),
  });
  return id;
}
