import { Injectable } from '@nestjs/common';
import { legalDayOf, type Birth, type DateOnly } from '../law/date.js';
import { text2 } from '../law/text.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { problem } from '../platform/errors/problem.js';
import { citizenIdWarnings, type CitizenIdFacts, type Warning } from './citizen-id.rules.js';
import type {
  AddressRecord,
  ContactRecord,
  GuardianRecord,
  IdentifierRecord,
  PersonRecord,
} from './person-record.js';
import { PersonVault } from './person-vault.js';
import type { Sex } from './person-kinds.js';
import { P } from './people.problems.js';

/** The row of a person, as the register's own columns say it. */
export interface PersonRow {
  readonly id: string;
  readonly fullName: string;
  readonly birthDate: DateOnly | null;
  readonly birthYear: number;
  readonly sex: Sex;
  readonly noIdentifierReason: string | null;
  readonly registeredAt: Date;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
  readonly version: number;
}

/** A date of birth, or the year alone. */
export function birthOfRow({ birthDate, birthYear }: Pick<PersonRow, 'birthDate' | 'birthYear'>): Birth {
  return birthDate === null ? { year: birthYear } : { date: birthDate, year: birthYear };
}

/** As the row has it: some of the parts may be sealed, some of those absent. */
type Sealed<T, Open extends keyof T, Absent extends keyof T = never> = Omit<
  T,
  Open | Absent | 'unreadable'
> & {
  readonly [K in Open]: Buffer;
} & { readonly [K in Absent]: Buffer | null };

const PERSON_COLUMNS = `p.id, p.full_name as "fullName", p.birth_date as "birthDate", p.birth_year as "birthYear",
  p.sex, p.no_identifier_reason as "noIdentifierReason", p.registered_at as "registeredAt",
  p.voided_at as "voidedAt", p.void_reason as "voidReason", p.version`;

const MOST_HOLDERS = 50;

const HELD_TWICE: Warning = {
  code: 'people.identifier.heldTwice',
  detail: text2(
    'Một người khác trong phạm vi của đơn vị có cùng số giấy tờ: hãy tra cứu theo số giấy tờ và đối chiếu',
    'Another person within your scope holds the same identifier: look it up and compare',
  ),
};

/** Reads and opens what the register holds of a person, as far as the acting organisation may see it. */
@Injectable()
export class PersonReader {
  constructor(private readonly vault: PersonVault) {}

  /** @throws Problem 404 when absent or out of scope */
  async row(tx: Tx, id: string): Promise<PersonRow> {
    const row = await tx.one<PersonRow>(`select ${PERSON_COLUMNS} from person p where p.id = $1`, [id]);
    if (!row) throw problem(HTTP.notFound);
    return row;
  }

  /**
   * The row of a person whom the acting organisation may change, locked until the transaction ends.
   *
   * @throws Problem 404 when absent or out of scope, 403 when it only reads, 409 when the entry was voided
   */
  async changeable(tx: Tx, id: string): Promise<PersonRow> {
    await this.row(tx, id);
    // Row-level security locks only what the actor may change, and gives what stands there after the wait.
    const locked = await tx.one<PersonRow>(
      `select ${PERSON_COLUMNS} from person p where p.id = $1 for update`,
      [id],
    );
    if (!locked) throw problem(P.onlyReads);
    if (locked.voidedAt !== null) throw problem(P.voided);
    return locked;
  }

  /** @throws Problem 404 when absent or out of scope */
  async record(tx: Tx, id: string): Promise<PersonRecord> {
    const { birthDate, birthYear, ...row } = await this.row(tx, id);
    const birth = birthOfRow({ birthDate, birthYear });
    const identifiers = await this.identifiers(tx, id);
    return {
      ...row,
      birth,
      identifiers,
      addresses: await this.addresses(tx, id),
      contacts: await this.contacts(tx, id),
      guardians: await this.guardians(tx, id),
      warnings: await this.warnings(tx, id, identifiers, { sex: row.sex, birthYear }),
    };
  }

