import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** Lawful traces of a refusal: its record with the seals over the record, and the count of failed sign-ins. */
const OF_REFUSALS = /^(audit_|login_failure$)/;

/** Jobs mark what they have relayed of their own accord: here the number of rows alone counts. */
const RELAYED = 'outbox';

/** How many rows there are, and the sum of the transactions that wrote them: no write leaves both as they were. */
export type Traces = Readonly<Record<string, string>>;

export async function tracesOf(owner: pg.Client): Promise<Traces> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const asked = tables
    .filter(({ name }) => !OF_REFUSALS.test(name))
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ':' || ${name === RELAYED ? '0' : 'coalesce(sum(xmin::text::bigint), 0)'} as trace from ${name}`,
    );
  const { rows } = await owner.query<{ name: string; trace: string }>(asked.join(' union all '));
  return Object.fromEntries(rows.map(({ name, trace }) => [name, trace]));
}

/** Waits for the jobs that something has set going. @returns what stands there then */
export async function untilQuiet(owner: pg.Client): Promise<Traces> {
  let last = await tracesOf(owner);
  for (let still = 0; still < 3;) {
    await pause(700);
    const now = await tracesOf(owner);
    still = JSON.stringify(now) === JSON.stringify(last) ? still + 1 : 0;
    last = now;
  }
  return last;
}
