import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, Server } from 'node:http';
import pg from 'pg';
import type { TestApp } from './test-app.js';

interface Sent {
  readonly requestId: string;
  readonly client: object;
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Prepared {
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface StatementWatch {
  /** The statements that the request of this id has sent, in their order, transaction and actor included. */
  of(requestId: string): readonly string[];
  stop(): void;
}

/** What the program does by itself after a commit, in the same process: not the request's. */
const OF_ITS_OWN: ReadonlySet<unknown> = new Set(['outbox-relay']);

/** Watches what each request sends to the database through the application's role. */
export function watchStatements({ app, database }: TestApp): StatementWatch {
  const requests = new AsyncLocalStorage<string>();
  const role = new URL(database.config.database.url).username;
  const sent: Sent[] = [];
  const server: Server = app.getHttpServer();
  const emit = server.emit.bind(server) as (event: string, ...given: unknown[]) => boolean;
  const emitWithin = (event: string, ...given: unknown[]): boolean => {
    const id = event === 'request' ? (given[0] as IncomingMessage).headers['x-request-id'] : undefined;
    return typeof id === 'string' ? requests.run(id, () => emit(event, ...given)) : emit(event, ...given);
  };
  Object.assign(server, { emit: emitWithin });
  const query: unknown = pg.Client.prototype.query;
  const watch = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function watched(
    this: pg.Client,
    ...given: unknown[]
  ) {
    const requestId = requests.getStore();
    if (requestId !== undefined && this.user === role) sent.push({ requestId, client: this, ...told(given) });
    return (query as (...all: unknown[]) => undefined).apply(this, given);
  });
  return {
    of: (requestId) => textsOf(sent.filter((each) => each.requestId === requestId)),
    stop: () => watch.mockRestore(),
  };
}

function told([config, values]: readonly unknown[]): Pick<Sent, 'text' | 'values'> {
  if (typeof config === 'string') return { text: config, values: (values as unknown[] | undefined) ?? [] };
  const { text, values: own = [] } = config as Prepared;
  return { text, values: own };
}

function textsOf(sent: readonly Sent[]): readonly string[] {
  const own = new Map<object, boolean>();
  return sent
    .filter(({ client, text }, at) => {
      if (text === 'START TRANSACTION') own.set(client, isOfItsOwn(sent.slice(at + 1), client));
      return own.get(client) !== true;
    })
    .map(({ text }) => text);
}

/** Who acts is said right after the transaction has begun. */
function isOfItsOwn(after: readonly Sent[], client: object): boolean {
  const opening = after.find((each) => each.client === client && each.values.length > 0);
  return opening?.values.some((value) => OF_ITS_OWN.has(value)) ?? false;
}