  /** Guardians whose relation holds on the transaction's legal day. */
  async guardiansToday(tx: Tx, personId: string): Promise<readonly GuardianRecord[]> {
    const today = legalDayOf(tx.now);
    const all = await this.guardians(tx, personId);
    return all.filter(({ fromOn, untilOn }) => fromOn <= today && (untilOn === null || untilOn >= today));
  }

  private async identifiers(tx: Tx, personId: string): Promise<readonly IdentifierRecord[]> {
    const rows = await tx.query<Sealed<IdentifierRecord, 'value'>>(
      `select id, kind, value_sealed as value, issued_on as "issuedOn", issued_by as "issuedBy",
         ended_at as "endedAt", ended_reason as "endedReason"
       from person_identifier where person_id = $1 order by ended_at desc nulls first, kind, id`,
      [personId],
    );
    return rows.map((row) => {
      const value = this.vault.open('identifier', row.id, row.value);
      return { ...row, value, unreadable: value === null };
    });
  }

  private async addresses(tx: Tx, personId: string): Promise<readonly AddressRecord[]> {
    const rows = await tx.query<Sealed<AddressRecord, never, 'detail'>>(
      `select a.id, a.kind, a.unit_id as "unitId", u.name as "unitName", a.detail_sealed as detail,
         a.from_on as "fromOn", a.until_on as "untilOn", a.ended_reason as "endedReason"
       from person_address a join unit u on u.id = a.unit_id
       where a.person_id = $1 order by a.from_on desc, a.id desc`,
      [personId],
    );
    return rows.map((row) => {
      const detail = row.detail && this.vault.open('addressDetail', row.id, row.detail);
      return { ...row, detail, unreadable: row.detail !== null && detail === null };
    });
  }

  private async contacts(tx: Tx, personId: string): Promise<readonly ContactRecord[]> {
    const rows = await tx.query<Sealed<ContactRecord, 'value'>>(
      `select id, kind, value_sealed as value, ended_at as "endedAt", ended_reason as "endedReason"
       from person_contact where person_id = $1 order by ended_at desc nulls first, id`,
      [personId],
    );
    return rows.map((row) => {
      const value = this.vault.open('contact', row.id, row.value);
      return { ...row, value, unreadable: value === null };
    });
  }

  private async guardians(tx: Tx, personId: string): Promise<readonly GuardianRecord[]> {
    const rows = await tx.query<Sealed<GuardianRecord, 'fullName', 'phone'>>(
      `select id, relation, full_name_sealed as "fullName", phone_sealed as phone,
         from_on as "fromOn", until_on as "untilOn", ended_reason as "endedReason"
       from person_guardian where person_id = $1 order by until_on desc nulls first, from_on, id`,
      [personId],
    );
    return rows.map((row) => {
      const fullName = this.vault.open('guardianName', row.id, row.fullName);
      const phone = row.phone && this.vault.open('guardianPhone', row.id, row.phone);
      return {
        ...row,
        fullName,
        phone,
        unreadable: fullName === null || (row.phone !== null && phone === null),
      };
    });
  }

  private async warnings(
    tx: Tx,
    personId: string,
    identifiers: readonly IdentifierRecord[],
    facts: CitizenIdFacts,
  ): Promise<readonly Warning[]> {
    const valid = identifiers.filter((identifier) => identifier.endedAt === null);
    const citizenId = valid.find((identifier) => identifier.kind === 'citizen-id');
    return [
      ...(citizenId && citizenId.value !== null ? citizenIdWarnings(citizenId.value, facts) : []),
      ...((await this.heldByAnother(tx, personId, valid)) ? [HELD_TWICE] : []),
    ];
  }

  /** Within the actor's own scope: of a person that the actor may not see, not even this is told. */
  private async heldByAnother(
    tx: Tx,
    personId: string,
    identifiers: readonly IdentifierRecord[],
  ): Promise<boolean> {
    const prints = identifiers.flatMap(({ kind, value }) =>
      value === null ? [] : this.vault.fingerprints(kind, value).map((print) => print.value),
    );
    const found = await tx.query(
      `select 1 from app.holders_in_scope($1, ${MOST_HOLDERS}) holder
       join person_identifier i on i.person_id = holder and i.value_index = any ($1) and i.ended_at is null
       where holder <> $2 limit 1`,
      [prints, personId],
    );
    return found.length > 0;
  }
}
