import { createHash } from 'node:crypto';
import type { Connection, PoolClient, QueryResult } from 'pg';

/** Texts beyond so many are sent unprepared: a server keeps what is prepared for as long as the connection lives. */
const MOST = 1000;

const names = new Map<string, string>();

/**
 * Sends one statement, prepared once on each connection: the server parses and plans it a few times instead of at each
 * request. In pipeline mode it is on its way when this returns, whether or not the one before has been answered.
 *
 * @throws the driver's error
 */
export async function send(
  client: PoolClient,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<QueryResult> {
  gather(client);
  const name = nameOf(text);
  return client.query({ ...(name !== undefined && { name }), text, values: [...parameters] });
}

/** Whatever is sent to a connection before the program waits again goes in one piece: one call of the system for all. */
function gather(client: PoolClient): void {
  const { stream } = (client as PoolClient & { readonly connection: Connection }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** The same for the same text in every process, since a connection may be handed on between them. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}
