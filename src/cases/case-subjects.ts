import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { SubjectPersons, type PersonsOfSubjects } from '../reminders/subject-persons.js';

/** Deadlines and notices of kind `case` are about the person of the file. */
@Injectable()
export class CaseSubjects implements PersonsOfSubjects, OnModuleInit {
  readonly kind = 'case';

  constructor(private readonly subjects: SubjectPersons) {}

  onModuleInit(): void {
    this.subjects.register(this);
  }

  async personsOf(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>('select app.persons_of_cases($1::uuid[]) as id', [ids]);
    return rows.map(({ id }) => id);
  }
}
