import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { HandlesJob } from '../platform/jobs/job.js';
import type { SystemActor } from '../platform/security/actor.js';
import { isContactKind, type ContactKind } from './contact.rules.js';
import { CANDIDATE_COLUMNS, Duplicates, judgeAll, type Candidate } from './duplicates.js';
import { COMPARE_ENTRY } from './duplicate.jobs.js';
import type { Described } from './duplicate-question.rules.js';
import { isWorthKeeping, type ComparedEntry } from './duplicate.rules.js';
import type { IdentifierKind } from './identifier.rules.js';
import { wordsOfKey } from './name.rules.js';
import { PersonVault } from './person-vault.js';

interface SealedPart {
  readonly kind: IdentifierKind | ContactKind;
  readonly id: string;
  /** Hexadecimal. */
  readonly sealed: string;
}

type Entry = ComparedEntry & { readonly parts: readonly SealedPart[] };

/**
 * Of each comparison, the strongest: what twenty pairs do not tell of one entry, the next hundred do not either, and a number
 * that a whole village gives as its own would fill the list of everybody who reads it.
 */
const MOST_KEPT = 20;

/**
 * Compares one entry with the whole register and keeps the pairs that are likely one person, for organisations that
 * see both. It records that it compared, never what it found: those who see one of two must not read of the other.
 */
@Injectable()
export class DuplicateFinder {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly duplicates: Duplicates,
    private readonly vault: PersonVault,
  ) {}

  @HandlesJob(COMPARE_ENTRY)
  async compare({ personId }: { readonly personId: string }, actor: SystemActor): Promise<void> {
    await this.database.write(actor, async (tx) => {
      const entry = await tx.one<Entry>(
        `select name_key as "nameKey", birth_date as "birthDate", birth_year as "birthYear", sex, parts
         from app.entry_to_compare($1)`,
        [personId],
      );
      if (!entry) return;
      const judged = judgeAll(entry, await this.candidates(tx, personId, entry)).filter(isWorthKeeping);
      for (const { personId: other, ...verdict } of judged.slice(0, MOST_KEPT)) {
        await tx.query('select app.keep_possible_duplicate($1, $2, $3, $4, $5)', [
          ...[uuidv7(), personId, other, verdict.reasons, verdict.score],
        ]);
      }
      await this.audit.record(tx, { action: 'people.duplicates.compared' });
    });
  }

  private async candidates(tx: Tx, personId: string, entry: Entry): Promise<readonly Candidate[]> {
    const { identifiers, citizenIds, contacts } = this.duplicates.printsOf(this.opened(entry.parts));
    const words = wordsOfKey(entry.nameKey).map((word) => word.folded);
    return tx.query<Candidate>(`select ${CANDIDATE_COLUMNS} from app.find_duplicates($1, $2, $3, $4, $5)`, [
      ...[personId, words, identifiers, citizenIds, contacts],
    ]);
  }

  private opened(parts: readonly SealedPart[]): Pick<Described, 'identifiers' | 'contacts'> {
    const identifiers: Described['identifiers'][number][] = [];
    const contacts: Described['contacts'][number][] = [];
    for (const { kind, id, sealed } of parts) {
      const bytes = Buffer.from(sealed, 'hex');
      const value = this.vault.open(isContactKind(kind) ? 'contact' : 'identifier', id, bytes);
      if (value === null) continue;
      if (isContactKind(kind)) contacts.push({ kind, value });
      else identifiers.push({ kind, value });
    }
    return { identifiers, contacts };
  }
}
