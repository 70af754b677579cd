import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { text2 } from '../law/text.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem } from '../platform/errors/problem.js';
import { decodeBodyCursor, toPage, type Page } from '../platform/http/page.js';
import type { WholeList } from '../platform/http/whole-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { contactShape, isContactKind, normaliseContact } from './contact.rules.js';
import { identifierFault, normaliseIdentifier } from './identifier.rules.js';
import type {
  LookUpPersonsDto,
  LookupKind,
  PersonSummaryDto,
  SearchPersonsDto,
} from './person-search.dto.js';
import { personSummaries } from './person-summaries.js';
import { PersonVault } from './person-vault.js';
import { refusingTooMany } from './search-limit.js';
import { MAX_WORDS, searchWords, type SearchWords } from './search.rules.js';

interface Match {
  readonly personId: string;
  readonly exact: boolean;
}

const LOOKUP_LIMIT = 50;

/** Finds persons within the actor's scope, by name or by a whole value. What was shown is recorded, never what was asked. */
@Injectable()
export class PersonSearchService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly vault: PersonVault,
  ) {}

  async search(actor: UserActor, input: SearchPersonsDto): Promise<Page<PersonSummaryDto>> {
    const words = wordsOf(input.q);
    return this.database.read(actor, async (tx) => {
      const matches = await searchByName(tx, words, input);
      const { items: ids, nextCursor } = toPage(matches, input.limit, placeOf, (match) => match.personId);
      const items = await personSummaries(tx, ids);
      await this.recordShown(tx, 'people.person.searched', items, { words: words.folded.length });
      return { items, nextCursor };
    });
  }

  /** By the whole number, also one that was replaced since: an old card finds its holder. */
  async lookUp(actor: UserActor, input: LookUpPersonsDto): Promise<WholeList<PersonSummaryDto>> {
    const value = normalised(input);
    return this.database.read(actor, async (tx) => {
      await refusingTooMany(() => tx.query('select app.count_person_search()'));
      const items = await personSummaries(tx, await this.holders(tx, input.kind, value));
      await this.recordShown(tx, 'people.person.looked-up', items, { kind: input.kind });
      return { items };
    });
  }

  private async holders(tx: Tx, kind: LookupKind, value: string): Promise<readonly string[]> {
    const prints = this.vault.fingerprints(kind, value).map((print) => print.value);
    const rows = await tx.query<{ personId: string }>(
      `select holder as "personId" from app.holders_in_scope($1, ${LOOKUP_LIMIT}) holder order by 1`,
      [prints],
    );
    return rows.map((row) => row.personId);
  }

  private async recordShown(
    tx: Tx,
    action: string,
    items: readonly PersonSummaryDto[],
    asked: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const persons = items.map((item) => item.id);
    await this.audit.record(tx, { action, persons, detail: { ...asked, shown: persons.length } });
  }
}

function wordsOf(q: string): SearchWords {
  const words = searchWords(q);
  if (words.folded.length === 0) {
    throw fieldProblem(
      '/q',
      'people.search.noWord',
      text2('Hãy gõ ít nhất một chữ cái của họ tên', 'Type at least one letter of the name'),
    );
  }
  if (words.folded.length > MAX_WORDS) {
    const detail = text2('Không quá {max} từ', 'Not more than {max} words');
    throw fieldProblem('/q', 'people.search.tooManyWords', detail, { max: MAX_WORDS });
  }
  return words;
}

async function searchByName(tx: Tx, words: SearchWords, input: SearchPersonsDto): Promise<readonly Match[]> {
  const after = decodeBodyCursor(input.cursor, ['whole', 'uuid']);
  return refusingTooMany(() =>
    tx.query<Match>('select person_id as "personId", exact from app.search_persons($1, $2, $3, $4, $5)', [
      ...[words.folded, words.toned],
      ...(after ? [after[0] === 1, after[1]] : [null, null]),
      input.limit + 1,
    ]),
  );
}

function placeOf(match: Match): readonly [number, string] {
  return [match.exact ? 1 : 0, match.personId];
}

/** @throws Problem 422 for a value that cannot be one of its kind */
function normalised({ kind, value }: LookUpPersonsDto): string {
  if (isContactKind(kind)) {
    const contact = normaliseContact(kind, value);
    if (contact === null) throw fieldProblem('/value', 'people.contact.shape', contactShape(kind));
    return contact;
  }
  const identifier = normaliseIdentifier(value);
  const shape = identifierFault(kind, identifier);
  if (shape) throw fieldProblem('/value', 'people.identifier.shape', shape);
  return identifier;
}
