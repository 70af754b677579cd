// COPY … FROM STDIN through `pg`, which has the protocol and no function for it.
import { once } from 'node:events';

/**
 * @param {import('pg').Client} client
 * @param {string} target table and columns
 * @param {Iterable<string>} lines rows as COPY's text format wants them, each with its end of line; many at a time
 */
export async function copyIn(client, target, lines) {
  const copy = new CopyIn(`copy ${target} from stdin`, lines);
  client.query(copy);
  await copy.done;
}

/** NULL, and backslashes of bytes and JSON, as COPY's text format writes them. */
export function field(value) {
  if (value === null || value === undefined) return '\\N';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return String(value).replaceAll('\\', '\\\\');
}

/** Rows come faster without them. @returns what makes them again */
export async function dropIndexes(owner, tables) {
  const { rows } = await owner.query(
    `select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as sql
     from pg_index i where i.indrelid = any ($1::regclass[]) and not i.indisprimary
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows.map(({ sql }) => sql);
}

class CopyIn {
  constructor(sql, lines) {
    this.sql = sql;
    this.lines = lines;
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection) {
    connection.query(this.sql);
  }

  handleCopyInResponse(connection) {
    this.send(connection).catch((error) => connection.sendCopyFail(String(error)));
  }

  async send(connection) {
    for (const chunk of this.lines) {
      connection.sendCopyFromChunk(Buffer.from(chunk));
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    connection.endCopyFrom();
  }

  handleError(error) {
    this.reject(error);
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    this.resolve();
  }
}
