import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { addDays, dateOnly, legalDayOf, type DateOnly } from '../law/date.js';
import { text2 } from '../law/text.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { INVALID_BODY, fieldProblem, problem, type FieldFault } from '../platform/errors/problem.js';
import { Outbox } from '../platform/jobs/outbox.js';
import type { UserActor } from '../platform/security/actor.js';
import { unitsOf } from './address-units.js';
import { COMPARE_ENTRY } from './duplicate.jobs.js';
import type {
  AddAddressDto,
  AddContactDto,
  AddGuardianDto,
  AddIdentifierDto,
  EndPartDto,
  ReplacesDto,
} from './person-change.dto.js';
import { toPersonDto, type PersonDto } from './person.dto.js';
import { birthOfRow, PersonReader, type PersonRow } from './person-reader.js';
import { endPart, type Part } from './person-part-endings.js';
import { PersonParts } from './person-parts.js';
import {
  checkAddress,
  checkContact,
  checkGuardian,
  checkIdentifier,
  type RuleContext,
} from './person-parts.rules.js';
import { guardianFaults } from './registration.rules.js';
import { P } from './people.problems.js';

/** Adds to what is known of a person, and ends what holds no longer. Nothing is overwritten. */
@Injectable()
export class PersonPartsService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly reader: PersonReader,
    private readonly parts: PersonParts,
    private readonly outbox: Outbox,
  ) {}

  async addIdentifier(actor: UserActor, id: string, input: AddIdentifierDto): Promise<PersonDto> {
    return this.change(actor, id, 'identifier', 'added', async (tx, context) => {
      const identifier = accepted(checkIdentifier(input, '', context));
      await replace(tx, id, 'identifier', input.replaces, context.today);
      await refuseSecond(tx, 'person_identifier', 'ended_at', id, identifier.kind);
      await this.parts.addIdentifier(tx, id, identifier);
      await tx.execute('update person set no_identifier_reason = null where id = $1', [id]);
    });
  }

  async addAddress(actor: UserActor, id: string, input: AddAddressDto): Promise<PersonDto> {
    return this.change(actor, id, 'address', 'added', async (tx, { today }) => {
      const units = await unitsOf(tx, [input.unitId]);
      const address = accepted(checkAddress(input, '', { today, units }));
      await replace(tx, id, 'address', input.replaces, addDays(address.fromOn, -1));
      await refuseSecond(tx, 'person_address', 'until_on', id, address.kind);
      await this.parts.addAddress(tx, id, address);
    });
  }

  async addContact(actor: UserActor, id: string, input: AddContactDto): Promise<PersonDto> {
    return this.change(actor, id, 'contact', 'added', async (tx, { today }) => {
      const contact = accepted(checkContact(input, ''));
      await replace(tx, id, 'contact', input.replaces, today);
      await this.parts.addContact(tx, id, contact);
    });
  }

  async addGuardian(actor: UserActor, id: string, input: AddGuardianDto): Promise<PersonDto> {
    return this.change(actor, id, 'guardian', 'added', async (tx, context, person) => {
      const guardian = accepted(checkGuardian(input, '', context));
      refuse(guardianFaults(birthOfRow(person), context.today, ''));
      await replace(tx, id, 'guardian', input.replaces, addDays(guardian.fromOn, -1));
      await this.parts.addGuardian(tx, id, guardian);
    });
  }

  async endPart(actor: UserActor, id: string, input: EndPartDto): Promise<PersonDto> {
    return this.change(actor, id, input.part, 'ended', async (tx, { today }) => {
      const lastDay = input.lastDay === undefined ? today : dateOnly(input.lastDay);
      if (lastDay > today) throw fieldProblem('/lastDay', 'people.day.inTheFuture', IN_THE_FUTURE);
      await endPart(tx, id, input.part, { id: input.id, reason: input.reason, lastDay }, '/id');
    });
  }

  /** One change at a time per person: its version rises first, which also locks the row. */
  private async change(
    actor: UserActor,
    id: string,
    part: Part,
    act: 'added' | 'ended',
    work: (tx: Tx, context: RuleContext, person: PersonRow) => Promise<void>,
  ): Promise<PersonDto> {
    return this.database.write(actor, async (tx) => {
      const person = await this.reader.changeable(tx, id);
      await tx.execute('update person set version = version + 1 where id = $1', [id]);
      await work(tx, { today: legalDayOf(tx.now), units: new Map() }, person);
      await this.audit.record(tx, {
        action: `people.${part}.${act}`,
        subject: { kind: 'person', id },
        persons: [id],
      });
      if (act === 'added') await this.outbox.add(tx, COMPARE_ENTRY, { personId: id });
      return toPersonDto(await this.reader.record(tx, id));
    });
  }
}

const IN_THE_FUTURE = text2('Ngày không được ở tương lai', 'The day cannot be in the future');

function accepted<T>({ clean, faults }: { readonly clean: T; readonly faults: readonly FieldFault[] }): T {
  refuse(faults);
  return clean;
}

function refuse(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw problem(INVALID_BODY, { faults });
}

async function replace(
  tx: Tx,
  personId: string,
  part: Part,
  replaced: ReplacesDto | undefined,
  lastDay: DateOnly,
): Promise<void> {
  if (replaced) await endPart(tx, personId, part, { ...replaced, lastDay }, '/replaces/id');
}

/** @throws Problem 409 that names the one of this kind which still holds */
async function refuseSecond(
  tx: Tx,
  table: 'person_identifier' | 'person_address',
  end: 'ended_at' | 'until_on',
  personId: string,
  kind: string,
): Promise<void> {
  const holding = await tx.one<{ id: string }>(
    `select id from ${table} where person_id = $1 and kind = $2 and ${end} is null`,
    [personId, kind],
  );
  if (holding) throw problem(P.stillValid, { extensions: { id: holding.id } });
}
