import { Injectable } from '@nestjs/common';
import type { Birth, DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import { violatedConstraint } from '../platform/errors/postgres-errors.js';
import { problem } from '../platform/errors/problem.js';
import { insertAccess, type AccessGrant } from './person-access.js';
import type { AccessReason, Sex } from './person-kinds.js';
import { birthOfRow, PersonReader } from './person-reader.js';
import type { GuardianRecord, PersonRecord } from './person-record.js';
import { PersonVault } from './person-vault.js';
import { P } from './people.problems.js';
import { personsInBook, type BookedPerson, type PersonInBook } from './register-line.queries.js';

/** What a case file needs to know of its person. */
export interface PersonForCase {
  readonly id: string;
  readonly fullName: string;
  readonly birth: Birth;
  readonly sex: Sex;
  /** Whose relation holds today, by legal time. */
  readonly guardians: readonly GuardianRecord[];
  readonly voided: false;
}

export interface AccessEnd {
  readonly organisationId: number;
  readonly reason: AccessReason;
  readonly lastDay: DateOnly;
}

/** What other slices ask of the register, within their own transaction. */
@Injectable()
export class People {
  constructor(
    private readonly reader: PersonReader,
    private readonly vault: PersonVault,
  ) {}

  /**
   * The person whom a file is about. Leaves no audit row of its own: the caller's names the person.
   *
   * @throws Problem 404 when absent or out of scope, 409 when the entry was voided
   */
  async forCase(tx: Tx, personId: string): Promise<PersonForCase> {
    const [person, guardians] = await Promise.all([
      this.reader.row(tx, personId),
      this.reader.guardiansToday(tx, personId),
    ]);
    if (person.voidedAt !== null) throw problem(P.voided);
    const { id, fullName, sex } = person;
    return {
      id,
      fullName,
      birth: birthOfRow(person),
      sex,
      guardians,
      voided: false,
    };
  }

  /**
   * Holds the entry for a file that is opened about the person, until the transaction ends.
   *
   * @throws Problem 404 when absent or out of scope, 403 when the acting organisation only reads it, 409 when it was voided
   */
  async requireActing(tx: Tx, personId: string): Promise<void> {
    await this.reader.changeable(tx, personId);
  }

  /**
   * The whole entry, opened, voided ones included: for a paper that names the person. Leaves no audit row of its own.
   *
   * @throws Problem 404 when absent or out of scope
   */
  async record(tx: Tx, personId: string): Promise<PersonRecord> {
    return this.reader.record(tx, personId);
  }

  /** Persons as a statutory book names them, each on its day. Leaves no audit row of its own: the caller's names them. */
  async inBook(tx: Tx, asked: readonly BookedPerson[]): Promise<readonly (PersonInBook | null)[]> {
    return personsInBook(tx, this.vault, asked);
  }

  /** When the person was born, voided entries included: a file stays readable whatever becomes of the entry. */
  async birthOf(tx: Tx, personId: string): Promise<Birth> {
    return birthOfRow(await this.reader.row(tx, personId));
  }

  /**
   * The entries that are linked to this one as the same person, itself included, as far as the acting organisation
   * sees them. Entries that it does not see are left out: what must know the whole person, such as that nobody has two
   * doses a day, asks `app.identity_cluster` within a function of the database. The smallest id comes first: who must not
   * meet another that works on the same person locks that one.
   */
  async clusterOf(tx: Tx, personId: string): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(CLUSTER, [personId]);
    return rows.map((row) => row.id);
  }

  /**
   * Lets an organisation see the person, and change the entry where `acts`. Granting twice does no harm: each grant
   * is a row of its own, and access lasts as long as the longest.
   *
   * @throws Problem 404 when the acting organisation does not act on the person itself, 409 when the entry was voided
   */
  async grantAccess(tx: Tx, personId: string, grant: AccessGrant): Promise<void> {
    try {
      await insertAccess(tx, personId, grant);
    } catch (error) {
      if (violatedConstraint(error) === 'person_access_not_voided') throw problem(P.voided, { cause: error });
      throw error;
    }
  }

  /**
   * Ends what was granted for one reason; other reasons go on. An organisation that gives a person away ends its own
   * access after it has granted the next one's.
   *
   * @returns how many grants ended; none where the acting organisation does not act on the person
   */
  async endAccess(tx: Tx, personId: string, end: AccessEnd): Promise<number> {
    const row = await tx.one<{ ended: number }>('select app.end_person_access($1, $2, $3, $4) as ended', [
      ...[personId, end.organisationId, end.reason, end.lastDay],
    ]);
    return row?.ended ?? 0;
  }
}

// Under row-level security a link is there only for who sees both of its ends.
const CLUSTER = `
  with recursive cluster (id) as (
    select $1::uuid
    union
    select linked.id from cluster
    cross join lateral (
      select person_high from person_link where person_low = cluster.id and unlinked_at is null
      union all
      select person_low from person_link where person_high = cluster.id and unlinked_at is null) linked (id)
  )
  select id from cluster order by id`;
