import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import type { DuplicateDto } from './duplicate-check.dto.js';
import type { Described } from './duplicate-question.rules.js';
import {
  judgeDuplicate,
  type ComparedEntry,
  type DuplicateCandidate,
  type DuplicateVerdict,
} from './duplicate.rules.js';
import { nameKey, nameWords } from './name.rules.js';
import { personSummaries } from './person-summaries.js';
import { PersonVault } from './person-vault.js';

/** What the database compares, in the order of its functions' parameters. */
interface Prints {
  readonly identifiers: readonly Buffer[];
  readonly citizenIds: readonly Buffer[];
  readonly contacts: readonly Buffer[];
}

export type Candidate = DuplicateCandidate & { readonly personId: string };
export type Judged = DuplicateVerdict & { readonly personId: string };

/** Columns of the functions that find duplicates, as a Candidate. */
export const CANDIDATE_COLUMNS = `person_id as "personId", name_key as "nameKey", birth_date as "birthDate",
  birth_year as "birthYear", sex, same_identifier as "sameIdentifier", same_contact as "sameContact",
  other_citizen_id as "otherCitizenId", same_commune as "sameCommune"`;

const MOST_SHOWN = 20;

/** Finds entries of the actor's own scope that may be the person described. Of others not even their number is told. */
@Injectable()
export class Duplicates {
  constructor(
    private readonly audit: AuditLog,
    private readonly vault: PersonVault,
  ) {}

  /** Before a registration; counts as a search. */
  async ofDescribed(tx: Tx, described: Described, unitIds: readonly number[]): Promise<DuplicateDto[]> {
    const { identifiers, citizenIds, contacts } = this.printsOf(described);
    const { words, birthDate, birthYear } = comparedOf(described);
    const candidates = await tx.query<Candidate>(
      `select ${CANDIDATE_COLUMNS} from app.check_duplicates($1, $2, $3, $4, $5, $6, $7)`,
      [words, birthDate, birthYear, identifiers, citizenIds, contacts, unitIds],
    );
    return this.show(tx, judgeAll(comparedOf(described), candidates));
  }

  /** After it: the same comparison with the entry that was made. */
  async ofRegistered(tx: Tx, id: string, described: Described): Promise<DuplicateDto[]> {
    const { identifiers, citizenIds, contacts } = this.printsOf(described);
    const candidates = await tx.query<Candidate>(
      `select ${CANDIDATE_COLUMNS} from app.duplicates_of($1, $2, $3, $4, $5)`,
      [id, comparedOf(described).words, identifiers, citizenIds, contacts],
    );
    return this.show(tx, judgeAll(comparedOf(described), candidates));
  }

  /** By every key, so that what was written before a rotation is found as well. */
  printsOf({ identifiers, contacts }: Pick<Described, 'identifiers' | 'contacts'>): Prints {
    const prints = (parts: readonly Parameters<PersonVault['fingerprints']>[]): readonly Buffer[] =>
      parts.flatMap(([kind, value]) => this.vault.fingerprints(kind, value).map((print) => print.value));
    return {
      identifiers: prints(identifiers.map(({ kind, value }) => [kind, value])),
      citizenIds: prints(
        identifiers.filter(({ kind }) => kind === 'citizen-id').map(({ kind, value }) => [kind, value]),
      ),
      contacts: prints(contacts.map(({ kind, value }) => [kind, value])),
    };
  }

  private async show(tx: Tx, judged: readonly Judged[]): Promise<DuplicateDto[]> {
    const shown = judged.slice(0, MOST_SHOWN);
    const summaries = await personSummaries(
      tx,
      shown.map((each) => each.personId),
    );
    const byId = new Map(summaries.map((summary) => [summary.id, summary]));
    const duplicates = shown.flatMap(({ personId, ...verdict }) => {
      const person = byId.get(personId);
      return person ? [{ person, ...verdict }] : [];
    });
    await this.audit.record(tx, {
      action: 'people.duplicates.checked',
      persons: duplicates.map(({ person }) => person.id),
      detail: { shown: duplicates.length },
    });
    return duplicates;
  }
}

/** Those that may be one person with the entry, the likeliest first. */
export function judgeAll(entry: ComparedEntry, candidates: readonly Candidate[]): readonly Judged[] {
  return candidates
    .flatMap((candidate) => {
      const verdict = judgeDuplicate(entry, candidate);
      return verdict ? [{ personId: candidate.personId, ...verdict }] : [];
    })
    .toSorted((a, b) => b.score - a.score || a.personId.localeCompare(b.personId));
}

function comparedOf({
  fullName,
  birth,
  sex,
}: Described): ComparedEntry & { readonly words: readonly string[] } {
  const birthDate: DateOnly | null = birth.date ?? null;
  const words = nameWords(fullName).map((word) => word.folded);
  return { words, nameKey: nameKey(fullName), birthDate, birthYear: birth.year, sex };
}
