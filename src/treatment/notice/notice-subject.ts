import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSubject } from '../../platform/database/subjects.js';
import { SubjectPersons } from '../../reminders/subject-persons.js';

defineSubject('treatment-notice', 'treatment_notice');

/** Whom a notice is about, for the audit of an inbox; the inbox itself says nothing of it. */
@Injectable()
export class NoticeSubject implements OnModuleInit {
  constructor(private readonly subjects: SubjectPersons) {}

  onModuleInit(): void {
    this.subjects.register({
      kind: 'treatment-notice',
      personsOf: async (tx, ids) => {
        const rows = await tx.query<{ personId: string }>(
          'select distinct person_id as "personId" from treatment_notice where id = any ($1::uuid[])',
          [ids],
        );
        return rows.map(({ personId }) => personId);
      },
    });
  }
}
