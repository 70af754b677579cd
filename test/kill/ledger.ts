import pg from 'pg';
import type { ReceivedMail } from '../setup/smtp-server.js';
import type { Acknowledged } from './load.js';
import { until } from './programs.js';

const RULE = 'home-rehabilitation.decision';

/** What stands in the database in the end, as its owner sees it. */
export class Ledger {
  constructor(private readonly url: string) {}

  /** @returns how often each kind of loss or doubling is there; all of them nought when nothing is */
  async faults(acknowledged: readonly Acknowledged[]): Promise<Readonly<Record<string, number>>> {
    const cases = acknowledged.map(({ caseId }) => caseId);
    const persons = acknowledged.map(({ personId }) => personId);
    const [row] = await this.rows<Record<string, number>>(
      `with wanted as (select unnest($1::uuid[]) as id), people as (select unnest($2::uuid[]) as id)
       select
         (select count(*) from wanted w where not exists (select from case_file f where f.id = w.id))::int as "lostFiles",
         (select count(*) from case_file f where not exists (select from wanted w where w.id = f.id))::int as "extraFiles",
         (select count(*) from people w where not exists (select from person p where p.id = w.id))::int as "lostPersons",
         (select count(*) from (select value_index from person_identifier group by 1 having count(*) > 1) d)::int
           as "doubledPersons",
         (select count(*) from case_file f where not exists (
           select from deadline d where d.subject_id = f.id and d.rule = '${RULE}'))::int as "withoutLimit",
         (select count(*) from deadline d where not exists (select from reminder r where r.deadline_id = d.id))::int
           as "withoutReminders",
         (select count(*) from case_file f where not exists (select from audit_event a
           where a.subject_id = f.id and a.action = 'rehabilitation.home.registered'))::int as "withoutAudit",
         (select count(*) from (select code from case_file group by 1 having count(*) > 1) d)::int as "doubledCodes"`,
      [cases, persons],
    );
    return row ?? {};
  }

  /** Codes of files are numbered without gaps, whatever was rolled back. */
  async gaps(): Promise<number> {
    const [row] = await this.rows<{ gaps: number }>(
      `select (max(right(code, 6)::int) - count(*))::int as gaps from case_file`,
    );
    return row?.gaps ?? -1;
  }

  /** Every reminder that is due has told each body exactly once. @returns notices of each kind */
  async notices(): Promise<
    readonly { readonly kind: string; readonly told: number; readonly points: number }[]
  > {
    return this.rows(
      `select kind, count(*)::int as told, count(distinct (reminder_id, organisation_id))::int as points
       from notification where reminder_id is not null group by kind order by kind`,
    );
  }

  async everythingTold(): Promise<void> {
    await until('every file is overdue and told to the province', async () => {
      const [row] = await this.rows<{ silent: number }>(
        `select count(*)::int as silent from case_file f where not exists (
           select from notification n where n.subject_id = f.id and n.kind = 'deadline.escalated')`,
      );
      return row?.silent === 0;
    });
    await until('the outbox is empty', async () => {
      const [row] = await this.rows<{ waiting: number }>(
        'select count(*)::int as waiting from outbox where relayed_at is null',
      );
      return row?.waiting === 0;
    });
    await until('every mail has gone', async () => {
      const [row] = await this.rows<{ waiting: number }>(
        `select (select count(*) from delivery where status in ('planned', 'sending'))
           + (select count(*) from notification where mail_planned_at is null) as waiting`,
      );
      return Number(row?.waiting) === 0;
    });
  }

  /** @returns how many mails the database believes sent, and what else became of others */
  async deliveries(): Promise<Readonly<Record<string, number>>> {
    const rows = await this.rows<{ status: string; count: number }>(
      `select status, count(*)::int as count from delivery where purpose <> 'confirmation' group by status`,
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  private async rows<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.url });
    // Killed between two questions, it tells nobody: the next question fails, and says so.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }
}

/** Mails that are not the confirmation of an address. */
export function noticesIn(inbox: readonly ReceivedMail[]): readonly ReceivedMail[] {
  return inbox.filter(({ body }) => !body.includes('Mã xác nhận'));
}
