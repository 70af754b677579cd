import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';

/** What a deadline or a notice belongs to, as its row says. */
export interface SubjectOfRow {
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** Port: a slice whose things have deadlines and notices, such as case files, says whom they are about. */
export interface PersonsOfSubjects {
  /** Kind of thing, as deadlines and notices name it. */
  readonly kind: string;
  /**
   * The persons whom these things are about, each once, in one query. The caller was shown a deadline or a notice of
   * each: a thing that has left his scope meanwhile counts too, since its code still points to the person.
   */
  personsOf(tx: Tx, ids: readonly string[]): Promise<readonly string[]>;
}

/** Where those slices make themselves known when they start; reminders/ may not know them. */
@Injectable()
export class SubjectPersons {
  private readonly byKind = new Map<string, PersonsOfSubjects>();

  /** @throws Error when a slice speaks for this kind already */
  register(persons: PersonsOfSubjects): void {
    if (this.byKind.has(persons.kind)) throw new Error(`Two slices say whom a ${persons.kind} is about`);
    this.byKind.set(persons.kind, persons);
  }

  /**
   * For the audit of an answer: the persons behind what it shows.
   *
   * @throws Error for a kind of which no slice knows the persons: showing it would leave no trace
   */
  async behind(tx: Tx, shown: readonly SubjectOfRow[]): Promise<readonly string[]> {
    const persons = new Set<string>();
    for (const [kind, ids] of idsByKind(shown)) {
      const known = this.byKind.get(kind);
      if (!known) throw new Error(`Nobody says whom a ${kind} is about`);
      for (const person of await known.personsOf(tx, [...ids])) persons.add(person);
    }
    return [...persons];
  }
}

function idsByKind(shown: readonly SubjectOfRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { subjectKind, subjectId } of shown) {
    const ofKind = ids.get(subjectKind) ?? new Set();
    ids.set(subjectKind, ofKind.add(subjectId));
  }
  return ids;
}
